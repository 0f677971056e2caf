"""Rows as plain dictionaries, the same in every format. docs/data.md says what each field holds."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypedDict

from django.conf import settings
from django.db import connection
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from archive import cards
from archive.models import Actor, Article, Event, Participation

#: What stands in an article's row and is in no list of articles or statements.
_LONG = ("text", "note_html", "furniture", "marks_quoting_nobody")

StatementRecord = TypedDict(
    "StatementRecord",
    {
        "id": str, "source": str, "article": str, "spans": list[list[int]], "text": str, "kind": str, "speaker": str | list[str] | None,
        "as": str, "cue": str, "relayed_by": str | None, "to": list[str], "channel": str, "said": str, "event": str | None,
        "utterance": str | None, "topics": list[str], "url": str, "speaker_slugs": list[str], "relayed_by_slug": str | None,
        "to_slugs": list[str], "said_earliest": str | None, "said_latest": str | None, "published": str, "language": str, "sha256": str,
        "inferred": dict[str, str], "note": str, "version": int,
    },
)  # fmt: skip


class ArticleRecord(TypedDict):
    slug: str
    title: str
    title_by: str
    publisher: str | None
    publisher_slug: str | None
    byline: str
    published: str
    published_earliest: str | None
    published_latest: str | None
    language: str
    source: str
    source_url: str
    sha256: str
    text_url: str
    supersedes: str | None
    inferred: dict[str, str]
    note: str
    version: int
    url: str


class ActorRecord(TypedDict):
    slug: str
    name: str
    sort: str
    kind: str
    names: list[str]
    called: list[str]
    description: str
    version: int
    url: str


class EventRecord(TypedDict):
    slug: str
    title: str
    kind: str
    date: str
    date_earliest: str | None
    date_latest: str | None
    place: str
    participants: list[str]
    participant_slugs: list[str]
    roles: list[str]
    inferred: dict[str, str]
    description: str
    version: int
    url: str


FIELDS: dict[str, tuple[str, ...]] = {
    noun: tuple(shape.__annotations__)
    for noun, shape in {"statement": StatementRecord, "article": ArticleRecord, "actor": ActorRecord, "event": EventRecord}.items()
}


#: Written out as in cards.py: making models of a hundred thousand rows would take ten times as long as reading them.
_STATEMENTS = f"""
SELECT statement.id, statement.public_id, article.source_file, article.slug, statement.spans, statement.text, statement.kind,
    statement.named_as, statement.cue, relay.name, statement.channel, statement.said, event.slug, utterance.slug, relay.slug,
    statement.said_earliest, statement.said_latest, article.published, article.language, article.sha256, statement.inferred,
    statement.note, statement.version
{cards.SEEN}"""
_PEOPLE = """
SELECT link.statement_id, '{relation}', actor.slug, actor.name, actor.sort, actor.id
FROM archive_statement_{relation} AS link CROSS JOIN archive_actor AS actor ON actor.id = link.actor_id AND actor.status = 'published'
WHERE link.statement_id IN ({{keys}})
"""
_TOPICS = """
SELECT link.statement_id, 'topics', topic.slug, topic.name, topic.name, topic.id
FROM archive_statement_topics AS link CROSS JOIN archive_topic AS topic ON topic.id = link.topic_id WHERE link.statement_id IN ({keys})
"""
_LINKED = " UNION ALL ".join([_PEOPLE.format(relation="speakers"), _PEOPLE.format(relation="addressees"), _TOPICS]) + " ORDER BY 5, 6"


def articles() -> QuerySet[Article]:
    return Article.objects.published().for_detail().defer(*_LONG)


def actors() -> QuerySet[Actor]:
    return Actor.objects.published().prefetch_related("names")


def events() -> QuerySet[Event]:
    took_part = Participation.objects.published().select_related("actor")
    return Event.objects.published().prefetch_related(Prefetch("participations", took_part))


def statement_records(pks: Sequence[int]) -> list[StatementRecord]:
    """Published statements in the order of the keys, with names for people and slugs for what has a page of its own. Two queries.

    ``speaker`` is a name, a list of names for a joint statement, or None when unknown. ``spans`` are half-open, in code points.
    """
    if not pks:
        return []
    keys = ", ".join(["%s"] * len(pks))
    linked: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LINKED.format(keys=keys), [*pks, *pks, *pks])
        for pk, relation, slug, name, *_ in cursor.fetchall():
            linked[pk, relation].append((slug, name))
        cursor.execute(_STATEMENTS.format(keys=keys), pks)
        found = {row[0]: _statement_record(row, linked) for row in cursor.fetchall()}
    return [found[pk] for pk in pks if pk in found]


def _statement_record(row: tuple[Any, ...], linked: Mapping[tuple[int, str], list[tuple[str, str]]]) -> StatementRecord:
    pk, public_id, source, article, spans, text, kind, named_as, cue, relay, channel, said, event, utterance, relay_slug, *more = row
    earliest, latest, published, language, sha256, inferred, note, version = more
    speakers, addressees = linked[pk, "speakers"], linked[pk, "addressees"]
    names = [name for _, name in speakers]
    return {
        "id": public_id,
        "source": source,
        "article": article,
        "spans": json.loads(spans),
        "text": text,
        "kind": kind,
        "speaker": names if len(names) > 1 else next(iter(names), None),
        "as": named_as,
        "cue": cue,
        "relayed_by": relay,
        "to": [name for _, name in addressees],
        "channel": channel,
        "said": said,
        "event": event,
        "utterance": utterance,
        "topics": [slug for slug, _ in linked[pk, "topics"]],
        "url": f"{settings.SITE_URL}{_prefix()}{public_id}/",
        "speaker_slugs": [slug for slug, _ in speakers],
        "relayed_by_slug": relay_slug,
        "to_slugs": [slug for slug, _ in addressees],
        "said_earliest": _day(earliest),
        "said_latest": _day(latest),
        "published": published,
        "language": language,
        "sha256": sha256,
        "inferred": json.loads(inferred),
        "note": note,
        "version": version,
    }


@cache
def _prefix() -> str:
    """What the addresses of statements begin with; ``reverse`` is too slow for each of a hundred thousand."""
    return reverse("statement-detail", args=["x"]).removesuffix("x/")


def article_record(article: Article) -> ArticleRecord:
    """One article without its text, which stands at ``text_url``."""
    url = settings.SITE_URL + article.get_absolute_url()
    return {
        "slug": article.slug,
        "title": article.title,
        "title_by": article.title_by,
        "publisher": article.publisher.name if article.publisher else None,
        "publisher_slug": article.publisher.slug if article.publisher else None,
        "byline": article.byline,
        "published": article.published,
        "published_earliest": _day(article.published_earliest),
        "published_latest": _day(article.published_latest),
        "language": article.language,
        "source": article.source_file,
        "source_url": article.url,
        "sha256": article.sha256,
        "text_url": f"{url.rstrip('/')}.txt",
        "supersedes": article.supersedes.slug if article.supersedes else None,
        "inferred": article.inferred,
        "note": article.note,
        "version": article.version,
        "url": url,
    }


def actor_record(actor: Actor) -> ActorRecord:
    names = list(actor.names.all())
    return {
        "slug": actor.slug,
        "name": actor.name,
        "sort": actor.sort,
        "kind": actor.kind,
        "names": [other.name for other in names if other.kind == "name"],
        "called": [other.name for other in names if other.kind == "called"],
        "description": actor.description,
        "version": actor.version,
        "url": settings.SITE_URL + actor.get_absolute_url(),
    }


def event_record(event: Event) -> EventRecord:
    """One event; ``participants``, ``participant_slugs`` and ``roles`` run side by side."""
    took_part = list(event.participations.all())
    return {
        "slug": event.slug,
        "title": event.title,
        "kind": event.kind,
        "date": event.date,
        "date_earliest": _day(event.date_earliest),
        "date_latest": _day(event.date_latest),
        "place": event.place,
        "participants": [participation.actor.name for participation in took_part],
        "participant_slugs": [participation.actor.slug for participation in took_part],
        "roles": [participation.role for participation in took_part],
        "inferred": event.inferred,
        "description": event.description,
        "version": event.version,
        "url": settings.SITE_URL + event.get_absolute_url(),
    }


_MAKERS: dict[str, tuple[Callable[[], QuerySet], Callable[[Any], Any]]] = {
    "article": (articles, article_record),
    "actor": (actors, actor_record),
    "event": (events, event_record),
}


def fetch(noun: str, pks: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    """The records of these rows in the order of the keys; what readers may not see gives none. A fixed number of queries."""
    if noun == "statement":
        return statement_records(pks)
    rows, record = _MAKERS[noun]
    found = rows().in_bulk(pks)
    return [record(found[pk]) for pk in pks if pk in found]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
