"""Each wording of an utterance beside one of them: its words, and the sentence on how it differs."""

import re

import pytest

from archive import cards, wording
from archive.models import Utterance
from archive.wording.pairs import LEFT_OUT, REPORTERS, SAME, WORDS
from tests.builders import make_article, make_statement

pytestmark = pytest.mark.django_db

TEXT = (
    "A: “We will come to the talks.” B: it “will come to” them. C: they will be there. D: “We will come to the talks tomorrow.” "
    "E: “WE will, come to the talks” F: “We shall come to the talks!” G: ‘We will’ he said, ‘come to the talks.’ H: We will come to talks"
)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def card(words, kind="direct", text=TEXT, **fields):
    return cards.statements([make_statement(make_article(text, **fields), words, kind=kind).pk])[0]


def beside(base, other):
    return wording.against(base, [other])[0]


def runs(found, change):
    return [stretch.text.strip() for stretch in found.stretches if stretch.change == change]


BASE = "We will come to the talks."


def test_the_longest_direct_wording_is_what_the_others_are_compared_with():
    mixed, direct, longest = card("it “will come to” them", "mixed"), card(BASE), card("We will come to the talks tomorrow.")
    found = wording.compare([mixed, direct, longest])
    assert [row.statement for row in found] == [longest, mixed, direct]
    assert [row.is_base for row in found] == [True, False, False]
    assert [stretch[:2] for stretch in found[0].stretches] == [(longest.text, SAME)]


def test_another_wording_can_be_chosen_to_compare_with():
    direct, longest = card(BASE), card("We will come to the talks tomorrow.")
    found = wording.compare([direct, longest], base=direct)
    assert [row.statement for row in found] == [direct, longest]
    assert found[1].summary == "Longer: adds 1 word."


def test_without_a_direct_wording_the_longest_mixed_one_is_the_base():
    mixed = card("it “will come to” them", "mixed")
    assert wording.compare([card("they will be there", "indirect"), mixed])[0].statement == mixed


def test_nothing_is_compared_with_nothing():
    assert wording.compare([]) == []


@pytest.mark.parametrize(
    ("words", "kind", "summary"),
    [
        (BASE, "direct", "The same characters."),
        ("We will come to the talks tomorrow.", "direct", "Longer: adds 1 word."),
        ("We will come to the", "direct", "Shortened: leaves out 1 word."),
        ("it “will come to” them", "mixed", "Shortened: does not quote 3 words."),
        ("We will come to talks", "indirect", "A paraphrase, without quotation marks. Shortened: leaves out 1 word."),
        ("We will come to the talks", "direct", "The same words; only punctuation differs."),
        ("WE will, come to the talks", "direct", "The same words; only capitals and punctuation differ."),
        ("We shall come to the talks!", "direct", "Other words: “shall” for “will”."),
        ("‘We will’ he said, ‘come to the talks.’", "mixed", "The same words; only punctuation differs."),
        ("they will be there", "indirect", "Told in other words, too unlike to be compared word by word."),
    ],
)
def test_a_sentence_says_how_a_wording_differs(words, kind, summary):
    assert beside(card(BASE), card(words, kind)).summary == summary


@pytest.mark.parametrize(
    ("before", "after", "summary"),
    [
        ("the Élysée", "the elysee", "The same words; only capitals and accents differ."),
        ("Nous voilà", "nous voilà", "The same words; only capitals differ."),
        ("peace now", "peace  now", "The same words; only spaces differ."),
        ("one two three four five six", "one 2 3 4 5 six", "Other words: 4 words stand only here, 4 only in the other."),
        ("one two three four five", "zero one three four five", "Adds 1 word and leaves out 1."),
        ("one two three four five six", "one 2 three four five", "Other words: “2” for “two”; leaves out 1 word."),
    ],
)
def test_the_sentence_counts_and_names_what_differs(before, after, summary):
    assert beside(card(before, text=before), card(after, text=after)).summary == summary


def test_the_same_passage_twice_in_one_article_is_no_second_report():
    article = make_article("We will come. We will come.")
    one, other = (make_statement(article, "We will come.", spans=[span]) for span in ([0, 13], [14, 27]))
    assert beside(*cards.statements([one.pk, other.pk])).summary == "Stands twice in this article, in the same characters."


def test_of_a_mixed_statement_only_the_words_inside_the_marks_are_compared():
    found = beside(card(BASE), card("it “will come to” them", "mixed"))
    assert runs(found, REPORTERS) == ["it “", "” them"]
    assert runs(found, SAME) == ["will come to"]
    assert runs(found, LEFT_OUT) == ["We", "the talks."]
    assert "".join(text + gap for text, _, gap in found.stretches) == "it “We will come to the talks.” them"


def test_a_quotation_in_several_pieces_is_compared_in_all_of_them():
    found = beside(card(BASE), card("‘We will’ he said, ‘come to the talks.’", "mixed"))
    assert runs(found, SAME) == ["We will", "come to the talks."]
    assert "’ he said, ‘" in runs(found, REPORTERS)


@pytest.mark.parametrize(
    ("text", "kind"), [("they will be there", "indirect"), ("word " * (WORDS + 1), "direct"), ("“They", "mixed"), ("“…” it", "mixed")]
)
def test_what_is_not_compared_is_shown_whole(text, kind):
    found = beside(card(BASE), card(text.strip(), kind, text=f"{text}."))
    assert not found.compared
    assert "".join(stretch.text + stretch.gap for stretch in found.stretches) == text.strip()


def test_another_language_is_given_as_the_reason():
    found = beside(card(BASE), card("Nous viendrons.", text="Nous viendrons.", language="fr"))
    assert found.summary == "In another language, so not compared word by word."


def test_every_wording_of_the_seeds_is_told_in_its_own_words():
    compared = 0
    for utterance in Utterance.objects.published():
        for found in wording.compare(cards.statements(utterance.statements.values_list("pk", flat=True))):
            kept = "".join(stretch.text + stretch.gap for stretch in found.stretches if stretch.change != LEFT_OUT)
            assert bare(kept) == bare(found.statement.text), found.statement
            compared += found.compared
    assert compared > 10
