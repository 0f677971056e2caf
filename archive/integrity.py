"""The proof that the archive is what it says: every anchor, every derived column, the index against the rows, the database itself."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model

from archive import models, schema
from archive.models.fields import Derived
from archive.search import index
from archive.sources import anchoring
from archive.sources.text import unacceptable_character

#: Rows read at a time.
CHUNK = 500


def problems() -> Iterator[str]:
    """A line for each fault, naming the row."""
    yield from _database()
    yield from schema.problems(connection)
    yield from _anchors()
    yield from _derived()
    yield from _orphans()
    with connection.cursor() as cursor:
        yield from index.problems(cursor)


def _database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        yield from (f"the database file: {line}" for (line,) in cursor.fetchall() if line != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"{table} row {row}: refers to a row of {parent} that is not there" for table, row, parent, _ in cursor.fetchall())


def _anchors() -> Iterator[str]:
    for article in models.Article.objects.prefetch_related("statements", "details").iterator(chunk_size=CHUNK):
        if fault := unacceptable_character(article.text):
            yield f"article {article.slug}: {fault}"
        yield from _anchor_faults(f"article {article.slug}: furniture", article, None)
        for statement in article.statements.all():
            yield from _anchor_faults(f"statement {statement.public_id} in {article.slug}", article, statement)
        for detail in article.details.all():
            yield from _anchor_faults(f"detail {detail.public_id} in {article.slug}", article, detail)


def _anchor_faults(what: str, article: models.Article, anchored: models.Statement | models.Detail | None) -> Iterator[str]:
    try:
        if anchored:
            anchoring.check_words(article.text, anchored.spans, anchored.text, article.furniture_spans)
        elif article.furniture:
            anchoring.check(article.text, article.furniture_spans)
    except anchoring.AnchorError as error:
        yield f"{what}: {error}"


def _derived() -> Iterator[str]:
    """Columns that no longer say what the column they come from says: dates, HTML of notes, digests of texts."""
    for model in (models.Article, models.Statement, models.Detail, models.Actor, models.Event, models.Utterance, models.Topic):
        fields = [field for field in model._meta.concrete_fields if isinstance(field, Derived)]
        columns = ["pk", *{field.source for field in fields}, *(field.attname for field in fields)]
        for row in model.objects.only(*columns).iterator(chunk_size=CHUNK):
            for field in fields:
                yield from _derived_faults(row, field)


def _derived_faults(row: Model, field: Derived) -> Iterator[str]:
    key = " ".join(row.natural_key())  # type: ignore[attr-defined]
    try:
        right = field.derive(getattr(row, field.source))
    except ValidationError as error:
        yield f"{row._meta.model_name} {key}: {field.source}: {' '.join(error.messages)}"
    else:
        if getattr(row, field.attname) != right:
            yield f"{row._meta.model_name} {key}: {field.attname} does not follow from {field.source}"


def _orphans() -> Iterator[str]:
    """Published records that nothing in the archive leads to."""
    for utterance in models.Utterance.objects.published_without_statements():
        yield f"utterance {utterance.slug}: it is published, but no statement reports it"
    for event in models.Event.objects.published().filter(statements=None, details=None, participations=None):
        yield f"event {event.slug}: it is published, but nothing tells of it"
