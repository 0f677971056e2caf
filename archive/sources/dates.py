"""EDTF (ISO 8601-2:2019) to the earliest and latest day it allows, and to words.

Accepted: a year, month or day, a season (21 to 24) or a decade or century (``202X``), each with ``?``, ``~`` or ``%``; an interval of two
of these; ``..`` for an open end. ``~`` and ``?`` are told in words and do not widen the days: no rule says by how much they would.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from edtf import EDTFParseException, parse_edtf
from edtf.parser.parser_classes import Date, Season, Unspecified

EXAMPLES = "2025-03-18, 2025-03, 2025, 2025-05-20~ (about), 2025-03-18? (uncertain), 2025-03-13/2025-03-18, ../2025-03-18"

MAX_LENGTH = 40

#: The forms of nearly all dates. The parser of EDTF needs milliseconds for each, which a page of dates would feel.
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_CHARACTERS = re.compile(r"[0-9X./?~%-]+")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUALIFIERS = {"": "{}", "~": "about {}", "?": "{} (uncertain)", "%": "about {} (uncertain)"}


class DateError(ValueError):
    """Not an EDTF date that the archive understands; the message gives examples."""


@dataclass(frozen=True, slots=True)
class Days:
    """What an EDTF allows. ``None`` stands for an open or unknown end."""

    earliest: dt.date | None
    latest: dt.date | None
    words: str


UNKNOWN = Days(None, None, "")


@lru_cache(maxsize=4096)
def days(edtf: str) -> Days:
    """Read an EDTF; the empty string is UNKNOWN. Raises DateError."""
    if not edtf:
        return UNKNOWN
    if len(edtf) > MAX_LENGTH or not _CHARACTERS.fullmatch(edtf):
        raise DateError(f"“{edtf[:MAX_LENGTH]}” is not a date in EDTF. Examples: {EXAMPLES}.")
    first, slash, last = edtf.partition("/")
    if not slash:
        return _single(edtf)
    if first == last == "..":
        raise DateError("An interval open at both ends says nothing; leave the date out instead.")
    if first == "..":
        end = _single(last)
        return Days(None, end.latest, f"on or before {end.words}")
    start = _single(first)
    if last == "..":
        return Days(start.earliest, None, f"{start.words} or later")
    end = _single(last)
    if not (start.earliest and end.latest and start.earliest <= end.latest):
        raise DateError(f"The interval {edtf} ends before it begins.")
    return Days(start.earliest, end.latest, f"{start.words} to {end.words}")


def moment(edtf: str) -> str:
    """The words for what happened at one moment, as a saying or a publication: an interval is where the moment lies, not how long it took.

    “between 19 and 25 May 2025” for 2025-05-19/2025-05-25. Raises DateError.
    """
    first, _, last = edtf.partition("/")
    if not last or ".." in (first, last):
        return days(edtf).words
    start, end = days(first).words.split(), days(last).words.split()
    if len(start) == len(end) == 3 and first != last:  # day, month, year: what they share is said once
        while start[-1] == end[len(start) - 1]:
            start.pop()
    return f"between {' '.join(start)} and {' '.join(end)}"


def machine(edtf: str) -> str:
    """What <time datetime> may hold for an EDTF: the plain date, or nothing for an interval, season or decade."""
    plain = edtf.rstrip("?~%")
    return plain if len(plain) in (4, 7, 10) and plain.replace("-", "").isdigit() and not 21 <= int(plain[5:7] or 0) <= 41 else ""


def _single(edtf: str) -> Days:
    plain = edtf.rstrip("?~%")
    try:
        if found := _PLAIN.fullmatch(plain):
            earliest, latest = _calendar(*found.groups())
            words = _QUALIFIERS[edtf[len(plain) :]].format(in_words(earliest, bool(found[2]), bool(found[3])))
            return Days(earliest, latest, words)
        parsed = parse_edtf(plain)
        if type(parsed) not in (Date, Season, Unspecified):
            raise ValueError(plain)
        earliest, latest = dt.date(*parsed.lower_strict()[:3]), dt.date(*parsed.upper_strict()[:3])
        words = _QUALIFIERS[edtf[len(plain) :]].format(_words(parsed, earliest, latest))
    except (EDTFParseException, ValueError, TypeError, AttributeError, KeyError, OverflowError):
        raise DateError(f"“{edtf}” is not a date in EDTF. Examples: {EXAMPLES}.") from None
    return Days(earliest, latest, words)


def _calendar(year: str, month: str | None, day: str | None) -> tuple[dt.date, dt.date]:
    """The first and the last day of a year, a month or a day. Raises ValueError."""
    first = dt.date(int(year), int(month or 1), int(day or 1))
    if day:
        return first, first
    last_month = int(month or 12)
    return first, dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _words(date: Date, earliest: dt.date, latest: dt.date) -> str:
    if isinstance(date, Season):
        return f"{_SEASONS[int(date.season)]} {earliest.year}"
    if isinstance(date, Unspecified):
        if date.month or date.day or not re.fullmatch("[0-9]{2}[0-9X]X", str(date.year)):
            raise ValueError(str(date))
        return f"{earliest.year}s" if latest.year - earliest.year == 9 else f"{earliest.year}–{latest.year}"
    return in_words(earliest, bool(date.month), bool(date.day))


def in_words(day: dt.date, with_month: bool = True, with_day: bool = True) -> str:
    """“18 March 2025”, “March 2025” or “2025”, in English whatever the locale."""
    if not with_month:
        return str(day.year)
    month = f"{calendar.month_name[day.month]} {day.year}"
    return f"{day.day} {month}" if with_day else month
