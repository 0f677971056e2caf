"""What the address of a list asks for when it is taken along: the same filters and search as on the page, without the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from archive import deadline, parameters
from archive.filters import ActorFilter, ArchiveFilter, ArticleFilter, EventFilter, StatementFilter
from archive.listing import BY_DAY
from archive.publishing import records
from archive.search.matching import BY_NAME, BY_NAME_REVERSED, Matches, Order

LISTS: dict[str, tuple[type[ArchiveFilter], tuple[Order, ...]]] = {
    "statement": (StatementFilter, BY_DAY),
    "article": (ArticleFilter, BY_DAY),
    "actor": (ActorFilter, (BY_NAME, BY_NAME_REVERSED)),
    "event": (EventFilter, BY_DAY),
}
#: Rows read at a time, and the seconds that reading them may take.
CHUNK = 250
SECONDS = 2.0


@dataclass(frozen=True)
class Asked:
    """``query`` are the parameters that were understood, as a query string; ``words`` say them."""

    matches: Matches
    order: Order
    query: str
    words: str

    @property
    def noun(self) -> str:
        return self.matches.noun

    def chunks(self) -> Iterator[Sequence[Mapping[str, Any]]]:
        """The records of all matches, some at a time, each time by the last one's place: it costs the same however far it has come.

        What is withdrawn meanwhile is left out from then on. Raises OperationalError when a chunk needs longer than SECONDS.
        """
        place = None
        while True:
            deadline.begin(SECONDS)
            try:
                entries = self.matches.page(self.order, place, False, CHUNK)
                chunk = records.fetch(self.noun, [entry.pk for entry in entries])
            finally:
                deadline.end()
            yield chunk
            if len(entries) < CHUNK:
                return
            place = entries[-1].place


def read(noun: str, given: QueryDict) -> Asked:
    """Read the GET parameters as the list's page does. What it would explain and ignore is ignored here, and so is relevance."""
    filterset, orders = LISTS[noun]
    kept, _ = parameters.read(given, [*filterset.base_filters, "exact", "order"])
    chosen = filterset(kept)
    order = next((order for order in orders if order.name == kept.get("order")), orders[0])
    words = [f"“{kept['q']}”"] if "q" in kept else []
    words += [f"{chip.label}: {chip.value}" for chip in chosen.chips]
    return Asked(chosen.matches, order, kept.urlencode(), "; ".join(words))
