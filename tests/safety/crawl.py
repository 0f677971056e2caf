"""All that a visitor without an account can fetch by following links, and more by guessing."""

import re

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance
from tests import builders
from tests.pages.reading import links, parse
from tests.publishing.taking import fetch

STATUSES = ("draft", "in-review", "withdrawn")


#: What no link may lead to.
STARTS = ("/", "/sitemap.xml", "/opensearch.xml", "/robots.txt")
STARTS += tuple(f"/{noun}.{form}" for noun in ("statements", "articles", "actors", "events") for form in ("csv", "jsonl", "atom"))


def crawl(client: Client, *starts: str) -> dict[str, HttpResponse]:
    """Every answer that links lead to from the starts, by address; the editor's desk and lists with three parameters are left out."""
    found: dict[str, HttpResponse] = {}
    to_do = list(starts or STARTS)
    while to_do:
        address = to_do.pop()
        if address in found:
            continue
        response = found[address] = fetch(client, address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found_here = links(parse(response.content.decode()), address)
            to_do += [link for link in found_here if not link.startswith("/admin/") and link.count("=") < most(link)]
            to_do += forms(address)
        elif response["Content-Type"] == "application/xml":
            to_do += re.findall(f"<loc>{settings.SITE_URL}([^<]+)</loc>", response.content.decode())
        assert len(found) < 2_000, "the crawl has no end"
    return found


def most(link: str) -> int:
    """Links with so many parameters are left out: of lists in other forms, which read their parameters as the pages do, earlier."""
    return 2 if re.match(r"/\w+\.(csv|jsonl|atom)", link) else 3


def forms(address: str) -> list[str]:
    """The addresses of a record's other forms."""
    record = re.fullmatch(r"/(statement|article)s/[\w-]+/", address)
    endings = {"statement": ("json", "txt", "bib", "ris", "csl.json"), "article": ("txt", "annotations.jsonld")}
    return [f"{address.rstrip('/')}.{ending}" for ending in endings[record[1]]] if record else []


def small_archive() -> None:
    """One published record of each kind, linked with each other, and a second article that reports the same."""
    anna, berta, gazette = (builders.make_actor(name, slug=name.lower()) for name in ("Anna", "Berta", "Gazette"))
    anna.names.create(name="Anny")
    event = builders.make_event("Call of Anna and Berta", slug="call", place="Bern", description="A call.")
    event.participations.create(actor=anna, role="caller")
    utterance = builders.make_utterance("We will come", slug="come", note="Both say so.")
    topic = builders.make_topic("Visits")
    for slug in ("first", "second"):
        article = builders.make_article(slug=slug, title=f"The {slug} report", publisher=gazette, published="2025-03-18", note="Whole.")
        statement = {"addressees": [berta], "topics": [topic], "relayed_by": gazette, "channel": "radio", "note": "Seen."}
        builders.make_statement(article, speakers=[anna], event=event, utterance=utterance, **statement)
        builders.make_statement(article, "Berta denied it.", kind="indirect", event=event)
        builders.make_detail(article, event, "length", f"{len(slug)} minutes", "denied", according_to=berta)


def canary(what: str) -> str:
    """A word that stands nowhere else. All begin alike, so that one search in a page finds any of them."""
    return f"canary{what.replace('-', '')}"


def add_unpublished() -> list[str]:
    """Records of each kind that readers may not see, in three statuses, tied to published ones wherever a tie is possible.

    Returns the addresses that a reader could guess.
    """
    return [address for status in STATUSES for address in _add(status)]


def _add(status: str) -> list[str]:
    def texts(*names: str) -> dict[str, str]:
        return {name: f"{canary(status)} {canary(name + status)}" for name in names}

    slug = f"canary-{status}"
    shown, event = Article.objects.get(slug="first"), Event.objects.get(slug="call")
    actor = Actor.objects.create(slug=slug, kind="person", status=status, **texts("name", "sort", "description"))
    actor.names.create(name=canary(f"spelling{status}"))
    actor.names.create(name=canary(f"metonym{status}"), kind="called")
    hidden_event = builders.make_event(
        slug=slug, status=status, **texts("title", "place", "description"), inferred={"date": canary(f"why{status}")}
    )
    utterance = builders.make_utterance(slug=slug, status=status, **texts("title", "note"))
    text = f"{canary(status)} said: “{canary('words' + status)}.” {canary('rest' + status)}."
    values = {"url": f"https://example.org/{slug}", "inferred": {"published": canary(f"why{status}")}} | texts("title", "note", "byline")
    hidden = Article.objects.create(
        slug=slug, status=status, publisher=actor, text=text, supersedes=shown if status == "draft" else None, **values
    )
    topic = Topic.objects.create(slug=slug, **texts("name", "description"))
    _tie_to_published(status, actor, hidden_event, utterance)
    # Unpublished statements and details in a published article and event; published ones in an unpublished article or event.
    linked = {"speakers": [actor], "addressees": [actor], "topics": [topic], "relayed_by": actor}
    extra = texts("channel", "note") | {"inferred": {"said": canary(f"why{status}")}}
    anna = Actor.objects.get(slug="anna")
    drafts = [
        builders.make_statement(shown, "Anna", status=status, event=event, utterance=Utterance.objects.get(slug="come"), **linked, **extra),
        builders.make_statement(shown, "Berta", status=status, speakers=[anna]),
        builders.make_statement(
            hidden, canary(f"words{status}"), speakers=[anna], event=event, topics=[topic], channel=canary(f"by{status}")
        ),
        builders.make_statement(hidden, canary(f"rest{status}"), status=status, event=hidden_event, utterance=utterance),
    ]
    # These stand in no article, which save() would ask for; a draft from elsewhere may still hold them.
    Statement.objects.filter(pk__in=[draft.pk for draft in drafts]).exclude(article=hidden, status="published").update(
        **texts("named_as", "cue")
    )
    aspects = texts("aspect", "value", "note")
    builders.make_detail(shown, event, words="Anna", status=status, according_to=actor, **aspects)
    builders.make_detail(hidden, event, words=canary(f"rest{status}"), **aspects)
    builders.make_detail(shown, hidden_event, words="Berta", **aspects)
    ids = [statement.public_id for statement in drafts]
    return [f"/{noun}s/{slug}/" for noun in ("article", "actor", "event", "utterance", "statement")] + [f"/statements/{id}/" for id in ids]


def _tie_to_published(status: str, actor: Actor, event: Event, utterance: Utterance) -> None:
    """Published statements, an event, an article and a detail that point to what readers may not see."""
    spare = Statement.objects.filter(kind="indirect", relayed_by=None).first()
    if spare is not None:
        spare.speakers.add(actor)
        spare.addressees.add(actor)
        Statement.objects.filter(pk=spare.pk).update(relayed_by=actor, event=spare.event, utterance=utterance)
    Event.objects.get(slug="call").participations.create(actor=actor, role=canary(f"role{status}"))
    event.participations.create(actor=Actor.objects.get(slug="anna"), role=canary(f"guest{status}"))
    silent = Detail.objects.filter(according_to=None).first()
    if silent is not None:
        Detail.objects.filter(pk=silent.pk).update(according_to=actor)


def plain_archive() -> None:
    """The small archive with spare rows, of which _tie_to_published takes one for each status."""
    small_archive()
    article = builders.make_article("One. Two. Three. Four. Five. Six.", slug="third", title="The third report")
    for words in ("One.", "Two.", "Three."):
        builders.make_statement(article, words, kind="indirect", said="2025-03-20", event=None)
    event = Event.objects.get(slug="call")
    for words in ("Four.", "Five.", "Six."):
        builders.make_detail(article, event, words.lower(), "yes", words)
