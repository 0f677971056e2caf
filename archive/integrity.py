"""The proof that the archive is what it says: every anchor, every derived column, the index against the rows, the database itself."""

import json
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Prefetch, QuerySet

from archive import models, schema
from archive.models.anchored import Anchored
from archive.models.fields import CleanCharField, CleanTextField, Derived, ShapedField
from archive.search import index
from archive.sources import anchoring
from archive.sources.shapes import Span
from archive.sources.text import unacceptable_character

#: Rows read at a time.
CHUNK = 500

MODELS = (models.Article, models.Statement, models.Detail, models.Actor, models.Event, models.Utterance, models.Topic)


def problems() -> Iterator[str]:
    """A line for each fault, naming the row."""
    yield from dict.fromkeys(_problems())


def _problems() -> Iterator[str]:
    yield from _database()
    yield from schema.problems(connection)
    misshapen = {model: dict(_misshapen(model)) for model in MODELS}
    for faults in misshapen.values():
        yield from faults.values()
    readable: dict[type[Model], QuerySet] = {model: model._default_manager.exclude(pk__in=faults) for model, faults in misshapen.items()}
    yield from _anchors(readable)
    for rows in readable.values():
        yield from _derived(rows)
        yield from _characters(rows)
    yield from _orphans()
    with connection.cursor() as cursor:
        yield from index.problems(cursor)


def _database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        yield from (f"the database file: {line}" for (line,) in cursor.fetchall() if line != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"{table} row {row}: refers to a row of {parent} that is not there" for table, row, parent, _ in cursor.fetchall())


def _key(model: type[Model]) -> str:
    """The column by which a row of the model is named."""
    return "public_id" if issubclass(model, Anchored) else "slug"


def _misshapen(model: type[Model]) -> Iterator[tuple[int, str]]:
    """Rows that hold another form of JSON than the model reads, by primary key; the other checks leave them out."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ShapedField)]
    key = _key(model)
    with connection.cursor() as cursor:
        for field in fields:
            cursor.execute(f"SELECT id, {key}, {field.column} FROM {model._meta.db_table}")
            for pk, name, stored in cursor:
                try:
                    field.shape(json.loads(stored))
                except (TypeError, ValueError, LookupError) as error:
                    yield pk, f"{model._meta.model_name} {name}: {field.name}: {error}"


def _anchors(readable: dict[type[Model], QuerySet]) -> Iterator[str]:
    standing = [Prefetch("statements", readable[models.Statement]), Prefetch("details", readable[models.Detail])]
    for article in readable[models.Article].prefetch_related(*standing).iterator(chunk_size=CHUNK):
        furniture = article.furniture_spans
        try:
            anchoring.check(article.text, furniture or (Span(0, len(article.text)),))
        except anchoring.AnchorError as error:
            yield f"article {article.slug}: furniture: {error}"
            furniture = ()
        for anchored in (*article.statements.all(), *article.details.all()):
            what = f"{anchored._meta.model_name} {anchored.public_id} in {article.slug}"
            try:
                anchoring.check_words(article.text, anchored.spans, anchored.text, furniture)
            except anchoring.AnchorError as error:
                yield f"{what}: {error}"
            for words in (getattr(anchored, "named_as", ""), getattr(anchored, "cue", "")):
                if words not in article.text:
                    yield f"{what}: “{words}” does not stand in the article"


def _characters(rows: QuerySet) -> Iterator[str]:
    """Characters that may not be stored, in any column of text."""
    columns = [field.name for field in rows.model._meta.concrete_fields if isinstance(field, CleanCharField | CleanTextField)]
    key = _key(rows.model)
    for name, *texts in rows.values_list(key, *columns).iterator(chunk_size=CHUNK):
        for column, text in zip(columns, texts, strict=True):
            if fault := unacceptable_character(text):
                yield f"{rows.model._meta.model_name} {name}: {column}: {fault}"


def _derived(rows: QuerySet) -> Iterator[str]:
    """Columns that no longer say what the column they come from says: dates, HTML of notes, digests of texts."""
    fields = [field for field in rows.model._meta.concrete_fields if isinstance(field, Derived)]
    key = _key(rows.model)
    columns = [key, *{field.source for field in fields}, *(field.attname for field in fields)]
    for row in rows.only(*columns).iterator(chunk_size=CHUNK):
        for field in fields:
            if fault := _derived_fault(row, field):
                yield f"{rows.model._meta.model_name} {getattr(row, key)}: {fault}"


def _derived_fault(row: Model, field: Derived) -> str:
    try:
        right = field.derive(getattr(row, field.source))
    except ValidationError as error:
        if error.code == "unacceptable_character":
            return ""  # _characters tells of it
        return f"{field.source}: {' '.join(error.messages)}"
    return "" if getattr(row, field.attname) == right else f"{field.attname} does not follow from {field.source}"


def _orphans() -> Iterator[str]:
    """Published records that nothing in the archive leads to."""
    for utterance in models.Utterance.objects.published_without_statements():
        yield f"utterance {utterance.slug}: it is published, but no statement reports it"
    for event in models.Event.objects.published().filter(statements=None, details=None, participations=None):
        yield f"event {event.slug}: it is published, but nothing tells of it"
