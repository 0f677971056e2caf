"""The wordings of one utterance, word by word."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import wording
from archive.models import Statement, Utterance
from archive.wording import ADDED, LEFT_OUT, SAME, difference
from tests.builders import make_article, make_statement


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("before", "after", "stretches"),
    [
        ("we will come", "we will come", [("we will come", SAME)]),
        ("We will come.", "we will come", [("we will come", SAME)]),
        ("the Élysée", "the elysee", [("the elysee", SAME)]),
        ("we will come", "we will all come", [("we will", SAME), ("all", ADDED), ("come", SAME)]),
        ("we will all come", "we will come", [("we will", SAME), ("all", LEFT_OUT), ("come", SAME)]),
        ("we will come", "we shall come", [("we", SAME), ("will", LEFT_OUT), ("shall", ADDED), ("come", SAME)]),
        ("come", "go", [("come", LEFT_OUT), ("go", ADDED)]),
        ("a long-term peace", "a long peace", [("a", SAME), ("long-term", LEFT_OUT), ("long", ADDED), ("peace", SAME)]),
        ("it’s fine", "it's fine", [("it's fine", SAME)]),
        ("peace—now", "peace now", [("peace now", SAME)]),
        ("", "peace", [("peace", ADDED)]),
        ("peace", "", [("peace", LEFT_OUT)]),
        ("", "", []),
    ],
)
def test_words_are_compared_without_case_accents_and_marks(before, after, stretches):
    assert difference(before, after) == stretches


TEXTS = st.lists(st.sampled_from(["we", "will", "come", "Élysée,", "“now”", "…", "—", "peace—now", "it’s", "30-day", "e\u0301", "😀"])).map(
    " ".join
)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_not_left_out_is_the_text_itself(before, after):
    kept = "".join(stretch.text for stretch in difference(before, after) if stretch.change != LEFT_OUT)
    if any(character.isalnum() for character in after):
        assert bare(kept) == bare(after)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_has_no_difference_from_itself(text):
    assert {stretch.change for stretch in difference(text, text)} <= {SAME}


TEXT = "A: “We will come to the talks.” B: it “will come to” them. C: they will be there. D: “We will come to the talks tomorrow.”"


@pytest.fixture
def article(db):
    return make_article(TEXT)


def test_the_longest_direct_wording_is_what_the_others_are_compared_with(article):
    direct = make_statement(article, "We will come to the talks.")
    longest = make_statement(article, "We will come to the talks tomorrow.")
    mixed = make_statement(article, "it “will come to” them", kind="mixed")
    found = wording.compare([mixed, direct, longest])
    assert [row.statement for row in found] == [longest, mixed, direct]
    assert [row.is_base for row in found] == [True, False, False]
    assert found[0].stretches == ((longest.text, SAME),)


def test_without_a_direct_wording_the_longest_mixed_one_is_the_base(article):
    indirect = make_statement(article, "they will be there", kind="indirect")
    mixed = make_statement(article, "it “will come to” them", kind="mixed")
    assert wording.compare([indirect, mixed])[0].statement == mixed


def test_nothing_is_compared_with_nothing():
    assert wording.compare([]) == []


@pytest.mark.parametrize(
    ("words", "kind", "summary"),
    [
        ("We will come to the talks tomorrow.", "direct", "Longer: nothing is left out."),
        ("We will come to the", "direct", "Shortened: nothing is added."),
        ("it “will come to” them", "mixed", "Shortened: nothing is added."),
        ("it “will come to” them", "indirect", "Reported without quotation marks by at least one of the two."),
        ("We will come to the talks", "direct", "The same words; only case, marks or spaces differ."),
        ("they will be there", "indirect", "Told in other words, too unlike to be compared word by word."),
    ],
)
def test_a_sentence_says_how_a_wording_differs(article, words, kind, summary):
    base = make_statement(article, "We will come to the talks.")
    [found] = wording.against(base, [make_statement(article, words, kind=kind)])
    assert found.summary == summary


def test_the_same_characters_are_called_so(article):
    base, other = (make_statement(article, "We will come to the talks.") for _ in range(2))
    assert wording.against(base, [other])[0].summary == "The same characters."


def test_wordings_that_are_too_unlike_are_shown_whole(article):
    base, other = make_statement(article, "We will come to the talks."), make_statement(article, "they will be there", kind="indirect")
    assert wording.against(base, [other])[0].stretches == ((other.text, SAME),)


@pytest.mark.django_db
def test_every_wording_of_the_seeds_is_told_in_its_own_words():
    utterances = Utterance.objects.published()
    assert utterances.filter(statements__in=Statement.objects.all()).exists()
    compared = 0
    for utterance in utterances:
        for found in wording.compare(utterance.statements.select_related("article")):
            kept = "".join(stretch.text for stretch in found.stretches if stretch.change != LEFT_OUT)
            assert bare(kept) == bare(found.statement.text), found.statement
            compared += not found.is_base
    assert compared > 10


def test_of_a_mixed_statement_only_the_quoted_words_are_compared(article):
    base = make_statement(article, "We will come to the talks.")
    [found] = wording.against(base, [make_statement(article, "it “will come to” them", kind="mixed")])
    assert [stretch.text for stretch in found.stretches if stretch.change == wording.REPORTERS] == ["it", "them"]
    assert [stretch.text for stretch in found.stretches if stretch.change == SAME] == ["“will come to”"]
