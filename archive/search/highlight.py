"""Where the terms of a query stand in a text, in offsets of the text as it is; escaping and markup are the template's."""

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.search.query import Prefix, Term
from archive.sources.anchoring import JOINT
from archive.sources.shapes import Span

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")


class Piece(NamedTuple):
    """A run of the text; ``marked`` when it matches."""

    text: str
    marked: bool


def fold(word: str) -> str:
    """As the index folds: accents off, lower case."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower()


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
    """Each place where a term stands, by where its last word is; one pass over the words of the text, whatever the number of terms.

    No run of words goes across a JOINT: the quotation was cut there, and the index keeps its sides apart.
    """
    wanted = {(tuple(fold(word) for word in _WORD.findall(term.text)), isinstance(term, Prefix)) for term in terms}
    by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    prefixes = [words for words, is_prefix in wanted if words and is_prefix]
    for words, is_prefix in wanted:
        if words and not is_prefix:
            by_last[words[-1]].append(words)
    longest = max((len(words) for words, _ in wanted), default=0)
    recent: deque[tuple[int, str]] = deque(maxlen=longest)
    joint = text.find(JOINT) if longest else -1
    for match in _WORD.finditer(text) if longest else ():
        word = fold(match[0])
        if -1 < joint < match.start():
            recent.clear()
            joint = text.find(JOINT, match.end())
        recent.append((match.start(), word))
        for words in (*by_last.get(word, ()), *(prefix for prefix in prefixes if word.startswith(prefix[-1]))):
            run = list(recent)[-len(words) :]
            if len(run) == len(words) and all(found == want for (_, found), want in zip(run[:-1], words[:-1], strict=True)):
                yield Span(run[0][0], match.end())


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
    first = next(_scan(text, terms), Span(0, 0)).start
    start = max(0, first - width // 3)
    if start:
        start = text.find(" ", start, first) + 1 or start
    end = min(len(text), start + width)
    if end < len(text) and (space := text.rfind(" ", start, end)) > first:
        end = space
    cut = pieces(text[start:end], matches(text[start:end], terms))
    return [*([Piece("… ", False)] if start else []), *cut, *([Piece(" …", False)] if end < len(text) else [])]
