"""From what a reader typed, and the values of filters, to a tree that is ready to run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.search import known, names, parser
from archive.search.known import Known
from archive.search.query import AllOf, AnyOf, Field, Node, Not, Part, Period, Phrase, Query, Tagged, Term, fields, in_words, wanted_terms
from archive.search.tags import period


@dataclass(frozen=True, slots=True)
class Understood:
    """``asked`` is what was typed; ``root`` the same with its fields looked up and every spelling of its names.

    ``words`` are the query in words, empty where they say no more than what was typed. ``known`` says what each value of a field or filter
    means, ``spelled`` are the phrases of which every letter counts, and ``notes`` tell the reader what was done.
    """

    asked: Query
    root: Node | None
    words: str
    known: Mapping[tuple[str, str], Known]
    notes: tuple[str, ...]
    spelled: tuple[str, ...] = ()
    exactly: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """What to mark in a text that matches."""
        return tuple(wanted_terms(self.root))

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.asked.parts

    @property
    def fields(self) -> set[str]:
        """The names of the fields that were used."""
        return set(_fields(self.asked.root))

    def found_by(self, parts: Sequence[Part]) -> list[Node | None]:
        """The parts by themselves, ready to run; None where nothing is known. One query."""
        kept = [_kept(part.node, self.known, None) for part in parts]
        own = [_tagged(node, self.known) for node in kept if node]
        widened, _ = names.widen(AllOf(tuple(own)), self.exactly) if own else (None, ())
        ready = iter(widened.nodes if isinstance(widened, AllOf) else ())
        return [next(ready) if node else None for node in kept]

    def __bool__(self) -> bool:
        return self.root is not None


def understand(typed: str, values: Iterable[tuple[str, str]] = (), exactly: bool = False, noun: str | None = None) -> Understood:
    """Parse, look up, widen. ``values`` are (field, value) of filters beside the query, looked up with it.

    ``exactly`` makes phrases mean the letters as they were typed: no other spelling of a name, no accent or apostrophe folded. ``noun`` is
    what is searched for, when that is one alone: fields that it lacks are set aside, and only statements are said by somebody.
    """
    asked = parser.parse(typed)
    own = list(dict.fromkeys((field.name, field.value) for field in fields(asked.root)))
    meant = known.look_up([*own, *values])
    kept = _kept(asked.root, meant, noun) if asked.root else None
    root, said = names.widen(_tagged(kept, meant) if kept else None, exactly, speakers=noun in (None, "statement"))
    lacking = sorted(set(_fields(asked.root)) - known.FIELDS[noun]) if noun else []
    notes = [*asked.notes, *(f"“{name}:” was set aside: {noun}s have no such field." for name in lacking)]
    notes += [_meant(name, value, meant[name, value]) for name, value in own if name not in lacking]
    words = in_words(kept) if kept else ""
    spelled: tuple[str, ...] = ()
    if exactly and root is not None:
        every = root.nodes if isinstance(root, AllOf) else (root,)
        spelled = tuple(node.text for node in every if isinstance(node, Phrase))
        if sum(isinstance(term, Phrase) for term in wanted_terms(root)) > len(spelled):
            notes.append("Within OR and NEAR a phrase is told from other spellings, but not from other accents.")
    notes += said
    return Understood(asked, root, "" if words == f"“{typed}”" else words, meant, tuple(filter(None, notes)), spelled, exactly)


def _fields(node: Node | None) -> Iterator[str]:
    """The names of all fields, dates included."""
    match node:
        case Field(name) | Period(name):
            yield name
        case Not(child):
            yield from _fields(child)
        case AllOf(nodes) | AnyOf(nodes):
            for child in nodes:
                yield from _fields(child)


def _kept(node: Node, meant: Mapping[tuple[str, str], Known], noun: str | None) -> Node | None:
    """The tree without the fields of which nothing is known, or that the noun lacks."""
    match node:
        case Field(name) | Period(name) if noun and name not in known.FIELDS[noun]:
            return None
        case Field(name, value):
            return node if meant[name, value].records else None
        case Not(child):
            kept_child = _kept(child, meant, noun)
            return Not(kept_child) if kept_child else None
        case AllOf(nodes) | AnyOf(nodes):
            kept = tuple(found for child in nodes if (found := _kept(child, meant, noun)))
            return type(node)(kept) if len(kept) > 1 else kept[0] if kept else None
        case _:
            return node


def _tagged(node: Node, meant: Mapping[tuple[str, str], Known]) -> Node:
    """The tree with tags in place of its fields and dates."""
    match node:
        case Field(name, value):
            return meant[name, value].tagged(name)
        case Period(name, first, last):
            return Tagged(tuple(period(name, first, last)))
        case Not(child):
            return Not(_tagged(child, meant))
        case AllOf(nodes) | AnyOf(nodes):
            return type(node)(tuple(_tagged(child, meant) for child in nodes))
        case _:
            return node


def _meant(name: str, value: str, found: Known) -> str:
    """Whom or what a field was taken to mean; empty when that is what was typed."""
    labels = [record.label for record in found.records]
    if not labels:
        near = " or ".join(f"“{near}”" for near in found.nearest)
        return f"“{name}:{value}” was set aside: nothing of that name is known here.{f' Did you mean {near}?' if near else ''}"
    if labels == [value]:
        return ""
    shown = " or ".join(labels) if len(labels) <= 3 else f"any of {len(labels)}, such as {labels[0]}"
    return f"“{name}:{value}” means {shown}."
