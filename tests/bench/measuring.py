"""One interleaved run: in each round every row asks every subject for a slice, so that a slow minute of the machine hits all alike."""

import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.asked import BARE, Row
from tests.bench.client import Bare, Sample, Subject
from tests.bench.servers import Server

#: Seconds after which a slow subject is asked no more in a row.
ENOUGH = 8.0

Samples = dict[tuple[str, str], Sample]


@dataclass(frozen=True)
class Pace:
    """How often each row asks each subject: rounds, requests in a slice, and seconds after which a slice ends."""

    rounds: int
    requests: int = 40
    seconds: float = 0.3
    warm: int = 6


def measure(rows: list[Row], servers: dict[str, Server], database: Path, pace: Pace) -> Samples:
    """Samples by name of row and subject."""
    subjects: dict[tuple[str, str], Subject | Bare] = {}
    for row in rows:
        for name, asked in row.asked.items():
            if name == BARE:
                subjects[row.name, name] = Bare(database, asked)
            elif name in servers and asked:
                subjects[row.name, name] = Subject(servers[name], asked, row.again)
    print(f"  warming up {len(subjects)} subjects", flush=True)
    for subject in subjects.values():
        subject.warm(pace.warm)
    for turn in range(pace.rounds):
        print(f"  {time.strftime('%H:%M:%S')} round {turn + 1} of {pace.rounds}", flush=True)
        for subject in subjects.values():
            if subject.sample.spent < ENOUGH:
                subject.slice(pace.requests, pace.seconds)
    return {key: subject.sample for key, subject in subjects.items()}
