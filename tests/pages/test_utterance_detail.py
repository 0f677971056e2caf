"""The page of an utterance: its wordings side by side, and each against the one that is chosen."""

import pytest

from archive.wording import SHOWN
from tests import builders
from tests.pages.reading import find, notes, read, words

pytestmark = pytest.mark.django_db


def page(client, utterance, query=""):
    return find(read(client, utterance.get_absolute_url() + query), "main")[0]


def made(*texts, kind="direct", **fields):
    utterance = builders.make_utterance("A promise", **fields)
    return utterance, [builders.make_statement(builders.make_article(text), text, utterance=utterance, kind=kind) for text in texts]


@pytest.mark.parametrize(
    ("slug", "differ", "sentence"),
    [
        ("relations-economic-deals", {"transactions", "deals"}, "“transactions” for “deals”"),
        ("trump-contract-for-peace", {"contract", "Contract", "for Peace were", "have been"}, "“have been” for “for Peace were”"),
        ("trump-very-good-and-productive", {"productive", "productive."}, "only punctuation differs"),
        ("immediate-negotiations", {"ceasefire", "Ceasefire", "end", "END"}, "only capitals and punctuation differ"),
    ],
)
def test_the_four_pairs_of_the_seeds_show_the_words_that_differ(client, slug, differ, sentence):
    root = find(read(client, f"/utterances/{slug}/"), "main")[0]
    assert differ <= {words(run) for run in find(root, "span", class_="run")}
    text = words(root)
    assert sentence in text or " for ".join(reversed(sentence.split(" for "))) in text


def test_the_score_reads_as_each_wording_when_only_its_letter_is_followed(client):
    utterance, statements = made("We will come to the talks.", "We shall come to the talks tomorrow.")
    (score,) = find(page(client, utterance), "p", class_="score")
    assert words(score) == (
        "We [other words: A: will; B: shall] come to the [only marks or case differ: A: talks.; B: talks] "
        "[not in all: A: –nothing; B: tomorrow.]"
    )


def test_additions_and_cuts_are_told_for_the_ear_too(client):
    utterance, _ = made("We will come to the talks.", "We shall come to the talks.")
    root = page(client, utterance)
    assert "[only here: will]" in [words(e) for e in root.iter("ins")]
    assert "[not here: shall]" in [words(e) for e in root.iter("del")]


def test_the_wording_to_compare_with_is_chosen_in_the_address(client):
    utterance, (short, long) = made("We will come.", "We will come to the talks.")
    assert "Shortened: leaves out 3 words." in words(page(client, utterance))
    root = page(client, utterance, f"?against={short.public_id}")
    assert "Longer: adds 3 words." in words(root)
    assert [words(a) for a in root.iter("a") if a.get("aria-current")] == ["A"]
    assert find(root, "a", href=f"?against={long.public_id}#wordings")


@pytest.mark.parametrize("value", ["nothing", "%00", "a" * 900, "<b>x</b>", "a&against=b"])
def test_an_unknown_wording_to_compare_with_is_explained_and_ignored(client, value):
    utterance, _ = made("We will come.", "We will come to the talks.")
    root = page(client, utterance, f"?against={value}")
    assert "Shortened: leaves out 3 words." in words(root)
    assert value == "%00" or "is not a wording on this page" in notes(root)


def test_a_draft_wording_is_not_shown_and_not_compared_with(client):
    utterance, (_, draft) = made("We will come.", "We will come to the secret talks.")
    draft.status = "draft"
    draft.save()
    root = page(client, utterance, f"?against={draft.public_id}")
    assert "secret" not in words(root)
    assert "One wording is known so far" in words(root)
    assert not find(root, "p", class_="score")


def test_a_passage_repeated_in_one_article_is_told_and_not_compared(client):
    utterance, article = builders.make_utterance(), builders.make_article("We will come. We will come.")
    for span in ([0, 13], [14, 27]):
        builders.make_statement(article, "We will come.", spans=[span], utterance=utterance)
    root = page(client, utterance)
    assert "One article has it twice, in the same characters." in words(root)
    assert "Stands twice in this article" in words(root)
    assert not list(root.iter("ins"))


def test_many_wordings_are_bounded_and_the_page_says_so(client):
    utterance, _ = made(*(f"We will come to the talks {n}." for n in range(SHOWN + 4)))
    root = page(client, utterance)
    assert len(find(root, "div", class_="wording")) == SHOWN
    assert f"{SHOWN + 4} passages are known" in words(root)


def test_it_says_who_is_held_to_have_said_it_when_the_reports_differ(client):
    utterance, (one, other) = made("We will come.", "We will come to the talks.")
    one.speakers.set([builders.make_actor("Anna")])
    assert "Taken for one act of speaking by Anna, 18 March 2025; 2 articles report it in 2 passages." in words(page(client, utterance))
    other.speakers.set([builders.make_actor("Berta")])
    assert "ascribed to Anna or Berta" in words(page(client, utterance))


def test_markup_in_a_wording_is_text(client):
    utterance, _ = made("We <b>will</b> come.", "We <i>will</i> come.")
    html = client.get(utterance.get_absolute_url()).content.decode()
    assert "<b>will" not in html
    assert "<i>will" not in html


def test_long_wordings_are_aligned_up_to_a_bound_and_the_rest_stands_below(client):
    utterance, _ = made(*(f"word{n} " + "we will come " * 90 + "now." for n in range(13)))
    root = page(client, utterance)
    assert "The 11 quotations have" in words(root)
    assert "Two more wordings stand below." in words(root)
