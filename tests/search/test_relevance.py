"""The best matches first: each match once, what is rare and what stands in a title before the rest, and a bound that holds."""

import pytest
from hypothesis import HealthCheck, given, settings

from archive.search import relevance
from archive.search.matching import Matches
from archive.search.query import AllOf, Near, Not, Prefix, Tagged, Word
from archive.search.reading import understand
from archive.search.tags import tag
from tests.builders import make_actor, make_article, make_event, make_statement
from tests.pages import cast
from tests.search.finding import found
from tests.search.test_matching import MODELS, TREES

pytestmark = pytest.mark.django_db


def ranked(typed: str, noun: str = "statement") -> list[int]:
    return relevance.ranked(Matches(noun, understand(typed, noun=noun).root))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(tree=TREES)
def test_every_match_is_ranked_once(tree):
    matches = Matches("statement", tree)
    best = relevance.ranked(matches)
    assert len(best) == len(set(best))
    assert set(best) == set(matches.newest(10_000))


@pytest.mark.parametrize("noun", MODELS)
@pytest.mark.parametrize("typed", ["ceasefire -energy", "memorandum OR -putin", "-war (talks OR -energy)", "-war", "-war -peace", "-zebra"])
def test_every_match_of_a_query_that_excludes_is_ranked(noun, typed):
    assert sorted(ranked(typed, noun)) == sorted(found(typed, noun))


def test_what_only_lacks_a_word_comes_after_what_has_one():
    article = make_article("A zebra ran. A horse ran. A zebra slept.")
    zebra, horse = make_statement(article, "A zebra ran"), make_statement(article, "A horse ran")
    best = ranked("zebra OR -slept")
    assert best[0] == zebra.pk and horse.pk in best[1:]


def test_words_in_the_statement_weigh_more_than_words_in_its_note():
    article = make_article("A zebra ran. A horse ran.")
    in_note = make_statement(article, "A horse ran", note="Not a zebra.")
    in_text = make_statement(article, "A zebra ran")
    assert ranked("zebra") == [in_text.pk, in_note.pk]


def test_a_title_weighs_more_than_a_text_and_a_name_more_than_a_description():
    in_text = make_article("A quagga ran by.", title="What ran by")
    in_title = make_article("What ran by was a horse.", title="A quagga")
    assert ranked("quagga", "article") == [in_title.pk, in_text.pk]
    described, named = make_actor("Anna", description="Friend of a quagga."), make_actor("Quagga Fan")
    assert ranked("quagga", "actor") == [named.pk, described.pk]
    there, held = make_event("A meeting", description="About the quagga."), make_event("Quagga talks")
    assert ranked("quagga", "event") == [held.pk, there.pk]


def test_a_word_that_is_rare_weighs_more_than_one_that_is_frequent():
    cast.clear()
    article = make_article("A zebra came. Okapi came by.\n" + "\n".join(f"The zebra number {n} came." for n in range(20)))
    for n in range(20):
        make_statement(article, f"The zebra number {n} came.")
    frequent, rare = make_statement(article, "A zebra came."), make_statement(article, "Okapi came by.")
    best = ranked("okapi OR zebra")
    assert best[0] == rare.pk and frequent.pk in best[1:]


def test_more_often_and_shorter_is_better():
    long = "It was said that a zebra and a horse and a cow and a goat and a sheep came."
    article = make_article(f"A zebra came. Zebra zebra zebra! {long}")
    once, thrice, among = (make_statement(article, words) for words in ("A zebra came.", "Zebra zebra zebra!", long))
    assert ranked("zebra") == [thrice.pk, once.pk, among.pk]


def test_equally_good_matches_are_newest_first():
    article = make_article("A zebra came.")
    middle, oldest, newest = (make_statement(article, "A zebra came.", said=said) for said in ("2024", "2023", "2025"))
    assert ranked("zebra") == [newest.pk, middle.pk, oldest.pk]


def test_who_says_a_name_stands_before_who_only_bears_it():
    anna = make_actor("Zarathustra")
    said = make_statement(make_article("We will come."), "We will come.", [anna])
    told = make_statement(make_article("Zarathustra came."), "Zarathustra came.")
    assert ranked("zarathustra") == [told.pk, said.pk]


@pytest.mark.parametrize("tree", [None, Not(Word("xyzzy"))])
def test_without_a_word_that_is_wanted_the_newest_come_first(tree):
    matches = Matches("statement", tree)
    assert relevance.ranked(matches) == matches.newest(relevance.RANKED["statement"])


@pytest.mark.parametrize("typed", ["a.b", "ŠIMIĆ", "мир", "don't", "U.S.", "30%", "c++*", "a*b*"])
def test_whatever_was_typed_can_be_put_in_order(typed):
    assert sorted(ranked(typed)) == sorted(found(typed))


def test_accents_and_case_weigh_nothing():
    article = make_article("Das Élysée war da. The ELYSEE was there.")
    plain, accented = make_statement(article, "The ELYSEE was there."), make_statement(article, "Das Élysée war da.")
    assert set(ranked("élysée")) == set(ranked("elysee")) >= {plain.pk, accented.pk}


def test_of_more_matches_than_its_bound_the_newest_are_put_in_order(monkeypatch):
    monkeypatch.setitem(relevance.RANKED, "statement", 5)
    article = make_article("Zebra zebra. " + " ".join(f"Zebra number {n}." for n in range(6)))
    newest = [make_statement(article, f"Zebra number {n}.", said=f"2025-03-{n + 10}").pk for n in range(6)][1:]
    make_statement(article, "Zebra zebra.", said="2020")
    assert sorted(ranked("zebra")) == sorted(newest)


def test_a_filter_beside_the_words_leaves_out_and_does_not_disturb():
    anna = make_actor("Anna")
    article = make_article("Zebra! A zebra came.")
    hers = make_statement(article, "A zebra came.", [anna])
    make_statement(article, "Zebra!")
    tree = AllOf((Word("zebra"), Tagged((tag("speaker", anna.pk),))))
    assert relevance.ranked(Matches("statement", tree)) == [hers.pk]


def test_nearness_and_beginnings_are_weighed():
    article = make_article("A zebra met a horse. A zebra alone.")
    both, alone = make_statement(article, "A zebra met a horse."), make_statement(article, "A zebra alone.")
    assert relevance.ranked(Matches("statement", Near((Word("zebra"),), (Word("horse"),), 3))) == [both.pk]
    assert set(relevance.ranked(Matches("statement", Prefix("zebr")))) == {both.pk, alone.pk}


def test_ranking_asks_twice_at_most(django_assert_max_num_queries):
    tree = understand("ceasefire energy (talks OR war*)").root
    with django_assert_max_num_queries(2):
        relevance.ranked(Matches("statement", tree))
