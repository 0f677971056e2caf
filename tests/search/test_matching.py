"""A query against the index: exactly the rows that a slow and obviously right reading of the tree gives."""

import re
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Actor, Article, Event, Statement
from archive.search import matching
from archive.search.parser import parse
from archive.search.query import AllOf, AnyOf, Not, Phrase, Prefix, Query, Word
from archive.sources.shapes import Remark, Span
from tests.builders import make_actor, make_article, make_event, make_statement

pytestmark = pytest.mark.django_db

MODELS = {"statement": Statement, "article": Article, "actor": Actor, "event": Event}
many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def found(query: Query | str, noun: str = "statement") -> set[int]:
    query = parse(query) if isinstance(query, str) else query
    return set(MODELS[noun].objects.published().filter(matching.condition(query, noun)).values_list("pk", flat=True))


# The reference: words are folded runs of letters and digits; a term matches where its words stand side by side in one column.


def words_of(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()
    return re.findall(r"[^\W_]+", plain)


def columns_of(row) -> list[list[str]]:
    if isinstance(row, Article):
        inside = {at for start, end in row.furniture_spans for at in range(start, end)}
        text = "".join("\n" if at in inside else character for at, character in enumerate(row.text))
        return [words_of(row.title), words_of(text)]
    names = {name for actor in row.speakers.published() for name in [actor.name, *spellings(actor)]}
    return [words_of(row.text), words_of(" · ".join(sorted(names))), words_of(row.note)]


def spellings(actor) -> list[str]:
    return list(actor.names.filter(kind="name").values_list("name", flat=True))


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
@settings(many, max_examples=150)
@given(tree=TREES)
def test_what_is_found_is_what_a_reading_of_every_row_finds(scanned, noun, tree):
    assert found(Query("", tree), noun) == {pk for pk, columns in scanned(noun) if holds(tree, columns)}


@many
@given(
    typed=st.text(max_size=80)
    | st.lists(st.sampled_from([*'"()-*“„ :^+{}\\', " OR ", " AND ", " NOT ", "NEAR(", *VOCABULARY])).map("".join)
)
def test_whatever_is_typed_can_be_run(typed):
    query = parse(typed)
    for noun in ("statement", "event"):
        ranked = matching.ranked(query, noun)
        if query.root is not None:
            assert set(ranked) <= found(query, noun)


@pytest.mark.parametrize(
    "typed",
    [
        "a.b",
        "text:putin",
        "putin NOT trump",
        "NEAR(a b)",
        "^putin",
        "{text names}: x",
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
    query = parse(typed)
    if query.root is not None:
        found(query)
        matching.ranked(query, "statement")


@settings(many, max_examples=100)
@given(tree=TREES)
def test_every_match_is_ranked_once(tree):
    ranked = matching.ranked(Query("", tree), "statement")
    assert len(ranked) == len(set(ranked)) and set(ranked) == found(Query("", tree))


@pytest.mark.parametrize("noun", MODELS)
@pytest.mark.parametrize("typed", ["ceasefire -energy", "memorandum OR -putin", "-war (talks OR -energy)", "-war", "-war -peace", "-zebra"])
def test_every_match_of_a_query_that_excludes_is_ranked(noun, typed):
    assert set(matching.ranked(parse(typed), noun)) == found(typed, noun)


def test_what_only_lacks_a_word_comes_after_what_has_one():
    article = make_article("A zebra ran. A horse ran. A zebra slept.")
    zebra, horse = make_statement(article, "A zebra ran"), make_statement(article, "A horse ran")
    ranked = matching.ranked(parse("zebra OR -slept"), "statement")
    assert ranked[0] == zebra.pk and horse.pk in ranked[1:]


@pytest.mark.parametrize("typed", ["", "…"])
def test_without_a_word_nothing_is_ranked(typed):
    assert matching.ranked(parse(typed), "statement") == []


def test_words_in_the_statement_weigh_more_than_words_in_its_note():
    article = make_article("A zebra ran. A horse ran.")
    in_note = make_statement(article, "A horse ran", note="Not a zebra.")
    in_text = make_statement(article, "A zebra ran")
    assert matching.ranked(parse("zebra"), "statement") == [in_text.pk, in_note.pk]


def test_furniture_is_not_found():
    assert found("surge OR houthis OR brent", "article") == set()
    assert found("Strikes Yemen", "article") == set()


def test_words_on_both_sides_of_furniture_are_found_and_are_two_words():
    text = "before<box>after"
    article = make_article(text, furniture=[Remark(Span(6, 11), "box")])
    assert article.pk in found('"before after"', "article")
    assert article.pk not in found("beforeafter OR box", "article")


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
    assert found("quuxie", "actor") == found("quuxian", "actor") == {actor.pk}
    assert found("xanadu", "event") == {event.pk}


@pytest.mark.parametrize("noun", MODELS)
def test_drafts_are_not_found(noun):
    make = {"statement": make_statement, "article": make_article, "actor": make_actor, "event": make_event}[noun]
    row = make(status="draft") if noun != "statement" else make(make_article("We zebras.", status="draft"), "We zebras.")
    assert row.pk not in found("zebras OR we OR actor OR event OR article", noun)
