"""The pages of an article, an actor, an event and an utterance, with and without everything they can have."""

import pytest

from archive.models import Article, Event, Participation, Utterance
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db


def main(client, record):
    return find(read(client, record.get_absolute_url()), "main")[0]


# Article


def test_an_article_shows_its_whole_text_and_every_statement_marked(client):
    for article in Article.objects.published():
        root = main(client, article)
        shown = " ".join("".join(part for part in text_of(p)) for p in find(root, "p", class_="text"))
        assert "".join(shown.split()) == "".join(article.text.split())
        ids = {element.get("id") for element in root.iter() if element.get("id")}
        assert set(article.statements.published().values_list("public_id", flat=True)) <= ids
        assert set(article.details.published().values_list("public_id", flat=True)) <= ids


def text_of(element):
    """The text of the article, without the numbers of its notes."""
    yield element.text or ""
    for child in element:
        if child.get("class") != "reference":
            yield from text_of(child)
        yield child.tail or ""


def test_each_mark_has_a_note_and_each_note_leads_back(client):
    root = main(client, Article.objects.published().earliest("pk"))
    references = [a.get("href")[1:] for a in find(root, "a", class_="reference")]
    notes = [li.get("id") for li in root.iter("li") if (li.get("id") or "").startswith("note-")]
    assert sorted(references) == sorted(notes)
    assert notes == [f"note-{number}" for number in range(1, len(notes) + 1)]


def test_furniture_is_dimmed_and_stays_in_its_place(client):
    article = builders.make_article("ALSO READ this.\nAnna spoke.", furniture=(Remark(Span(0, 15), "link"),))
    assert [words(span) for span in find(main(client, article), "span", class_="furniture")][-1] == "ALSO READ this."


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
    assert not {"<script>", "<b>will", "<i>Title", "<u>x"} & {tag for tag in ("<script>", "<b>will", "<i>Title", "<u>x") if tag in html}
    assert words(find(main(client, article), "p", class_="text")[0]).startswith("<script>alert(1)</script> <mark>x</mark>")


def test_an_article_that_is_superseded_leads_to_the_newer_one_and_back(client):
    old = builders.make_article(title="The old one")
    new = builders.make_article(title="The new one", supersedes=old)
    assert find(main(client, old), "a", href=new.get_absolute_url())
    assert find(main(client, new), "a", href=old.get_absolute_url())


def test_an_article_without_statements_says_so(client):
    assert "0 statements" in words(main(client, builders.make_article()))


def test_overlapping_statements_are_all_marked(client):
    article = builders.make_article("One two three four.")
    outer, inner = builders.make_statement(article, "One two three"), builders.make_statement(article, "two three four")
    same = builders.make_statement(article, "One two three", kind="mixed")
    ids = {element.get("id") for element in main(client, article).iter()}
    assert {outer.public_id, inner.public_id, same.public_id} <= ids


# Actor


def test_an_actor_has_what_it_said_was_told_and_relayed(client):
    actor = builders.make_actor("Anna", description="A *person*.")
    builders.make_statement(speakers=[actor], channel="radio")
    builders.make_statement(addressees=[actor])
    builders.make_statement(relayed_by=actor)
    actor.names.create(name="Anny")
    Participation.objects.create(actor=actor, event=builders.make_event("The talks"), role="host")
    root = main(client, actor)
    assert [h2.get("id") for h2 in root.iter("h2")] == ["speaker", "to", "via", "names", "channels", "months", "events"]
    for wanted in ("Anny", "radio", "March 2025", "The talks", "host", "A person."):
        assert wanted in words(root)


def test_the_numbers_of_an_actor_are_those_of_the_lists_they_lead_to(client):
    root = read(client, "/actors/vladimir-putin/")
    rows = [row for row in root.iter("tr") if find(row, "td")]
    assert rows
    for row in rows[:6]:
        (link,) = row.iter("a")
        assert words(find(read(client, link.get("href")), "p", role="status")[0]).startswith(words(find(row, "td")[0]) + " ")


