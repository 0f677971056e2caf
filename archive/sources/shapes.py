"""The one shape that crosses the border: what a source says and what people found in it, as plain values.

``sources`` and ``extraction`` make these, ``loading`` turns them into rows and knows neither where they came from.
Offsets are Unicode code points of the article's text; spans are half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.sources.problems import Problem


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as received. ``sha256`` is the hexadecimal digest of its UTF-8 bytes."""

    name: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AnnotatedActor:
    slug: str
    name: str
    kind: str
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    sort: str = ""
    description: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedParticipation:
    actor: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    slug: str
    title: str
    kind: str
    date: str = ""
    place: str = ""
    description: str = ""
    participants: tuple[AnnotatedParticipation, ...] = ()
    inferred: Mapping[str, str] = field(default_factory=dict)
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedUtterance:
    slug: str
    title: str
    note: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedTopic:
    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A stretch of an article with the reason why it is set apart: furniture, or marks that quote nobody."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class AnnotatedStatement:
    """``text`` is the words at ``spans``, joined by anchoring.JOINT; ``speakers`` is empty when unknown."""

    id: str
    kind: str
    spans: tuple[Span, ...]
    text: str
    speakers: tuple[str, ...] = ()
    named_as: str = ""
    cue: str = ""
    relayed_by: str = ""
    to: tuple[str, ...] = ()
    channel: str = ""
    said: str = ""
    event: str = ""
    utterance: str = ""
    topics: tuple[str, ...] = ()
    note: str = ""
    inferred: Mapping[str, str] = field(default_factory=dict)
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedDetail:
    """One fact about an event as one article gives it."""

    id: str
    event: str
    aspect: str
    value: str
    spans: tuple[Span, ...]
    text: str
    according_to: str = ""
    note: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    slug: str
    title: str
    source: SourceText
    title_by: str = "source"
    published: str = ""
    language: str = "en"
    publisher: str = ""
    byline: str = ""
    url: str = ""
    note: str = ""
    inferred: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[Remark, ...] = ()
    marks: tuple[Remark, ...] = ()
    statements: tuple[AnnotatedStatement, ...] = ()
    details: tuple[AnnotatedDetail, ...] = ()
    status: str = "published"


@dataclass(frozen=True, slots=True)
class AnnotatedArchive:
    """A whole folder. An article with a fault is missing from ``articles`` and present in ``problems``."""

    actors: tuple[AnnotatedActor, ...] = ()
    events: tuple[AnnotatedEvent, ...] = ()
    utterances: tuple[AnnotatedUtterance, ...] = ()
    topics: tuple[AnnotatedTopic, ...] = ()
    articles: tuple[AnnotatedArticle, ...] = ()
    problems: tuple[Problem, ...] = ()
