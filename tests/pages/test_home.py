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
    quotes = find(read(client, "/"), "blockquote")
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
