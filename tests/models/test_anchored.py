"""An anchor holds on every road to the database: Python's checks on three of them, triggers on the others."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F

from archive.models import Article, Detail, Statement
from archive.sources import anchoring
from archive.sources.ids import new_id
from archive.sources.shapes import Remark, Span
from tests.builders import make_article, make_detail, make_event, make_statement

pytestmark = pytest.mark.django_db

TEXT = "Anna said: “We will come.” READ ALSO: Oil. Berta 😀 denied it."
FURNITURE = TEXT.index("READ"), TEXT.index(" Berta")
WORDS = "We will come."


def row(model):
    """A right statement or detail, on WORDS."""
    article = make_article(TEXT, furniture=[Remark(Span(*FURNITURE), "link")])
    if model is Statement:
        return make_statement(article, WORDS)
    return make_detail(article, make_event(), "who comes", "we", WORDS)


def by_save(row, spans, text):
    row.spans, row.text = spans, text
    row.save()


def by_full_clean(row, spans, text):
    row.spans, row.text = spans, text
    row.full_clean()


def by_bulk_create(row, spans, text):
    row.pk, row.public_id, row.spans, row.text = None, new_id(), spans, text
    type(row).objects.bulk_create([row])


def by_bulk_update(row, spans, text):
    row.spans, row.text = spans, text
    type(row).objects.bulk_update([row], ["spans", "text"])


def by_update(row, spans, text):
    type(row).objects.filter(pk=row.pk).update(spans=spans, text=text)


def by_sql_update(row, spans, text):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET spans = %s, text = %s WHERE id = %s", [json.dumps(spans), text, row.pk])


def by_sql_insert(row, spans, text):
    columns = [field.column for field in row._meta.concrete_fields if field.name not in ("id", "public_id", "spans", "text")]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} (public_id, spans, text, {names}) SELECT %s, %s, %s, {names} FROM {row._meta.db_table} "
            "WHERE id = %s",
            [new_id(), json.dumps(spans), text, row.pk],
        )


ROADS = [by_save, by_full_clean, by_bulk_create, by_bulk_update, by_update, by_sql_update, by_sql_insert]
each_model = pytest.mark.parametrize("model", [Statement, Detail])


def refuses(road, row, spans, text) -> None:
    with pytest.raises((ValidationError, IntegrityError), match=r"does not hold|do not stand at its spans"), transaction.atomic():
        road(row, spans, text)
        raise AssertionError(f"{road.__name__} took it")


@each_model
@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_an_anchor_that_holds_is_taken(road, model):
    start = TEXT.index("😀 denied")
    spans = [Span(11, 14), Span(start, start + 8)]
    road(row(model), spans, "“We … 😀 denied")


@each_model
@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(5, 5)],
        [(8, 3)],
        [(-1, 3)],
        [(0, len(TEXT) + 1)],
        [(len(TEXT), len(TEXT) + 4)],
        [(11, 14), (0, 4)],
        [(0, 8), (7, 12)],
        [(0, 4), (0, 4)],
        [FURNITURE],
        [(FURNITURE[0] - 1, FURNITURE[0] + 1)],
        [(FURNITURE[1] - 1, FURNITURE[1] + 1)],
        [(0, len(TEXT))],
        [(0, 4), (FURNITURE[0] + 2, FURNITURE[0] + 4)],
    ],
    ids=str,
)
def test_spans_that_are_no_anchor_are_refused_on_every_road(model, spans):
    spans = [Span(*span) for span in spans]
    for road in ROADS:
        refuses(road, row(model), spans, anchoring.words(TEXT, spans))


@each_model
@pytest.mark.parametrize("text", ["We will come", "We will come. ", "we will come.", "We will go.", "We\u00a0will come."])
def test_words_that_do_not_stand_there_are_refused_on_every_road(model, text):
    for road in ROADS:
        found = row(model)
        refuses(road, found, list(found.spans), text)


@each_model
def test_stretches_are_joined_by_the_one_joint(model):
    for road in ROADS:
        refuses(road, row(model), [Span(0, 4), Span(5, 9)], "Anna said")


@each_model
@pytest.mark.parametrize("road", [by_save, by_bulk_create], ids=lambda road: road.__name__)
def test_an_empty_text_is_filled_from_the_spans(road, model):
    found = row(model)
    road(found, [Span(0, 4), Span(5, 9)], "")
    assert type(found).objects.get(pk=found.pk).text == "Anna … said"


@each_model
def test_a_row_cannot_be_moved_to_an_article_with_other_words(model):
    found, other = row(model), make_article("Somebody else said something else.")
    with pytest.raises(IntegrityError, match="do not stand at its spans"), transaction.atomic():
        model.objects.filter(pk=found.pk).update(article=other)
    found.article = other
    with pytest.raises(ValidationError, match="does not hold"), transaction.atomic():
        found.save()


def test_offsets_count_code_points_on_every_road():
    found = row(Statement)
    start = TEXT.index("denied")
    for road in (by_update, by_sql_update, by_save):
        road(found, [Span(start, start + 6)], "denied")
    refuses(by_update, found, [Span(start + 1, start + 7)], "denied")


def test_an_update_in_terms_of_the_database_is_checked_too():
    found = row(Statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=found.pk).update(text=F("cue"))


@pytest.mark.parametrize(
    "spans", ["[[0, 4.0]]", "[[0, 4, 9]]", '[["0", 4]]', "[[0]]", "[0, 4]", '{"0": 4}', "null", "7", '"x"', "not json"]
)
def test_spans_of_another_form_are_refused_by_plain_sql(spans):
    found = row(Statement)
    with pytest.raises((IntegrityError, OperationalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE archive_statement SET spans = %s, text = 'Anna' WHERE id = %s", [spans, found.pk])


@pytest.mark.parametrize("spans", [[[0, 4.0]], [["0", 4]], [[0]], [0, 4], [[True, 4]], "x", 7, [[0, 4, 5]]], ids=str)
def test_spans_of_another_form_are_a_validation_error(spans):
    found = row(Statement)
    with pytest.raises(ValidationError), transaction.atomic():
        Statement.objects.filter(pk=found.pk).update(spans=spans)
    found.spans = spans
    with pytest.raises(ValidationError):
        found.full_clean()


def test_the_message_names_row_article_and_what_stands_there():
    found = row(Statement)
    found.text = "We will go."
    with pytest.raises(ValidationError) as caught:
        found.save()
    [message] = caught.value.messages
    assert found.public_id in message and found.article.slug in message
    assert "stored “We will go.”, in the article “We will come.”" in message


def test_an_article_with_statements_cannot_be_deleted():
    found = row(Statement)
    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=found.article_id).delete()


def test_every_statement_and_detail_of_the_seeds_equals_its_passage():
    rows = [*Statement.objects.select_related("article"), *Detail.objects.select_related("article")]
    assert len(rows) > 200
    for found in rows:
        assert " … ".join(found.article.text[start:end] for start, end in found.spans) == found.text
