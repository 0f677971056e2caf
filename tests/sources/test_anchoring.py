import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archive.sources import anchoring
from archive.sources.anchoring import JOINT, AnchorError, check, check_words, find, occurrence, words
from archive.sources.shapes import Span

TEXT = "one two one\ntwo three\none"

#: What makes offsets go wrong elsewhere: astral, combining, right-to-left, returns, joiners, marks, and much repetition.
_CHARACTERS = st.sampled_from("ab a“”’\n\r\t😀𝔞e\u0301\u200d\u200fשلé…\ufeff\u00a0")
TEXTS = st.text(_CHARACTERS, min_size=1, max_size=60) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@st.composite
def anchored(draw):
    """A text and spans that are an anchor in it."""
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    return text, tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@settings(max_examples=500, deadline=None)
@given(anchored())
@example(("e\u0301😀\r\nשלום", (Span(1, 3), Span(4, 7))))
def test_what_find_anchors_are_exactly_the_words_asked_for(case):
    text, spans = case
    stretches = [text[start:end] for start, end in spans]
    found = find(text, stretches, 1)
    assert [text[start:end] for start, end in found] == stretches
    check_words(text, found, JOINT.join(stretches))
    assert words(text, found) == JOINT.join(stretches)


@settings(max_examples=300, deadline=None)
@given(anchored())
def test_occurrence_is_the_inverse_of_find(case):
    text, (span, *_) = case
    number = occurrence(text, [span])
    assert find(text, [text[slice(*span)]], number) == (span,)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=4))
def test_check_accepts_ordered_spans_inside_the_text_and_nothing_else(text, pairs):
    spans = [Span(*pair) for pair in pairs]
    edges = [edge for span in spans for edge in span]
    right = bool(spans) and edges == sorted(edges) and all(a < b for a, b in spans) and edges[0] >= 0 and edges[-1] <= len(text)
    try:
        check(text, spans)
    except AnchorError:
        assert not right
    else:
        assert right


@settings(max_examples=200, deadline=None)
@given(anchored(), st.integers(0, 60), st.integers(1, 10))
def test_a_span_may_border_on_furniture_but_not_touch_it(case, start, length):
    text, spans = case
    furniture = Span(start, start + length)
    meets = any(set(range(*span)) & set(range(*furniture)) for span in spans)
    try:
        check(text, spans, [furniture])
    except AnchorError as error:
        assert meets and "furniture" in str(error)
    else:
        assert not meets


@settings(max_examples=200, deadline=None)
@given(anchored(), st.data())
def test_other_words_than_those_in_the_text_are_refused(case, data):
    text, spans = case
    right = words(text, spans)
    wrong = data.draw(st.text(_CHARACTERS, max_size=len(right) + 1) | st.sampled_from([right + " ", right[:-1], right.swapcase()]))
    assume(wrong != right)
    with pytest.raises(AnchorError, match="differ from character"):
        check_words(text, spans, wrong)


@pytest.mark.parametrize(
    ("stretches", "number", "spans"),
    [
        (["three"], None, [(16, 21)]),
        (["three"], 1, [(16, 21)]),
        (["one"], 1, [(0, 3)]),
        (["one"], 2, [(8, 11)]),
        (["one"], 3, [(22, 25)]),
        (["one\ntwo"], None, [(8, 15)]),
        (["one", "two"], 1, [(0, 3), (4, 7)]),
        (["one", "two"], 2, [(8, 11), (12, 15)]),
        (["one", "one", "one"], 1, [(0, 3), (8, 11), (22, 25)]),
    ],
)
def test_words_are_found_at_their_occurrence_and_later_stretches_behind(stretches, number, spans):
    assert find(TEXT, stretches, number) == tuple(spans)


def test_words_that_overlap_themselves_stand_at_each_of_their_places():
    assert [find("aaaa", ["aa"], number)[0].start for number in (1, 2, 3)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("stretches", "number", "message"),
    [
        (["four"], None, "“four” do not stand in the text"),
        (["one"], None, r"stand 3 times \(paragraphs 1, 1, 3\); say which with “occurrence”"),
        (["one"], 4, "occurrence 4 of “one” was asked for; there are 3"),
        (["three"], 2, "occurrence 2 of “three”"),
        (["one"], 0, "occurrence 0"),
        (["three", "two"], None, "“two” do not stand after the stretch before them"),
        (["one", "one", "one"], 2, "“one” do not stand after"),
        (["One"], None, "do not stand in the text; “one” does, in paragraph 1"),
        (["TWO THREE"], None, "“two three” does, in paragraph 2"),
    ],
)
def test_words_that_cannot_be_anchored_are_refused_with_the_reason(stretches, number, message):
    with pytest.raises(AnchorError, match=message):
        find(TEXT, stretches, number)


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("He said: “It’s – well – fine.”", '"It\'s - well - fine."', "“It’s – well – fine.”"),
        ("a\u00a0b", "a b", "a\u00a0b"),
        ("İstanbul says YES", "says yes", "says YES"),
        ("😀 Straße", "STRASSE", ""),
    ],
)
def test_a_near_miss_is_shown_and_never_taken(text, wanted, there):
    with pytest.raises(AnchorError) as caught:
        find(text, [wanted])
    assert ("; “" in str(caught.value)) == bool(there)
    assert there in str(caught.value)


def test_an_empty_stretch_stands_nowhere():
    with pytest.raises(AnchorError):
        find(TEXT, [""])


def test_no_span_is_no_anchor():
    with pytest.raises(AnchorError, match="there is no span"):
        check(TEXT, [])


def test_the_place_where_stored_and_found_words_part_is_named():
    with pytest.raises(AnchorError, match="from character 5 on: stored “one tWo”, in the article “one two”"):
        check_words(TEXT, [Span(0, 7)], "one tWo")


@pytest.mark.parametrize(("position", "number"), [(0, 1), (11, 1), (12, 2), (21, 2), (22, 3), (24, 3)])
def test_paragraphs_are_counted_from_one(position, number):
    assert anchoring.paragraph_number(TEXT, position) == number


@pytest.mark.parametrize(
    ("passage", "around", "shown"),
    [("short", 0, "short"), ("x" * 70, 0, "x" * 60 + "…"), ("x" * 70, 60, "…" + "x" * 25), ("x" * 200, 100, "…" + "x" * 60 + "…")],
)
def test_an_excerpt_is_short_and_says_where_it_was_cut(passage, around, shown):
    assert anchoring.excerpt(passage, around) == shown
