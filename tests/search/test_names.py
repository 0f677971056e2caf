"""A name finds all its spellings and what its people said, and the reader is told so."""

import pytest

from archive.models import Actor
from archive.search import names
from archive.search.query import AllOf, AnyOf, Near, Not, Phrase, Prefix, Tagged, Word
from archive.search.reading import understand
from archive.search.tags import tag
from tests.builders import make_actor, make_article, make_statement
from tests.search.finding import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhelev():
    """An actor with two short spellings, a long one and a role."""
    actor = make_actor("Zhelyo Zhelev")
    for name in ("Zhelev", "Jelev", "Jelyo Jelev"):
        actor.names.create(name=name)
    actor.names.create(name="the mayor", kind="called")
    return actor


def said_by(*actors: Actor) -> Tagged:
    return Tagged(tuple(tag("speaker", actor.pk) for actor in actors))


def test_both_spellings_of_zelenskyy_find_the_same():
    assert found("zelensky") == found("zelenskyy") == found("ZELENSKYY") != []
    assert found('"Volodymyr Zelensky"') == found('"volodymyr zelenskyy"') != []


def test_a_word_becomes_any_of_the_names_and_what_their_people_said_and_a_phrase_the_names_alone(zhelev):
    assert understand("jelev").root == AnyOf((Word("jelev"), Word("Zhelev"), said_by(zhelev)))
    assert understand('"jelyo jelev"').root == AnyOf((Phrase("jelyo jelev"), Phrase("Zhelyo Zhelev")))


def test_names_are_widened_everywhere_in_a_query(zhelev):
    name = AnyOf((Word("jelev"), Word("Zhelev"), said_by(zhelev)))
    assert understand("peace (jelev OR war)").root == AllOf((Word("peace"), AnyOf((name, Word("war")))))
    assert understand("peace -jelev").root == AllOf((Word("peace"), Not(AnyOf((Word("jelev"), Word("Zhelev"))))))


def test_beside_near_a_name_has_its_spellings_and_not_its_speaker(zhelev):
    near = Near((Word("jelev"), Word("Zhelev")), (Word("peace"), Word("war")), 3)
    assert understand("jelev NEAR/3 (peace OR war)").root == near


@pytest.mark.parametrize(("typed", "wanted"), [("jel*", Prefix("jel")), ("zhelyo", Word("zhelyo"))])
def test_a_beginning_or_a_part_of_a_name_is_a_word_like_others(zhelev, typed, wanted):
    assert understand(typed).root == wanted
    assert understand(typed).notes == ()


def test_a_name_of_more_words_is_a_spelling_unless_it_holds_the_word_anyway():
    actor = make_actor("Utopia")
    for name in ("UP", "U.P.", "United Provinces", "the UP"):
        actor.names.create(name=name)
    assert understand("up").root == AnyOf((Word("up"), Word("Utopia"), Word("U.P."), Phrase("United Provinces"), said_by(actor)))
    assert understand('"united provinces"').root == AnyOf((Phrase("united provinces"), Word("U.P."), Phrase("the UP")))


def test_an_excluded_name_excludes_all_its_spellings():
    assert found("-zelensky") == found("-zelenskyy")
    assert set(found("-zelensky")) & set(found('"zelenskyy"')) == set() != set(found('"zelenskyy"'))


def test_where_nobody_speaks_a_name_has_its_spellings_alone(zhelev):
    assert understand("jelev", noun="article").root == AnyOf((Word("jelev"), Word("Zhelev")))
    understood = understand("zhelyo", noun="article")
    assert (understood.root, understood.notes) == (Word("zhelyo"), ())


def test_the_reader_is_told(zhelev):
    understood = understand("jelev")
    [note] = understood.notes
    assert all(part in note for part in ("“jelev”", "“Zhelev”", "Zhelyo Zhelev", "said"))
    assert understood.words == ""
    assert understand("jelev -war").words == "“jelev” without “war”"
    assert "said" not in understand("jelev", noun="article").notes[0]


