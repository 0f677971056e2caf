"""Rows over time as bars: which unit of time suits them, and where each bar stands, in hundredths of the drawing. No HTML, no database.

Rows come counted by the smallest unit of the calendar in which their date lies: the digits 20250318, 202503, 2025, 202 or 20, and the empty
string where it lies in none. A row that is known less exactly than a bar is wide is told beside the bars and never guessed into one.
"""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from archive.sources.dates import in_words

#: Fewer bars than this leave room beside them, for one bar as wide as the page says nothing.
SLOTS = 12
#: The share of the dated rows, in hundredths, that the bars must hold; what is older may be told beside them for the sake of a finer unit.
HELD = 90
#: How much of its place a bar fills, and the least height at which it can be seen, in hundredths.
FILLED, LEAST = 80, 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time; a row counts for it when its date is known to so many digits of the calendar."""

    name: str
    digits: int

    def number(self, digits: str) -> int:
        """The unit's number in the order of time."""
        year = int(digits[:4].ljust(4, "0"))
        match self.name:
            case "day" | "week":
                day = dt.date(year, int(digits[4:6]), int(digits[6:8])).toordinal()
                return day if self.name == "day" else (day - 1) // 7
            case "month":
                return year * 12 + int(digits[4:6]) - 1
        return year // YEARS[self.name]

    def first(self, number: int) -> dt.date:
        match self.name:
            case "day" | "week":
                return dt.date.fromordinal(number if self.name == "day" else number * 7 + 1)
            case "month":
                return dt.date(number // 12, number % 12 + 1, 1)
        return dt.date(max(1, number * YEARS[self.name]), 1, 1)

    def last(self, number: int) -> dt.date:
        first = self.first(number)
        match self.name:
            case "day" | "week":
                return first if self.name == "day" else dt.date.fromordinal(min(number * 7 + 7, dt.date.max.toordinal()))
            case "month":
                return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return dt.date((number + 1) * YEARS[self.name] - 1, 12, 31)

    def words(self, number: int) -> str:
        first, last = self.first(number), self.last(number)
        match self.name:
            case "day" | "month" | "year":
                return in_words(first, self.name != "year", self.name == "day")
            case "week":
                return f"{in_words(first)} to {in_words(last)}"
        return f"{first.year}–{last.year}"

    def bounds(self, number: int) -> tuple[str, str]:
        """The first and last day as the filters of a list write them: as short as the unit allows."""
        first, last = self.first(number).isoformat(), self.last(number).isoformat()
        kept = {"month": 7, "day": 10, "week": 10}.get(self.name, 4)
        return first[:kept], last[:kept]


YEARS = {"year": 1, "decade": 10, "century": 100}
UNITS = tuple(Unit(*of) for of in (("day", 8), ("week", 8), ("month", 6), ("year", 4), ("decade", 3), ("century", 2)))


@dataclass(frozen=True, slots=True)
class Bar:
    """``since`` and ``until`` are days, months or years as filters take them; ``x``, ``width`` and ``height`` hundredths of the drawing."""

    words: str
    since: str
    until: str
    rows: int
    x: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return round(100 - self.height, 2)


@dataclass(frozen=True, slots=True)
class Bars:
    """Every unit from the first bar to the last, the empty ones too. ``earlier`` rows lie before ``since``, the first bar's first day;
    ``vague`` ones have a date that is less exact than a bar; ``undated`` lie in no century, or have no date."""

    unit: str
    bars: tuple[Bar, ...]
    earlier: int
    before: str
    vague: int
    undated: int

    @property
    def drawn(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.rows]

    @property
    def tallest(self) -> Bar:
        return max(self.bars, key=lambda bar: bar.rows)


def bars(counts: Mapping[str, int], most: int) -> Bars | None:
    """At most so many bars in the smallest unit that shows nearly all dated rows (HELD); None where no row has a date."""
    undated = counts.get("", 0)
    dated = sum(counts.values()) - undated
    if not dated:
        return None
    for unit in UNITS:
        recent, known = _recent(unit, counts, most)
        if sum(recent.values()) * 100 >= dated * HELD:
            break
    if not recent:
        return None
    kept = sum(recent.values())
    before = (unit.first(min(recent)) - dt.timedelta(days=1)).isoformat() if known > kept else ""
    return Bars(unit.name, _laid_out(unit, recent), known - kept, before, dated - known, undated)


def _recent(unit: Unit, counts: Mapping[str, int], most: int) -> tuple[Counter[int], int]:
    """Rows by the number of the unit, in the newest so many units; and how many rows have such a unit at all.

    Digits sort as days do, so that thousands of them are passed over without being read as dates.
    """
    known = {digits: rows for digits, rows in counts.items() if len(digits) >= unit.digits}
    found: Counter[int] = Counter()
    if known:
        number = max(unit.number(max(known)) - most + 1, unit.number("00010101"))
        first = unit.first(number).isoformat().replace("-", "")[: unit.digits]
        for digits, rows in known.items():
            if digits >= first:
                found[unit.number(digits)] += rows
    return found, sum(known.values())


def _laid_out(unit: Unit, found: Mapping[int, int]) -> tuple[Bar, ...]:
    first, last, tallest = min(found), max(found), max(found.values())
    place = 100 / max(SLOTS, last - first + 1)
    made = []
    for at, number in enumerate(range(first, last + 1)):
        rows = found.get(number, 0)
        height = max(LEAST, round(100 * rows / tallest, 2)) if rows else 0
        made.append(Bar(unit.words(number), *unit.bounds(number), rows, round(at * place, 3), round(place * FILLED / 100, 3), height))
    return tuple(made)
