import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.highlight import fold, matches, pieces, snippet
from archive.search.parser import parse
from archive.search.query import Phrase, Prefix, Word, wanted_terms


def marked(text: str, *terms) -> str:
    """The text with square brackets around its matches."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces(text, matches(text, terms)))


@pytest.mark.parametrize(
    ("text", "terms", "shown"),
    [
        ("The war, the WAR.", [Word("war")], "The [war], the [WAR]."),
        ("warlike postwar war", [Word("war")], "warlike postwar [war]"),
        ("At the Élysée", [Word("elysee")], "At the [Élysée]"),
        ("At the elysee", [Word("ÉLYSÉE")], "At the [elysee]"),
        ("cafe\u0301 open", [Word("café")], "[cafe\u0301] open"),
        ("Ukraine’s army", [Word("Ukraine")], "[Ukraine]’s army"),
        ("Ukraine’s army", [Word("Ukraine's")], "[Ukraine’s] army"),
        ("the root causes of it", [Phrase("root causes")], "the [root causes] of it"),
        ("root-causes, root, causes", [Phrase("root causes")], "[root-causes], [root, causes]"),
        ("the root … causes of", [Phrase("root causes")], "the root … causes of"),
        ("root… causes, root …causes", [Phrase("root causes")], "[root… causes], [root …causes]"),
        ("a b … a b … … b a b", [Phrase("a b"), Phrase("b a")], "[a b] … [a b] … … [b a b]"),
        ("root … causes", [Word("root"), Word("causes")], "[root] … [causes]"),
        ("root … causes", [Word("root-causes")], "root … causes"),
        ("causes root", [Phrase("root causes")], "causes root"),
        ("mobilising the mobile", [Prefix("mobili")], "[mobilising] the mobile"),
        ("a b c", [Phrase("a b"), Phrase("b c")], "[a b c]"),
        ("a b c", [Word("a"), Word("c")], "[a] b [c]"),
        ("a a", [Word("a")], "[a] [a]"),
        ("U.S. troops", [Word("U.S.")], "[U.S]. troops"),
        ("мир и Мир", [Word("МИР")], "[мир] и [Мир]"),
        ("😀 war 😀", [Word("war")], "😀 [war] 😀"),
        ("30 days, 300 days", [Word("30")], "[30] days, 300 days"),
        ("<b>war</b> & <mark>", [Word("war")], "<b>[war]</b> & <mark>"),
        ("nothing", [Word("…")], "nothing"),
        ("nothing", [], "nothing"),
        ("", [Word("a")], ""),
    ],
)
def test_matches_are_marked_where_they_stand(text, terms, shown):
    assert marked(text, *terms) == shown


def test_what_stands_near_is_marked_and_what_is_excluded_is_not():
    terms = wanted_terms(parse('(truce OR "cease fire") NEAR/5 energ* -war').root)
    assert marked("A truce, a cease fire, energy, war.", *terms) == "A [truce], a [cease fire], [energy], war."


@pytest.mark.parametrize(("word", "folded"), [("ÉLYSÉE", "elysee"), ("Żółć", "zołc"), ("Мир", "мир"), ("ÄÖÜ", "aou")])
def test_words_are_folded_as_the_index_folds_them(word, folded):
    assert fold(word) == folded


TEXTS = st.text(st.sampled_from("ab é\u0301’.-…\n😀ÉA"), max_size=120)
LONG = st.lists(st.sampled_from(["war", "the", "peace,", "x" * 40, "Élysée", "\n"]), min_size=1, max_size=120).map(" ".join)
_WORDS = st.sampled_from(["a", "b", "é", "war", "x" * 40]).map(Word)
TERMS = st.lists(_WORDS | st.just(Prefix("a")) | st.just(Phrase("the war")), max_size=3)


@settings(max_examples=200, deadline=None)
@given(TEXTS | LONG, TERMS)
def test_the_pieces_together_are_the_text_and_matches_do_not_touch(text, terms):
    spans = matches(text, terms)
    assert "".join(piece.text for piece in pieces(text, spans)) == text
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] < b[0] for a, b in zip(spans, spans[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(LONG, TERMS, st.integers(40, 300))
def test_a_snippet_is_a_run_of_the_text_no_wider_than_asked(text, terms, width):
    shown = "".join(piece.text for piece in snippet(text, terms, width))
    core = shown.removeprefix("… ").removesuffix(" …")
    assert core in text and len(core) <= width
    assert len(shown) <= width + 4


@settings(max_examples=300, deadline=None)
@given(LONG, LONG, st.sampled_from([Word("zebra"), Prefix("zeb"), Phrase("zebra gnu okapi")]), st.integers(80, 300))
def test_a_snippet_shows_the_first_match_whole(before, after, term, width):
    text = f"{before} zebra gnu okapi {after} zebra"
    match = next(piece.text for piece in snippet(text, [term], width) if piece.marked)
    assert match == ("zebra gnu okapi" if isinstance(term, Phrase) else "zebra")


def test_a_phrase_before_one_endless_word_is_shown_whole():
    text = "x" * 100 + " the war" + "y" * 5 + " the war " + "z" * 400
    shown = snippet(text, [Phrase("the war")], 120)
    assert [piece.text for piece in shown if piece.marked] == ["the war"]


def test_a_short_text_is_shown_whole():
    assert [tuple(piece) for piece in snippet("The war is over.", [Word("war")])] == [("The ", False), ("war", True), (" is over.", False)]


def test_a_long_text_is_cut_between_words_around_the_first_match():
    text = " ".join(["before"] * 100 + ["war"] + ["after"] * 100)
    shown = snippet(text, [Word("war")], 80)
    assert shown[0].text == "… " and shown[-1].text == " …"
    assert ("war", True) in shown
    assert set("".join(piece.text for piece in shown[1:-1]).split()) <= {"before", "war", "after"}


def test_a_long_text_without_a_match_shows_its_beginning():
    shown = snippet("word " * 100, [Word("war")], 50)
    assert shown[0].text.startswith("word") and shown[-1].text == " …"