def test_what_is_marked_in_a_match_has_all_spellings(zhelev):
    assert understand("jelev -war").terms == (Word("jelev"), Word("Zhelev"))


@pytest.mark.parametrize("typed", ["mayor", '"the mayor"', "peace", "speaker:jelev", "hel", ""])
def test_roles_fields_and_other_words_are_not_widened(zhelev, typed):
    understood = understand(typed)
    assert "Zhelev" not in str(understood.root)
    assert "also finds" not in " ".join(understood.notes)


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_the_names_of_actors_that_readers_do_not_see_are_not_used(zhelev, status):
    Actor.objects.filter(pk=zhelev.pk).update(status=status)
    assert understand("jelev").root == Word("jelev")
    assert understand("jelev").notes == ()


def test_a_name_of_two_actors_finds_the_names_and_words_of_both(zhelev):
    other = make_actor("Petar Jelev")
    other.names.create(name="Jelev")
    other.names.create(name="Želev")
    [note] = understand("jelev").notes
    assert "“Zhelev”" in note and "“Želev”" in note
    assert "Zhelyo Zhelev" in note and "Petar Jelev" in note
    hers, his = (make_statement(speakers=[actor]) for actor in (other, zhelev))
    assert {hers.pk, his.pk} <= set(found("jelev"))


def test_of_three_actors_the_number_is_told_and_not_every_name(zhelev):
    for given in ("Petar", "Ivan", "Maria"):
        make_actor(f"{given} Jelev").names.create(name="Jelev")
    [note] = understand("jelev").notes
    assert "4" in note and "Petar" not in note


def test_no_more_actors_are_looked_at_than_a_bound(monkeypatch, zhelev):
    monkeypatch.setattr(names, "MOST", 2)
    for _ in range(3):
        make_actor("Jelev")
    [tagged] = [node for node in understand("jelev").root.nodes if isinstance(node, Tagged)]
    assert len(tagged.tags) == 2


def test_case_makes_no_difference_beyond_ascii_either():
    actor = make_actor("Élodie Šimić")
    for name in ("Šimić", "Shimich"):
        actor.names.create(name=name)
    for typed in ("ŠIMIĆ", "šimić", "simic"):
        assert understand(typed).root == AnyOf((Word(typed), Word("Shimich"), said_by(actor)))


def test_a_name_in_another_script_is_a_spelling_like_others():
    actor = make_actor("Vitalii Test")
    for name in ("Віталій", "Vitaly", "O’Vital"):
        actor.names.create(name=name)
    latin = make_statement(make_article("Vitaly came."), "Vitaly came.")
    cyrillic = make_statement(make_article("Віталій прийшов."), "Віталій прийшов.")
    apostrophe = make_statement(make_article("O'Vital came."), "O'Vital came.")
    assert {latin.pk, cyrillic.pk} <= set(found("vitaly")) & set(found("ВІТАЛІЙ"))
    assert found("o’vital") == found("O'VITAL") == found('"o vital"') == [apostrophe.pk]


def test_one_spelling_finds_a_statement_with_the_other(zhelev):
    statement = make_statement(make_article("Zhelev agreed to it."), "Zhelev agreed")
    assert statement.pk in found("jelev") and statement.pk in found("zhelev")


def test_a_renamed_actor_is_found_by_the_new_name_at_once(zhelev):
    statement = make_statement(speakers=[zhelev])
    zhelev.names.all().delete()
    Actor.objects.filter(pk=zhelev.pk).update(name="Zoroaster")
    assert (found("jelev"), found("zoroaster")) == ([], [statement.pk])


def test_widening_asks_the_database_once_or_twice(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        understand("zelensky putin trump (russia OR -ukraine)")
    with django_assert_max_num_queries(0):
        understand(" … ")
