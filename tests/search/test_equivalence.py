"""For random archives, changes and questions the index finds exactly what a slow and obviously right reading of every row finds."""

import datetime as dt
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search import index
from archive.search.matching import NEWEST, OLDEST, Matches, Place
from archive.search.query import Tagged
from archive.search.reading import understand
from archive.search.tags import period, unit
from archive.sources import dates
from tests import builders
from tests.pages import cast
from tests.search import churn, reference

pytestmark = pytest.mark.django_db

some = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
NOUNS = ("statement", "article", "actor", "event")


@pytest.fixture(autouse=True)
def empty() -> None:
    cast.clear()


def problems() -> list[str]:
    with connection.cursor() as cursor:
        return index.problems(cursor)


def check(random: Random, archive: reference.Archive, question: tuple, noun: str = "statement") -> None:
    """The index answers the question as the reference does, in order, and by pages of a random size both ways."""
    typed = reference.typed(question)
    understood = understand(typed, noun=noun)
    wanted = reference.answer(archive, question, noun)
    if understood.root is None:
        assert wanted == set(), typed
        return
    matches = Matches(noun, understood.root)
    found = matches.newest(1_000)
    assert sorted(found) == sorted(wanted), typed
    assert (matches.count.rows, matches.count.capped) == (len(found), False), typed
    days = {row.pk: row.day for row in archive.rows[noun]}
    assert [days[pk] for pk in found] == sorted((days[pk] for pk in found), reverse=True), typed
    order, right = random.choice([(NEWEST, found), (OLDEST, found[::-1])])
    for backwards in (False, True):
        assert paged(matches, order, backwards, random.randint(2, 9)) == right, typed


def paged(matches: Matches, order, backwards: bool, size: int) -> list[int]:
    """All rows of the list, page by page from its beginning, or from its end."""
    place = None
    if backwards:
        entries = matches.page(order, None, False, 1_000)
        if not entries:
            return []
        place = Place("", entries[-1].place.key + (-1 if order.descending else 1))
    seen: list[int] = []
    while page := matches.page(order, place, backwards, size):
        seen += [entry.pk for entry in page]
        place = page[-1].place
    return seen[::-1] if backwards else seen


def in_a_random_archive(seed: int, changes: int = 0, questions: int = 4) -> None:
    """Make an archive, change it, ask; all is rolled back."""
    random = Random(seed)
    with transaction.atomic():
        churn.make_archive(random)
        ways = [churn.change(random) for _ in range(changes)]
        assert problems() == [], ways
        archive = reference.read()
        for _ in range(questions):
            check(random, archive, churn.question(random))
        check(random, archive, churn.question(random), random.choice(NOUNS[1:]))
        transaction.set_rollback(True)


@some
@given(seed=st.integers(0, 2**32))
def test_the_index_finds_what_a_reading_of_every_row_finds(seed):
    in_a_random_archive(seed)


@some
@given(seed=st.integers(0, 2**32))
def test_and_still_after_changes_by_every_way_there_is_to_write(seed):
    in_a_random_archive(seed, changes=8, questions=3)


@pytest.mark.parametrize("noun", NOUNS)
def test_single_words_and_all_rows_of_each_noun(noun):
    random = Random(noun)
    churn.make_archive(random, articles=4)
    archive = reference.read()
    for _ in range(6):
        check(random, archive, churn.term(random), noun)
        check(random, archive, ("not", churn.term(random)), noun)
    assert set(Matches(noun).newest(1_000)) == {row.pk for row in archive.rows[noun]}


def test_the_questions_are_not_idle():
    """Most of the random questions find some rows and leave some out, so that the comparison says something."""
    random = Random(7)
    churn.make_archive(random)
    archive = reference.read()
    found = [len(reference.answer(archive, churn.question(random))) for _ in range(100)]
    assert sum(0 < rows < len(archive.rows["statement"]) for rows in found) > 30


# Dates: a row may lie in a period when its earliest and latest day overlap it; None is an open end.


EDTF = ["2025", "2025-03", "2025-03-18", "2024-02-29", "202X", "19XX", "2025-22", "2024-12-30/2025-01-02", "0001-01-01", "9999-12-31"]
EDTF += ["2025-03-18/..", "../2025-03-18", "1999/2001", "2025-02-28/2025-03-01", "../0999", "9000/..", "1000/1999", "2025-03-01/2025-03-31"]
DAYS = st.dates() | st.sampled_from([dt.date(2025, 3, 18), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2000, 1, 1), dt.date.max])


@pytest.fixture(scope="module")
def dated():
    """Dates with the tags that the view gives each: the view reads a row, so rows are made, once."""
    return {}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=st.none() | DAYS, last=st.none() | DAYS)
def test_a_row_is_in_a_period_when_its_days_may_be(dated, first, last):
    if first and last and first > last:
        first, last = last, first
    if not dated:
        dated |= {edtf: " ".join(tags_of(edtf)).split() for edtf in [*EDTF, ""]}
    wanted = set(period("said", first, last))
    for edtf, tags in dated.items():
        assert bool(wanted & set(tags)) == reference.may_lie(dates.days(edtf), first, last), (edtf, first, last)


def tags_of(edtf: str) -> list[str]:
    statement = builders.make_statement(said=edtf)
    with connection.cursor() as cursor:
        cursor.execute("SELECT days FROM search_statement WHERE id = %s", [statement.pk])
        return [days for (days,) in cursor.fetchall()]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(one=DAYS, other=DAYS)
def test_any_interval_is_found_on_its_days_and_not_beside_them(one, other):
    first, last = sorted((one, other))
    with transaction.atomic():
        statement = builders.make_statement(said=f"{first}/{last}" if first < last else f"{first}")
        for edge, beyond in ((first, first - dt.timedelta(1) if first > dt.date.min else None), (last, next_day(last))):
            assert statement.pk in Matches("statement", Tagged(tuple(period("said", edge, edge)))).newest(200)
            if beyond:
                assert statement.pk not in Matches("statement", Tagged(tuple(period("said", beyond, beyond)))).newest(200)
        transaction.set_rollback(True)


def next_day(day: dt.date) -> dt.date | None:
    return day + dt.timedelta(1) if day < dt.date.max else None


@given(first=st.none() | DAYS, last=st.none() | DAYS)
@settings(max_examples=300, deadline=None)
def test_a_period_is_few_tags(first, last):
    if first and last and first > last:
        first, last = last, first
    tags = period("said", first, last)
    assert len(tags) == len(set(tags)) < 220


@pytest.mark.parametrize(
    ("edtf", "wanted"),
    [
        ("2025-03-18", "20250318"),
        ("2025-03-18~", "20250318"),
        ("2025-03", "202503"),
        ("2025-03-18/2025-03-20", "202503"),
        ("2025-03-31/2025-04-01", "2025"),
        ("2025-03-31/2025-04-30", "2025"),
        ("2025", "2025"),
        ("202X", "202"),
        ("20XX", "20"),
        ("2019-12-31/2020-01-01", "20"),
        ("../2025-03", ""),
        ("2025-03-18/..", ""),
        ("", ""),
        ("0001-01-01", "00010101"),
    ],
)
def test_the_smallest_unit_that_holds_a_date_is_read_off_its_tags(edtf, wanted):
    assert unit(f"z0{' '.join(['', *tags_of(edtf)])}", "said") == wanted
