"""Atom feeds keep the rules of RFC 4287, hold the newest of their list, and are the same as long as the archive is."""

from xml.etree import ElementTree

import feedparser
import pytest
from django.utils.dateparse import parse_datetime

from archive.models import Statement
from tests import builders
from tests.pages import cast
from tests.publishing.taking import LISTS, take

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address: str) -> ElementTree.Element:
    return ElementTree.fromstring(take(client, address))


def check(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The entries, when the feed and each of them has what RFC 4287 asks for."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert element.findtext(f"{ATOM}id").startswith("https://")
        assert parse_datetime(element.findtext(f"{ATOM}updated")).tzinfo
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["alternate", "self"]
    for entry in entries:
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert len(entry.findall(f"{ATOM}content")) == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    return entries


@pytest.mark.parametrize("query", ["", "?q=putin", "?q=nowhere-at-all"])
@pytest.mark.parametrize("noun", LISTS)
def test_a_feed_keeps_the_rules_of_atom(client, noun, query):
    root = feed(client, f"/{noun}.atom{query}")
    entries = check(root)
    assert bool(entries) == (query != "?q=nowhere-at-all")
    self = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert self == [f"https://readout.example/{noun}.atom{query}"]


@pytest.mark.parametrize("noun", LISTS)
def test_another_reader_of_feeds_finds_no_fault(client, noun):
    found = feedparser.parse(take(client, f"/{noun}.atom"))
    assert not found.bozo
    assert (found.version, found.feed.link) == ("atom10", f"https://readout.example/{noun}/")
    assert all(entry.id == entry.link and entry.content[0].value for entry in found.entries)


def test_the_window_of_a_feed_is_the_newest_fifty_of_the_list(client):
    newest = [f"https://readout.example/statements/{row.public_id}/" for row in client.get("/statements/").context["listing"].rows]
    entries = check(feed(client, "/statements.atom"))
    assert [entry.findtext(f"{ATOM}id") for entry in entries][: len(newest)] == newest
    assert len(entries) == 50 < Statement.objects.published().count()
    few = client.get("/statements/?q=truce").context["listing"].count.rows
    assert len(check(feed(client, "/statements.atom?q=truce"))) == few


def test_an_entry_is_updated_when_its_record_was_and_keeps_its_id(client):
    cast.clear()
    statement = builders.make_statement(speakers=[builders.make_actor("Anna")])
    [first] = check(feed(client, "/statements.atom"))
    statement.note = "Seen."
    statement.save()
    [second] = check(feed(client, "/statements.atom"))
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id") == f"https://readout.example{statement.get_absolute_url()}"
    assert parse_datetime(second.findtext(f"{ATOM}updated")) == statement.modified > parse_datetime(first.findtext(f"{ATOM}updated"))
    assert first.findtext(f"{ATOM}published") == second.findtext(f"{ATOM}published")


def test_an_entry_gives_the_words_and_says_who_said_them_and_what_kind_they_are(client):
    cast.clear()
    anna = builders.make_actor("Anna")
    article = builders.make_article(title="The report")
    builders.make_statement(article, speakers=[anna])
    builders.make_statement(article, "Berta denied it.", kind="indirect")
    indirect, direct = check(feed(client, "/statements.atom"))
    assert direct.findtext(f"{ATOM}title") == "Anna: “We will come.”"
    assert indirect.findtext(f"{ATOM}title") == "Speaker not known: Reported, not quoted: Berta denied it."
    for entry, words in (
        (direct, "Anna, 18 March 2025 (direct quotation)"),
        (indirect, "Speaker not known, 18 March 2025 (indirect speech"),
    ):
        content = entry.find(f"{ATOM}content")
        assert content.get("type") == "html"
        assert words in content.text
        assert ">The report</a>" in content.text


def test_a_feed_is_the_same_as_long_as_the_archive_is(client):
    for address in ("/statements.atom", "/articles.atom?q=nowhere-at-all"):
        assert take(client, address) == take(client, address)
    tag = client.get("/events.atom")["ETag"]
    assert client.get("/events.atom", headers={"if-none-match": tag}).status_code == 304


def test_the_title_says_what_the_list_is_narrowed_to(client):
    root = feed(client, "/statements.atom?speaker=putin&kind=direct&q=peace")
    assert root.findtext(f"{ATOM}title") == "Readout: statements (“peace”; Speaker: Vladimir Putin; Kind: direct)"


@pytest.mark.parametrize("noun", LISTS)
def test_the_queries_of_a_feed_are_few(client, django_assert_max_num_queries, noun):
    with django_assert_max_num_queries(6):
        take(client, f"/{noun}.atom")
