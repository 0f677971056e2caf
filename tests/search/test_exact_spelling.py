"""“Exactly as spelt”: a phrase is found only with the letters that were typed; case and what stands between words stay free."""

import pytest

from archive.models import Statement
from archive.search.matching import Matches
from archive.search.reading import understand
from archive.search.spelling import spelled
from tests.builders import make_actor, make_article, make_statement
from tests.pages.reading import chips, find, notes, read, rows
from tests.search.finding import found

pytestmark = pytest.mark.django_db


def exactly(typed: str, noun: str = "statement") -> list[int]:
    return found(typed, noun, exactly=True)


@pytest.fixture
def said():
    """Statements by their words."""
    sentences = ["Zelenskyy came.", "Zelensky came.", "The Élysée spoke.", "The Elysee spoke.", "I don’t go.", "I don t go.", "Мир сейчас."]
    article = make_article("\n".join(sentences))
    return {sentence: make_statement(article, sentence).pk for sentence in sentences}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('"zelensky"', ["Zelensky came."]),
        ('"ZELENSKYY"', ["Zelenskyy came."]),
        ('"the élysée"', ["The Élysée spoke."]),
        ('"THE ELYSEE"', ["The Elysee spoke."]),
        ('"the e\u0301lyse\u0301e"', ["The Élysée spoke."]),
        ('"don\'t go"', ["I don’t go."]),
        ('"don’t"', ["I don’t go."]),
        ('"МИР"', ["Мир сейчас."]),
        ('"elysee" -"the"', []),
        ('"elysee" spoke', ["The Elysee spoke."]),
    ],
)
def test_a_phrase_is_found_with_the_letters_typed(said, typed, wanted):
    mine = {pk: words for words, pk in said.items()}
    assert sorted(mine[pk] for pk in exactly(typed) if pk in mine) == sorted(wanted)


def test_without_the_switch_all_spellings_are_found(said):
    assert {said["The Élysée spoke."], said["The Elysee spoke."]} <= set(found('"the elysee"'))
    assert {said["Zelenskyy came."], said["Zelensky came."]} <= set(found('"zelensky"'))


def test_words_without_quotation_marks_stay_wide(said):
    assert exactly("zelensky") == found("zelensky")
    assert understand("zelensky", exactly=True).spelled == ()


def test_a_phrase_beside_a_name_counts_by_the_letter_and_the_name_by_every_spelling(said):
    actor = make_actor("Exact")
    statement = make_statement(make_article("The Élysée spoke."), "The Élysée spoke.", [actor])
    assert exactly('exact "the élysée"') == [statement.pk]
    assert exactly('exact "the elysee"') == []


def test_what_stands_between_the_words_is_free():
    statement = make_statement(make_article("Root-causes, he said; root\ncauses."), "Root-causes, he said; root\ncauses.")
    assert statement.pk in exactly('"root causes"')
    assert statement.pk in exactly('"causes he said"')


def test_no_phrase_crosses_the_gap_of_a_quotation_here_either():
    make_statement(make_article("“We zebras,” she said, “come soon.”"), ["We zebras,", "come soon."])
    assert exactly('"zebras come"') == []


def test_the_reader_is_told_where_the_letters_cannot_count():
    understood = understand('"the élysée" OR "root causes"', exactly=True)
    assert understood.spelled == () and understood.notes
    assert exactly('"the élysée" OR "root causes"') == found('"the élysée" OR "root causes"')


def test_everything_that_is_counted_is_what_is_paged(said):
    understood = understand('"the élysée"', exactly=True)
    matches = Matches("statement", understood.root, understood.spelled)
    assert matches.count.rows == len(matches.newest(100)) == len(exactly('"the élysée"'))


def test_the_switch_of_a_page_is_ticked_again_and_stays_with_order_and_page(client, said):
    ids = dict(Statement.objects.filter(pk__in=said.values()).values_list("pk", "public_id"))
    for noun in ("statement", "search"):
        path = {"statement": "/statements/", "search": "/search/"}[noun]
        root = read(client, f'{path}?q="zelensky"&exact=on')
        [box] = find(root, "input", name="exact")
        assert "checked" in box.attrib
    root = read(client, '/statements/?q="zelensky"&exact=on')
    assert "also finds" not in notes(root)
    assert ids[said["Zelensky came."]] in rows(root, "statement")
    assert ids[said["Zelenskyy came."]] not in rows(root, "statement")
    assert all("exact=on" in a.get("href") for a in find(root, "ul", **{"aria-label": "Order"})[0].iter("a"))
    assert all("exact" not in link for link in chips(root).values())


def test_an_exact_search_marks_the_words_it_found(client, said):
    root = read(client, '/statements/?q="the élysée"&exact=on')
    assert {mark.text for mark in root.iter("mark")} == {"The Élysée"}


@pytest.mark.parametrize(
    ("phrases", "texts", "answer"),
    [
        ('["a b"]', ["x a-b y"], True),
        ('["a b"]', ["a", "b"], False),
        ('["a", "b"]', ["a", "b"], True),
        ('["a"]', ["ab", "ba"], False),
        ('["a"]', ["á"], False),
        ('["á"]', ["a\u0301"], True),
        ('["o\'b"]', ["O’B"], True),
        ('["a.b"]', ["axb"], False),
        ('["a"]', [None, ""], False),
        ("[]", ["x"], True),
    ],
)
def test_the_function_of_sql_compares_letter_by_letter(phrases, texts, answer):
    assert spelled(phrases, *texts) is answer
