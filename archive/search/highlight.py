"""Where the terms of a query stand in a text, in offsets of the text as it is; escaping and markup are the template's."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.search.query import Prefix, Term
from archive.sources.shapes import Span

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")


class Piece(NamedTuple):
    """A run of the text; ``marked`` when it matches."""

    text: str
    marked: bool


def fold(word: str) -> str:
    """As the index folds: accents off, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


def matches(text: str, terms: Iterable[Term]) -> list[Span]:
    """Spans of the text where a term stands, in order, overlapping ones joined."""
    words = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]
    found = sorted(span for term in terms for span in _places(words, term))
    joined: list[Span] = []
    for span in found:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _places(words: Sequence[tuple[int, int, str]], term: Term) -> Iterable[Span]:
    wanted = [fold(word) for word in _WORD.findall(term.text)]
    for i in range(len(words) - len(wanted) + 1 if wanted else 0):
        run = [word for _, _, word in words[i : i + len(wanted)]]
        last = run[-1].startswith(wanted[-1]) if isinstance(term, Prefix) else run[-1] == wanted[-1]
        if last and run[:-1] == wanted[:-1]:
            yield Span(words[i][0], words[i + len(wanted) - 1][1])


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text, cut at the spans."""
    found, at = [], 0
    for start, end in spans:
        found += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    return [piece for piece in (*found, Piece(text[at:], False)) if piece.text]


def snippet(text: str, terms: Iterable[Term], width: int = 280) -> list[Piece]:
    """About ``width`` characters of the text around the first match, cut between words, marked."""
    spans = matches(text, terms)
    if len(text) <= width:
        return pieces(text, spans)
    first = spans[0].start if spans else 0
    start = max(0, first - width // 3)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + width)
    if end < len(text):
        end = max(text.rfind(" ", start, end), min(first + 1, end)) if text.rfind(" ", start, end) > first else end
    inside = [Span(max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and e > start]
    cut = pieces(text[start:end], inside)
    return [*([Piece("… ", False)] if start else []), *cut, *([Piece(" …", False)] if end < len(text) else [])]
