"""The anatomy of a list, once: filters, order, one page by cursor, count, chips, notes. A view holds one and a template draws it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from archive import parameters
from archive.filters import ArchiveFilter
from archive.search import matching

PAGE = 20


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list: by a column and then by primary key, both in the same direction, so that a cursor is exact."""

    name: str
    label: str
    column: str
    descending: bool = False

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def beyond(self, value: Any, pk: int, backwards: bool) -> Q:
        """The rows behind the cursor, or before it."""
        side = "lt" if self.descending != backwards else "gt"
        return Q(**{f"{self.column}__{side}": value}) | Q(**{self.column: value, f"pk__{side}": pk})


def by_day(column: str) -> tuple[Order, ...]:
    return (Order("newest", "newest first", column, descending=True), Order("oldest", "oldest first", column))


RELEVANCE = Order("relevance", "most relevant first", "")


class Listing:
    """One page of a list. ``queryset`` is published and says what a row loads."""

    ranked_at_most = matching.RANKED

    def __init__(self, request: HttpRequest, filterset: type[ArchiveFilter], queryset: QuerySet, orders: tuple[Order, ...]) -> None:
        names = [*filterset.base_filters, "order", "after", "before"]
        self.parameters, self._notes = parameters.read(request.GET, names)
        self.filterset = filterset(self.parameters, queryset)
        self.filterset.form.is_valid()
        self.path = request.path
        self.orders = (*orders, RELEVANCE) if self.filterset.understood else orders
        wanted = self.parameters.get("order", "relevance" if self.filterset.understood else orders[0].name)
        self.order = next((order for order in self.orders if order.name == wanted), self.orders[0])
        if self.order.name != wanted:
            self._notes.append(f"This list has no order “{wanted[:40]}”; it is shown {self.order.label}.")
        self.previous_query = self.next_query = ""
        self.rows = self._ranked_page() if self.order is RELEVANCE else self._page()

    @cached_property
    def count(self) -> int:
        return self.filterset.qs.order_by().count()

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

    @property
    def notes(self) -> list[str]:
        return [*self._notes, *self.filterset.problems, *self.filterset.understood.notes]

    @cached_property
    def chips(self) -> list:
        return self.filterset.chips

    @cached_property
    def facets(self) -> list:
        return self.filterset.facets()

    @property
    def first_query(self) -> str:
        """The parameters of the first page."""
        return self._turned()

    @property
    def query_without_words(self) -> str:
        """The parameters of this list without the search."""
        return self._turned(q="")

    @property
    def order_queries(self) -> list[tuple[Order, str]]:
        """Each order with the parameters that choose it, back on the first page."""
        return [(order, self._turned(order=order.name)) for order in self.orders]

    @property
    def is_bounded(self) -> bool:
        """Whether relevance leaves matches out: it is exact among the best ``ranked_at_most``."""
        return self.order is RELEVANCE and self.count > self.ranked_at_most

    @property
    def kept(self) -> Mapping[str, Any]:
        """Single values that the filter form shows again as they were typed."""
        return {name: self.parameters[name] for name in self.parameters}

    def _page(self) -> list[Model]:
        """The page behind ``after`` or before ``before``, found by one row more than is shown."""
        backwards = "before" in self.parameters and "after" not in self.parameters
        cursor = self._cursor(self.parameters.get("before" if backwards else "after", ""))
        rows = self.filterset.qs.order_by(*self.order.columns)
        if backwards:
            rows = rows.reverse()
        if cursor:
            rows = rows.filter(self.order.beyond(*cursor, backwards=backwards))
        found = list(rows[: PAGE + 1])
        more, page = len(found) > PAGE, found[:PAGE]
        if backwards:
            page.reverse()
        if page and (more if backwards else cursor):
            self.previous_query = self._turned(before=self._mark(page[0]))
        if page and (cursor if backwards else more):
            self.next_query = self._turned(after=self._mark(page[-1]))
        return page

    def _ranked_page(self) -> list[Model]:
        """A page of the best matches. The cursor is the number of rows before it, bounded by matching.RANKED."""
        start = self._number(self.parameters.get("after", ""))
        ids = matching.ranked(self.filterset.understood.query, self.filterset.noun)
        allowed = set(self.filterset.qs.filter(pk__in=ids).order_by().values_list("pk", flat=True))
        best = [pk for pk in ids if pk in allowed]
        found = self.filterset.qs.in_bulk(best[start : start + PAGE])
        if 0 < start < len(best):
            self.previous_query = self._turned(after=str(start - PAGE) if start > PAGE else "")
        if len(best) > start + PAGE:
            self.next_query = self._turned(after=str(start + PAGE))
        return [found[pk] for pk in best[start : start + PAGE]]

    def _mark(self, row: Model) -> str:
        """The cursor of a row: its place in the order and its key."""
        return f"{getattr(row, self.order.column)}_{row.pk}"

    def _cursor(self, text: str) -> tuple[Any, int] | None:
        if not text:
            return None
        value, _, pk = text.rpartition("_")
        if value and re.fullmatch(r"[0-9]{1,18}", pk):
            field = self.filterset.queryset.model._meta.get_field(self.order.column)
            if field.get_internal_type() != "DateField":
                return value, int(pk)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                try:
                    return dt.date.fromisoformat(value), int(pk)
                except ValueError:
                    pass
        self._notes.append("The place to go on from was not understood; this is the first page.")
        return None

    def _number(self, text: str) -> int:
        if re.fullmatch(r"[0-9]{1,4}", text):
            return int(text)
        if text:
            self._notes.append("The place to go on from was not understood; this is the first page.")
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
