"""The wordings of one utterance, word by word against one of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.models import Statement
from archive.search.highlight import fold

SAME = "same"
ADDED = "added"
LEFT_OUT = "left out"

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]+")


class Stretch(NamedTuple):
    """A run of words; ``added`` stands in this wording alone, ``left out`` in the one compared with."""

    text: str
    change: str


@dataclass(frozen=True, slots=True)
class Wording:
    statement: Statement
    stretches: tuple[Stretch, ...]
    summary: str
    is_base: bool = False


def compare(statements: Iterable[Statement]) -> list[Wording]:
    """Each statement's words against the base: the longest direct wording, else the longest mixed, else the longest."""
    statements = list(statements)
    if not statements:
        return []
    kinds = ("direct", "mixed", "indirect")
    base = min(statements, key=lambda statement: (kinds.index(statement.kind), -len(statement.text)))
    first = Wording(base, (Stretch(base.text, SAME),), "The wording that the others are compared with.", is_base=True)
    return [first, *against(base, (statement for statement in statements if statement is not base))]


def against(base: Statement, statements: Iterable[Statement]) -> list[Wording]:
    """Each statement's words against the base."""
    return [_against(base, statement) for statement in statements]


def _against(base: Statement, statement: Statement) -> Wording:
    stretches = tuple(difference(base.text, statement.text))
    return Wording(statement, stretches, _summary(base, statement, stretches))


def difference(before: str, after: str) -> list[Stretch]:
    """``after`` with what it adds to and leaves out of ``before``; words are compared without case and accents, marks as they are."""
    old, new = _tokens(before), _tokens(after)
    found = []
    for change, i1, i2, j1, j2 in SequenceMatcher(None, [key for key, *_ in old], [key for key, *_ in new], autojunk=False).get_opcodes():
        if change == "equal":
            found.append(Stretch(_run(after, new[j1:j2]), SAME))
        if change in ("delete", "replace"):
            found.append(Stretch(_run(before, old[i1:i2]), LEFT_OUT))
        if change in ("insert", "replace"):
            found.append(Stretch(_run(after, new[j1:j2]), ADDED))
    return found


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(fold(match[0]), *match.span()) for match in _TOKEN.finditer(text)]


def _run(text: str, tokens: Sequence[tuple[str, int, int]]) -> str:
    return text[tokens[0][1] : tokens[-1][2]] if tokens else ""


def _summary(base: Statement, statement: Statement, stretches: Sequence[Stretch]) -> str:
    """How the wording differs, in a sentence."""
    if statement.text == base.text:
        return "The same characters."
    changed = [stretch for stretch in stretches if stretch.change != SAME]
    if not any(any(c.isalnum() for c in stretch.text) for stretch in changed):
        return "The same words; only case, marks or spaces differ."
    if base.kind == "indirect" or statement.kind == "indirect":
        return "Told in other words: at least one of the two is reported without quotation marks."
    if not any(stretch.change == ADDED and any(c.isalnum() for c in stretch.text) for stretch in changed):
        return "Shortened: nothing is added."
    if not any(stretch.change == LEFT_OUT and any(c.isalnum() for c in stretch.text) for stretch in changed):
        return "Longer: nothing is left out."
    return "Other words are quoted."
