"""The timeline's geometry: whatever the dates, everything lies within the drawing, in order, and no two labels meet."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import timeline
from archive.timeline import CHARACTER, Happening, draw

DAY = st.dates(dt.date(1000, 1, 1), dt.date(3000, 1, 1))


@st.composite
def happenings(draw_from) -> Happening:
    first, last = sorted((draw_from(DAY), draw_from(DAY)))
    earliest, latest = draw_from(st.sampled_from([(first, first), (first, last), (None, last), (first, None)]))
    title = draw_from(st.text(st.sampled_from("abcd efgh"), min_size=1, max_size=200))
    return Happening(earliest, latest, draw_from(st.booleans()), "", title, "/events/x/", draw_from(st.integers(0, 10_000)))


def point(day: str, title: str = "A call", **fields) -> Happening:
    date = dt.date.fromisoformat(day)
    return Happening(**{"earliest": date, "latest": date, "about": False, "words": day, "title": title, "url": "/"} | fields)


@given(st.lists(happenings(), min_size=1, max_size=40))
def test_everything_lies_within_the_drawing(found):
    drawn = draw(found)
    for mark in drawn.marks:
        assert 0 <= mark.range.start <= mark.range.end <= timeline.FIELD
        width = (len(mark.label) + len(mark.day) + 1) * CHARACTER
        begins = mark.label_x - width if mark.anchor == "end" else mark.label_x
        assert begins >= -0.01
        assert begins + width <= timeline.FIELD + 0.01
        assert len(mark.short) <= timeline.SHORT
    assert all(0 <= gap.start <= gap.end <= timeline.LAST + 0.01 for gap in drawn.gaps)
    assert len(drawn.gaps) <= timeline.BREAKS


@given(st.lists(happenings(), min_size=1, max_size=40))
def test_each_event_has_a_row_of_its_own_in_the_order_given_so_that_no_labels_meet(found):
    drawn = draw(found)
    assert [mark.happening for mark in drawn.marks] == found
    assert [mark.row for mark in drawn.marks] == list(range(1, drawn.height))


@given(st.lists(happenings(), min_size=1, max_size=40))
def test_a_label_stands_beside_its_mark_or_is_said_to_stand_over_it(found):
    for mark in draw(found).marks:
        assert mark.over or mark.label_x < mark.range.start or mark.label_x > mark.range.end


@given(st.lists(DAY, min_size=1, max_size=40))
def test_an_earlier_day_never_stands_right_of_a_later_one(days):
    drawn = draw([Happening(day, day, False, "", "x", "/") for day in sorted(days)])
    places = [mark.range.start for mark in drawn.marks]
    assert places == sorted(places)


@given(st.lists(happenings(), min_size=1, max_size=40))
def test_the_names_of_days_do_not_overlap_above_the_axis_nor_leave_the_drawing(found):
    drawn = draw(found)
    named = sorted((tick.x - (tick.width if tick.anchor == "end" else 0), tick.width) for tick in drawn.ticks)
    assert named
    assert all(begins + width < following for (begins, width), (following, _) in zip(named, named[1:], strict=False))
    for tick in (*drawn.ticks, *(mark.beside for mark in drawn.marks if mark.beside)):
        begins = tick.x - (tick.width if tick.anchor == "end" else 0)
        assert -0.01 <= begins <= begins + tick.width <= 100.01


def test_years_before_do_not_squeeze_the_days_that_most_events_are_of():
    days = [f"2025-03-{day}" for day in (10, 12, 13, 15, 16, 18, 19)]
    drawn = draw([point(day) for day in ("2014-02-20", "2022-02-24", *days)])
    places = [mark.range.start for mark in drawn.marks]
    assert len(drawn.gaps) == 2
    assert places[-1] - places[2] > 60


def test_between_the_gaps_time_is_true_to_scale():
    drawn = draw([point(day) for day in ("2022-02-24", "2025-03-10", "2025-03-11", "2025-03-13", "2025-03-17")])
    _, first, second, third, fourth = (mark.range.start for mark in drawn.marks)
    assert third - second == pytest.approx(2 * (second - first), abs=0.02)
    assert fourth - third == pytest.approx(4 * (second - first), abs=0.02)


def test_events_evenly_apart_leave_no_stretch_out():
    assert draw([point(f"20{year}-01-01") for year in range(10, 26)]).gaps == ()


def test_an_open_end_reaches_out_a_little_and_no_further():
    (mark,) = draw([point("2022-02-24", latest=None)]).marks
    assert mark.range.width == pytest.approx(timeline.TAIL)
    assert mark.day == "from 24 Feb"


@pytest.mark.parametrize(
    ("first", "last", "about", "words"),
    [
        ("2025-03-18", "2025-03-18", False, "18 Mar"),
        ("2025-03-18", "2025-03-18", True, "about 18 Mar"),
        ("2025-03-10", "2025-03-12", False, "10–12 Mar"),
        ("2025-02-25", "2025-03-12", False, "25 Feb – 12 Mar"),
        ("2025-03-01", "2025-03-31", False, "Mar 2025"),
        ("2024-01-01", "2024-12-31", False, "2024"),
        ("2020-01-01", "2029-12-31", False, "2020–2029"),
        ("2022-01-01", None, True, "from about 2022"),
        (None, "2025-03-18", False, "until 18 Mar"),
        ("9999-12-01", "9999-12-31", False, "Dec 9999"),
    ],
)
def test_a_date_is_told_in_short(first, last, about, words):
    days = {"earliest": first and dt.date.fromisoformat(first), "latest": last and dt.date.fromisoformat(last)}
    drawn = draw([*[point("2025-03-18")] * 3, point("2025-01-01", about=about, **days)])
    assert drawn.year == 2025
    assert drawn.marks[-1].day == words


def test_a_day_of_another_year_has_its_year():
    drawn = draw([point("2025-03-18"), point("2025-03-19"), point("2024-03-18"), point("2024-12-31", latest=dt.date(2025, 1, 2))])
    assert [mark.day for mark in drawn.marks] == ["18 Mar", "19 Mar", "18 Mar 2024", "31 Dec 2024 – 2 Jan"]


def test_statements_are_strokes_and_beyond_some_a_number():
    few, many, none = draw([point("2025-03-18", statements=number) for number in (3, 46, 0)]).marks
    assert (len(few.strokes), few.more) == (3, 0)
    assert (len(many.strokes), many.more) == (timeline.STROKES, 46)
    assert none.strokes == []


def test_a_long_title_is_cut_between_words_and_a_short_one_is_not():
    long, short = draw([point("2025-03-18", title=title) for title in ("A word " * 30, "A word")]).marks
    assert long.label.endswith("word…") or long.label.endswith("A…")
    assert short.label == short.short == "A word"


def test_of_nothing_there_is_no_timeline():
    assert draw([]) is None
