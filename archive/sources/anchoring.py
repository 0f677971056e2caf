"""Words to spans and spans to words, by equality of code points.

An anchor is a list of spans: in order, not empty, not overlapping, inside the text and outside its furniture.
Nothing is ever anchored by likeness; a near miss only makes the message more helpful.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archive.sources.shapes import Span
from archive.sources.text import paragraphs

#: Between the words of two spans of one statement.
JOINT = " … "

_FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "\u00a0": " ", "\n": " "})


class AnchorError(ValueError):
    """The words or spans do not fit the text; the message says what stands there instead."""


def words(text: str, spans: Iterable[Span]) -> str:
    """The words at the spans, joined by JOINT."""
    return JOINT.join(text[start:end] for start, end in spans)


def check(text: str, spans: Sequence[Span], furniture: Sequence[Span] = ()) -> None:
    """Raise AnchorError unless the spans are an anchor in the text."""
    if not spans:
        raise AnchorError("there is no span: a statement stands on the words of its article")
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise AnchorError(f"the span {span.start}–{span.end} does not lie in the text, which has {len(text)} characters")
    for before, after in pairwise(spans):
        if after.start < before.end:
            raise AnchorError(f"the spans {before.start}–{before.end} and {after.start}–{after.end} overlap or are out of order")
    for span in spans:
        for other in furniture:
            if span.start < other.end and other.start < span.end:
                raise AnchorError(f"the span {span.start}–{span.end} touches the page furniture at {other.start}–{other.end}")


def check_words(text: str, spans: Sequence[Span], stored: str, furniture: Sequence[Span] = ()) -> None:
    """Raise AnchorError unless the spans are an anchor and exactly the stored words stand there."""
    check(text, spans, furniture)
    found = words(text, spans)
    if found != stored:
        at = next((i for i, (a, b) in enumerate(zip(found, stored, strict=False)) if a != b), min(len(found), len(stored)))
        raise AnchorError(
            f"the words stored and the words in the article differ from character {at} on: "
            f"stored “{excerpt(stored, at)}”, in the article “{excerpt(found, at)}”"
        )


def find(text: str, stretches: Sequence[str], occurrence: int | None = None) -> tuple[Span, ...]:
    """Anchor the stretches: the first at its ``occurrence`` (from 1), each later one at its first place after the one before.

    Raises AnchorError when a stretch does not stand there, or the first stands more than once and no occurrence is given.
    """
    places = list(_places(text, stretches[0]))
    if not places:
        raise AnchorError(f"the words “{excerpt(stretches[0])}” do not stand in the text{_near_miss(text, stretches[0])}")
    if occurrence is None and len(places) > 1:
        lines = ", ".join(str(paragraph_number(text, place)) for place in places[:8]) + (", …" if len(places) > 8 else "")
        raise AnchorError(
            f"the words “{excerpt(stretches[0])}” stand {len(places)} times (paragraphs {lines}); say which with “occurrence”"
        )
    if occurrence is not None and not 1 <= occurrence <= len(places):
        raise AnchorError(f"occurrence {occurrence} of “{excerpt(stretches[0])}” was asked for; there are {len(places)}")
    start = places[(occurrence or 1) - 1]
    spans = [Span(start, start + len(stretches[0]))]
    for stretch in stretches[1:]:
        start = text.find(stretch, spans[-1].end)
        if start < 0:
            raise AnchorError(f"the words “{excerpt(stretch)}” do not stand after the stretch before them{_near_miss(text, stretch)}")
        spans.append(Span(start, start + len(stretch)))
    return tuple(spans)


def occurrence(text: str, spans: Sequence[Span]) -> int | None:
    """The inverse of find: which occurrence the first span is, or None when its words stand only once."""
    places = list(_places(text, text[slice(*spans[0])]))
    return places.index(spans[0].start) + 1 if len(places) > 1 else None


def paragraph_number(text: str, position: int) -> int:
    """Which paragraph, counted from 1, holds the position."""
    return bisect.bisect_right([span.start for span in paragraphs(text)], position)


def excerpt(passage: str, around: int = 0, width: int = 60) -> str:
    """At most ``width`` characters of the passage, beginning a little before ``around``."""
    start = max(0, around - 15)
    cut = passage[start : start + width]
    return ("…" if start else "") + cut + ("…" if start + width < len(passage) else "")


def _places(text: str, stretch: str) -> Iterator[int]:
    """Every place where the stretch stands, overlapping ones included."""
    at = text.find(stretch)
    while stretch and at >= 0:
        yield at
        at = text.find(stretch, at + 1)


def _near_miss(text: str, stretch: str) -> str:
    """What stands there when marks, dashes, spaces and case are folded; the folding keeps every offset."""
    folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_FOLDED))
    wanted = "".join(c.lower() if len(c.lower()) == 1 else c for c in stretch.translate(_FOLDED))
    at = folded.find(wanted)
    return f"; “{excerpt(text[at : at + len(stretch)])}” does, in paragraph {paragraph_number(text, at)}" if at >= 0 and wanted else ""
