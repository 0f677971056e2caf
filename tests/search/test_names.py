"""A name finds all its spellings."""

import pytest

from archive.models import Actor, Statement
from archive.search import matching
from archive.search.query import AllOf, AnyOf, Not, Phrase, Word
from archive.search.reading import understand
from tests.builders import make_actor, make_article, make_statement

pytestmark = pytest.mark.django_db


def found(typed: str) -> set[int]:
    return set(Statement.objects.filter(matching.condition(understand(typed).query, "statement")).values_list("pk", flat=True))


@pytest.fixture
def zhelev():
    """An actor with two short spellings, a long one and a role."""
    actor = make_actor("Zhelyo Zhelev")
    for name in ("Zhelev", "Jelev", "Jelyo Jelev"):
        actor.names.create(name=name)
    actor.names.create(name="the mayor", kind="called")
    return actor


def test_both_spellings_of_zelenskyy_find_the_same():
    assert found("zelensky") == found("zelenskyy") == found("ZELENSKYY") != set()
    assert found('"Volodymyr Zelensky"') == found('"volodymyr zelenskyy"') != set()


def test_a_word_becomes_any_of_the_names_of_as_many_words(zhelev):
    assert understand("jelev").query.root == AnyOf((Word("jelev"), Word("Zhelev")))
    assert understand('"jelyo jelev"').query.root == AnyOf((Phrase("jelyo jelev"), Phrase("Zhelyo Zhelev")))


def test_names_are_widened_everywhere_in_a_query(zhelev):
    name = AnyOf((Word("jelev"), Word("Zhelev")))
    assert understand("peace (jelev OR war)").query.root == AllOf((Word("peace"), AnyOf((name, Word("war")))))
    assert understand("peace -jelev").query.root == AllOf((Word("peace"), Not(name)))


def test_an_excluded_name_excludes_all_its_spellings():
    assert found("-zelensky") == found("-zelenskyy")
    assert found("-zelensky") & found("zelenskyy") == set()


def test_the_reader_is_told(zhelev):
    understood = understand("jelev")
    assert understood.notes == ("“jelev” also finds “Zhelev” (Zhelyo Zhelev).",)
    assert understood.words == ""
    assert understand("jelev -war").words == "“jelev” without “war”"


def test_what_is_marked_in_a_match_has_all_spellings(zhelev):
    assert understand("jelev -war").terms == (Word("jelev"), Word("Zhelev"))


@pytest.mark.parametrize("typed", ["mayor", '"the mayor"', "jel*", "peace", "zhelyo", ""])
def test_roles_beginnings_and_other_words_are_not_widened(zhelev, typed):
    understood = understand(typed)
    assert understood.query.root == understood.asked.root
    assert understood.notes == ()


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_the_names_of_actors_that_readers_do_not_see_are_not_used(zhelev, status):
    Actor.objects.filter(pk=zhelev.pk).update(status=status)
    assert understand("jelev").query.root == Word("jelev")
    assert understand("jelev").notes == ()


def test_a_name_of_two_actors_finds_the_names_of_both(zhelev):
    other = make_actor("Petar Jelev")
    other.names.create(name="Jelev")
    other.names.create(name="Želev")
    [note] = understand("jelev").notes
    assert "“Zhelev”" in note and "“Želev”" in note
    assert "Zhelyo Zhelev" in note and "Petar Jelev" in note


def test_case_makes_no_difference_beyond_ascii_either():
    actor = make_actor("Élodie Šimić")
    for name in ("Šimić", "Shimich"):
        actor.names.create(name=name)
    assert understand("ŠIMIĆ").query.root == AnyOf((Word("ŠIMIĆ"), Word("Shimich")))
    assert understand("šimić").query.root == AnyOf((Word("šimić"), Word("Shimich")))


def test_one_spelling_finds_a_statement_with_the_other(zhelev):
    statement = make_statement(make_article("Zhelev agreed to it."), "Zhelev agreed")
    assert statement.pk in found("jelev") and statement.pk in found("zhelev")


def test_widening_asks_the_database_once_or_twice(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        understand("zelensky putin trump (russia OR -ukraine)")
    with django_assert_max_num_queries(0):
        understand(" … ")
