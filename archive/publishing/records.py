"""Rows as plain dictionaries, the same in every format. docs/data.md says what each field holds."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from archive.models import Actor, Article, Event, Participation, Statement

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


def statements() -> QuerySet[Statement]:
    """Published statements with all that their records name, without the texts of their articles."""
    return Statement.objects.published().for_detail().defer("note_html", *(f"article__{name}" for name in (*_LONG, "note")))


def articles() -> QuerySet[Article]:
    return Article.objects.published().for_detail().defer(*_LONG)


def actors() -> QuerySet[Actor]:
    return Actor.objects.published().prefetch_related("names")


def events() -> QuerySet[Event]:
    took_part = Participation.objects.published().select_related("actor")
    return Event.objects.published().prefetch_related(Prefetch("participations", took_part))


def statement_record(statement: Statement) -> StatementRecord:
    """One statement, with names for people and slugs for what has a page of its own.

    ``speaker`` is a name, a list of names for a joint statement, or None when unknown. ``spans`` are half-open, in code points.
    The statement comes from a ``for_detail()`` queryset.
    """
    speakers, addressees = list(statement.speakers.all()), list(statement.addressees.all())
    names = [actor.name for actor in speakers]
    article, relay = statement.article, statement.relayed_by
    return {
        "id": statement.public_id,
        "source": article.source_file,
        "article": article.slug,
        "spans": [list(span) for span in statement.spans],
        "text": statement.text,
        "kind": statement.kind,
        "speaker": names if len(names) > 1 else next(iter(names), None),
        "as": statement.named_as,
        "cue": statement.cue,
        "relayed_by": relay.name if relay else None,
        "to": [actor.name for actor in addressees],
        "channel": statement.channel,
        "said": statement.said,
        "event": statement.event.slug if statement.event else None,
        "utterance": statement.utterance.slug if statement.utterance else None,
        "topics": [topic.slug for topic in statement.topics.all()],
        "url": settings.SITE_URL + statement.get_absolute_url(),
        "speaker_slugs": [actor.slug for actor in speakers],
        "relayed_by_slug": relay.slug if relay else None,
        "to_slugs": [actor.slug for actor in addressees],
        "said_earliest": _day(statement.said_earliest),
        "said_latest": _day(statement.said_latest),
        "published": article.published,
        "language": article.language,
        "sha256": article.sha256,
        "inferred": statement.inferred,
        "note": statement.note,
        "version": statement.version,
    }


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
    "statement": (statements, statement_record),
    "article": (articles, article_record),
    "actor": (actors, actor_record),
    "event": (events, event_record),
}


def fetch(noun: str, pks: Sequence[int]) -> list[dict[str, Any]]:
    """The records of these rows in the order of the keys; what readers may not see gives none. A fixed number of queries."""
    rows, record = _MAKERS[noun]
    found = rows().in_bulk(pks)
    return [record(found[pk]) for pk in pks if pk in found]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
