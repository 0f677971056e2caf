"""A text with its statements marked in place: nested, overlapping and split ones too.

The text is cut at every edge of every span, so that the pieces are flat and put together are the text again; each piece knows what
covers it, and which marks open before it and close after it. A statement inside another is a mark inside a mark; only where two cross
each other is one of them closed and opened again. Templates draw the pieces.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import NamedTuple

from archive.models import Article, Statement
from archive.models.anchored import Anchored
from archive.sources.shapes import Span
from archive.sources.text import paragraphs
from archive.voices import voice


class Note(NamedTuple):
    """A statement or detail with its number in the article, by place in the text; each of the two is counted from 1.

    ``level`` tells two that share words apart: 0 is drawn nearest to the words, each other one further away.
    """

    number: int
    item: Anchored
    level: int = 0

    @property
    def kind(self) -> str:
        return self.item.kind if isinstance(self.item, Statement) else "detail"

    @property
    def label(self) -> str:
        """“3”; of a detail “F3”."""
        return f"{'F' if self.kind == 'detail' else ''}{self.number}"

    @property
    def voice(self) -> int:
        """The colour of its (first) speaker; see voices.py."""
        speakers = self.item.speakers.all() if isinstance(self.item, Statement) else ()
        return voice(next((actor.slug for actor in speakers), ""))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text. ``covering`` has what it belongs to, shortest last; ``beginning`` what begins here, ``ending`` what ends.

    ``opening`` are the marks to open before it, outermost first; ``closing`` those to close after it.
    """

    text: str
    covering: tuple[Note, ...]
    beginning: tuple[Note, ...]
    ending: tuple[Note, ...]
    opening: tuple[Note, ...]
    closing: tuple[Note, ...]
    is_furniture: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article."""

    pieces: tuple[Piece, ...]

    @property
    def is_furniture(self) -> bool:
        return all(piece.is_furniture for piece in self.pieces)


def numbered(anchored: Sequence[Anchored]) -> list[Note]:
    """By where they begin; of two that begin together the longer first."""
    ordered = sorted(anchored, key=lambda item: (item.spans[0].start, -item.spans[-1].end, isinstance(item, Statement), item.pk))
    numbers = {True: count(1), False: count(1)}
    return [Note(next(numbers[isinstance(item, Statement)]), item, level) for item, level in zip(ordered, _levels(ordered), strict=True)]


def _levels(ordered: Sequence[Anchored]) -> list[int]:
    """For each statement the lowest level that none before it with words in common has; details are drawn without a line."""
    levels: list[int] = []
    open_ends: dict[int, int] = {}  # the last word's end of what stands on a level
    for item in ordered:
        if not isinstance(item, Statement):
            levels.append(0)
            continue
        start, end = item.spans[0].start, item.spans[-1].end
        level = next(level for level in range(len(ordered)) if open_ends.get(level, 0) <= start)
        open_ends[level] = end
        levels.append(level)
    return levels


def marked(article: Article, notes: Sequence[Note]) -> list[Paragraph]:
    """The whole article, paragraph by paragraph, with these notes' words marked."""
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
    runs = [Span(start, end) for start, end in pairwise(sorted(edges))]
    coverings = [_covering(run, here) for run in runs]
    pieces = tuple(
        Piece(
            text=article.text[slice(*run)],
            covering=covering,
            beginning=tuple(note for note in covering if note.item.spans[0].start == run.start),
            ending=tuple(note for note in covering if note.item.spans[-1].end == run.end),
            opening=covering[_shared(before, covering) :],
            closing=covering[_shared(covering, after) :],
            is_furniture=any(_meet(run, span) for span in furniture),
        )
        for run, before, covering, after in zip(runs, [(), *coverings], coverings, [*coverings[1:], ()], strict=False)
    )
    return Paragraph(pieces)


def _covering(run: Span, here: Sequence[tuple[Note, list[Span]]]) -> tuple[Note, ...]:
    """What a run of the text belongs to, longest first."""
    covering = [note for note, spans in here if any(_meet(run, span) for span in spans)]
    covering.sort(key=lambda note: sum(span.start - span.end for span in note.item.spans))
    return tuple(covering)


def _shared(one: Sequence[Note], other: Sequence[Note]) -> int:
    """How many marks, from the outermost, stay open between two neighbours."""
    pairs = zip(one, other, strict=False)
    return next((depth for depth, (left, right) in enumerate(pairs) if left is not right), min(len(one), len(other)))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
