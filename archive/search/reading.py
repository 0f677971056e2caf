"""From what a reader typed, and the values of filters, to a tree that is ready to run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.search import known, names, parser
from archive.search.known import Known
from archive.search.query import AllOf, AnyOf, Field, Node, Not, Part, Period, Phrase, Query, Tagged, Term, fields, wanted_terms
from archive.search.tags import period


@dataclass(frozen=True, slots=True)
class Understood:
    """``asked`` is what was typed; ``root`` the same with its fields looked up and every spelling of its names.

    ``known`` says what each value of a field or filter means, ``spelled`` are the phrases of which every letter counts, and ``notes`` tell
    the reader what was done.
    """

    asked: Query
    root: Node | None
    known: Mapping[tuple[str, str], Known]
    notes: tuple[str, ...]
    spelled: tuple[str, ...] = ()
    speakers: bool = True

    @property
    def words(self) -> str:
        """The query in words; empty where they say no more than what was typed."""
        understood = self.asked.understood
        return "" if understood == f"“{self.asked.typed}”" else understood

    @property
    def terms(self) -> tuple[Term, ...]:
        """What to mark in a text that matches."""
        return tuple(wanted_terms(self.root))

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.asked.parts

    def node(self, part: Node) -> Node | None:
        """A part of the query, ready to run; None when nothing of it is known."""
        found = _looked_up(part, self.known)
        return names.widen(found, bool(self.spelled), self.speakers)[0] if found else None

    def __bool__(self) -> bool:
        return self.root is not None


def understand(typed: str, values: Iterable[tuple[str, str]] = (), exactly: bool = False, speakers: bool = True) -> Understood:
    """Parse, look up, widen. ``values`` are (field, value) of filters beside the query, looked up with it.

    ``exactly`` makes phrases mean the letters as they were typed: no other spelling of a name, no accent or apostrophe folded. ``speakers``
    is whether a name also means what those of that name said; only statements are said by somebody.
    """
    asked = parser.parse(typed)
    own = [(field.name, field.value) for field in fields(asked.root)]
    meant = known.look_up([*own, *values])
    found = _looked_up(asked.root, meant) if asked.root else None
    root, said = names.widen(found, exactly, speakers)
    notes = (*asked.notes, *(_meant(name, value, meant[name, value]) for name, value in dict.fromkeys(own)), *said)
    notes = tuple(filter(None, notes))
    spelled: tuple[str, ...] = ()
    if exactly and root is not None:
        every = root.nodes if isinstance(root, AllOf) else (root,)
        spelled = tuple(node.text for node in every if isinstance(node, Phrase))
        if sum(isinstance(term, Phrase) for term in wanted_terms(root)) > len(spelled):
            notes += ("Within OR and NEAR an exact phrase is told from other spellings, but not from other accents.",)
    return Understood(asked, root, meant, notes, spelled, speakers)


def _looked_up(node: Node, meant: Mapping[tuple[str, str], Known]) -> Node | None:
    """The tree with tags for its fields and dates; fields of which nothing is known are left out."""
    match node:
        case Field(name, value):
            records = meant[name, value]
            return records.tagged(name) if records.records else None
        case Period(name, first, last):
            return Tagged(tuple(period(name, first, last)))
        case Not(child):
            found_child = _looked_up(child, meant)
            return Not(found_child) if found_child else None
        case AllOf(nodes) | AnyOf(nodes):
            kept = tuple(found for child in nodes if (found := _looked_up(child, meant)))
            return type(node)(kept) if len(kept) > 1 else kept[0] if kept else None
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
