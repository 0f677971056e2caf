"""A migration forward and back on 100,000 statements loses nothing, and the index and triggers stand after it."""

import pytest
from django.db import connection, models

from archive import integrity, schema
from archive.models import Statement
from archive.models.fields import CleanCharField
from archive.sources.shapes import Span
from tests.builders import make_article

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

ARTICLES, EACH = 1_000, 100


@pytest.fixture
def a_large_archive():
    sentences = [f"Word{n} said that {n} is more than {n - 1}." for n in range(EACH)]
    text = "\n".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    for _ in range(ARTICLES):
        article = make_article(text)
        spans = [(Span(start, start + len(sentence)),) for start, sentence in zip(starts, sentences, strict=True)]
        Statement.objects.bulk_create(
            Statement(article=article, spans=span, kind="indirect", said="2025-03-18", status="published") for span in spans
        )


def remake(field: models.Field) -> None:
    """What a migration that changes the column does: SQLite builds the table anew."""
    schema.suspend(plan=[("archive", "change")])
    with connection.schema_editor() as editor:
        editor.alter_field(Statement, Statement._meta.get_field("channel"), field)
    schema.ensure()


def test_a_migration_forward_and_back_on_a_large_archive_loses_nothing(a_large_archive):
    before = set(Statement.objects.values_list("public_id", "text"))
    assert len(before) >= ARTICLES * EACH
    wider = CleanCharField(max_length=61, blank=True, db_index=True)
    wider.set_attributes_from_name("channel")
    wider.model = Statement
    remake(wider)
    remake(Statement._meta.get_field("channel"))
    assert set(Statement.objects.values_list("public_id", "text")) == before
    assert list(integrity.problems()) == []
