import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sources import dates
from archive.sources.dates import DateError, days


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "words"),
    [
        ("", "", "", ""),
        ("2025-03-18", "2025-03-18", "2025-03-18", "18 March 2025"),
        ("2025-03", "2025-03-01", "2025-03-31", "March 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2025", "2025-01-01", "2025-12-31", "2025"),
        ("2025-05-20~", "2025-05-20", "2025-05-20", "about 20 May 2025"),
        ("2025-03~", "2025-03-01", "2025-03-31", "about March 2025"),
        ("2025-03-18?", "2025-03-18", "2025-03-18", "18 March 2025 (uncertain)"),
        ("2025%", "2025-01-01", "2025-12-31", "about 2025 (uncertain)"),
        ("2025-21", "2025-03-01", "2025-05-31", "spring 2025"),
        ("2025-22", "2025-06-01", "2025-08-31", "summer 2025"),
        ("2025-23~", "2025-09-01", "2025-11-30", "about autumn 2025"),
        ("202X", "2020-01-01", "2029-12-31", "2020s"),
        ("2025-03-13/2025-03-18", "2025-03-13", "2025-03-18", "13 March 2025 to 18 March 2025"),
        ("2025-02/2025-03~", "2025-02-01", "2025-03-31", "February 2025 to about March 2025"),
        ("2025/2025", "2025-01-01", "2025-12-31", "2025 to 2025"),
        ("2022~/..", "2022-01-01", "", "about 2022 or later"),
        ("../2025-03-18", "", "2025-03-18", "on or before 18 March 2025"),
        ("../2025-03", "", "2025-03-31", "on or before March 2025"),
        ("2025-03-18/..", "2025-03-18", "", "18 March 2025 or later"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "1 January 1"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "31 December 9999"),
    ],
)
def test_a_date_has_the_days_it_allows_and_its_words(edtf, earliest, latest, words):
    assert days(edtf) == dates.Days(day(earliest), day(latest), words)


@pytest.mark.parametrize(
    "edtf",
    [
        "yesterday", "18 March 2025", "2025-13", "2025-02-30", "2025-02-29", "2025-00", "2025-3-18", "20250318", "2025-03-18T14:00:00Z",
        "../..", "/", "..", "2025/", "/2025", "2025-03-18/2025-03-13", "2025-04/2025-03", "2025/2024", "2025/2026/2027", "2025-03-18 ",
        " 2025", "2025-03-18\n", "２０２５", "2025-03-XX", "2025-XX", "XXXX", "20XX-03", "y2025", "Y170000002", "-0044", "0000", "10000",
        "[2025,2026]", "{2025,2026}", "2025?-03-~18", "?2025", "2025-25", "2025-41", "unknown", "open", "2025-03-18~?", "2025-03-18~~",
        "1" * 41, "٢٠٢٥", "2025-03-18\0", "../2025-02-30", "2025-02-30/..", "*", "x" * 40,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(edtf):
    with pytest.raises(DateError):
        days(edtf)


@pytest.mark.parametrize(("decade", "century"), [("200X", "20XX"), ("190X", "19XX")])
def test_a_century_is_not_told_in_the_words_of_a_decade(decade, century):
    assert days(century).words != days(decade).words


def test_a_century_has_all_its_days():
    assert (days("19XX").earliest, days("19XX").latest) == (day("1900-01-01"), day("1999-12-31"))


@pytest.mark.parametrize(
    ("edtf", "words"), [("202X~", "about 2020s"), ("202X?", "2020s (uncertain)"), ("202X%", "about 2020s (uncertain)")]
)
def test_the_doubt_about_a_decade_is_told(edtf, words):
    assert days(edtf).words == words


@pytest.mark.parametrize("edtf", ["yesterday", "2025-02-30", "x" * 41])
def test_a_refused_date_shows_examples(edtf):
    with pytest.raises(DateError, match="Examples: 2025-03-18, 2025-03, 2025"):
        days(edtf)


@pytest.mark.parametrize("example", [example.split(" ")[0] for example in dates.EXAMPLES.split(", ")])
def test_each_example_is_accepted(example):
    assert days(example).words


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789-/.~?%XYT:[]{} ", max_size=24) | st.text(max_size=12))
def test_anything_else_than_a_date_raises_only_date_error(text):
    try:
        found = days(text)
    except DateError:
        return
    assert text == "" or found.words
    assert not (found.earliest and found.latest) or found.earliest <= found.latest


@settings(max_examples=40, deadline=None)
@given(st.dates(), st.dates())
def test_an_interval_reaches_from_its_first_day_to_its_last(first, last):
    first, last = sorted((first, last))
    found = days(f"{first.isoformat()}/{last.isoformat()}")
    assert (found.earliest, found.latest) == (first, last)


@pytest.mark.parametrize(("month", "in_month", "words"), [(True, True, "5 May 2025"), (True, False, "May 2025"), (False, False, "2025")])
def test_a_day_is_told_as_exactly_as_asked(month, in_month, words):
    assert dates.in_words(dt.date(2025, 5, 5), month, in_month) == words


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-05-19/2025-05-25", "between 19 and 25 May 2025"),
        ("2025-03-30/2025-04-02", "between 30 March and 2 April 2025"),
        ("2024-12-30/2025-01-02", "between 30 December 2024 and 2 January 2025"),
        ("2025-03/2025-05", "between March 2025 and May 2025"),
        ("2025-03-18~/2025-03-20", "between about 18 March 2025 and 20 March 2025"),
        ("../2025-03-18", "on or before 18 March 2025"),
        ("2025-03-18/..", "18 March 2025 or later"),
        ("2025-03-18?", "18 March 2025 (uncertain)"),
        ("", ""),
    ],
)
def test_a_moment_lies_between_the_ends_of_an_interval(edtf, expected):
    assert dates.moment(edtf) == expected
