"""A Query against the index: which rows match, and the best of them."""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from archive.search import sqlite
from archive.search.query import AllOf, AnyOf, Node, Not, Prefix, Query, Term, has_exclusion, wanted_terms

#: Relevance is exact among this many best rows; a list by relevance ends there.
RANKED = 1_000


def condition(query: Query, noun: str) -> RawSQL:
    """A condition for ``QuerySet.filter`` on the model of this noun. ``query.root`` must not be None."""
    assert query.root is not None
    sql, params = _condition(query.root, noun)
    return RawSQL(sql, params, output_field=BooleanField())


def ranked(query: Query, noun: str) -> list[int]:
    """Primary keys of the matches, best first by bm25, at most RANKED; matches that only lack what is excluded come last, newest first."""
    if query.root is None:
        return []
    terms = list(wanted_terms(query.root))
    excludes = has_exclusion(query.root)
    found: list[int] = []
    with connection.cursor() as cursor:
        if terms:
            sql, params = _condition(query.root, noun, column="rowid") if excludes else ("1", [])
            match = " OR ".join(map(_quoted, terms)) if excludes else _match(query.root)
            fts, weights = f"search_{noun}_fts", ", ".join(str(weight) for weight in sqlite.COLUMNS[noun].values())
            cursor.execute(
                f"SELECT rowid FROM {fts} WHERE {fts} MATCH %s AND {sql} ORDER BY bm25({fts}, {weights}), rowid DESC LIMIT {RANKED}",
                [match, *params],
            )
            found = [pk for (pk,) in cursor.fetchall()]
        if excludes and len(found) < RANKED:
            sql, params = _condition(query.root, noun, column="id")
            cursor.execute(f"SELECT id FROM search_{noun} WHERE {sql} ORDER BY id DESC LIMIT {RANKED}", params)
            known = set(found)
            found += [pk for (pk,) in cursor.fetchall() if pk not in known][: RANKED - len(found)]
    return found


def _condition(node: Node, noun: str, column: str = "") -> tuple[str, list[str]]:
    """SQL that is true for the rows that match. One MATCH where nothing is excluded, else sets of rows."""
    column = column or f"archive_{noun}.id"
    if isinstance(node, Not):
        sql, params = _condition(node.node, noun, column)
        return f"NOT {sql}", params
    if isinstance(node, (AllOf, AnyOf)) and has_exclusion(node):
        parts = [_condition(child, noun, column) for child in node.nodes]
        joint = " AND " if isinstance(node, AllOf) else " OR "
        return f"({joint.join(sql for sql, _ in parts)})", [param for _, params in parts for param in params]
    fts = f"search_{noun}_fts"
    return f"{column} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)", [_match(node)]


def _match(node: Node) -> str:
    """A tree without exclusions in FTS5's language. Every term is quoted, so nothing a reader types is an operator."""
    if isinstance(node, (AllOf, AnyOf)):
        joint = " AND " if isinstance(node, AllOf) else " OR "
        return f"({joint.join(map(_match, node.nodes))})"
    assert not isinstance(node, Not)
    return _quoted(node)


def _quoted(term: Term) -> str:
    quoted = '"' + term.text.replace('"', '""') + '"'
    return f"{quoted} *" if isinstance(term, Prefix) else quoted
