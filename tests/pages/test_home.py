"""The first page: a search box, the latest events, who is quoted, what is new."""

import pytest

from archive.models import Article, Event, Statement
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, links, read, words

pytestmark = pytest.mark.django_db


def test_it_says_how_much_the_archive_holds(client):
    lede = words(find(read(client, "/"), "p", class_="lede")[0])
    assert str(Statement.objects.published().count()) in lede
    assert str(Article.objects.published().count()) in lede


def test_it_has_a_search_box_and_sections_for_what_is_latest_quoted_and_new(client):
    main = find(read(client, "/"), "main")[0]
    assert find(find(main, "form", role="search")[0], "input", name="q")
    assert {"events", "latest", "quoted", "new"} <= {h2.get("id") for h2 in main.iter("h2")}


def test_it_leads_to_every_list(client):
    assert {"/statements/", "/events/", "/actors/", "/articles/", "/about/"} <= set(links(read(client, "/")))


def test_the_latest_events_are_the_latest(client):
    found = [link for link in links(find(read(client, "/"), "main")[0]) if link.startswith("/events/") and link != "/events/"]
    latest = Event.objects.published().order_by("-date_sort", "-pk").first()
    assert latest.get_absolute_url() in found


def test_the_words_it_shows_are_direct_quotations(client):
    quotes = find(find(read(client, "/"), "section", **{"aria-labelledby": "latest"})[0], "blockquote")
    assert quotes
    assert all("direct" in quote.get("class").split() for quote in quotes)


def test_an_article_just_added_is_new(client):
    article = builders.make_article(title="Just added")
    assert article.get_absolute_url() in links(read(client, "/"))


def test_an_empty_archive_says_how_to_begin(client):
    cast.clear()
    root = read(client, "/")
    assert "empty" in words(find(root, "p", class_="notice")[0])
    assert find(root, "a", href="/admin/")


def test_events_on_which_reports_differ_are_shown_with_what_they_say(client):
    cast.clear()
    event, agreed = builders.make_event("The call"), builders.make_event("The talks")
    for minutes in ("90 minutes", "two hours"):
        builders.make_detail(builders.make_article(), event, "length", minutes, "denied")
        builders.make_detail(builders.make_article(), agreed, "place", "Bern", "denied")
    builders.make_detail(builders.make_article(), event, "length", "a week", "denied", status="draft")
    (differ,) = find(read(client, "/"), "section", **{"aria-labelledby": "differ"})
    assert links(differ) == [event.get_absolute_url()]
    assert {words(value) for value in differ.iter("dd")} == {"90 minutes", "two hours"}


def test_the_number_of_differing_aspects_is_that_of_the_events_page(client):
    for lead in client.get("/").context["differing"]:
        assert lead.differ == client.get(lead.event.get_absolute_url()).context["table"].differing


def test_an_utterance_is_shown_in_the_wordings_of_different_articles(client):
    cast.clear()
    utterance, same = builders.make_utterance("A promise"), builders.make_utterance("A denial")
    for text in ("We will come soon.", "We will come."):
        builders.make_statement(builders.make_article(text), text, utterance=utterance)
        builders.make_statement(utterance=same)
    builders.make_statement(words="denied", utterance=same, status="draft")
    (worded,) = find(read(client, "/"), "section", **{"aria-labelledby": "worded"})
    assert [words(quote) for quote in worded.iter("blockquote")] == ["We will come soon.", "We will come."]
    assert utterance.get_absolute_url() in links(worded)
    assert same.get_absolute_url() not in links(worded)


def test_events_without_any_date_are_listed_where_no_timeline_can_be_drawn(client):
    cast.clear()
    event = builders.make_event(date="")
    root = read(client, "/")
    assert not find(root, "figure", class_="timeline")
    assert event.get_absolute_url() in links(root)
