"""Annotated shapes to model instances, not yet saved. Nothing is read or written here.

``Shared`` finds the actors, events, utterances and topics that articles refer to by slug; where they came from is the caller's business.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Model
from django.utils import timezone

from archive.models import Actor, ActorName, Article, Detail, Event, Participation, Statement, Topic, Utterance
from archive.sources.shapes import AnnotatedActor, AnnotatedArchive, AnnotatedArticle, AnnotatedDetail, AnnotatedEvent, AnnotatedStatement

Links = Mapping[str, list[Model]]


class Row(NamedTuple):
    """An instance and the many-to-many links that it gets once it is saved, by field name."""

    instance: Model
    links: Links = {}


@dataclass
class Shared:
    actors: dict[str, Actor] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    utterances: dict[str, Utterance] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)


def shared_rows(archive: AnnotatedArchive, shared: Shared) -> Iterator[Row]:
    """What articles share and ``shared`` does not have yet, which is added to it; in the order in which it may be saved."""
    for actor in archive.actors:
        if actor.slug not in shared.actors:
            shared.actors[actor.slug] = _actor(actor)
            yield Row(shared.actors[actor.slug])
            for kind, names in (("name", actor.names), ("called", actor.called)):
                for name in names:
                    yield Row(ActorName(actor=shared.actors[actor.slug], name=name, kind=kind))
    for event in archive.events:
        if event.slug not in shared.events:
            shared.events[event.slug] = _event(event)
            yield Row(shared.events[event.slug])
            for part in event.participants:
                yield Row(Participation(event=shared.events[event.slug], actor=shared.actors[part.actor], role=part.role))
    for utterance in archive.utterances:
        if utterance.slug not in shared.utterances:
            shared.utterances[utterance.slug] = Utterance(
                slug=utterance.slug, title=utterance.title, note=utterance.note, status=utterance.status
            )
            yield Row(shared.utterances[utterance.slug])
    for topic in archive.topics:
        if topic.slug not in shared.topics:
            shared.topics[topic.slug] = Topic(slug=topic.slug, name=topic.name, description=topic.description)
            yield Row(shared.topics[topic.slug])


def article_rows(annotated: AnnotatedArticle, shared: Shared) -> Iterator[Row]:
    """The article, then its statements, then its details."""
    now = timezone.now()
    article = Article(
        slug=annotated.slug,
        title=annotated.title,
        title_by=annotated.title_by,
        text=annotated.source.text,
        source_file=annotated.source.name,
        furniture=annotated.furniture,
        marks_quoting_nobody=annotated.marks,
        language=annotated.language,
        publisher=shared.actors.get(annotated.publisher),
        byline=annotated.byline,
        url=annotated.url,
        published=annotated.published,
        note=annotated.note,
        inferred=annotated.inferred,
        status=annotated.status,
        created=now,
        modified=now,
    )
    yield Row(article)
    for statement in annotated.statements:
        yield _statement(statement, article, shared)
    for detail in annotated.details:
        yield Row(_detail(detail, article, shared))


def _actor(actor: AnnotatedActor) -> Actor:
    return Actor(
        slug=actor.slug,
        name=actor.name,
        sort=actor.sort or actor.name,
        kind=actor.kind,
        description=actor.description,
        status=actor.status,
    )


def _event(event: AnnotatedEvent) -> Event:
    return Event(
        slug=event.slug,
        title=event.title,
        kind=event.kind,
        date=event.date,
        place=event.place,
        description=event.description,
        inferred=event.inferred,
        status=event.status,
    )


def _statement(statement: AnnotatedStatement, article: Article, shared: Shared) -> Row:
    instance = Statement(
        public_id=statement.id,
        article=article,
        kind=statement.kind,
        spans=statement.spans,
        text=statement.text,
        named_as=statement.named_as,
        cue=statement.cue,
        relayed_by=shared.actors.get(statement.relayed_by),
        channel=statement.channel,
        said=statement.said,
        event=shared.events.get(statement.event),
        utterance=shared.utterances.get(statement.utterance),
        note=statement.note,
        inferred=statement.inferred,
        status=statement.status,
        created=article.created,
        modified=article.modified,
    )
    links: Links = {
        "speakers": [shared.actors[slug] for slug in statement.speakers],
        "addressees": [shared.actors[slug] for slug in statement.to],
        "topics": [shared.topics[slug] for slug in statement.topics],
    }
    return Row(instance, links)


def _detail(detail: AnnotatedDetail, article: Article, shared: Shared) -> Detail:
    return Detail(
        public_id=detail.id,
        article=article,
        event=shared.events[detail.event],
        aspect=detail.aspect,
        value=detail.value,
        spans=detail.spans,
        text=detail.text,
        according_to=shared.actors.get(detail.according_to),
        note=detail.note,
        status=detail.status,
        created=article.created,
        modified=article.modified,
    )
