"""All that one run measured."""

from dataclasses import dataclass, field
from typing import Any

from tests.bench.client import Sample
from tests.bench.live import Live


@dataclass
class Results:
    """``samples`` by names of row and subject; ``memory`` is the PSS in MB of master and workers, by subject."""

    statements: int
    machine: dict[str, str]
    samples: dict[tuple[str, str], Sample] = field(default_factory=dict)
    first: dict[str, Any] = field(default_factory=dict)
    first_tenth: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    live: Live = field(default_factory=Live)

    @property
    def tenth(self) -> int:
        return max(20, self.statements // 10)
