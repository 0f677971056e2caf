"""At most two exports at once for a client, over all processes; a slot comes back when the export ends, is closed or its process dies."""

import gzip
import subprocess
import sys

import pytest
from django.test import RequestFactory

from archive.publishing import slots
from tests.publishing.taking import body, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def a_request(address: str = "203.0.113.5", **headers):
    return RequestFactory().get("/statements.csv", REMOTE_ADDR=address, headers=headers)


def test_the_third_export_at_once_is_refused_with_a_plain_sentence(client):
    running = [client.get("/statements.csv"), client.get("/articles.jsonl")]
    refused = client.get("/statements.jsonl")
    assert (refused.status_code, refused["Content-Type"]) == (429, "text/plain; charset=utf-8")
    assert int(refused["Retry-After"]) > 0
    assert "Wait until one of them has ended" in refused.content.decode()
    assert refused["Cache-Control"] == "no-store"
    for response in running:
        response.close()


def test_pages_feeds_and_files_need_no_slot(client):
    running = [client.get("/statements.csv") for _ in range(2)]
    for address in ("/statements/", "/statements.atom", "/sitemap.xml"):
        assert client.get(address).status_code == 200
    assert client.head("/statements.csv").status_code == 200
    for response in running:
        response.close()


def test_a_slot_comes_back_at_the_end_of_the_export(client):
    for _ in range(5):
        response = client.get("/statements.csv")
        assert response.status_code == 200
        assert b"".join(response.streaming_content)


@pytest.mark.parametrize("read", [0, 1, 2])
def test_a_slot_comes_back_when_the_client_hangs_up(client, read):
    for _ in range(5):
        response = client.get("/statements.csv")
        assert response.status_code == 200
        stream = iter(response.streaming_content)
        [next(stream) for _ in range(read)]
        response.close()


def test_a_slot_comes_back_when_the_export_fails():
    def failing():
        yield b"one"
        raise ValueError

    for _ in range(5):
        held = slots.Held(slots.take(a_request()), failing())
        assert next(held) == b"one"
        with pytest.raises(ValueError):
            next(held)


def test_clients_do_not_take_each_others_slots():
    taken = [slots.take(a_request()), slots.take(a_request())]
    assert slots.take(a_request()) is None
    taken += [slots.take(a_request("203.0.113.6")), slots.take(a_request("2001:db8::1"))]
    assert all(taken)
    [slot.close() for slot in taken]


def test_behind_a_proxy_on_this_machine_a_client_is_whom_the_proxy_saw():
    near = [slots.take(a_request("127.0.0.1", x_forwarded_for="203.0.113.9")) for _ in range(2)]
    assert slots.take(a_request("127.0.0.1", x_forwarded_for="198.51.100.1, 203.0.113.9")) is None
    other = slots.take(a_request("127.0.0.1", x_forwarded_for="203.0.113.10"))
    assert other
    [slot.close() for slot in [*near, other]]


def test_nobody_gets_more_by_inventing_addresses():
    taken = [slots.take(a_request(x_forwarded_for=f"203.0.113.{n}")) for n in range(3)]
    assert taken[2] is None
    [slot.close() for slot in taken[:2]]


def test_a_slot_holds_across_processes_and_comes_back_when_its_process_dies(tmp_path):
    slots.take(a_request()).close()
    [first] = (tmp_path / "exports").iterdir()
    code = f"import fcntl, sys; f = open({str(first)!r}); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        mine = slots.take(a_request())
        assert mine
        assert slots.take(a_request()) is None
        process.kill()
        process.wait()
        again = slots.take(a_request())
        assert again
        [slot.close() for slot in (mine, again)]


def test_the_files_tell_nobodys_address_and_are_never_many(tmp_path):
    for number in range(40):
        slots.take(a_request(f"203.0.113.{number}")).close()
    names = [path.name for path in (tmp_path / "exports").iterdir()]
    assert not [name for name in names if "203" in name and len(name) > 5]
    assert {len(name) for name in names} == {len("abc-0")}
    assert all(path.stat().st_size == 0 for path in (tmp_path / "exports").iterdir())


def test_a_compressed_export_is_the_same_and_gives_its_slot_back_too(client):
    plain = take(client, "/statements.csv")
    for _ in range(4):
        response = client.get("/statements.csv", headers={"accept-encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        next(iter(response.streaming_content))
        response.close()
    assert gzip.decompress(body(client.get("/statements.csv", headers={"accept-encoding": "gzip"}))) == plain
