"""Texts aligned word by word: nothing is lost or moved, and what agrees is found."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.wording.alignment import MARKS, OTHER, SAME, SOME, align
from archive.wording.words import quoted, words

PIECES = [
    "we",
    "We",
    "will",
    "come",
    "the",
    "Élysée,",
    "elysee",
    "“now”",
    "…",
    "—",
    "peace—now",
    "it’s",
    "30-day",
    "e\u0301",
    "😀",
    " ",
    "\n",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
TEXTS = st.lists(TEXT.map(str.strip), min_size=1, max_size=5)


def aligned(*texts: str) -> list[tuple[str, ...]]:
    return [(segment.kind, *(run.strip() for run in segment.runs)) for segment in align([words(text) for text in texts])]


@pytest.mark.parametrize(
    ("before", "after", "segments"),
    [
        ("we will come", "we will come", [(SAME, "we will come", "we will come")]),
        ("We will come.", "we will come", [(MARKS, "We", "we"), (SAME, "will", "will"), (MARKS, "come.", "come")]),
        ("the Élysée", "the elysee", [(SAME, "the", "the"), (MARKS, "Élysée", "elysee")]),
        ("we will come", "we will all come", [(SAME, "we will", "we will"), (SOME, "", "all"), (SAME, "come", "come")]),
        ("we will come", "we shall come", [(SAME, "we", "we"), (OTHER, "will", "shall"), (SAME, "come", "come")]),
        ("come", "go", [(OTHER, "come", "go")]),
        ("long-term peace", "long peace", [(OTHER, "long-term", "long"), (SAME, "peace", "peace")]),
        ("it’s fine", "it's fine", [(MARKS, "it’s", "it's"), (SAME, "fine", "fine")]),
        ("peace—now", "peace now", [(MARKS, "peace—", "peace"), (SAME, "now", "now")]),
        ("once the war ends", "with the state", [(OTHER, "once the war ends", "with the state")]),
        ("swap 175 men", "exchange 175 people", [(OTHER, "swap", "exchange"), (SAME, "175", "175"), (OTHER, "men", "people")]),
        ("", "peace", [(SOME, "", "peace")]),
        ("", "", []),
    ],
)
def test_two_texts_are_cut_where_they_part(before, after, segments):
    assert aligned(before, after) == segments


def test_a_quotation_of_a_part_is_aligned_with_its_place_in_the_whole():
    whole, early, late = "one two three four five six seven", "two three four", "three four five six"
    kinds = [(kind, early, late) for kind, _, early, late in aligned(whole, early, late)]
    assert kinds == [
        (SOME, "", ""),
        (SOME, "two", ""),
        (SAME, "three four", "three four"),
        (SOME, "", "five six"),
        (SOME, "", ""),
    ]


def test_what_stands_for_one_word_in_several_texts_stands_in_one_place():
    found = aligned("enormous economic deals and peace", "enormous economic transactions and peace", "enormous economic deals and peace")
    assert found[1] == (OTHER, "deals", "transactions", "deals")
    assert [kind for kind, *_ in found] == [SAME, OTHER, SAME]


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_the_words_of_a_text_joined_are_the_text(text):
    assert "".join(word.text for word in words(text)) == text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_text_is_kept_whole_and_in_order_however_they_are_ordered(texts):
    for order in (texts, texts[::-1]):
        segments = align([words(text) for text in order])
        assert ["".join(run) for run in zip(*(segment.runs for segment in segments), strict=True)] == (order if segments else [])
        assert all(any(segment.runs) for segment in segments)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_segment_is_of_the_kind_that_it_says(texts):
    for runs, kind in ((segment.runs, segment.kind) for segment in align([words(text) for text in texts])):
        keys = {tuple(word.key for word in words(run)) for run in runs if run}
        assert (kind == OTHER) == (len(keys) > 1)
        assert (kind == SAME) == (len({" ".join(run.split()) for run in runs}) == 1)
        if kind in (SOME, MARKS):
            assert ("" in runs) == (kind == SOME)


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_text_has_no_difference_from_itself(text):
    assert {segment.kind for segment in align([words(text)] * 3)} <= {SAME}


def test_fifty_wordings_are_aligned_in_a_tenth_of_a_second():
    text = [f"word{n % 23}" for n in range(60)]
    texts = [words(" ".join(word for at, word in enumerate(text) if (at + n) % 7)) for n in range(50)]
    started = time.process_time()
    align(texts)
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("it “will” come", ["will"]),
        ("it ‘wasn’t me’ he said", ["wasn’t me"]),
        ("an `immediate' end", ["immediate"]),
        ('"one" and “two ‘three’”', ["one", "two ‘three’"]),
        ("the boys’ call", []),
        ("“never closed", []),
        ("“”", []),
    ],
)
def test_the_quoted_words_of_a_mixed_statement_stand_inside_the_marks(text, found):
    assert [text[start:end] for start, end in quoted(text, "mixed")] == found
    assert [re.sub(r"\s", "", text[start:end]) for start, end in quoted(text, "direct")] == [re.sub(r"\s", "", text)]
    assert quoted(text, "indirect") == []
