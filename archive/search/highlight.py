"""Where the terms of a query stand in a text, in offsets of the text as it is; escaping and markup are the template's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from archive.search.query import Prefix, Term
from archive.sources.anchoring import JOINT
from archive.sources.shapes import Span

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")


class Piece(NamedTuple):
    """A run of the text; ``marked`` when it matches."""

    text: str
    marked: bool


class _Letters(dict[int, str]):
    """What each character is folded to, found out when it first comes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFD", character)[0]
        self[code] = "" if "\u0300" <= character <= "\u036f" else (plain if plain.isascii() else character).lower()
        return self[code]


_LETTERS = _Letters()
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")


def fold(text: str) -> str:
    """As the index folds: lower case, and Latin letters without their accents; й is another letter than и."""
    if text.isascii() or not _ACCENTED.search(text):
        return text.lower()
    return text.translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(fold(word) for word in _WORD.findall(text))


@lru_cache(maxsize=1_024)
def pattern(term: Term) -> re.Pattern[str] | None:
    """The words of a term side by side in a folded text, not across a JOINT; None when it has no word. See ``occurrences``."""
    own = [re.escape(word) for word in words(term.text)]
    last = r"[^\W_]*" if isinstance(term, Prefix) else ""
    return re.compile(rf"(?:(?!{JOINT})[\W_])+".join(own) + last + r"(?![^\W_])") if own else None


def occurrences(folded: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Each place of a folded text where the pattern stands as whole words.

    The pattern begins with a letter and not with a look-behind, so that a text without it is passed over at the speed of a search for it.
    """
    match = pattern.search(folded)
    while match:
        start = match.start()
        if not start or not folded[start - 1].isalnum():
            yield Span(start, match.end())
        match = pattern.search(folded, start + 1)


def matches(text: str, terms: Iterable[Term]) -> list[Span]:
    """Spans of the text where a term stands, in order, overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(_scan(text, terms)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _scan(text: str, terms: Iterable[Term]) -> Iterator[Span]:
    """Each place where a term stands. No run of words goes across a JOINT: the quotation was cut there."""
    folded = fold(text)
    places = range(len(text) + 1) if len(folded) == len(text) else _places(text)
    for wanted in filter(None, map(pattern, dict.fromkeys(terms))):
        for start, end in occurrences(folded, wanted):
            yield Span(places[start], places[end])


def _places(text: str) -> list[int]:
    """Where each character of the folded text stands in the text, which has accents of their own that the folded one lacks."""
    places: list[int] = []
    for at, character in enumerate(text):
        places += [at] * len(fold(character))
    return [*places, len(text)]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text, cut at the spans."""
    found, at = [], 0
    for start, end in spans:
        found += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return [piece for piece in (*found, Piece(text[at:], False)) if piece.text]


def snippet(text: str, terms: Iterable[Term], width: int = 280) -> list[Piece]:
    """About ``width`` characters of the text around the first match, cut between words, marked."""
    terms = tuple(terms)
    if len(text) <= width:
        return pieces(text, matches(text, terms))
    first = min(_scan(text, terms), default=Span(0, 0)).start
    start = max(0, first - width // 3)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + width)
    if end < len(text) and (space := text.rfind(" ", start, end)) > first:
        end = space
    cut = pieces(text[start:end], matches(text[start:end], terms))
    return [*([Piece("… ", False)] if start else []), *cut, *([Piece(" …", False)] if end < len(text) else [])]
