"""Promises 12 and 21: exports of 100,000 rows stream in little memory, give a connection back when a client hangs up, and are told apart
by client over all processes; 300 random lists count the same in every form."""

import contextlib
import http.client
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.bench import processes, servers
from tests.bench.building import environment
from tests.commands.test_prepare import free_port
from tests.publishing.taking import csv_rows, json_lines, take
from tests.publishing.test_lists import some_addresses

pytestmark = pytest.mark.prove

ROWS = 100_000


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """An archive of 100,000 statements."""
    database = tmp_path_factory.mktemp("large") / "archive.sqlite3"
    command = [sys.executable, "-m", "tests.bench.building", str(ROWS), "0", str(ROWS)]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment(database), check=True, capture_output=True)
    servers.collect_static_files(database)
    return database


@contextlib.contextmanager
def a_server(database: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """The site as `make run` serves it, with the options of the Makefile."""
    port = free_port()
    recipe = re.search(r"gunicorn archive\.wsgi .*", (settings.BASE_DIR / "Makefile").read_text())[0]
    options = recipe.replace("$(PORT)", str(port)).replace("$(WORKERS)", "2").replace('"', "").split()[1:]
    command = [str(Path(sys.executable).with_name("gunicorn")), *options]
    # A secret of its own: else two of these servers would take each other's places for exports.
    env = environment(database) | {"SITE_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": secrets.token_urlsafe(64)}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = servers.Server("site", [port], [process]).ready("/healthz")
    try:
        yield process, port
    finally:
        server.stop()


@contextlib.contextmanager
def asking(port: int, path: str) -> Iterator[http.client.HTTPResponse]:
    """An answer as it comes in; at the end the client hangs up, whatever is still to come."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as response:
            yield response


def status(port: int, path: str) -> int:
    with asking(port, path) as response:
        return response.status


def count(response: http.client.HTTPResponse, end: bytes) -> int:
    """How many lines of the answer are still to come."""
    return sum(part.count(end) for part in iter(lambda: response.read(1 << 16), b""))


def peak(process: subprocess.Popen) -> dict[int, int]:
    """Peak memory of the server's workers in kilobytes."""
    found = {}
    for pid in processes.family(process.pid):
        if pid != process.pid:
            found[pid] = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
    return found


@pytest.mark.parametrize(("form", "end"), [("csv", b"\r\n"), ("jsonl", b"\n")])
def test_a_hundred_thousand_rows_need_at_most_30_megabytes_more(large, form, end):
    with a_server(large) as (process, port):
        for _ in range(40):  # both processes have answered, so that what they load once is loaded
            assert status(port, "/statements/?q=ceasefire") == 200
        before = peak(process)
        with asking(port, f"/statements.{form}") as response:
            rows = count(response, end)
        grown = max(after - before[pid] for pid, after in peak(process).items()) / 1024
    print(f"{form}: {rows:,} rows, {grown:.1f} MB more")
    assert rows >= ROWS * 0.9
    assert grown <= 30


def test_a_client_that_hangs_up_frees_its_connection_within_five_seconds(large):
    with a_server(large) as (_, port):
        with asking(port, "/statements.csv") as one, asking(port, "/statements.csv") as other:
            assert (one.status, other.status) == (200, 200)
            assert status(port, "/events.csv") == 429
        for _ in range(3):  # asking whether both are free begins two exports and hangs up on them
            begun = time.monotonic()
            while not both_are_free(port):
                assert time.monotonic() - begun < 5
            print(f"free after {time.monotonic() - begun:.2f} s")


def both_are_free(port: int) -> bool:
    with asking(port, "/statements.csv") as one, asking(port, "/statements.csv") as other:
        return one.status == other.status == 200


def test_two_exports_run_at_once_the_third_is_refused_and_pages_go_on(large):
    with a_server(large) as (_, port):
        with asking(port, "/statements.jsonl") as one, asking(port, "/statements.jsonl") as other:
            with asking(port, "/articles.csv") as third:
                assert (third.status, third.headers["Retry-After"]) == (429, "30")
                assert "Wait until" in third.read().decode()
            assert [status(port, "/statements/") for _ in range(10)] == [200] * 10
            assert count(one, b"\n") == count(other, b"\n") >= ROWS * 0.9
        assert status(port, "/articles.csv") == 200


def test_a_slow_client_gets_the_whole_list_while_others_read_pages(large):
    """Longer than gunicorn's limit of 30 seconds, after which it ends a worker that does not answer."""
    with a_server(large) as (_, port), asking(port, "/statements.jsonl") as response:
        begun, lines = time.monotonic(), response.read(1000).count(b"\n")
        while time.monotonic() - begun < 35:
            assert status(port, "/statements/") == 200
        assert lines + count(response, b"\n") >= ROWS * 0.9


@pytest.mark.django_db
@pytest.mark.parametrize(("noun", "query"), some_addresses(300, seed=2))
def test_three_hundred_random_lists_count_the_same_in_every_form(client, noun, query):
    page = client.get(f"/{noun}/?{query}").context["listing"].count
    assert not page.capped
    assert len(json_lines(client, f"/{noun}.jsonl?{query}")) == len(csv_rows(client, f"/{noun}.csv?{query}")) == page.rows
    assert take(client, f"/{noun}.atom?{query}").count(b"<entry>") == min(50, page.rows)
