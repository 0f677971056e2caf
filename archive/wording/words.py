"""A text as words: what is compared of each, and which of them are the speaker's."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.search.highlight import fold
from archive.sources.marks import SINGLE_CLOSING, SINGLE_OPENING, quotation_marks
from archive.sources.shapes import Span

_WORD = re.compile(r"[^\s—–]+[—–]?|[—–]")
_CLOSED_BY = {"“": "”", '"': '"', "„": "“”", "«": "»", "'": SINGLE_CLOSING} | dict.fromkeys(SINGLE_OPENING, SINGLE_CLOSING)


class Word(NamedTuple):
    """A word with its marks and the space behind it: the words of a text, joined, are the text. ``key`` is what is compared."""

    key: str
    text: str


def words(text: str) -> list[Word]:
    """The words of the text; marks that stand alone belong to the word before them (or, at the beginning, after).

    Case, accents and marks are not in the key: “Élysée,” and “elysee” are one word, “long-term” and “long” are two.
    """
    keys, starts = [], []
    for match in _WORD.finditer(text):
        key = "".join(character for character in fold(match[0]) if character.isalnum())
        if key:
            keys.append(key)
            starts.append(match.start())
    if not keys:
        return [Word("", text)] if text else []
    edges = zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)
    return [Word(key, text[start:end]) for key, (start, end) in zip(keys, edges, strict=True)]


def quoted(text: str, kind: str) -> list[Span]:
    """Where a statement's text is its speaker's own words: all of a direct one; inside the marks of a mixed one; nowhere otherwise."""
    if kind == "direct":
        return [Span(0, len(text))]
    return list(_inside_marks(text)) if kind == "mixed" else []


def _inside_marks(text: str) -> Iterator[Span]:
    """What stands between an opening mark and the mark that closes it; marks within are part of it."""
    closing, start = "", 0
    for position, mark in quotation_marks(text):
        if not closing and mark in _CLOSED_BY:
            closing, start = _CLOSED_BY[mark], position + 1
        elif mark in closing:
            if any(map(str.isalnum, text[start:position])):
                yield Span(start, position)
            closing = ""
