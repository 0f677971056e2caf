"""A tree against the index: exactly the rows that a slow and obviously right reading of the seeds gives, whatever the tree."""

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Actor, Article, Event, Statement
from archive.search.matching import BY_NAME, CAP, NEWEST, Matches, counts, existing
from archive.search.parser import parse
from archive.search.query import AllOf, AnyOf, Not, Phrase, Prefix, Word
from archive.search.reading import understand
from archive.sources.shapes import Remark, Span
from tests.builders import make_actor, make_article, make_event, make_statement
from tests.search.finding import found

pytestmark = pytest.mark.django_db

MODELS = {"statement": Statement, "article": Article, "actor": Actor, "event": Event}
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def matched(tree, noun: str) -> set[int]:
    return set(Matches(noun, tree).newest(CAP))


# The reference: words are folded runs of letters and digits; a term matches where its words stand side by side in one column.


def words_of(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()
    return re.findall(r"[^\W_]+|\|", plain)  # a bar stands for what no phrase crosses


def columns_of(row) -> list[list[str]]:
    if isinstance(row, Article):
        inside = {at for start, end in row.furniture_spans for at in range(start, end)}
        text = "".join("|" if at in inside else character for at, character in enumerate(row.text))
        return [words_of(row.title), words_of(text)]
    return [words_of(row.text.replace(" … ", " | ")), words_of(row.note)]


def holds(node, columns: list[list[str]]) -> bool:
    match node:
        case AllOf(nodes):
            return all(holds(child, columns) for child in nodes)
        case AnyOf(nodes):
            return any(holds(child, columns) for child in nodes)
        case Not(child):
            return not holds(child, columns)
    wanted = words_of(node.text)
    runs = [column[at : at + len(wanted)] for column in columns for at in range(len(column) - len(wanted) + 1)]
    if isinstance(node, Prefix):
        return any(run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1]) for run in runs)
    return wanted in runs


@pytest.fixture(scope="module")
def scanned():
    """(primary key, columns) of each published row of a noun, read once; the seeds do not change in this module's properties."""

    @cache
    def rows(noun: str):
        return [(row.pk, columns_of(row)) for row in MODELS[noun].objects.published()]

    return rows


VOCABULARY = [
    "ceasefire", "Putin", "TRUMP", "the", "war", "energy", "root", "causes", "zelensky", "Zelenskyy", "Ukraine’s", "talks", "30", "Oil",
    "U.S.", "military", "nonsense", "house", "prices",
]  # fmt: skip
WORDS = st.sampled_from(VOCABULARY).map(Word)
PHRASES = st.sampled_from(["root causes", "the war", "White House", "causes root", "Vladimir Putin", "the root causes", "oil prices"]).map(
    Phrase
)
PREFIXES = st.sampled_from(["cease", "t", "mobili", "ukrain", "zelensk", "3", "x"]).map(Prefix)


def branches(children):
    several = st.lists(children, min_size=2, max_size=3).map(tuple)
    return several.map(AllOf) | several.map(AnyOf) | children.map(Not)


TREES = st.recursive(WORDS | PHRASES | PREFIXES, branches, max_leaves=6)


@pytest.mark.parametrize("noun", ["statement", "article"])
@many
@given(tree=TREES)
def test_what_is_found_is_what_a_reading_of_every_row_finds(scanned, noun, tree):
    assert matched(tree, noun) == {pk for pk, columns in scanned(noun) if holds(tree, columns)}


@many
@given(
    typed=st.text(max_size=80)
    | st.lists(st.sampled_from([*'"()-*“„ :^+{}\\', " OR ", " AND ", " NOT ", "NEAR(", " NEAR/3 ", "said:", *VOCABULARY])).map("".join)
)
def test_whatever_is_typed_can_be_run(typed):
    for noun in ("statement", "event"):
        found(typed, noun)


@pytest.mark.parametrize(
    "typed",
    [
        "a.b",
        "text:putin",
        "putin NOT trump",
        "NEAR(a b)",
        "^putin",
        "{text note}: x",
        "tags:z0",
        "a + b",
        "'",
        '"a" * b',
        "putin\\",
        "-*",
        "a" * 500,
        "a " * 250,
    ],
)
def test_the_languages_of_the_engine_mean_nothing_here(typed):
    found(typed), found(typed, exactly=True)


@pytest.mark.parametrize("noun", MODELS)
def test_the_tags_of_the_index_are_no_words(noun):
    """A reader who types what the index calls a filter, or its barrier, finds nothing by it."""
    tags = Matches(noun).columns(["tags", "days"], 1)[0]
    for typed in (*" ".join(tags).split(), "\ue000"):
        assert found(f'"{typed}"', noun, exactly=True) == [] or typed in "2025"


