"""The search index as a whole: what it is made of, filling it, and proving that it equals the rows."""

from typing import Any

from django.db import DatabaseError

from archive.search import sqlite

OBJECTS = sqlite.OBJECTS


def fill(cursor: Any) -> None:
    """Fill the empty index from the rows."""
    for noun in sqlite.COLUMNS:
        cursor.execute("INSERT INTO search_tally(noun, rows) VALUES (%s, 0)", [noun])
        cursor.execute(sqlite.filling(noun))


def tally(cursor: Any) -> dict[str, int]:
    """How many rows of each noun readers can find; kept, not counted."""
    cursor.execute("SELECT noun, rows FROM search_tally")
    return dict(cursor.fetchall())


def problems(cursor: Any) -> list[str]:
    """A line for each row whose index entry is missing, stale or left over, and for each full-text table that differs from its content."""
    return [problem for noun in sqlite.COLUMNS for problem in _problems(cursor, noun)]


def _problems(cursor: Any, noun: str) -> list[str]:
    table, source = f"search_{noun}", f"search_{noun}_source"
    kept = ", ".join(["id", "sort", *sqlite.columns(noun)])
    try:
        cursor.execute(
            f"SELECT id FROM (SELECT day, {kept} FROM {source} EXCEPT SELECT key >> {sqlite.BITS}, {kept} FROM {table}) ORDER BY id"
        )
        found = [f"{noun} {pk}: the search index misses it or has other words for it" for (pk,) in cursor.fetchall()]
        cursor.execute(f"SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM {source}) ORDER BY id")
        found += [f"{noun} {pk}: the search index holds it, though readers may not see it" for (pk,) in cursor.fetchall()]
        cursor.execute(f"SELECT count(*) FROM {table}")
        if (rows := cursor.fetchone()[0]) != (told := tally(cursor).get(noun, 0)):
            found.append(f"the search index counts {told} {noun}s and holds {rows}")
    except DatabaseError as error:
        return [f"the search index of {noun}s cannot be read: {error}"]
    try:
        # Without rank = 1 this says ok to an index that differs from its content.
        cursor.execute(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        found.append(f"the full-text index of {noun}s does not agree with its content; `manage.py reindex` puts it right")
    return found
