"""Many new rows into SQLite at once: what ``bulk_create()`` checks, derives and prepares, at a fraction of its cost.

``bulk_create()`` writes SQL for every batch and prepares every value anew, which is most of the time of a load. Here each table has one
statement, and a value that comes again (a status, a day, a channel) is prepared once. Keys are given beforehand, which is safe because a
transaction that writes holds the whole file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import Field, ForeignKey, Model

from archive.models import Article
from archive.models.anchored import Anchored
from archive.models.fields import CleanTextField, Derived, DigestField, ShapedField
from archive.rows import Row

#: Prepared values that are kept of each column.
KEPT = 512

Prepare = Callable[[Any], Any]


def insert(rows: Iterable[Row]) -> None:
    """Insert rows and then their links, within a transaction; rows of one model together, models in the order in which they first come.

    Raises ValidationError or DatabaseError.
    """
    by_model: dict[type[Model], list[Row]] = {}
    for row in rows:
        by_model.setdefault(type(row.instance), []).append(row)
    for model, together in by_model.items():
        _insert(model, [str(field.column) for field in model._meta.concrete_fields], _values(model, together))
        for name in dict.fromkeys(name for row in together for name in row.links):
            relation: Any = model._meta.get_field(name)
            ends = (relation.m2m_column_name(), relation.m2m_reverse_name())
            pairs = [(row.instance.pk, linked.pk) for row in together for linked in row.links.get(name, ())]
            _insert(relation.remote_field.through, ends, pairs)


def _insert(model: type[Model], columns: Iterable[str], values: Iterable[Sequence[Any]]) -> None:
    quoted = [connection.ops.quote_name(column) for column in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(quoted)}) VALUES ({', '.join(['%s'] * len(quoted))})", list(values))


def _values(model: type[Model], rows: list[Row]) -> Iterator[list[Any]]:
    """The values of each row, checked and prepared for the database; the instance gets its key."""
    columns = _columns(model)
    relations = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    for pk, (instance, _) in zip(_free_keys(model), rows, strict=False):
        instance.pk = pk
        if isinstance(instance, Anchored):
            instance.check_anchor()
        elif isinstance(instance, Article):
            instance.check_furniture()
        for field in relations:
            # What it refers to may have got its key after it was made.
            if getattr(instance, field.attname) is None and field.is_cached(instance) and (related := field.get_cached_value(instance)):
                setattr(instance, field.attname, related.pk)
        yield [prepare(getattr(instance, name)) for name, prepare in columns]


def _free_keys(model: type[Model]) -> Iterator[int]:
    """Keys that no row has or had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        return count((cursor.fetchone() or (0,))[0] + 1)


@cache
def _columns(model: type[Model]) -> list[tuple[str, Prepare]]:
    """For each column the attribute that its value comes from, and what makes the value of it."""
    return [
        (field.source if isinstance(field, Derived) else field.attname, _remembering(field, partial(_prepare, field)))
        for field in model._meta.concrete_fields
    ]


def _prepare(field: Field, value: Any) -> Any:
    """As ``pre_save()`` and the compiler of an INSERT do."""
    return field.get_db_prep_save(field.derive(value) if isinstance(field, Derived) else value, connection)


def _remembering(field: Field, prepare: Prepare) -> Prepare:
    """Keep prepared values of columns in which values come again: not of keys and long texts, and of JSON only the empty value."""
    if field.primary_key or field.unique or isinstance(field, CleanTextField | DigestField):
        return prepare
    if isinstance(field, ShapedField):
        empty = cache(lambda: prepare(()))
        return lambda value: prepare(value) if value else empty()
    return lru_cache(maxsize=KEPT)(prepare)
