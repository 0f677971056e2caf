"""Bars over time: few enough to read, each row counted once, time true to scale, and bounds that a list's filters understand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import charts
from archive.sources import dates

DAYS = st.dates().map(lambda day: f"{day:%d%m}{day.year:04}").map(lambda text: text[4:] + text[2:4] + text[:2])
COUNTS = st.dictionaries(
    st.one_of(DAYS, DAYS.map(lambda day: day[:6]), DAYS.map(lambda day: day[:4]), DAYS.map(lambda day: day[:3]), st.just("")),
    st.integers(1, 10_000),
    max_size=60,
)


@given(COUNTS, st.integers(1, 60))
def test_every_row_is_in_one_bar_or_told_beside_them(counts, most):
    chart = charts.bars(counts, most)
    if chart is None:
        assert not counts.keys() - {""}
        return
    told = sum(bar.rows for bar in chart.bars) + chart.earlier + chart.vague + chart.undated
    assert told == sum(counts.values())
    assert 1 <= len(chart.bars) <= most


@given(COUNTS, st.integers(1, 60))
def test_bars_stand_side_by_side_within_the_drawing_and_follow_one_another_without_a_gap(counts, most):
    chart = charts.bars(counts, most)
    for bar in chart.bars if chart else ():
        assert 0 <= bar.x <= bar.x + bar.width <= 100.01
        assert 0 <= bar.height <= 100
        assert (bar.height > 0) == (bar.rows > 0)
    for bar, following in zip(chart.bars, chart.bars[1:], strict=False) if chart else ():
        assert bar.x + bar.width < following.x
        assert dates.days(bar.until).latest + dt.timedelta(days=1) == dates.days(following.since).earliest


def test_ten_thousand_rows_over_years_give_at_most_as_many_bars_as_asked():
    days = [dt.date(1990, 1, 1) + dt.timedelta(days=n) for n in range(10_000)]
    chart = charts.bars({f"{day:%Y%m%d}": 1 for day in days}, 60)
    assert chart.unit == "year"
    assert len(chart.bars) <= 60
    assert sum(bar.rows for bar in chart.bars) == 10_000


@pytest.mark.parametrize(
    ("first", "last", "unit", "number"),
    [
        ("20250318", "20250319", "day", 2),
        ("20250303", "20250519", "week", 12),
        ("20250101", "20260331", "month", 15),
        ("19900101", "20251231", "year", 36),
        ("18010101", "20251231", "decade", 23),
        ("00010101", "20251231", "century", 21),
    ],
)
def test_the_unit_follows_the_span(first, last, unit, number):
    chart = charts.bars({first: 1, last: 1}, 40)
    assert (chart.unit, len(chart.bars)) == (unit, number)


def test_units_without_rows_are_kept_so_that_time_is_true_to_scale():
    chart = charts.bars({"20250301": 2, "20250304": 1}, 40)
    assert [bar.rows for bar in chart.bars] == [2, 0, 0, 1]
    assert [bar.words for bar in chart.drawn] == ["1 March 2025", "4 March 2025"]


def test_a_few_old_rows_do_not_squeeze_the_rest_and_are_told():
    chart = charts.bars({"1914": 1, **{f"202503{day:02}": 5 for day in range(1, 31)}}, 40)
    assert chart.unit == "day"
    assert (chart.vague, chart.earlier) == (1, 0)
    chart = charts.bars({"19140801": 1, **{f"202503{day:02}": 5 for day in range(1, 31)}}, 40)
    assert (chart.earlier, chart.before) == (1, "2025-02-28")


def test_what_is_known_less_exactly_than_a_bar_is_wide_is_not_guessed_into_one():
    chart = charts.bars({"20250318": 20, "202503": 1, "2025": 1, "": 3}, 40)
    assert (sum(bar.rows for bar in chart.bars), chart.vague, chart.undated) == (20, 2, 3)


def test_without_a_date_there_is_no_chart():
    assert charts.bars({}, 40) is None
    assert charts.bars({"": 7}, 40) is None
    assert charts.bars({"2": 7}, 40) is None


@pytest.mark.parametrize("day", ["99991231", "00010101"])
def test_the_ends_of_the_calendar_can_be_drawn(day):
    chart = charts.bars({day: 1, f"{day[:4]}0601": 1}, 60)
    assert chart.unit == "week"
    assert dates.days(chart.bars[0].since).earliest <= dates.days(chart.bars[-1].until).latest
