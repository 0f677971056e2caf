"""A query as data: a tree of words and fields that knows no database and no request."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from archive.sources import dates


@dataclass(frozen=True, slots=True)
class Word:
    """A word; an engine may see several tokens in it ("root-causes") and then wants them side by side."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in order."""

    text: str


Term = Word | Prefix | Phrase


@dataclass(frozen=True, slots=True)
class Near:
    """Any term of ``left`` within ``distance`` words of any of ``right``, in either order."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` is speaker, to, via, event, article, kind, channel or topic; ``value`` is as typed: what it means is looked up elsewhere."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Period:
    """``name`` is said or published; both days are inclusive, None is an open end, and at least one is a day. ``typed`` is the value."""

    name: str
    first: dt.date | None
    last: dt.date | None
    typed: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a Field or Period comes down to once it is looked up: any of these tags of the index. Nobody types it."""

    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    nodes: tuple["Node", ...]


Node = Term | Near | Field | Period | Tagged | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Part:
    """What can be taken out of a query: the node, the same in words, and the query as typed without it."""

    node: Node
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and what it means. ``root`` is None when there is nothing to search for; ``notes`` say what was set aside.

    ``parts`` are the nodes of the root if it is AllOf or AnyOf, else the root alone.
    """

    typed: str
    root: Node | None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """The query in words."""
        return in_words(self.root) if self.root else ""


def wanted_terms(node: Node | None) -> Iterator[Term]:
    """The terms that a match may contain, in order; those under Not are left out."""
    return _terms(node, under_not=False)


def all_terms(node: Node | None) -> Iterator[Term]:
    """All terms in order, those under Not too."""
    return _terms(node, under_not=True)


def _terms(node: Node | None, under_not: bool) -> Iterator[Term]:
    match node:
        case Word() | Prefix() | Phrase():
            yield node
        case Near(left, right):
            yield from (*left, *right)
        case Not(child) if under_not:
            yield from _terms(child, under_not)
        case AllOf(nodes) | AnyOf(nodes):
            for child in nodes:
                yield from _terms(child, under_not)


def fields(node: Node | None) -> Iterator[Field]:
    """All fields in order, those under Not too."""
    match node:
        case Field():
            yield node
        case Not(child):
            yield from fields(child)
        case AllOf(nodes) | AnyOf(nodes):
            for child in nodes:
                yield from fields(child)


_FIELDS = {
    "speaker": "said by “{}”",
    "to": "to “{}”",
    "via": "relayed by “{}”",
    "event": "at the event “{}”",
    "article": "in the article “{}”",
    "kind": "of the kind “{}”",
    "channel": "by the channel “{}”",
    "topic": "on the topic “{}”",
}


def in_words(node: Node) -> str:
    """The tree read aloud: “ceasefire” without “energy”, said by “putin”."""
    match node:
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return f"the phrase “{text}”"
        case Prefix(text):
            return f"words that begin with “{text}”"
        case Near(left, right, distance):
            sides = [" or ".join(map(in_words, side)) for side in (left, right)]
            return f"{sides[0]} within {distance} {'word' if distance == 1 else 'words'} of {sides[1]}"
        case Field(name, value):
            return _FIELDS[name].format(value)
        case Period():
            return _period_in_words(node)
        case Tagged(tags):
            return f"tagged {' or '.join(tags)}"
        case Not(Field() | Period() as child):
            return f"not {in_words(child)}"
        case Not(child):
            return f"without {_bracketed(child)}"
        case AllOf(nodes):
            return _all_in_words(nodes)
        case AnyOf(nodes):
            return " or ".join(map(_bracketed, nodes))


def _all_in_words(nodes: tuple[Node, ...]) -> str:
    """The words first, what is left out after them, the fields at the end."""
    facts = [in_words(node) for node in nodes if _is_fact(node)]
    unwanted = [in_words(node) for node in nodes if isinstance(node, Not) and not _is_fact(node)]
    wanted = " and ".join(_bracketed(node) for node in nodes if not isinstance(node, Not) and not _is_fact(node))
    if facts and not wanted:
        return ", ".join([*facts, *unwanted])
    return ", ".join([" ".join([wanted or "everything", *unwanted]), *facts])


def _is_fact(node: Node) -> bool:
    return isinstance(node.node if isinstance(node, Not) else node, (Field, Period))


def _bracketed(node: Node) -> str:
    return f"({in_words(node)})" if isinstance(node, (AllOf, AnyOf, Near)) else in_words(node)


def _period_in_words(period: Period) -> str:
    """As exact as it was typed: “said in March 2025” for 2025-03, though the days are known."""
    start, dots, end = period.typed.partition("..")
    if not dots:
        end = start
    if period.first and period.last:
        if not dots:
            return f"{period.name} {_on(period.first, start)}"
        return f"{period.name} from {_moment(period.first, start)} to {_moment(period.last, end)}"
    if period.first:
        return f"{period.name} {_on(period.first, start)} or later"
    return f"{period.name} {_on(period.last, end)} or before" if period.last else period.name


def _on(day: dt.date, typed: str) -> str:
    return f"{'on' if typed.count('-') == 2 else 'in'} {_moment(day, typed)}"


def _moment(day: dt.date, typed: str) -> str:
    return dates.in_words(day, "-" in typed, typed.count("-") == 2)
