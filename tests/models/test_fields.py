"""Columns that know what they hold."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from archive.models import Actor, ActorName, Article, Detail, Event, Participation, Statement, Topic, Utterance
from archive.models.fields import CleanCharField, CleanTextField
from archive.sources.shapes import Remark, Span
from tests.builders import make_actor, make_article, make_detail, make_event, make_statement, make_topic, make_utterance

pytestmark = pytest.mark.django_db

BAD = ["a\x00b", "a\x1bb", "a\x0bb", "a\x7fb", "a\ufffeb", "a\uffffb", "a\ud800b", "a\udfffb"]


def example(model):
    """A saved row of the model."""
    match model.__name__:
        case "Statement":
            return make_statement()
        case "Detail":
            return make_detail(make_article(), make_event(), "a", "b", "Berta")
        case "ActorName":
            return ActorName.objects.create(actor=make_actor(), name="Another")
        case "Participation":
            return Participation.objects.create(actor=make_actor(), event=make_event(), role="guest")
    return {Actor: make_actor, Article: make_article, Event: make_event, Topic: make_topic, Utterance: make_utterance}[model]()


MODELS = [Actor, ActorName, Article, Detail, Event, Participation, Statement, Topic, Utterance]
TEXTS = [(m, f.name) for m in MODELS for f in m._meta.concrete_fields if isinstance(f, CleanCharField | CleanTextField)]


@pytest.mark.parametrize(("model", "field"), TEXTS, ids=lambda value: getattr(value, "__name__", value))
def test_no_column_of_text_takes_a_control_character_by_save_or_update(model, field):
    row = example(model)
    with pytest.raises(ValidationError), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**{field: "a\x1bb"})
    setattr(row, field, "a\x1bb")
    with pytest.raises(ValidationError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("bad", BAD, ids=ascii)
def test_each_such_character_is_refused_on_each_road(bad):
    actor, name = make_actor(), ActorName(actor=make_actor(), name=bad)
    actor.name = bad
    roads = [
        lambda: Actor.objects.filter(pk=actor.pk).update(name=bad),
        lambda: Actor.objects.bulk_create([Actor(slug="bad", name=bad, sort="bad", kind="person")]),
        lambda: Actor.objects.bulk_update([actor], ["name"]),
        actor.save,
        actor.full_clean,
        name.save,
    ]
    for road in roads:
        with pytest.raises(ValidationError, match="cannot be stored"), transaction.atomic():
            road()


@pytest.mark.parametrize("field", ["inferred", "furniture", "marks_quoting_nobody"])
def test_reasons_take_no_control_character_either(field):
    value = {"published": "a\x1bb"} if field == "inferred" else [Remark(Span(0, 4), "a\x1bb")]
    article = make_article()
    setattr(article, field, value)
    for road in (article.full_clean, article.save):
        with pytest.raises(ValidationError), transaction.atomic():
            road()


@pytest.mark.parametrize("value", [{"said": 7}, {7: "x"}, ["said"], "said", 7])
def test_reasons_are_a_map_of_texts(value):
    statement = make_statement()
    statement.inferred = value
    with pytest.raises(ValidationError):
        statement.save()


@pytest.mark.parametrize("value", [[[0, 4]], [[0, 4, 7]], [["0", 4, "x"]], [[0, 4, "x", "y"]], 7, {"a": "b"}])
def test_furniture_of_another_form_is_a_validation_error(value):
    article = make_article()
    article.furniture = value
    with pytest.raises(ValidationError):
        article.full_clean()


DATES = [
    ("2025-03-18", dt.date(2025, 3, 18), dt.date(2025, 3, 18), dt.date(2025, 3, 18)),
    ("2025-03~", dt.date(2025, 3, 1), dt.date(2025, 3, 31), dt.date(2025, 3, 1)),
    ("../2025-03-18", None, dt.date(2025, 3, 18), dt.date(2025, 3, 18)),
    ("2022/..", dt.date(2022, 1, 1), None, dt.date(2022, 1, 1)),
    ("", None, None, dt.date.min),
]
DATED = pytest.mark.parametrize(("model", "field"), [(Statement, "said"), (Article, "published"), (Event, "date")])


def days_of(row, field):
    row.refresh_from_db()
    return tuple(getattr(row, f"{field}_{end}") for end in ("earliest", "latest", "sort"))


@DATED
@pytest.mark.parametrize(("edtf", *[f"day{n}" for n in range(3)]), DATES)
def test_the_days_of_a_date_follow_it(model, field, edtf, day0, day1, day2):
    row = example(model)
    setattr(row, field, edtf)
    row.save()
    assert days_of(row, field) == (day0, day1, day2)


def test_derived_columns_follow_bulk_create():
    [event] = Event.objects.bulk_create([Event(slug="bulk", title="Bulk", kind="call", date="2025-03", description="*so*")])
    assert days_of(event, "date") == (dt.date(2025, 3, 1), dt.date(2025, 3, 31), dt.date(2025, 3, 1))
    assert event.description_html == "<p><em>so</em></p>"


def test_derived_columns_follow_update_or_create():
    event, _ = Event.objects.update_or_create(slug=make_event().slug, defaults={"date": "2024"})
    assert days_of(event, "date")[0] == dt.date(2024, 1, 1)


def test_derived_columns_follow_a_save_of_their_source_alone():
    event = make_event()
    event.date = "2024"
    event.save(update_fields=["date"])
    assert days_of(event, "date")[0] == dt.date(2024, 1, 1)


@DATED
@pytest.mark.parametrize("edtf", ["yesterday", "2025-02-30", "2025-13", "18.03.2025"])
def test_a_wrong_date_is_refused_with_examples(model, field, edtf):
    row = example(model)
    setattr(row, field, edtf)
    for road in (row.full_clean, row.save, lambda: model.objects.bulk_create([row])):
        with pytest.raises(ValidationError, match="Examples: 2025-03-18, 2025-03, 2025"), transaction.atomic():
            road()


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (Statement, "note"),
        (Article, "note"),
        (Detail, "note"),
        (Utterance, "note"),
        (Actor, "description"),
        (Event, "description"),
        (Topic, "description"),
    ],
)
def test_markdown_is_rendered_and_cleaned_when_saved(model, field):
    row = example(model)
    setattr(row, field, "**bold** <script>alert(1)</script> [x](javascript:alert(1))")
    row.save()
    row.refresh_from_db()
    html = getattr(row, f"{field}_html")
    assert "<strong>bold</strong>" in html and "script" not in html


def test_markdown_that_is_too_much_is_refused():
    actor = make_actor()
    actor.description = "[" * 20_000
    for road in (actor.full_clean, actor.save):
        with pytest.raises(ValidationError, match="at most 500 opening brackets"), transaction.atomic():
            road()


def test_spans_and_remarks_come_back_as_what_they_are():
    article = make_article(furniture=[Remark(Span(27, 32), "link")])
    statement = make_statement(article)
    statement.refresh_from_db(), article.refresh_from_db()
    assert statement.spans == (Span(12, 25),) and isinstance(statement.spans[0], Span)
    assert article.furniture == (Remark(Span(27, 32), "link"),)


def test_spans_are_stored_as_plain_json():
    statement = make_statement()
    with connection.cursor() as cursor:
        cursor.execute("SELECT spans FROM archive_statement WHERE id = %s", [statement.pk])
        assert cursor.fetchone() == ("[[12, 25]]",)
