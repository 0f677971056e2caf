"""Where reports differ."""

import pytest

from archive.comparison import AGREE, CONTRADICTS_ITSELF, DIFFER, SINGLE, compare
from archive.models import Detail, Event
from tests.builders import make_actor, make_article, make_detail, make_event

pytestmark = pytest.mark.django_db

LENGTH = "length"


@pytest.fixture
def event():
    return make_event()


@pytest.fixture
def articles():
    return [make_article("It took one hour, or two hours, or three.", published=f"2025-03-1{day}") for day in range(3)]


def table(event):
    return compare(event.details.for_table())


def tell(article, event, value, words="one hour", aspect=LENGTH, **fields):
    return make_detail(article, event, aspect, value, words, **fields)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([["1 h"]], SINGLE),
        ([["1 h"], ["1 h"]], AGREE),
        ([["1 h"], ["2 h"]], DIFFER),
        ([["1 h"], ["1 h"], ["2 h"]], DIFFER),
        ([["1 h"], ["1 h"], []], AGREE),
        ([["1 h"], [], []], SINGLE),
        ([["1 h", "2 h"]], CONTRADICTS_ITSELF),
        ([["1 h", "2 h"], ["1 h"]], CONTRADICTS_ITSELF),
        ([["1 h", "1 h"]], SINGLE),
        ([["1 h", "1 h"], ["1 h"]], AGREE),
    ],
)
def test_the_verdict_on_an_aspect(event, articles, values, verdict):
    for article, given in zip(articles, values, strict=False):
        for value in given:
            tell(article, event, value)
    [row] = table(event).rows
    assert row.verdict == verdict
    assert row.differs == (verdict in (DIFFER, CONTRADICTS_ITSELF))


def test_two_sources_that_differ_in_one_article_are_no_contradiction_of_the_article(event, articles):
    tell(articles[0], event, "1 h", according_to=make_actor())
    tell(articles[0], event, "2 h", according_to=make_actor())
    [row] = table(event).rows
    assert row.verdict == DIFFER
    assert not row.cells[0].contradicts_itself


def test_one_source_with_two_values_is_a_contradiction(event, articles):
    source = make_actor()
    for value in ("1 h", "2 h"):
        tell(articles[0], event, value, according_to=source)
    assert table(event).rows[0].verdict == CONTRADICTS_ITSELF


def test_the_article_itself_and_its_source_may_differ(event, articles):
    tell(articles[0], event, "1 h")
    tell(articles[0], event, "2 h", according_to=make_actor())
    assert table(event).rows[0].verdict == DIFFER


def test_silence_is_an_empty_cell_and_not_agreement(event, articles):
    tell(articles[0], event, "1 h")
    tell(articles[1], event, "90", aspect="prisoners")
    found = table(event)
    assert [row.verdict for row in found.rows] == [SINGLE, SINGLE]
    assert [[len(cell.details) for cell in row.cells] for row in found.rows] == [[1, 0], [0, 1]]


def test_each_value_is_shown_once_with_the_articles_that_give_it(event, articles):
    for article, value in zip(articles, ["1 h", "2 h", "1 h"], strict=True):
        tell(article, event, value)
    [row] = table(event).rows
    assert row.values == {"1 h": (articles[0], articles[2]), "2 h": (articles[1],)}


def test_columns_are_in_the_order_of_publication_and_cells_in_the_order_of_the_text(event, articles):
    tell(articles[2], event, "2 h", "two hours")
    tell(articles[2], event, "1 h", "one hour")
    tell(articles[0], event, "1 h")
    found = table(event)
    assert found.articles == (articles[0], articles[2])
    assert [detail.value for detail in found.rows[0].cells[1].details] == ["1 h", "2 h"]


def test_what_differs_stands_first(event, articles):
    for aspect, values in {"z": ["1", "2"], "a": ["1", "1"], "m": ["1"], "k": ["2", "3"]}.items():
        for article, value in zip(articles, values, strict=False):
            tell(article, event, value, aspect=aspect)
    tell(articles[0], event, "9", aspect="z")
    found = table(event)
    assert [row.aspect for row in found.rows] == ["z", "k", "a", "m"]
    assert found.differing == 2


def test_an_event_without_details_has_an_empty_table(event):
    assert (table(event).rows, table(event).articles, table(event).differing) == ((), (), 0)


def test_the_two_calls_of_the_seeds_differ_in_eight_aspects_or_more_and_one_article_from_itself():
    tables = [table(Event.objects.get(slug=slug)) for slug in ("call-2025-03-18", "call-2025-05-19")]
    assert sum(found.differing for found in tables) >= 8
    assert any(row.verdict == CONTRADICTS_ITSELF for found in tables for row in found.rows)
    assert all(len(found.articles) > 1 for found in tables)


def test_no_detail_of_the_seeds_is_lost_in_its_table():
    for event in Event.objects.all():
        shown = [detail.pk for row in table(event).rows for cell in row.cells for detail in cell.details]
        assert sorted(shown) == sorted(event.details.values_list("pk", flat=True))
    assert Detail.objects.exists()


def test_a_table_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        table(Event.objects.get(slug="call-2025-03-18"))
