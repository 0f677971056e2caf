"""The wordings of one utterance, word by word against one of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.cards import Card
from archive.search.highlight import fold
from archive.sources.shapes import Span

SAME = "same"
ADDED = "added"
LEFT_OUT = "left out"
REPORTERS = "reporter's"

#: Two wordings with less than this part of the shorter one in common are not compared word by word.
ALIKE = 0.4

_MARKED = (re.compile("“[^“”]+”"), re.compile('"[^"]+"'), re.compile("‘[^‘’]+’"))
_TOKEN = re.compile(r"[^\s—–]+[—–]?|[—–]")


class Stretch(NamedTuple):
    """A run of words: ``added`` stands in this wording alone, ``left out`` in the one compared with; ``reporter's`` is not compared."""

    text: str
    change: str


@dataclass(frozen=True, slots=True)
class Wording:
    statement: Card
    stretches: tuple[Stretch, ...]
    summary: str
    is_base: bool = False


def compare(statements: Iterable[Card]) -> list[Wording]:
    """Each statement's words against the base: the longest direct wording, else the longest mixed, else the longest."""
    statements = list(statements)
    if not statements:
        return []
    kinds = ("direct", "mixed", "indirect")
    base = min(statements, key=lambda statement: (kinds.index(statement.kind), -len(statement.text)))
    first = Wording(base, (Stretch(base.text, SAME),), "The wording that the others are compared with.", is_base=True)
    return [first, *against(base, (statement for statement in statements if statement is not base))]


def against(base: Card, statements: Iterable[Card]) -> list[Wording]:
    """Each statement's words against the base."""
    return [_against(base, statement) for statement in statements]


def _against(base: Card, statement: Card) -> Wording:
    """Of a mixed statement only the quoted words are compared; those around them are the reporter's."""
    before, after = _quoted(base), _quoted(statement)
    if not (before and after):
        before, after = Span(0, len(base.text)), Span(0, len(statement.text))
    changes = difference(base.text[slice(*before)], statement.text[slice(*after)])
    same = sum(len(stretch.text) for stretch in changes if stretch.change == SAME)
    if same < ALIKE * min(before.end - before.start, after.end - after.start):
        return Wording(statement, (Stretch(statement.text, SAME),), "Told in other words, too unlike to be compared word by word.")
    around = [Stretch(text.strip(), REPORTERS) for text in (statement.text[: after.start], statement.text[after.end :])]
    stretches = tuple(stretch for stretch in (around[0], *changes, around[1]) if stretch.text)
    return Wording(statement, stretches, _summary(base, statement, {stretch.change for stretch in changes} - {SAME}))


def _quoted(statement: Card) -> Span | None:
    """Where the quoted words stand in the statement: all of a direct one, the one pair of marks of a mixed one, marks included."""
    if statement.kind == "direct":
        return Span(0, len(statement.text))
    pairs = [match.span() for pattern in _MARKED for match in pattern.finditer(statement.text)]
    return Span(*pairs[0]) if statement.kind == "mixed" and len(pairs) == 1 else None


def difference(before: str, after: str) -> list[Stretch]:
    """``after`` with what it adds to and leaves out of ``before``, a run of words each; case, accents and marks make no difference."""
    old, new = _tokens(before), _tokens(after)
    found = []
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new], autojunk=False)
    for change, i1, i2, j1, j2 in matcher.get_opcodes():
        if change == "equal":
            found.append(Stretch(_run(after, new[j1:j2]), SAME))
        if change in ("delete", "replace"):
            found.append(Stretch(_run(before, old[i1:i2]), LEFT_OUT))
        if change in ("insert", "replace"):
            found.append(Stretch(_run(after, new[j1:j2]), ADDED))
    return found


class _Token(NamedTuple):
    """A word with the marks around it; ``key`` is what is compared."""

    key: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    """The words of the text; marks that stand alone belong to the word before them (or, at the beginning, after)."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        key = "".join(character for character in fold(match[0]) if character.isalnum())
        if key:
            tokens.append(_Token(key, match.start() if tokens else 0, match.end()))
        elif tokens:
            tokens[-1] = tokens[-1]._replace(end=match.end())
    return tokens


def _run(text: str, tokens: Sequence[_Token]) -> str:
    return text[tokens[0].start : tokens[-1].end]


def _summary(base: Card, statement: Card, changes: set[str]) -> str:
    """How the wording differs, in a sentence."""
    if statement.text == base.text:
        return "The same characters."
    if not changes:
        return "The same words; only case, marks or spaces differ."
    if base.kind == "indirect" or statement.kind == "indirect":
        return "Reported without quotation marks by at least one of the two."
    if changes == {LEFT_OUT}:
        return "Shortened: nothing is added."
    if changes == {ADDED}:
        return "Longer: nothing is left out."
    return "Other words are quoted."
