"""A query as data: a tree of words that knows no database and no request."""

from collections.abc import Iterator
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    nodes: tuple["Node", ...]


Term = Word | Prefix | Phrase
Node = Term | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and what it means. ``root`` is None when there is nothing to search for; ``notes`` say what was set aside."""

    typed: str
    root: Node | None
    notes: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """The query in words."""
        return in_words(self.root) if self.root else ""


def wanted_terms(node: Node | None) -> Iterator[Term]:
    """The terms that a match may contain, in order; those under Not are left out."""
    if isinstance(node, (AllOf, AnyOf)):
        for child in node.nodes:
            yield from wanted_terms(child)
    elif isinstance(node, (Word, Prefix, Phrase)):
        yield node


def has_exclusion(node: Node) -> bool:
    if isinstance(node, (AllOf, AnyOf)):
        return any(map(has_exclusion, node.nodes))
    return isinstance(node, Not)


def in_words(node: Node) -> str:
    """The tree read aloud: “ceasefire” without “energy”."""
    match node:
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return f"the exact phrase “{text}”"
        case Prefix(text):
            return f"words that begin with “{text}”"
        case Not(child):
            return f"without {_bracketed(child)}"
        case AllOf(nodes):
            wanted = [_bracketed(child) for child in nodes if not isinstance(child, Not)]
            unwanted = [in_words(child) for child in nodes if isinstance(child, Not)]
            return " ".join(filter(None, [" and ".join(wanted) or "everything", *unwanted]))
        case AnyOf(nodes):
            return " or ".join(map(_bracketed, nodes))


def _bracketed(node: Node) -> str:
    return f"({in_words(node)})" if isinstance(node, (AllOf, AnyOf)) else in_words(node)
