"""Pages as a reader's program meets them: words and links taken out of elements."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, TreeBuilder

from django.test import Client

from archive.models import Actor, Article, Event, Statement, Utterance

#: One address of every kind of public page, the fullest of its kind in the seed archive.
KINDS = {
    "home": lambda: "/",
    "statement list": lambda: "/statements/",
    "statement list, filtered": lambda: "/statements/?q=ceasefire&speaker=donald-trump&kind=direct&said_from=2025&nobody=1",
    "statement": lambda: Statement.objects.published().exclude(utterance=None).exclude(event=None).earliest("pk").get_absolute_url(),
    "article list": lambda: "/articles/",
    "article, one speaker": lambda: "/articles/march-call-and-ceasefire-analysis/?speaker=vladimir-putin",
    "article": lambda: Article.objects.published().exclude(furniture=[]).earliest("pk").get_absolute_url(),
    "actor list": lambda: "/actors/",
    "actor": lambda: Actor.objects.published().get(slug="vladimir-putin").get_absolute_url(),
    "event list": lambda: "/events/",
    "event": lambda: Event.objects.published().get(slug="call-2025-03-18").get_absolute_url(),
    "utterance": lambda: Utterance.objects.published().earliest("pk").get_absolute_url(),
    "search": lambda: "/search/?q=ceasefire",
    "search, empty": lambda: "/search/",
    "search help": lambda: "/search/help/",
    "about": lambda: "/about/",
    "style": lambda: "/about/style/",
}

#: One address of every kind of answer that is no page.
FILES = {
    **{
        f"{noun} as {form}": lambda noun=noun, form=form: f"/{noun}.{form}"
        for noun in ("statements", "articles", "actors", "events")
        for form in ("csv", "jsonl", "atom")
    },
    **{f"statement as {form}": lambda form=form: sibling("statement", form) for form in ("json", "txt", "bib", "ris", "csl.json")},
    **{f"article as {form}": lambda form=form: sibling("article", form) for form in ("txt", "annotations.jsonld")},
    "sitemap": lambda: "/sitemap.xml",
    "sitemap of pages": lambda: "/sitemap-pages.xml",
    "sitemap of statements": lambda: f"/sitemap-statements-{Statement.objects.published().earliest('pk').pk // 10_000}.xml",
    "OpenSearch": lambda: "/opensearch.xml",
    "robots": lambda: "/robots.txt",
}


def sibling(kind: str, form: str) -> str:
    """The address of a record in another form."""
    return f"{KINDS[kind]().rstrip('/')}.{form}"


VOID = {"br", "hr", "img", "input", "link", "meta"}


class _Parser(HTMLParser):
    """Ours are pages that leave no tag open (test_frame.py looks), so no more than this is needed, and html5lib takes long."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = TreeBuilder()

    def handle_starttag(self, tag, attributes):
        self.tree.start(tag, {name: value or "" for name, value in attributes})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag):
        self.tree.end(tag)

    def handle_data(self, data):
        self.tree.data(data)


def parse(html: str) -> Element:
    parser = _Parser()
    parser.feed(html.strip())
    parser.close()
    return parser.tree.close()


def read(client: Client, address: str, status: int = 200) -> Element:
    """The page at the address, which must answer with the status."""
    response = client.get(address)
    assert response.status_code == status, f"{address} answered {response.status_code}"
    return parse(response.content.decode())


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def find(root: Element, tag: str, **attributes: str) -> list[Element]:
    """Elements of the tag with these attributes; ``class_`` means one of its classes."""
    wanted_class = attributes.pop("class_", "")
    return [
        element
        for element in root.iter(tag)
        if all(element.get(name) == value for name, value in attributes.items())
        and (not wanted_class or wanted_class in element.get("class", "").split())
    ]


def links(root: Element, address: str = "/") -> list[str]:
    """Where the links of a page lead within the site, without fragments, each once."""
    found = [urljoin(address, a.get("href")).partition("#")[0] for a in root.iter("a") if a.get("href")]
    return [link for link in dict.fromkeys(found) if link.startswith("/")]


def results(root: Element) -> Element:
    return find(root, "section", **{"aria-label": "Results"})[0]


def rows(root: Element, noun: str) -> list[str]:
    """The slugs or ids of the rows of a list, in order; a figure above them shows other pages' rows too."""
    drawn = {a for figure in results(root).iter("figure") for a in figure.iter("a")}
    found = [re.fullmatch(rf"/{noun}s/([\w-]+)/", a.get("href", "")) for a in results(root).iter("a") if a not in drawn]
    return list(dict.fromkeys(match[1] for match in found if match))


def shown_count(root: Element) -> int:
    """The number that a list shows as its size."""
    return int(re.match(r"[\d,]+", words(find(results(root), "p", role="status")[0]))[0].replace(",", ""))


def notes(root: Element) -> str:
    """What the page explains to the reader."""
    return " ".join(words(notice) for notice in find(root, "div", role="note"))


def chips(root: Element) -> dict[str, str]:
    """The active filters: what each says and where taking it off leads."""
    lists = find(root, "ul", **{"aria-label": "Active filters"})
    return {words(a).partition(" ×")[0]: a.get("href") for a in (lists[0].iter("a") if lists else ())}


def options(root: Element, name: str) -> dict[str, int]:
    """The choices of a facet with the number beside each."""
    boxes = [label for label in root.iter("label") if find(label, "input", type="checkbox", name=name)]
    return {find(label, "input")[0].get("value"): int(words(label).rsplit(": ", 1)[1]) for label in boxes}


def neighbour(root: Element, rel: str) -> str:
    """The query of the next or previous page, or nothing."""
    found = find(root, "a", rel=rel)
    return found[0].get("href") if found else ""


def walk(client: Client, address: str, noun: str, rel: str = "next", between=lambda: None) -> list[str]:
    """The rows of all pages of a list, following its links."""
    seen = []
    for _ in range(60):
        root = read(client, address)
        seen.append(rows(root, noun))
        between()
        if not (query := neighbour(root, rel)):
            break
        address = urlsplit(address).path + query
    else:
        raise AssertionError("the list has no end")
    return [row for page in (seen if rel == "next" else reversed(seen)) for row in page]
