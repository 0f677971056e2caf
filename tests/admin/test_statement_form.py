"""An editor gives words, not offsets; what does not stand in the article is refused and nothing is saved."""

import pytest
from django.urls import reverse

from archive.models import Detail, Statement
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.admin.forms import complaints, fields, messages, send
from tests.pages.reading import find, parse, words

pytestmark = pytest.mark.django_db

TEXT = "READ ALSO: more.\nAnna said: “We will come.” Berta denied it. “We will come,” Anna wrote,\n“when we can.”"
ADD = "/admin/archive/statement/add/"


@pytest.fixture
def article():
    return builders.make_article(TEXT, furniture=(Remark(Span(0, 16), "link to another article"),))


@pytest.fixture
def statement(article):
    return builders.make_statement(article, "Berta denied it.", kind="indirect")


def record(row) -> dict:
    """All columns but those that count the saves."""
    return {name: value for name, value in type(row).objects.values().get(pk=row.pk).items() if name not in ("modified", "version")}


def form_of(row) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


def test_the_form_shows_the_article_with_the_words_marked(editor_client, statement):
    root = parse(editor_client.get(form_of(statement)).content.decode())
    assert [words(mark) for mark in root.iter("mark")] == ["Berta denied it."]
    passages = " ".join(words(p) for p in find(root, "p", class_="passage"))
    assert passages == " ".join(TEXT.split())


def test_saving_without_a_change_changes_nothing(editor_client):
    for statement in Statement.objects.published()[:6]:
        before = record(statement)
        response = send(editor_client, form_of(statement))
        assert "was changed successfully" in messages(response), complaints(response)
        assert record(statement) == before


def test_new_words_get_their_spans(editor_client, statement):
    send(editor_client, form_of(statement), words="denied")
    statement.refresh_from_db()
    start = TEXT.index("denied")
    assert (statement.spans, statement.text) == (((start, start + 6),), "denied")


@pytest.mark.parametrize("wrong", ["Berta confirmed it.", "berta denied it.", "Berta  denied it.", "Berta denied it", "“We will come”"])
def test_words_that_do_not_stand_there_are_refused(editor_client, statement, wrong):
    if wrong in TEXT:
        wrong += "!"
    response = send(editor_client, form_of(statement), words=wrong)
    assert "do not stand in the text" in complaints(response)
    statement.refresh_from_db()
    assert statement.text == "Berta denied it."


def test_a_near_miss_is_shown_as_it_stands(editor_client, statement):
    assert "Berta denied it." in complaints(send(editor_client, form_of(statement), words="berta Denied it."))


def test_words_that_stand_twice_need_to_say_which(editor_client, statement):
    assert "2 times" in complaints(send(editor_client, form_of(statement), words="We will come"))
    send(editor_client, form_of(statement), words="We will come", occurrence="2")
    statement.refresh_from_db()
    assert statement.spans[0].start == TEXT.rindex("We will come")


def test_an_occurrence_beyond_the_last_is_refused(editor_client, statement):
    said = complaints(send(editor_client, form_of(statement), words="We will come", occurrence="3"))
    assert "3" in said
    assert "2" in said


def test_a_split_quotation_is_written_with_an_ellipsis_between(editor_client, statement):
    send(editor_client, form_of(statement), words="We will come,\r\n…\r\nwhen we can.")
    statement.refresh_from_db()
    assert [TEXT[start:end] for start, end in statement.spans] == ["We will come,", "when we can."]
    assert statement.text == "We will come, … when we can."
    assert fields(editor_client, form_of(statement))["words"] == ["We will come,\r\n…\r\nwhen we can."]


def test_page_furniture_is_not_quoted(editor_client, statement):
    assert "furniture" in complaints(send(editor_client, form_of(statement), words="READ ALSO"))


def test_words_may_run_over_a_line_end(editor_client, statement):
    send(editor_client, form_of(statement), words="wrote,\r\n“when")
    statement.refresh_from_db()
    assert statement.text == "wrote,\n“when"


@pytest.mark.parametrize("text", ["One “line one\r\nline two” end.", "One “line one\nline two” end."])
def test_line_ends_are_those_of_the_article(editor_client, text):
    statement = builders.make_statement(builders.make_article(text), "One")
    send(editor_client, form_of(statement), words="line one\r\nline two")
    statement.refresh_from_db()
    assert statement.text in text
    assert statement.text.startswith("line one")


def test_a_new_statement_is_a_draft_with_spans_and_an_id(editor_client, article):
    data = {"article": article.pk, "words": "Berta denied it.", "kind": "indirect", "said": "2025-03-18"}
    response = send(editor_client, ADD, **data)
    assert "was added successfully" in messages(response), complaints(response)
    statement = Statement.objects.get(article=article)
    assert (statement.status, statement.text, len(statement.public_id)) == ("draft", "Berta denied it.", 8)


@pytest.mark.parametrize("missing", ["article", "words", "kind"])
def test_a_new_statement_must_say_where_it_stands(editor_client, article, missing):
    data = {"article": article.pk, "words": "Berta denied it.", "kind": "indirect"} | {missing: ""}
    before = Statement.objects.count()
    assert "This field is required." in complaints(send(editor_client, ADD, **data))
    assert Statement.objects.count() == before


@pytest.mark.parametrize("wrong", ["18 March 2025", "2025-02-30", "2025-3-1", "2025-03-18/2025-03-01", "../..", "٢٠٢٥"])
def test_a_wrong_date_is_refused_with_examples(editor_client, statement, wrong):
    said = complaints(send(editor_client, form_of(statement), said=wrong))
    assert said
    assert "2025-05-20~" in said or "interval" in said


@pytest.mark.parametrize("right", ["", "2025", "2025-03", "2025-05-20~", "../2025-03-18", "2025-03-13/2025-03-18"])
def test_a_date_as_exact_as_the_sources_is_taken(editor_client, statement, right):
    send(editor_client, form_of(statement), said=right)
    statement.refresh_from_db()
    assert statement.said == right


def test_a_note_that_cannot_be_rendered_is_refused(editor_client, statement):
    assert "note" in complaints(send(editor_client, form_of(statement), note="[" * 600)).lower()


def test_a_control_character_is_refused(editor_client, statement):
    assert "cannot be stored" in complaints(send(editor_client, form_of(statement), cue="said\x1b"))


def test_a_detail_is_anchored_in_the_same_way(editor_client, article):
    detail = builders.make_detail(article, builders.make_event(), "answer", "denied", "denied")
    assert "do not stand" in complaints(send(editor_client, form_of(detail), words="refused"))
    send(editor_client, form_of(detail), words="Berta denied")
    assert Detail.objects.get(pk=detail.pk).text == "Berta denied"


def test_text_of_the_article_is_never_markup_on_the_desk(editor_client):
    article = builders.make_article("<script>alert(1)</script> <mark>x</mark> “We will come.”")
    html = editor_client.get(form_of(builders.make_statement(article))).content.decode()
    assert "<script>alert(1)" not in html
    assert [words(mark) for mark in parse(html).iter("mark")] == ["We will come."]


def test_wrong_words_bring_one_message_and_not_two(editor_client, article):
    said = complaints(send(editor_client, ADD, article=article.pk, words="Nobody said it.", kind="indirect"))
    assert "do not stand in the text" in said
    assert "does not hold" not in said
