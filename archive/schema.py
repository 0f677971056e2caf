"""What the database holds beside Django's tables: triggers that guard anchors, the generation, and the search index.

SQLite changes a column by building the table anew, and drops the table's triggers without a word. So migrations know nothing of these
objects: they are taken away before a migration that does something and put back after it.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from archive import generation, triggers
from archive.search import index

OBJECTS = {**triggers.ANCHORS, **generation.OBJECTS, **index.OBJECTS}


def suspend(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    """Drop the objects before a migration (the pre_migrate signal); without a plan nothing is touched."""
    if plan:
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS temp.{triggers.TEXT_LOCK}")
            for kind, name in existing(connections[using]):
                cursor.execute(f"DROP {kind} IF EXISTS {name}")


def ensure(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Create what is missing or differs and fill the index (the post_migrate signal). Does nothing when all is there."""
    connection = connections[using]
    if "archive_detail" not in connection.introspection.table_names():
        return
    lock_texts(connection)
    if problems(connection):
        rebuild(using)


def lock_texts(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Make the connection's own lock on the texts of articles (the connection_created signal)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'archive_detail'")
        if cursor.fetchone():
            cursor.execute(triggers.TEXT_LOCK_SQL)


def rebuild(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop and create all objects and fill the index, in one transaction; readers see the old index until it ends."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for kind, name in existing(connection):
            cursor.execute(f"DROP {kind} IF EXISTS {name}")
        for sql in OBJECTS.values():
            cursor.execute(sql)
        cursor.execute(generation.FIRST)
        index.fill(cursor)


def existing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """(kind, name) of the objects that are there, triggers first, then views, then tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper(type), name FROM sqlite_master WHERE type IN ('trigger', 'view', 'table')")
        found = [(kind, name) for kind, name in cursor.fetchall() if name in OBJECTS]
    return sorted(found, key=lambda item: ("TRIGGER", "VIEW", "TABLE").index(item[0]))


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """A line for each object that is missing or not as this version makes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        stored = dict(cursor.fetchall())
    return [
        f"the database object {name} is {'different' if name in stored else 'missing'}; `manage.py reindex` puts it right"
        for name, sql in OBJECTS.items()
        if stored.get(name) != sql
    ]
