"""Promise 23: no text of a source becomes markup. The same archive with and without markup has pages of the same elements."""

import json
from xml.etree import ElementTree

import html5lib
import pytest
from django.http import HttpResponse

from archive.models import Actor, Article, Event, Statement, Utterance
from tests import builders
from tests.pages import cast
from tests.pages.reading import FILES
from tests.publishing.taking import fetch
from tests.safety.crawl import forms

pytestmark = pytest.mark.django_db

PAYLOAD = (
    '<script>alert(1)</script> ]]> --> <!-- " onmouseover="alert(1)" x="\' onfocus=\'alert(1) </title> &lt;i&gt; '
    "<img src=x onerror=alert(1)> </textarea> {{ 7|add:7 }} \u2028 <mark>"
)
#: The same without a character that means something to a reader of markup.
HARMLESS = PAYLOAD.translate(str.maketrans("<>\"'&", "‹›”’＆"))
JSON = ("application/json", "application/ld+json", "application/vnd.citationstyles.csl+json")


def an_archive(bad: str) -> None:
    """Every column of text that readers see holds the text, as much of it as fits; Markdown, which may have markup, the same both times."""
    cast.clear()
    anna, outlet = (builders.make_actor(slug=slug, name=f"{slug} {bad[:180]}", description=PAYLOAD) for slug in ("anna", "outlet"))
    anna.names.create(name=bad[:199])
    anna.names.create(name=f"called {bad[:190]}", kind="called")
    event = builders.make_event(bad[:200], slug="call", place=bad[:200], description=PAYLOAD, inferred={"date": bad})
    event.participations.create(actor=anna, role=bad[:100])
    utterance, topic = builders.make_utterance(bad[:200], slug="said", note=PAYLOAD), builders.make_topic(bad[:100])
    values = {"title": f"report {bad}"[:300], "byline": bad, "note": PAYLOAD, "inferred": {"published": bad}, "publisher": outlet}
    values |= {"url": f"https://example.org/{bad}"}
    for slug in ("first", "second"):
        article = builders.make_article(f"{slug} {bad}\n\nShe said: {bad} and more.", slug=slug, **values)
        words = {"cue": bad[:60], "named_as": bad[:60], "channel": bad[:60], "note": PAYLOAD, "inferred": {"said": bad, "speaker": bad}}
        linked = {"addressees": [outlet], "topics": [topic], "relayed_by": outlet, "event": event, "utterance": utterance}
        said = f"{slug} {bad}" if slug == "first" else f"{bad} and more."
        builders.make_statement(article, said, [anna], public_id=f"{slug:x<8}".replace("i", "a").replace("o", "a"), **linked, **words)
        builders.make_detail(article, event, bad[:100], f"{slug} {bad[:200]}", "She said", according_to=anna, note=PAYLOAD)


QUERIES = ["/search/?q=alert", "/search/?q=<script>alert(1)</script>"]
QUERIES += ["/statements/?q=onerror&speaker=<script>", '/events/?q="add"&kind="><b>']


def answers(client) -> dict[str, HttpResponse]:
    """Every kind of answer, and each record's own."""
    records = [row.get_absolute_url() for model in (Statement, Article, Actor, Event, Utterance) for row in model.objects.published()]
    files = [address() for kind, address in FILES.items() if not kind.startswith(("statement as", "article as", "sitemap of statements"))]
    wanted = ["/", "/statements/", "/articles/", "/actors/", "/events/", *records, *files, *QUERIES]
    wanted += [form for record in records for form in forms(record)]
    return {address: fetch(client, address) for address in wanted}


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page in order, each with the names of its attributes."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(element.tag, tuple(sorted(element.attrib))) for element in root.iter() if isinstance(element.tag, str)]


def scripts(html: str) -> list[str]:
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [element.text or "" for element in root.iter("script") if element.get("type") == "application/ld+json"]


def shapes(client) -> dict[str, object]:
    """What each answer is built of: elements of a page, elements of an XML, or the fact that it is JSON."""
    found: dict[str, object] = {}
    for address, response in answers(client).items():
        assert response.status_code == 200, address
        media_type = response["Content-Type"].partition(";")[0]
        if media_type == "text/html":
            html = response.content.decode()
            # What a search found is marked, and marks in other places where it reads quotation marks of another kind.
            found[address] = [(tag, attributes) for tag, attributes in elements(html) if tag != "mark"]
            [json.loads(script) for script in scripts(html)]
        elif media_type.endswith("xml"):
            found[address] = [element.tag for element in ElementTree.fromstring(response.content).iter()]
        elif media_type in JSON:
            found[address] = type(json.loads(response.content)).__name__
        elif media_type == "application/jsonl":
            found[address] = len([json.loads(line) for line in response.content.decode().split("\n") if line])
    return found


def test_pages_feeds_and_files_are_built_of_the_same_elements_with_and_without_markup(client):
    an_archive(HARMLESS)
    plain = shapes(client)
    an_archive(PAYLOAD)
    odd = shapes(client)
    assert plain.keys() == odd.keys()
    assert [address for address in plain if plain[address] != odd[address]] == []
    assert len(odd) > 30


def test_no_page_runs_a_script_of_a_source(client):
    an_archive(PAYLOAD)
    for address, response in answers(client).items():
        if response["Content-Type"].startswith("text/html"):
            for tag, attributes in elements(response.content.decode()):
                assert not [name for name in attributes if name.startswith("on")], address
                assert tag != "x-new", address
                assert tag != "script" or "src" in attributes or attributes == ("type",), address


def test_feeds_give_words_as_html_that_has_no_element_of_the_source(client):
    an_archive(PAYLOAD)
    for noun in ("statements", "articles", "actors", "events"):
        root = ElementTree.fromstring(client.get(f"/{noun}.atom").content)
        for content in root.iter("{http://www.w3.org/2005/Atom}content"):
            found = html5lib.parseFragment(content.text, namespaceHTMLElements=False)
            assert {element.tag for element in found.iter()} <= {"DOCUMENT_FRAGMENT", "p", "blockquote", "cite", "a"}
    titles = [
        title.text for title in ElementTree.fromstring(client.get("/statements.atom").content).iter("{http://www.w3.org/2005/Atom}title")
    ]
    assert any("<script>" in title for title in titles)


def test_the_editors_desk_is_built_of_the_same_elements_with_and_without_markup(editor_client):
    found = []
    for text in (HARMLESS, PAYLOAD):
        an_archive(text)
        pages = [f"/admin/archive/{model}/" for model in ("article", "statement", "actor", "event", "utterance", "topic", "detail")]
        pages += [
            f"/admin/archive/{row._meta.model_name}/{row.pk}/change/"
            for row in (m.objects.first() for m in (Article, Statement, Actor, Event))
        ]
        found.append([elements(editor_client.get(page).content.decode()) for page in pages])
        assert all(found[-1])
    for plain, odd in zip(*found, strict=True):
        assert plain == odd
