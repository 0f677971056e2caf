"""Events on a broken axis as geometry: one row each, in hundredths of the width, with the side on which its label has room. No HTML.

Time is true to scale between the breaks. A stretch in which nothing begins or ends is cut out, and marked, when it is much longer than the
others: the years before a war do not squeeze its last month. Heights are rows: the drawing sets how high one is.
"""

import calendar
import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Where the axis begins and ends, how far an open end reaches out, and where labels and the column of statements end, in hundredths.
FIRST, LAST, TAIL = 6.0, 79.0, 4.0
FIELD, TALLY = 85.0, 87.0
#: A stretch is cut out when it is so many times as long as the mean of all shorter ones, and still longer where these are few; at most so
#: many; each leaves so wide a gap.
LONGER, BREAKS, GAP = 4.0, 10, 2.5
#: A character of a label at the narrowest width at which labels stand beside their marks, and the space between the two.
CHARACTER, SPACE = 0.8, 1.5
#: Characters of a label that stands above its mark, where the page is narrow.
SHORT = 44
#: A character above the axis, and beside a mark of a narrow page, at the narrowest width.
NARROW = 2.3
#: So many statements are drawn as strokes, so many pixels apart; a number tells more.
STROKES, STROKE = 10, 3

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the timeline needs it: None is an open end, and at least one day is known; ``about`` when the days are not certain."""

    earliest: dt.date | None
    latest: dt.date | None
    about: bool
    words: str
    title: str
    url: str
    statements: int = 0

    @property
    def is_point(self) -> bool:
        return self.earliest == self.latest

    @property
    def days(self) -> list[int]:
        return [day.toordinal() for day in (self.earliest, self.latest) if day]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the width."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return round(self.end - self.start, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day named above the axis; its words begin at ``x``, or end there."""

    x: float
    words: str
    anchor: str

    @property
    def width(self) -> float:
        return len(self.words) * NARROW