def test_an_actor_of_whom_nothing_is_known_says_so(client):
    root = main(client, builders.make_actor("Anna"))
    assert "No statement" in words(root)
    assert not list(root.iter("h2"))


# Event


@pytest.fixture
def event() -> Event:
    event = builders.make_event("The call", place="Bern", description="A *call*.", inferred={"date": "by the weekday"})
    Participation.objects.create(actor=builders.make_actor("Anna"), event=event, role="caller")
    for title, minutes in (("First", "90 minutes"), ("Second", "two hours")):
        article = builders.make_article("It took long. It was good.", title=title)
        builders.make_detail(article, event, "length", minutes, "It took long.")
        if title == "First":
            builders.make_detail(article, event, "mood", "good", "It was good.")
    return event


def test_an_event_says_when_where_and_who_took_part(client, event):
    for wanted in ("18 March 2025", "Bern", "Anna", "caller", "A call.", "by the weekday"):
        assert wanted in words(main(client, event))


def test_reports_that_differ_stand_side_by_side_each_leading_to_its_words(client, event):
    (table,) = find(main(client, event), "table", class_="compared")
    lines = {words(find(row, "th")[0]).split()[0]: [words(cell) for cell in find(row, "td")] for row in list(table.iter("tr"))[1:]}
    assert lines["length"] == ["90 minutes", "two hours"]
    assert "silent" in lines["mood"][1]
    for link in [a.get("href") for a in table.iter("a") if "#" in a.get("href")]:
        path, _, anchor = link.partition("#")
        assert [element for element in read(client, path).iter() if element.get("id") == anchor]


def test_a_differing_aspect_is_told_from_an_agreed_one(client, event):
    differing = [words(find(row, "th")[0]) for row in find(main(client, event), "tr", class_="differs")]
    assert len(differing) == 1
    assert differing[0].startswith("length")


def test_an_event_is_reported_by_articles_with_a_published_statement_or_detail_each_once(client, event):
    said, hidden = builders.make_article(title="Only said"), builders.make_article(title="A draft", status="draft")
    builders.make_statement(said, event=event), builders.make_statement(said, "denied", event=event)
    silent = builders.make_article(title="Only in a draft")
    builders.make_statement(silent, event=event, status="draft"), builders.make_statement(hidden, event=event)
    builders.make_detail(said, event, "length", "long", "denied", status="draft")
    articles = [article.title for article in client.get(event.get_absolute_url()).context["articles"]]
    assert sorted(articles) == ["First", "Only said", "Second"]


def test_an_event_without_anything_has_a_page_that_says_so(client):
    root = main(client, builders.make_event("The call", date=""))
    assert not list(root.iter("table"))
    assert "No statement" in words(root)
    assert "date not known" in words(root)


# Utterance


def test_an_utterance_compares_its_wordings_word_by_word(client):
    utterance = builders.make_utterance("A promise", note="*Likely* one.")
    for text in ("We will come soon.", "We will come.", "We will come soon and stay."):
        builders.make_statement(builders.make_article(f"“{text}”"), text, utterance=utterance)
    root = main(client, utterance)
    assert len(find(root, "blockquote")) == 3
    assert any("soon" in words(gone) for gone in root.iter("del"))
    assert "Likely one." in words(root)
    assert "3 wordings" in words(root)


def test_an_utterance_with_one_wording_compares_nothing(client):
    utterance = builders.make_utterance("A promise")
    builders.make_statement(utterance=utterance)
    root = main(client, utterance)
    assert not [*root.iter("ins"), *root.iter("del")]


def test_an_utterance_that_nothing_published_reports_is_not_found(client):
    assert client.get(builders.make_utterance().get_absolute_url()).status_code == 404


def test_every_utterance_of_the_seeds_has_a_page(client):
    for utterance in Utterance.objects.published():
        assert words(find(main(client, utterance), "h1")[0]) == utterance.title
