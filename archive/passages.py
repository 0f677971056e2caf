"""A text with its statements marked in place: nested, overlapping and split ones too.

The text is cut at every edge of every span, so that the pieces are flat and put together are the text again; each piece knows what
covers it. Templates draw the pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from archive.models import Article, Statement
from archive.models.anchored import Anchored
from archive.sources.shapes import Span
from archive.sources.text import paragraphs


class Note(NamedTuple):
    """A statement or detail with its number in the article, by place in the text, from 1."""

    number: int
    item: Anchored

    @property
    def kind(self) -> str:
        return self.item.kind if isinstance(self.item, Statement) else "detail"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text. ``covering`` has what it belongs to, shortest last; ``beginning`` what begins here, ``ending`` what ends."""

    text: str
    covering: tuple[Note, ...]
    beginning: tuple[Note, ...]
    ending: tuple[Note, ...]
    is_furniture: bool

    @property
    def innermost(self) -> Note | None:
        return self.covering[-1] if self.covering else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article and what begins in it, in order."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]

    @property
    def is_furniture(self) -> bool:
        return all(piece.is_furniture for piece in self.pieces)


def numbered(anchored: Sequence[Anchored]) -> list[Note]:
    """By where they begin; of two that begin together the longer first."""
    ordered = sorted(anchored, key=lambda item: (item.spans[0].start, -item.spans[-1].end, isinstance(item, Statement), item.pk))
    return [Note(number, item) for number, item in enumerate(ordered, start=1)]


def marked(article: Article, anchored: Sequence[Anchored]) -> list[Paragraph]:
    """The whole article, paragraph by paragraph, with these statements (or details) marked."""
    notes = numbered(anchored)
    return [_paragraph(article, span, notes) for span in paragraphs(article.text)]


def around(statement: Statement) -> list[Paragraph]:
    """The paragraphs that the statement stands in, with only its own words marked."""
    article, spans = statement.article, statement.spans
    return [
        _paragraph(article, paragraph, [Note(1, statement)])
        for paragraph in paragraphs(article.text)
        if any(_meet(paragraph, span) for span in spans)
    ]


def _paragraph(article: Article, paragraph: Span, notes: Sequence[Note]) -> Paragraph:
    here = [(note, [span for span in note.item.spans if _meet(span, paragraph)]) for note in notes]
    here = [(note, spans) for note, spans in here if spans]
    furniture = [span for span in article.furniture_spans if _meet(span, paragraph)]
    edges = {paragraph.start, paragraph.end}
    for span in (*furniture, *(span for _, spans in here for span in spans)):
        edges |= {edge for edge in span if paragraph.start < edge < paragraph.end}
    cuts = sorted(edges)
    pieces = tuple(_piece(article.text, Span(start, end), here, furniture) for start, end in pairwise(cuts))
    return Paragraph(pieces, tuple(note for note, _ in here if paragraph.start <= note.item.spans[0].start < paragraph.end))


def _piece(text: str, piece: Span, here: Sequence[tuple[Note, list[Span]]], furniture: Sequence[Span]) -> Piece:
    covering = [note for note, spans in here if any(_meet(piece, span) for span in spans)]
    covering.sort(key=lambda note: sum(span.start - span.end for span in note.item.spans))
    return Piece(
        text=text[piece.start : piece.end],
        covering=tuple(covering),
        beginning=tuple(note for note in covering if note.item.spans[0].start == piece.start),
        ending=tuple(note for note in covering if note.item.spans[-1].end == piece.end),
        is_furniture=any(_meet(piece, span) for span in furniture),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
