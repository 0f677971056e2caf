"""Promises 12 and 21: exports of 100,000 rows stream in little memory, give a connection back when a client hangs up, and are told apart
by client over all processes; 300 random lists count the same in every form."""

import contextlib
import http.client
import re
import socket
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
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(database), **pipes)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
        yield process, port
    finally:
        process.terminate()
        process.wait()


def ask(port: int, path: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    return connection, connection.getresponse()


def peak(process: subprocess.Popen) -> dict[int, int]:
    """Peak memory of the server's workers in kilobytes."""
    found = {}
    for pid in processes.family(process.pid):
        if pid != process.pid:
            found[pid] = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
    return found


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_hundred_thousand_rows_need_at_most_30_megabytes_more(large, form):
    with a_server(large) as (process, port):
        for _ in range(40):  # both processes have answered, so that what they load once is loaded
            ask(port, "/statements/?q=ceasefire")[1].read()
        before = peak(process)
        connection, response = ask(port, f"/statements.{form}")
        rows = sum(part.count(b"https://") for part in iter(lambda: response.read(1 << 16), b""))
        connection.close()
        grown = max(after - before[pid] for pid, after in peak(process).items()) / 1024
    print(f"{form}: {rows:,} addresses, {grown:.1f} MB more")
    assert rows >= ROWS * 0.9
    assert grown <= 30


def test_a_client_that_hangs_up_frees_its_connection_within_five_seconds(large):
    with a_server(large) as (_, port):
        for _ in range(3):
            running = [ask(port, "/statements.csv") for _ in range(2)]
            assert [response.status for _, response in running] == [200, 200]
            assert ask(port, "/events.csv")[1].status == 429
            for connection, response in running:
                response.close()
                connection.close()
            begun = time.monotonic()
            while ask(port, "/events.csv")[1].status == 429:
                assert time.monotonic() - begun < 5
            print(f"free after {time.monotonic() - begun:.2f} s")
            while not both_slots_are_free(port):
                assert time.monotonic() - begun < 5


def both_slots_are_free(port: int) -> bool:
    answers = [ask(port, "/statements.csv") for _ in range(2)]
    statuses = [response.status for _, response in answers]
    for connection, response in answers:
        response.close()
        connection.close()
    return statuses == [200, 200]


def test_two_exports_run_at_once_the_third_is_refused_and_pages_go_on(large):
    with a_server(large) as (_, port):
        running = [ask(port, "/statements.jsonl") for _ in range(2)]
        third = ask(port, "/articles.csv")[1]
        assert (third.status, third.headers["Retry-After"]) == (429, "30")
        assert "Wait until" in third.read().decode()
        for _ in range(10):
            assert ask(port, "/statements/")[1].status == 200
        lines = [sum(1 for _ in response) for _, response in running]
        assert lines[0] == lines[1] >= ROWS * 0.9
        assert ask(port, "/articles.csv")[1].status == 200


def test_a_slow_client_gets_the_whole_list_while_others_read_pages(large):
    """Longer than gunicorn's limit of 30 seconds, after which it ends a worker that does not answer."""
    with a_server(large) as (_, port):
        _, response = ask(port, "/statements.jsonl")
        begun, lines = time.monotonic(), response.read(1000).count(b"\n")
        while time.monotonic() - begun < 35:
            assert ask(port, "/statements/")[1].status == 200
        lines += sum(part.count(b"\n") for part in iter(lambda: response.read(1 << 16), b""))
        assert lines >= ROWS * 0.9


@pytest.mark.django_db
@pytest.mark.parametrize(("noun", "query"), some_addresses(300, seed=2))
def test_three_hundred_random_lists_count_the_same_in_every_form(client, noun, query):
    page = client.get(f"/{noun}/?{query}").context["listing"].count
    assert not page.capped
    assert len(json_lines(client, f"/{noun}.jsonl?{query}")) == len(csv_rows(client, f"/{noun}.csv?{query}")) == page.rows
    assert take(client, f"/{noun}.atom?{query}").count(b"<entry>") == min(50, page.rows)
