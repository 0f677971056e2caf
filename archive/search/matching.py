"""The rows of a noun that match a tree: pages by cursor, capped counts, tags for facets. One MATCH, never a join before the LIMIT."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection

from archive.search import sqlite
from archive.search.query import AllOf, AnyOf, Field, Near, Node, Not, Period, Phrase, Prefix, Tagged, Word
from archive.search.tags import EVERY

#: Nothing is counted beyond this; the page says "10,000+".
CAP = 10_000


class Count(NamedTuple):
    """A number of rows; ``capped`` when there are more than that."""

    rows: int
    capped: bool = False

    def __str__(self) -> str:
        return f"{self.rows:,}{'+' if self.capped else ''}"


class Place(NamedTuple):
    """Where a row stands in a list: its name in lists by name (else empty), and its key in the index."""

    sort: str
    key: int


class Entry(NamedTuple):
    place: Place
    pk: int


class Order(NamedTuple):
    """An order of a list: by day, or by name."""

    name: str
    label: str
    descending: bool = False
    by_name: bool = False


@dataclass(frozen=True)
class Matches:
    """``root`` None is every row. ``spelled`` are phrases of which every letter must stand in the words as it was typed."""

    noun: str
    root: Node | None = None
    spelled: tuple[str, ...] = ()

    def page(self, order: Order, beyond: Place | None, backwards: bool, limit: int) -> list[Entry]:
        """At most ``limit`` entries behind the place, or before it, in the order; before it, the nearest come first."""
        side, way = (">", "ASC") if order.descending == backwards else ("<", "DESC")
        if order.by_name:
            where, params = ("(sort, key) " + side + " (%s, %s)", [*beyond]) if beyond else ("1", [])
            sql = (
                f"SELECT sort, key, id FROM {self._table} WHERE sort <> '' AND key IN (SELECT rowid {self._found}) AND {where} "
                f"ORDER BY sort {way}, key {way} LIMIT %s"
            )
        else:
            where, params = (f"rowid {side} %s", [beyond.key]) if beyond else ("1", [])
            sql = (
                f"SELECT '', entry.key, entry.id FROM (SELECT rowid {self._found} AND {where} ORDER BY rowid {way} LIMIT %s) AS found "
                f"JOIN {self._table} AS entry ON entry.key = found.rowid ORDER BY entry.key {way}"
            )
        return [Entry(Place(sort, key), pk) for sort, key, pk in _rows(sql, [*self._params, *params, limit])]

    def newest(self, limit: int) -> list[int]:
        """Primary keys of the newest matches."""
        return [entry.pk for entry in self.page(NEWEST, None, False, limit)]

    def columns(self, names: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
        """These columns of the newest matches."""
        wanted = ", ".join(f"entry.{name}" for name in names)
        return _rows(
            f"SELECT {wanted} FROM (SELECT rowid {self._found} ORDER BY rowid DESC LIMIT %s) AS found "
            f"JOIN {self._table} AS entry ON entry.key = found.rowid ORDER BY entry.key DESC",
            [*self._params, limit],
        )

    def tags(self, limit: int) -> list[str]:
        """The tags of the newest matches, all in one list."""
        [(tags,)] = _rows(
            f"SELECT group_concat(entry.tags, '') FROM (SELECT rowid {self._found} ORDER BY rowid DESC LIMIT %s) AS found "
            f"JOIN {self._table} AS entry ON entry.key = found.rowid",
            [*self._params, limit],
        )
        return tags.split() if tags else []

    @cached_property
    def count(self) -> Count:
        """How many match; exact up to CAP, and of everything, which nobody needs to count."""
        if self.root is None and not self.spelled:
            [(rows,)] = _rows("SELECT rows FROM search_tally WHERE noun = %s", [self.noun])
            return Count(rows)
        return self.counted(CAP)

    def counted(self, cap: int) -> Count:
        [(rows,)] = _rows(f"SELECT count(*) FROM (SELECT 1 {self._found} LIMIT {cap + 1})", self._params)
        return Count(min(rows, cap), rows > cap)

    @property
    def _table(self) -> str:
        return f"search_{self.noun}"

    @property
    def _found(self) -> str:
        fts = f"{self._table}_fts"
        exact = f" AND spelled(%s, {', '.join(sqlite.COLUMNS[self.noun])})" if self.spelled else ""
        return f"FROM {fts} WHERE {fts} MATCH %s{exact}"

    @cached_property
    def _params(self) -> list[Any]:
        return [expression(self.root, self.noun), *([json.dumps(self.spelled)] if self.spelled else [])]


NEWEST = Order("newest", "newest first", descending=True)
OLDEST = Order("oldest", "oldest first")
BY_NAME = Order("name", "by name", by_name=True)
BY_NAME_REVERSED = Order("name-reversed", "by name, from Z", descending=True, by_name=True)


def existing(noun: str, roots: Iterable[Node | None]) -> list[bool]:
    """Whether anything matches, for each tree, in one query."""
    fts = f"search_{noun}_fts"
    matches = [expression(root, noun) for root in roots]
    if not matches:
        return []
    [found] = _rows(f"SELECT {', '.join([f'EXISTS (SELECT 1 FROM {fts} WHERE {fts} MATCH %s)'] * len(matches))}", matches)
    return list(map(bool, found))


def counts(noun: str, roots: Iterable[Node], cap: int) -> list[Count]:
    """How many rows match each tree, exact up to the cap, in one query."""
    fts = f"search_{noun}_fts"
    matches = [expression(root, noun) for root in roots]
    if not matches:
        return []
    count = f"(SELECT count(*) FROM (SELECT 1 FROM {fts} WHERE {fts} MATCH %s LIMIT {cap + 1}))"
    [found] = _rows(f"SELECT {', '.join([count] * len(matches))}", matches)
    return [Count(min(rows, cap), rows > cap) for rows in found]


def expression(root: Node | None, noun: str) -> str:
    """A tree in FTS5's language. Every term is quoted and bound to its columns, so nothing a reader types is an operator."""
    return _expression(root, sqlite.COLUMNS[noun]) if root else _every()


def bound(columns: Iterable[str], expression: str) -> str:
    """An expression that looks into these columns only, in FTS5's language."""
    return f"{{{' '.join(columns)}}} : ({expression})"


def _expression(node: Node, words: Iterable[str]) -> str:
    match node:
        case AllOf(nodes):
            wanted = " AND ".join(_expression(child, words) for child in nodes if not isinstance(child, Not)) or _every()
            unwanted = " OR ".join(_expression(child.node, words) for child in nodes if isinstance(child, Not))
            return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"
        case AnyOf(nodes):
            return f"({' OR '.join(_expression(child, words) for child in nodes)})"
        case Not(child):
            return f"({_every()} NOT {_expression(child, words)})"
        case Near(left, right, distance):
            pairs = (f"NEAR({quoted(one)} {quoted(other)}, {distance})" for one in left for other in right)
            return bound(words, " OR ".join(pairs))
        case Tagged(tags):
            return bound(("tags", "days"), " OR ".join(map(literal, tags)))
        case Word() | Phrase() | Prefix():
            return bound(words, quoted(node))
        case Field() | Period():
            raise TypeError(f"{node} is looked up before it is searched (reading.py)")


def _every() -> str:
    return bound(["days"], literal(EVERY))


def quoted(term: Word | Prefix | Phrase) -> str:
    """A term in FTS5's language."""
    return f"{literal(term.text)} *" if isinstance(term, Prefix) else literal(term.text)


def literal(text: str) -> str:
    """Words side by side in FTS5's language."""
    return '"' + text.replace('"', '""') + '"'


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
