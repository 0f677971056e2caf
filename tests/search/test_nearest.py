import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.nearest import MAX_LETTERS, edits, nearest

FIELDS = ["speaker", "to", "via", "event", "article", "kind", "channel", "topic", "said", "published"]


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("speakr", FIELDS, ["speaker"]),
        ("SPEAKER", FIELDS, ["speaker"]),
        ("topics", FIELDS, ["topic"]),
        ("knid", FIELDS, ["kind"]),
        ("viaa", FIELDS, ["via"]),
        ("too", FIELDS, []),
        ("note", FIELDS, []),
        ("re", FIELDS, []),
        ("elysee", ["Élysée", "else"], ["Élysée"]),
        ("zelenski", ["Zelenskyy", "Zelensky", "Lavrov"], ["Zelensky", "Zelenskyy"]),
        ("путн", ["Путин", "путь"], ["Путин", "путь"]),
        ("negotiation", ["navigation", "negotiations"], ["negotiations"]),
        ("", ["a"], []),
        ("…", [""], []),
        ("a" * 1000, ["a" * 999], []),
        ("truce", [], []),
    ],
)
def test_what_is_really_near_is_found_best_first(word, known, found):
    assert nearest(word, known) == found


def test_no_more_than_asked_for_are_found_and_equals_keep_their_order():
    assert nearest("truce", ["trucx", "truca", "trucb", "truce", "truce"]) == ["truce", "trucx", "truca"]
    assert nearest("truce", ["trucx", "truce"], most=1) == ["truce"]


@pytest.mark.parametrize(
    ("word", "near"),
    [("war", {"ar", "awr", "wax", "wars", "warm"}), ("Élan", {"clan", "elans"}), ("мир", {"мор", "миры"}), ("s300", {"s400", "s3000"})],
)
def test_one_edit_leaves_out_swaps_replaces_or_puts_in(word, near):
    assert near <= edits(word)


def test_letters_put_in_are_of_the_script_of_the_word():
    assert "миr" not in edits("мир") and "waя" not in edits("war") and "wa1" not in edits("war")
    assert {"київ", "кыив", "ґиив"} <= edits("киив")


def test_long_words_have_no_edits_worth_looking_up():
    assert edits("a" * MAX_LETTERS) and edits("a" * (MAX_LETTERS + 1)) == set() == edits("")


@settings(max_examples=200, deadline=None)
@given(st.text(string.ascii_lowercase, min_size=1, max_size=12), st.data())
def test_an_edit_can_be_undone(word, data):
    near = data.draw(st.sampled_from(sorted(edits(word))))
    assert abs(len(near) - len(word)) <= 1 and near != word
    assert word in edits(near)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=8))
def test_whatever_is_compared_the_answer_is_of_what_is_known(word, known):
    assert set(nearest(word, known)) <= set(known)
    assert len(nearest(word, known)) <= 3
    assert len(edits(word)) <= 5000
