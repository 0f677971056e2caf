"""The reader of an article: the whole text, every statement marked and noted in its place, and what marks are shown."""

import pytest

from archive.models import Article
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db


def main(client, record, query=""):
    return find(read(client, record.get_absolute_url() + query), "main")[0]


def body(client, record, query=""):
    return find(main(client, record, query), "div", class_="text")[0]


def text_of(element):
    """The text of the article, without the notes and their numbers."""
    yield element.text or ""
    for child in element:
        if child.tag != "button" and "note" not in child.get("class", "").split():
            yield from text_of(child)
        yield child.tail or ""


def test_an_article_shows_its_whole_text_and_every_statement_marked(client):
    for article in Article.objects.published():
        shown = body(client, article)
        assert "".join("".join(text_of(shown)).split()) == "".join(article.text.split())
        ids = {mark.get("id") for mark in shown.iter("mark")}
        assert set(article.statements.published().values_list("public_id", flat=True)) <= ids
        assert set(article.details.published().values_list("public_id", flat=True)) <= ids


def test_each_mark_has_a_note_and_each_note_leads_back(client):
    for article in Article.objects.published():
        shown = body(client, article)
        notes = {note.get("id"): find(note, "a", class_="number")[0].get("href") for note in shown.iter("span") if note.get("id")}
        assert sorted(notes) == sorted(button.get("popovertarget") for button in shown.iter("button"))
        assert sorted(notes.values()) == sorted(f"#{mark.get('id')}" for mark in shown.iter("mark") if mark.get("id"))


def test_statements_are_numbered_through_and_facts_apart(client):
    article = builders.make_article("One two three four.")
    builders.make_detail(article, builders.make_event(), "count", "two", "two")
    builders.make_statement(article, "One"), builders.make_statement(article, "three")
    labels = [words(find(note, "a", class_="number")[0]) for note in body(client, article).iter("span") if note.get("id")]
    assert labels == ["1", "F1", "2"]


def test_a_statement_inside_another_is_a_mark_inside_a_mark(client):
    article = builders.make_article("One two three four.")
    outer, inner = builders.make_statement(article, "One two three"), builders.make_statement(article, "two", kind="indirect")
    (mark,) = find(body(client, article), "mark", id=outer.public_id)
    assert [child.get("id") for child in mark.iter("mark")] == [outer.public_id, inner.public_id]
    assert "level-1" in find(mark, "mark", id=inner.public_id)[0].get("class")


def test_overlapping_statements_are_all_marked(client):
    article = builders.make_article("One two three four.")
    outer, inner = builders.make_statement(article, "One two three"), builders.make_statement(article, "two three four")
    same = builders.make_statement(article, "One two three", kind="mixed")
    ids = [mark.get("id") for mark in body(client, article).iter("mark") if mark.get("id")]
    assert sorted(ids) == sorted([outer.public_id, inner.public_id, same.public_id])


def test_the_marks_of_one_speaker_alone_can_be_shown_and_keep_their_numbers(client):
    anna, berta = builders.make_actor("Anna"), builders.make_actor("Berta")
    article = builders.make_article("One two three four.")
    builders.make_statement(article, "One", speakers=[anna])
    hers = builders.make_statement(article, "three", speakers=[berta])
    shown = main(client, article, f"?speaker={berta.slug}")
    assert [mark.get("id") for mark in find(shown, "div", class_="text")[0].iter("mark")] == [hers.public_id]
    assert "note-2" in {span.get("id") for span in shown.iter("span")}
    assert [words(a) for a in shown.iter("a") if a.get("aria-current")] == ["Berta"]


def test_a_speaker_who_says_nothing_here_is_told_and_all_is_marked(client):
    article = builders.make_article("One two three four.")
    builders.make_statement(article, "One")
    shown = main(client, article, "?speaker=nobody&other=1")
    assert "nobody" in words(find(shown, "div", role="note")[0])
    assert len(list(find(shown, "div", class_="text")[0].iter("mark"))) == 1


def test_the_page_counts_statements_speakers_and_kinds(client):
    article, anna = builders.make_article("One two three four."), builders.make_actor("Anna")
    for word, kind in (("One", "direct"), ("two", "direct"), ("three", "indirect")):
        builders.make_statement(article, word, kind=kind, speakers=[anna])
    shown = main(client, article)
    assert "3 statements by 1 speaker" in words(find(shown, "p", class_="lede")[0])
    assert [words(label) for label in find(shown, "fieldset")[0].iter("label")] == ["direct : 2", "indirect : 1"]


def test_furniture_is_dimmed_and_stays_in_its_place(client):
    article = builders.make_article("ALSO READ this.\nAnna spoke.", furniture=(Remark(Span(0, 15), "link"),))
    assert [words(span) for span in find(main(client, article), "span", class_="furniture")] == ["ALSO READ this."]


def test_an_article_says_who_gave_its_title_and_what_is_wrong_with_the_text(client):
    article = builders.make_article(title_by="editor", note="It is *cut off*.", byline="A. Writer", url="https://example.org/a")
    root = main(client, article)
    for wanted in ("editor", "cut off", "A. Writer", "https://example.org/a", article.sha256):
        assert wanted in words(root)


def test_markup_in_an_article_is_text(client):
    text = "<script>alert(1)</script> <mark>x</mark> “We <b>will</b> come.” &amp; &lt;"
    article = builders.make_article(text, title="<i>Title</i>", byline="<u>x</u>")
    builders.make_statement(article, "We <b>will</b> come.")
    html = client.get(article.get_absolute_url()).content.decode()
    assert [tag for tag in ("<script>a", "<b>will", "<i>Title", "<u>x") if tag in html] == []
    assert words(body(client, article)).startswith("<script>alert(1)</script> <mark>x</mark>")


def test_an_article_that_is_superseded_leads_to_the_newer_one_and_back(client):
    old = builders.make_article(title="The old one")
    new = builders.make_article(title="The new one", supersedes=old)
    assert find(main(client, old), "a", href=new.get_absolute_url())
    assert find(main(client, new), "a", href=old.get_absolute_url())


def test_an_article_without_statements_says_so(client):
    assert "0 statements" in words(main(client, builders.make_article()))