@pytest.mark.parametrize("noun", MODELS)
def test_everything_but_a_word_is_the_rest(noun):
    for typed in ("ceasefire", '"the war"', "t*"):
        assert set(found(f"-{typed}", noun)) == set(found("-xyzzy", noun)) - set(found(typed, noun))
    assert set(found("-xyzzy", noun)) == set(MODELS[noun].objects.published().values_list("pk", flat=True))


@many
@given(trees=st.lists(TREES, min_size=1, max_size=4), cap=st.sampled_from([0, 1, 5, 1_000]))
def test_counts_are_those_of_the_rows_and_say_where_they_end(trees, cap):
    rows = [len(matched(tree, "statement")) for tree in trees]
    assert counts("statement", trees, cap) == [(min(number, cap), number > cap) for number in rows]
    assert [Matches("statement", tree).counted(cap) for tree in trees] == counts("statement", trees, cap)
    assert existing("statement", trees) == [number > 0 for number in rows]


def test_of_no_tree_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (existing("statement", []), counts("statement", [], 10)) == ([], [])


def test_a_capped_count_says_so_with_a_plus():
    rows = Statement.objects.published().count()
    assert [str(Matches("statement").counted(cap)) for cap in (rows - 1, rows)] == [f"{rows - 1}+", f"{rows}"]


def test_a_row_keeps_its_place_when_its_words_change_and_moves_with_its_day():
    statement, other = (make_statement(said="2025-03-18") for _ in range(2))
    first, second = places(statement), places(other)
    Statement.objects.filter(pk=statement.pk).update(note="Seen.")
    assert places(statement) == first < second == places(other)
    statement.said = "2025-03-19"
    statement.save()
    assert places(statement) > second


def places(statement) -> int:
    [entry] = Matches("statement", understand(f"article:{statement.article.slug}").root).page(NEWEST, None, False, 5)
    return entry.place.key


def test_a_list_by_name_goes_by_the_name_that_actors_are_sorted_by():
    for name, sort in (("Zed Aaa", "Aaa"), ("Ann Zzz", "Zzz"), ("Émile", "Émile")):
        make_actor(f"{name} Sorted", sort=f"{sort} Sorted")
    entries = Matches("actor", Word("sorted")).page(BY_NAME, None, False, 10)
    assert [entry.place.sort for entry in entries] == ["Aaa Sorted", "Zzz Sorted", "Émile Sorted"]


def test_furniture_is_not_found():
    assert found("surge OR houthis OR brent", "article") == []
    assert found("Strikes Yemen", "article") == []


def test_words_on_both_sides_of_furniture_are_found_and_no_phrase_crosses_it():
    text = "zebra<box>horse"
    article = make_article(text, furniture=[Remark(Span(5, 10), "box")])
    assert found("zebra horse", "article") == [article.pk]
    assert found('"zebra horse" OR zebrahorse OR box', "article") == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("elysee", "At the Élysée."),
        ("ÉLYSÉE", "at the élysée"),
        ("cafe", "cafe\u0301 open"),
        ("мир", "Мир сейчас"),
        ("don't", "They don’t go"),
    ],
)
def test_case_accents_and_marks_make_no_difference(typed, text):
    assert make_article(text).pk in found(typed, "article")


def test_actors_are_found_by_every_name_and_events_by_place():
    actor = make_actor("Quentin Quux")
    actor.names.create(name="Quuxie")
    actor.names.create(name="the quuxian envoy", kind="called")
    event = make_event("Meeting", place="Xanadu")
    assert found("quuxie", "actor") == found("quuxian", "actor") == [actor.pk]
    assert found("xanadu", "event") == [event.pk]


@pytest.mark.parametrize("noun", MODELS)
def test_drafts_are_not_found(noun):
    make = {"statement": make_statement, "article": make_article, "actor": make_actor, "event": make_event}[noun]
    row = make(status="draft") if noun != "statement" else make(make_article("We zebras.", status="draft"), "We zebras.")
    assert row.pk not in found("zebras OR we OR actor OR event OR article", noun)


def test_no_phrase_crosses_from_one_name_to_another_or_over_the_gap_of_a_quotation():
    actor = make_actor("Quentin Quux")
    for name in ("Quuxie Blue", "Red Quuxon"):
        actor.names.create(name=name)
    assert found('"blue red"', "actor") == found('"red quuxie"', "actor") == []
    statement = make_statement(make_article("“We zebras,” she said, “come soon.”"), ["We zebras,", "come soon."])
    assert found('"we zebras"') == found('"come soon"') == found("zebras soon") == [statement.pk]
    assert found('"zebras come"') == []


def test_a_field_is_looked_up_before_it_is_searched():
    with pytest.raises(TypeError, match="looked up"):
        Matches("statement", parse("speaker:putin").root).newest(1)
