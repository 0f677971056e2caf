"""The measuring client: one slice of requests after the other, over connections that stay open where the server lets them."""

import http.client
import itertools
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import processes
from tests.bench.servers import Server

#: Where the capped count stops.
CAP = 10_000

Ask = Callable[[str], None]


class Refused(Exception):
    """A server answered with an error."""


@dataclass
class Sample:
    """What was measured of one subject in one row."""

    latencies: list[float] = field(default_factory=list)
    served: int = 0
    serving: float = 0.0
    cpu: float = 0.0
    asked: int = 0

    @property
    def spent(self) -> float:
        return sum(self.latencies) + self.serving

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    @property
    def median(self) -> float:
        return self.percentile(0.5)

    @property
    def p99(self) -> float:
        return self.percentile(0.99)

    @property
    def a_second(self) -> float:
        return self.served / self.serving if self.serving else 1 / self.median


class Reader:
    """One reader of a server: a connection to each of its ports, asked in turn."""

    def __init__(self, server: Server, again: bool = False) -> None:
        self.connections = itertools.cycle([http.client.HTTPConnection("127.0.0.1", port, timeout=300) for port in server.ports])
        self.again = again
        self.tags: dict[str, str] = {}

    def ask(self, path: str) -> None:
        """Read the page. Raises Refused unless it is 200, or 304 when it was asked for again."""
        connection = next(self.connections)
        headers = {"If-None-Match": self.tags[path]} if path in self.tags else {}
        try:
            response, body = _get(connection, path, headers)
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for longer than the server waits
            connection.close()
            response, body = _get(connection, path, headers)
        if response.status != (304 if headers else 200):
            raise Refused(f"{path} answers {response.status}: {body[:200]!r}")
        if self.again and not headers:
            self.tags[path] = response.headers["ETag"] or ""

    def learn(self, paths: list[str]) -> None:
        """Read each page once."""
        for path in paths:
            self.ask(path)


class Subject:
    """A server with two readers who walk through the paths of a row, each from another place."""

    def __init__(self, server: Server, paths: list[str], again: bool) -> None:
        self.server, self.sample = server, Sample()
        self.readers = [Reader(server, again) for _ in range(2)]
        self.walks = [itertools.cycle(paths[start:] + paths[:start]) for start in (0, len(paths) // 2)]
        self.paths = paths

    def warm(self, requests: int) -> None:
        for reader in self.readers:
            reader.learn(self.paths if reader.again else self.paths[:requests])

    def slice(self, requests: int, seconds: float) -> None:
        """One reader alone for the latencies, then two at once for the requests a second."""
        before = processes.cpu_seconds(self.server.pids)
        latencies = list(_timed(self.readers[0].ask, self.walks[0], requests, seconds))
        begun = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            walked = list(pool.map(lambda pair: sum(1 for _ in _timed(pair[0].ask, pair[1], requests, seconds / 2)), self._pairs()))
        self.sample.serving += time.perf_counter() - begun
        self.sample.served += sum(walked)
        self.sample.latencies += latencies
        self.sample.asked += len(latencies) + sum(walked)
        self.sample.cpu += processes.cpu_seconds(self.server.pids) - before

    def _pairs(self) -> list[tuple[Reader, Iterator[str]]]:
        return list(zip(self.readers, self.walks, strict=True))


class Bare:
    """The SQLite query under a search, in this process: a capped count and the newest rows."""

    def __init__(self, database: Path, expressions: list[str]) -> None:
        self.connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        self.connection.execute("PRAGMA cache_size = -16000")
        self.sample, self.walk, self.expressions = Sample(), itertools.cycle(expressions), expressions

    def ask(self, expression: str) -> None:
        table = "search_statement_fts"
        count = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {CAP + 1})"
        self.connection.execute(count, [expression]).fetchone()
        self.connection.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 21", [expression]).fetchall()

    def warm(self, requests: int) -> None:
        for expression in self.expressions:
            self.ask(expression)

    def slice(self, requests: int, seconds: float) -> None:
        before = time.thread_time()
        latencies = list(_timed(self.ask, self.walk, requests, seconds))
        self.sample.cpu += time.thread_time() - before
        self.sample.latencies += latencies
        self.sample.asked += len(latencies)


def _get(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response, response.read()


def _timed(ask: Ask, walk: Iterator[str], requests: int, seconds: float) -> Iterator[float]:
    """Ask so often or so long, at least once, and give the seconds of each."""
    until = time.perf_counter() + seconds
    for path in itertools.islice(walk, requests):
        begun = time.perf_counter()
        ask(path)
        ended = time.perf_counter()
        yield ended - begun
        if ended > until:
            return
