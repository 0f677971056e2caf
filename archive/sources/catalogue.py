"""actors.yaml and events.yaml: what all articles of a folder share."""

from archive.sources import vocabulary
from archive.sources.record import Reading, Record
from archive.sources.shapes import AnnotatedActor, AnnotatedEvent, AnnotatedParticipation, AnnotatedTopic, AnnotatedUtterance
from archive.sources.strict_yaml import Node, Sequence


def actors(node: Node, reading: Reading) -> tuple[AnnotatedActor, ...]:
    """Read actors.yaml, a list of actors."""
    if not isinstance(node, Sequence):
        reading.add(node.line, "actors.yaml is a list of actors")
        return ()
    return tuple(_actor(Record(item, reading, "an actor")) for item in node.items)


def events(node: Node, reading: Reading) -> tuple[tuple[AnnotatedEvent, ...], tuple[AnnotatedUtterance, ...], tuple[AnnotatedTopic, ...]]:
    """Read events.yaml: the events, the utterances and the topics."""
    record = Record(node, reading, "events.yaml")
    found = (
        tuple(_event(item) for item in record.records("events", "an event")),
        tuple(_utterance(item) for item in record.records("utterances", "an utterance")),
        tuple(_topic(item) for item in record.records("topics", "a topic")),
    )
    record.finish()
    return found


def _actor(record: Record) -> AnnotatedActor:
    actor = AnnotatedActor(
        slug=record.defines("slug", "actor"),
        name=record.text("name", required=True, limit=200),
        kind=record.choice("kind", vocabulary.ACTOR_KINDS),
        names=record.texts("names", limit=200),
        called=record.texts("called", limit=200),
        sort=record.text("sort", limit=200),
        description=record.markdown("description"),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    for name in {actor.name, *actor.names} & set(actor.called):
        record.reading.add(record.line_of("called"), f"“{name}” is both a name and a role")
    record.finish()
    return actor


def _event(record: Record) -> AnnotatedEvent:
    event = AnnotatedEvent(
        slug=record.defines("slug", "event"),
        title=record.text("title", required=True, limit=200),
        kind=record.choice("kind", vocabulary.EVENT_KINDS),
        date=record.date("date"),
        place=record.text("place", limit=200),
        description=record.markdown("description"),
        participants=tuple(_participation(item) for item in record.records("participants", "a participant")),
        inferred=record.reasons("inferred", ("date", "place", "participants", "kind")),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    if len({(p.actor, p.role) for p in event.participants}) < len(event.participants):
        record.reading.add(record.line_of("participants"), "the same actor takes part twice in the same role")
    record.finish()
    return event


def _participation(record: Record) -> AnnotatedParticipation:
    participation = AnnotatedParticipation(actor=record.reference("actor", "actor", required=True), role=record.text("role", limit=100))
    record.finish()
    return participation


def _utterance(record: Record) -> AnnotatedUtterance:
    utterance = AnnotatedUtterance(
        slug=record.defines("slug", "utterance"),
        title=record.text("title", required=True, limit=200),
        note=record.markdown("note"),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    record.finish()
    return utterance


def _topic(record: Record) -> AnnotatedTopic:
    topic = AnnotatedTopic(
        slug=record.defines("slug", "topic"),
        name=record.text("name", required=True, limit=100),
        description=record.markdown("description"),
    )
    record.finish()
    return topic
