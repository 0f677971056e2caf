"""What every public page has: one heading, landmarks, an address of its own, links that lead somewhere, nothing inline."""

from contextlib import closing
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client

from tests.pages.reading import KINDS, find, links, parse, read, words

pytestmark = pytest.mark.django_db

every_kind = pytest.mark.parametrize("kind", KINDS)


@cache
def html(kind: str) -> str:
    """A page of the seed archive, which no test of this file changes."""
    return Client().get(KINDS[kind]()).content.decode()


@cache
def tree(kind: str) -> Element:
    return parse(html(kind))


@every_kind
def test_a_page_has_one_heading_and_a_title_and_landmarks(kind):
    root = tree(kind)
    assert [bool(words(h1)) for h1 in root.iter("h1")] == [True]
    assert words(find(root, "title")[0]).strip(" ·:")
    assert [len(find(root, tag)) for tag in ("main", "footer")] == [1, 1]
    assert [child.get("class") for child in find(root, "body")[0] if child.tag == "header"] == ["masthead"]
    assert find(root, "nav", **{"aria-label": "Site"})
    assert find(root, "form", role="search")
    assert root.get("lang") == "en"


@every_kind
def test_headings_do_not_jump_over_a_level(kind):
    root = tree(kind)
    levels = [int(element.tag[1]) for element in root.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@every_kind
def test_the_first_link_skips_to_the_content(kind):
    root = tree(kind)
    first = next(root.iter("a"))
    assert find(root, "main", id=first.get("href").removeprefix("#"))


@every_kind
def test_the_canonical_address_is_the_configured_site_without_parameters(settings, kind):
    address = KINDS[kind]()
    (canonical,) = find(tree(kind), "link", rel="canonical")
    assert canonical.get("href") == settings.SITE_URL + address.partition("?")[0]


@every_kind
def test_a_page_is_correct_html(kind):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html(kind))
    assert parser.errors == []


@every_kind
def test_ids_are_unique_and_what_refers_to_one_finds_it(kind):
    root = tree(kind)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    wanted = [a.get("href")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")]
    wanted += [element.get(name) for element in root.iter() for name in ("aria-labelledby", "for") if element.get(name)]
    assert len(ids) == len(set(ids))
    assert set(wanted) <= set(ids)


@every_kind
def test_nothing_is_inline_and_nothing_comes_from_another_host(kind):
    root = tree(kind)
    assert not find(root, "style")
    scripts = [script for script in root.iter("script") if script.get("type") != "application/ld+json"]  # data, which nothing runs
    assert [script.get("src") for script in scripts] == ["/static/js/site.js"] + ["/static/js/suggest.js"] * ("list" in kind)
    assert not any(words(script) for script in scripts)
    named = [name for element in root.iter() for name in element.attrib]
    assert not [name for name in named if name == "style" or name.startswith("on")]
    loaded = [link.get("href") for link in root.iter("link") if link.get("rel") not in ("canonical", "alternate", "search")]
    loaded += [element.get("src") for element in root.iter() if element.get("src")]
    assert all(address.startswith("/static/") for address in loaded)


def test_the_links_of_the_pages_lead_to_pages(client):
    """A dozen links of every kind of page, with parameters and without."""
    found = [link for kind in KINDS for link in links(tree(kind), KINDS[kind]())[6:60:4] if not link.startswith("/admin/")]
    assert len(set(found)) > 60
    assert [link for link in set(found) if status(client, link) != 200] == []


def status(client, link: str) -> int:
    """The answer is closed at once: a list that is taken along holds its place until then."""
    with closing(client.get(link)) as response:
        return response.status_code


def test_the_navigation_says_where_the_reader_is(client):
    for path in ("/statements/", "/events/", "/actors/", "/articles/", "/about/"):
        current = find(read(client, path), "a", **{"aria-current": "page"})
        assert [a.get("href") for a in current] == [path]


@every_kind
def test_a_page_has_no_words_of_the_programmer(kind):
    for slip in ("{{", "{%", "None,", ">None<", "Traceback", "&amp;amp;", "&lt;p&gt;"):
        assert slip not in html(kind)


def test_dates_are_times_that_a_program_can_read():
    for kind in ("statement list", "event list", "article list"):
        times = find(tree(kind), "time")
        assert times
        assert all(len(time.get("datetime", "2025")) in (4, 7, 10) for time in times)


def test_quotations_are_blockquotes_that_name_their_source():
    root = tree("statement list")
    for quote in find(root, "blockquote"):
        assert quote.get("cite").startswith("/articles/")
        assert quote.get("lang")
    assert len(find(root, "cite")) == len(find(root, "blockquote")) == 20


def test_a_parser_reads_what_a_browser_reads():
    assert words(parse("<p>a <b>b</b></p>")) == "a b"