@dataclass(frozen=True, slots=True)
class Mark:
    """A row. ``label`` starts or ends at ``label_x`` as ``anchor`` says, and stands on its own range where ``over``. On narrow pages
    ``short`` is the label, and ``beside`` says where the day stands, if there is room for it."""

    happening: Happening
    row: int
    range: Stretch
    day: str
    label: str
    label_x: float
    anchor: str
    over: bool
    short: str
    beside: Tick | None

    @property
    def strokes(self) -> list[int]:
        """Where a stroke for each statement stands, in pixels from the beginning of their column."""
        return list(range(0, STROKE * min(self.happening.statements, STROKES), STROKE))

    @property
    def more(self) -> int:
        """The number to write behind the strokes: all statements, when there are more than strokes."""
        return self.happening.statements if self.happening.statements > STROKES else 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """``gaps`` are stretches of the axis that were cut out; days without a year are of ``year``."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Stretch, ...]
    undated: int
    year: int
    tally: float = TALLY

    @property
    def height(self) -> int:
        """In rows, that of the axis among them."""
        return len(self.marks) + 1


class Scale:
    """Days to their place on the axis."""

    def __init__(self, days: Sequence[int]) -> None:
        self.days = sorted(set(days))
        lengths = [after - before for before, after in zip(self.days, self.days[1:], strict=False)]
        broken = _broken(lengths)
        kept = sum(length for at, length in enumerate(lengths) if at not in broken)
        gap = GAP if kept else (LAST - FIRST) / max(1, len(broken))
        unit = (LAST - FIRST - gap * len(broken)) / kept if kept else 0
        self.places = [FIRST if lengths else (FIRST + LAST) / 2]
        for at, length in enumerate(lengths):
            self.places.append(self.places[-1] + (gap if at in broken else length * unit))
        self.gaps = tuple(Stretch(round(self.places[at], 2), round(self.places[at + 1], 2)) for at in sorted(broken))
        self.runs = _runs(len(self.days), broken)

    def __call__(self, day: int) -> float:
        """The place of one of the days that the scale was made of."""
        return round(self.places[bisect_right(self.days, day) - 1], 2)


def draw(happenings: Sequence[Happening], undated: int = 0) -> Timeline | None:
    """The events in rows, in the order in which they are given; None when there are none. Each must have a day."""
    if not happenings:
        return None
    scale = Scale([day for happening in happenings for day in happening.days])
    years = Counter(dt.date.fromordinal(day).year for happening in happenings for day in happening.days)
    year = max(years, key=lambda year: (years[year], year))
    marks = tuple(_mark(row, happening, scale, year) for row, happening in enumerate(happenings, 1))
    return Timeline(marks, _ticks(scale, year), scale.gaps, undated, year)


def _broken(lengths: Sequence[int]) -> set[int]:
    """The stretches to cut out, by their number: the shortest that is so much LONGER than its shorter ones, and all above it."""
    order = sorted(range(len(lengths)), key=lambda at: lengths[at])
    total = 0
    for rank, at in enumerate(order):
        if rank and lengths[at] > LONGER * (1 + 2 / rank) * total / rank:
            return set(order[max(rank, len(order) - BREAKS) :])
        total += lengths[at]
    return set()


def _runs(days: int, broken: set[int]) -> list[tuple[int, int]]:
    """The unbroken parts of the axis: numbers of their first and last day."""
    ends = [*sorted(broken), days - 1]
    starts = [0, *(at + 1 for at in sorted(broken))]
    return list(zip(starts, ends, strict=True))


def _mark(row: int, happening: Happening, scale: Scale, year: int) -> Mark:
    start = scale(happening.days[0]) if happening.earliest else scale(happening.days[-1]) - TAIL
    end = scale(happening.days[-1]) if happening.latest else start + TAIL
    day = _day(happening, year)
    before, after = start - SPACE, FIELD - end - SPACE
    over = max(before, after) < SHORT * CHARACTER
    x, anchor, room = (start + SPACE, "start", FIELD - start - SPACE) if over else (end + SPACE, "start", after)
    if before > room:
        x, anchor, room, over = start - SPACE, "end", before, False
    label, short = _cut(happening.title, int(room / CHARACTER) - len(day) - 1), _cut(happening.title, SHORT)
    beside = Tick(round(end + 2 * SPACE, 2), day, "start") if after > before else Tick(round(start - 2 * SPACE, 2), day, "end")
    fits = beside.width + SPACE <= max(before, after)
    return Mark(
        happening, row, Stretch(round(start, 2), round(end, 2)), day, label, round(x, 2), anchor, over, short, beside if fits else None
    )


def _cut(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return f"{text[: text.rfind(' ', most // 2, most) if ' ' in text[most // 2 : most] else most - 1].rstrip(' ,;:–-')}…"


def _day(happening: Happening, year: int) -> str:
    """The days in short: “18 Mar”, “about 19 May”, “10–12 Mar”, “Aug 2024”, “from 18 Mar”; with the year where it is another."""
    first, last = happening.earliest, happening.latest
    about = "about " if happening.about else ""
    if not first or not last:
        known = first or last
        assert known
        whole = bool(first) and (known.month, known.day) == (1, 1)
        return f"{'from' if first else 'until'} {about}{known.year if whole else _short(known, year)}"
    if first == last:
        return about + _short(first, year)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{about}{first.year}" if first.year == last.year else f"{about}{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = (first.day, last.day) == (1, calendar.monthrange(last.year, last.month)[1])
        return f"{about}{_MONTHS[first.month]} {first.year}" if whole else f"{about}{first.day}–{_short(last, year)}"
    return f"{about}{_short(first, last.year)} – {_short(last, year)}"


def _short(day: dt.date, year: int) -> str:
    return f"{day.day} {_MONTHS[day.month]}{f' {day.year}' if day.year != year else ''}"


def _ticks(scale: Scale, year: int) -> tuple[Tick, ...]:
    """Days named above the axis, without overlap: where the longest unbroken parts begin, then where they end, then other days."""
    runs = sorted(scale.runs, key=lambda run: scale.places[run[0]] - scale.places[run[1]])
    wanted = dict.fromkeys([*(run[0] for run in runs), *(run[1] for run in runs), *range(len(scale.days))])
    kept: list[tuple[float, float, Tick]] = []
    for at in wanted:
        for anchor in ("start", "end"):
            tick = Tick(round(scale.places[at], 2), _tick(dt.date.fromordinal(scale.days[at]), year), anchor)
            begins = tick.x - tick.width if anchor == "end" else tick.x
            ends = begins + tick.width
            if begins >= 0 and ends <= 100 and all(ends + SPACE <= start or begins >= end + SPACE for start, end, _ in kept):
                kept.append((begins, ends, tick))
                break
    return tuple(tick for _, _, tick in sorted(kept, key=lambda item: item[0]))


def _tick(day: dt.date, year: int) -> str:
    if day.day > 1 or (day.month > 1 and day.year == year):
        return _short(day, year)
    return str(day.year) if day.month == 1 else f"{_MONTHS[day.month]} {day.year}"
