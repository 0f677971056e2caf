"""Tags: the tokens by which a filter is a look-up in the full-text index.

A tag is a letter and a key: ``s12`` is "said by the actor 12", ``k646972656374`` "of the kind direct" (texts in hexadecimal, so that
each is one token). Days are tags too, in a calendar of millennia, centuries, decades, years, months and days, written as their first
digits: 2, 20, 202, 2025, 202503, 20250318. A row carries each unit that holds it (*within*) and, when its date is less exact than a day,
the largest units that make it up (*pieces*). It lies in a period when it is within a unit of the period, or one of its pieces holds a
unit of the period.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: The letter of each kind of tag. ``sqlite.py`` writes them, this module reads them.
LETTERS = {
    "speaker": "s", "to": "t", "via": "v", "event": "e", "article": "a", "topic": "o", "publisher": "u", "actor": "w",
    "kind": "k", "channel": "c",
}  # fmt: skip
#: What is a text and not the key of a record.
TEXTS = {"kind", "channel"}


class Calendar(NamedTuple):
    """The letters of a date's tags: *within* and *pieces*."""

    within: str
    piece: str


CALENDARS = {"said": Calendar("n", "m"), "published": Calendar("p", "q"), "date": Calendar("x", "y")}

#: How many digits the units of the calendar have, the largest unit first.
DIGITS = (1, 2, 3, 4, 6, 8)

#: On every row: what "everything but" begins with.
EVERY = "z0"


def tag(name: str, key: int | str) -> str:
    """The tag of a record by its primary key, or of a text."""
    return LETTERS[name] + (str(key).encode().hex() if name in TEXTS else str(key))


def keys(name: str, tags: Iterable[str]) -> Iterator[str]:
    """The keys or texts behind the tags of this name."""
    letter = LETTERS[name]
    for found in tags:
        if found[0] == letter:
            yield bytes.fromhex(found[1:]).decode() if name in TEXTS else found[1:]


def period(name: str, first: dt.date | None, last: dt.date | None) -> list[str]:
    """The tags of which a row has at least one when its date may lie between the two days, both included; None is an open end."""
    letters = CALENDARS[name]
    units = list(_units(first or dt.date.min, last or dt.date.max))
    larger = {unit[:digits] for unit in units for digits in DIGITS if digits < len(unit)}
    return [*(letters.within + unit for unit in units), *(letters.piece + unit for unit in sorted(larger))]


def _units(first: dt.date, last: dt.date) -> Iterator[str]:
    """The fewest units that make up the days from first to last."""
    while True:
        unit, end = next((unit, end) for unit, end in _beginning(first) if end <= last)
        yield unit
        if end >= last:
            return
        first = end + dt.timedelta(days=1)


def _beginning(day: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Each unit that begins on the day, largest first, with its last day."""
    digits = f"{day.year:04}{day.month:02}{day.day:02}"
    if (day.month, day.day) == (1, 1):
        for kept, years in ((1, 1000), (2, 100), (3, 10), (4, 1)):
            if day.year % years == 0:
                yield digits[:kept], dt.date(day.year + years - 1, 12, 31)
    if day.day == 1:
        yield digits[:6], day.replace(day=calendar.monthrange(day.year, day.month)[1])
    yield digits, day


def unit(days: str, name: str) -> str:
    """The smallest unit of the calendar in which the date of a row lies, by its column ``days``: 20250318, 202503, 2025 …; "" for none."""
    within, piece = CALENDARS[name]
    # Nearly all dates are days. Thousands are looked at for a page, so these are told by letters alone.
    if f" {piece}" not in days and days.count(f" {within}") == len(DIGITS):
        at = days.rindex(f" {within}") + 2
        return days[at : at + DIGITS[-1]]
    own = [(found[0], found[1:]) for found in days.split() if found[0] in (within, piece)]
    for digits in reversed(DIGITS):
        units = {unit for letter, unit in own if letter == within and len(unit) == digits}
        if len(units) == 1 and not any(letter == piece and len(unit) < digits for letter, unit in own):
            return units.pop()
    return ""
