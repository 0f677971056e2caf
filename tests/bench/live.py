"""Loading into an archive that is in use: how fast it goes alone, and what readers feel of it.

All on a copy, so that the archive stays as it is.
"""

import itertools
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.bench import building, servers
from tests.bench.client import Reader, Refused, Sample


@dataclass
class Live:
    """``load`` is what a load took with nobody reading, ``load_with_reader`` with one reader; ``refused`` are answers that were errors."""

    load: dict[str, Any] = field(default_factory=dict)
    load_with_reader: dict[str, Any] = field(default_factory=dict)
    idle: Sample = field(default_factory=Sample)
    during: Sample = field(default_factory=Sample)
    refused: list[str] = field(default_factory=list)


def measure(database: Path, statements: int, more: int, paths: list[str]) -> Live:
    """Load ``more`` statements twice into a copy of the archive: alone, and while a reader goes through the paths."""
    found, copied, first = Live(), building.copy(database), max(1, statements // 20)
    print(f"Loading {more:,} more statements with the index alive …", flush=True)
    found.load = building.finish(building.live(copied, statements, first, more))
    server = servers.site("site under load", copied)
    try:
        walk = itertools.cycle(paths)
        reader = Reader(server)
        for path in itertools.islice(walk, len(paths)):
            reader.ask(path)
        _read(reader, walk, found.idle, found.refused, 500)
        print("The same while somebody reads …", flush=True)
        load = building.live(copied, statements, first + more // 20, more)
        while load.poll() is None:
            _read(reader, walk, found.during, found.refused, 20)
        found.load_with_reader = building.finish(load)
    finally:
        server.stop()
        building.remove(copied)
    return found


def _read(reader: Reader, walk: itertools.cycle, sample: Sample, refused: list[str], requests: int) -> None:
    for path in itertools.islice(walk, requests):
        begun = time.perf_counter()
        try:
            reader.ask(path)
        except (Refused, OSError, HTTPException) as error:
            refused.append(str(error))
        sample.latencies.append(time.perf_counter() - begun)
        sample.asked += 1
