"""The anatomy of a list, once: filters, order, one page by cursor, count, facets, notes. A view holds one and a template draws it."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest

from archive import parameters
from archive.filters import ArchiveFilter, FacetGroup
from archive.search import relevance
from archive.search.explain import Reasons, why_nothing
from archive.search.matching import CAP, NEWEST, OLDEST, Count, Matches, Order, Place
from archive.search.query import Part

PAGE = 20
#: Up to so many results their facets are counted without being asked for.
COUNTED_AT_ONCE = 1_000

BY_DAY = (NEWEST, OLDEST)
RELEVANCE = Order("relevance", "most relevant first")

#: What a list can be taken along as: ending of the address, name, media type.
FORMS = (("csv", "CSV", "text/csv"), ("jsonl", "JSON Lines", "application/jsonl"), ("atom", "Atom feed", "application/atom+xml"))

_NOT_A_PLACE = "The place to go on from was not understood; this is the first page."


class Removable(NamedTuple):
    """A part of the query in words, and the parameters of the list without it."""

    words: str
    query: str


class Form(NamedTuple):
    """A form in which the whole list can be taken along (publishing/)."""

    label: str
    media_type: str
    url: str


class Listing:
    """One page of a list. ``show`` makes rows out of primary keys, in their order."""

    def __init__(
        self, request: HttpRequest, filterset: type[ArchiveFilter], orders: tuple[Order, ...], show: Callable[[Sequence[int]], list[Any]]
    ) -> None:
        names = [*filterset.base_filters, "exact", "facets", "order", "after", "before"]
        self.parameters, self._notes = parameters.read(request.GET, names)
        self.filterset = filterset(self.parameters)
        self.path = request.path
        self.ranked_at_most = relevance.RANKED[self.matches.noun]
        self.orders = (*orders, RELEVANCE) if self.terms else orders
        wanted = self.parameters.get("order", "relevance" if self.terms else orders[0].name)
        self.order = next((order for order in self.orders if order.name == wanted), self.orders[0])
        if self.order.name != wanted:
            self._notes.append(f"This list has no order “{wanted[:40]}”; it is shown {self.order.label}.")
        self.previous_query = self.next_query = ""
        self.rows = show(self._ranked_page() if self.order is RELEVANCE else self._page())

    @property
    def matches(self) -> Matches:
        return self.filterset.matches

    @property
    def count(self) -> Count:
        return self.matches.count

    @property
    def query(self) -> str:
        return self.parameters.get("q", "")

    @property
    def terms(self) -> tuple:
        """What to mark in the rows."""
        return self.filterset.understood.terms

    @property
    def understood(self) -> str:
        return self.filterset.understood.words

    @cached_property
    def parts(self) -> list[Removable]:
        """The parts of the query, when it has several."""
        parts: tuple[Part, ...] = self.filterset.understood.parts
        return [Removable(part.words, self._turned(q=part.without)) for part in parts] if len(parts) > 1 else []

    @property
    def notes(self) -> list[str]:
        return [*self._notes, *self.filterset.problems, *self.filterset.understood.notes]

    @cached_property
    def chips(self) -> list:
        return self.filterset.chips

    @property
    def facets_are_counted(self) -> bool:
        return all(facet.is_counted for facet in self.facets)

    @property
    def facets_look_at(self) -> int:
        """How many of the newest results the facets are counted among, when that is not all of them; else 0."""
        return CAP if "facets" in self.parameters and (self.count.capped or self.count.rows > CAP) else 0

    @cached_property
    def facets(self) -> list[FacetGroup]:
        return self.filterset.groups(CAP if self.parameters.get("facets") == "on" else COUNTED_AT_ONCE)

    @cached_property
    def reasons(self) -> Reasons:
        """Why the list is empty."""
        filters = self.filterset.narrowing()
        return why_nothing([self.matches.noun], self.filterset.understood, filters)

    @property
    def did_you_mean(self) -> list[tuple[str, str]]:
        """Words that the index has instead of those it lacks, with the parameters of the list that searches them."""
        return [(word, self._turned(q=query)) for missing in self.reasons.missing for word, query in missing.instead]

    @property
    def too_narrow(self) -> list[tuple[str, str]]:
        """Filters without which there would be results: labels and parameters without them."""
        return [(self.filterset.label(name), self.filterset.leaving_out(name)) for name in self.reasons.without]

    @property
    def first_query(self) -> str:
        """The parameters of the first page."""
        return self._turned()

    @property
    def counted_query(self) -> str:
        """The parameters of this list with its facets counted."""
        return self._turned(facets="on")

    @property
    def query_without_words(self) -> str:
        """The parameters of this list without the search."""
        return self._turned(q="", exact="", order="" if self.order is RELEVANCE else self.parameters.get("order", ""))

    @property
    def order_queries(self) -> list[tuple[Order, str]]:
        """Each order with the parameters that choose it, back on the first page."""
        return [(order, self._turned(order=order.name)) for order in self.orders]

    @property
    def forms(self) -> list[Form]:
        """The addresses of the whole list in other forms."""
        query = self._turned(facets="", order="" if self.order is RELEVANCE else self.parameters.get("order", ""))
        page = f"{self.path.rstrip('/')}.{{}}{f'?{query}' if query else ''}"
        return [Form(label, media_type, page.format(ending)) for ending, label, media_type in FORMS]

    @property
    def is_bounded(self) -> bool:
        """Whether relevance leaves matches out: it puts the newest ``ranked_at_most`` in order."""
        return self.order is RELEVANCE and (self.count.capped or self.count.rows > self.ranked_at_most)

    @property
    def kept(self) -> Mapping[str, Any]:
        """Single values that the filter form shows again as they were typed."""
        return {name: self.parameters[name] for name in self.parameters}

    def _page(self) -> list[int]:
        """The page behind ``after`` or before ``before``, found by one row more than is shown."""
        backwards = "before" in self.parameters and "after" not in self.parameters
        place = self._place(self.parameters.get("before" if backwards else "after", ""))
        found = self.matches.page(self.order, place, backwards, PAGE + 1)
        more, page = len(found) > PAGE, found[:PAGE]
        if backwards:
            page.reverse()
        if page and (more if backwards else place):
            self.previous_query = self._turned(before=self._mark(page[0].place))
        if page and (place if backwards else more):
            self.next_query = self._turned(after=self._mark(page[-1].place))
        return [entry.pk for entry in page]

    def _ranked_page(self) -> list[int]:
        """A page of the best matches. The cursor is the number of rows before it."""
        start = self._number(self.parameters.get("after", ""))
        best = relevance.ranked(self.matches)
        if 0 < start < len(best):
            self.previous_query = self._turned(after=str(start - PAGE) if start > PAGE else "")
        if len(best) > start + PAGE:
            self.next_query = self._turned(after=str(start + PAGE))
        return best[start : start + PAGE]

    def _mark(self, place: Place) -> str:
        """The cursor of a row: its key, in a list by name behind the name."""
        return f"{place.sort}_{place.key}" if self.order.by_name else str(place.key)

    def _place(self, text: str) -> Place | None:
        if not text:
            return None
        sort, mark, key = text.rpartition("_")
        if re.fullmatch("[0-9]{1,18}", key) and bool(mark) == self.order.by_name:
            return Place(sort, int(key))
        self._notes.append(_NOT_A_PLACE)
        return None

    def _number(self, text: str) -> int:
        if re.fullmatch("[0-9]{1,4}", text):
            return int(text)
        if text:
            self._notes.append(_NOT_A_PLACE)
        return 0

    def _turned(self, **changes: str) -> str:
        """The query string of this list with some parameters set, or left out when empty; the cursor is left out unless set."""
        data = self.parameters.copy()
        for name, value in {"after": "", "before": "", **changes}.items():
            if value:
                data[name] = value
            else:
                data.pop(name, None)
        return data.urlencode()
