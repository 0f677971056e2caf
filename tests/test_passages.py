"""A text with its statements marked in place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import passages
from archive.models import Article, Statement
from archive.sources.shapes import Remark, Span
from archive.sources.text import paragraphs
from tests.builders import make_article, make_detail, make_event, make_statement

pytestmark = pytest.mark.django_db

TEXT = "Anna said they would come, and stay, she said, for long.\r\n\r\nREAD ALSO: Oil\nBerta 😀 denied it. They went."


@pytest.fixture
def article():
    start = TEXT.index("READ")
    return make_article(TEXT, furniture=[Remark(Span(start, start + 14), "link")])


def marked(article, anchored):
    return passages.marked(article, passages.numbered(anchored))


def drawn(paragraph) -> str:
    """The pieces, each between bars, with the numbers of what covers it."""
    return "|".join(piece.text + "".join(f"^{note.number}" for note in piece.covering) for piece in paragraph.pieces)


def tags(paragraph) -> str:
    """The paragraph as it is marked up, with the numbers of its notes for tags."""
    drawn = ""
    for piece in paragraph.pieces:
        opened = "".join(f"<{note.number}>" for note in piece.opening)
        drawn += opened + piece.text + "".join(f"</{note.number}>" for note in reversed(piece.closing))
    return drawn


def test_a_text_without_statements_is_its_paragraphs(article):
    found = marked(article, [])
    assert [drawn(paragraph) for paragraph in found] == [
        "Anna said they would come, and stay, she said, for long.", "READ ALSO: Oil", "Berta 😀 denied it. They went.",
    ]  # fmt: skip
    assert [paragraph.is_furniture for paragraph in found] == [False, True, False]


def test_nested_statements_are_cut_at_every_edge_and_the_shortest_is_innermost(article):
    outer, inner = make_statement(article, "they would come, and stay"), make_statement(article, "come")
    first = marked(article, [inner, outer])[0]
    assert drawn(first) == "Anna said |they would ^1|come^1^2|, and stay^1|, she said, for long."
    assert tags(first) == "Anna said <1>they would <2>come</2>, and stay</1>, she said, for long."


def test_overlapping_statements_share_the_piece_in_the_middle(article):
    one, two = make_statement(article, "they would come"), make_statement(article, "come, and stay")
    first = marked(article, [two, one])[0]
    assert drawn(first) == "Anna said |they would ^1|come^1^2|, and stay^2|, she said, for long."
    assert tags(first) == "Anna said <1>they would <2>come</2></1><2>, and stay</2>, she said, for long."
    assert [note.level for note in passages.numbered([one, two])] == [0, 1]


def test_a_split_statement_covers_both_its_stretches_and_not_the_cue(article):
    split = make_statement(article, ["and stay,", "for long."])
    first = marked(article, [split])[0]
    assert drawn(first) == "Anna said they would come, |and stay,^1| she said, |for long.^1"
    assert [(len(piece.beginning), len(piece.ending)) for piece in first.pieces] == [(0, 0), (1, 0), (0, 0), (0, 1)]


def test_a_statement_over_two_paragraphs_is_noted_where_it_begins(article):
    split = make_statement(article, ["for long.", "Berta 😀"])
    first, _, last = marked(article, [split])
    assert [[note.item for piece in shown.pieces for note in piece.beginning] for shown in (first, last)] == [[split], []]
    assert drawn(last) == "Berta 😀^1| denied it. They went."


def test_what_touches_but_does_not_overlap_stands_on_one_level(article):
    words = ["they would come", ", and stay", "come, and", "denied it"]
    notes = passages.numbered([make_statement(article, stretch) for stretch in words])
    assert [(note.item.text, note.level) for note in notes] == [
        ("they would come", 0), ("come, and", 1), (", and stay", 0), ("denied it", 0),
    ]  # fmt: skip


def test_offsets_after_an_astral_character_are_right(article):
    last = marked(article, [make_statement(article, "denied it")])[-1]
    assert drawn(last) == "Berta 😀 |denied it^1|. They went."


def test_statements_are_numbered_by_place_and_the_longer_of_two_first(article):
    words = ["They went", "come", "they would come", "they would"]
    statements = [make_statement(article, stretch) for stretch in words]
    notes = passages.numbered(statements)
    assert [note.item.text for note in notes] == ["they would come", "they would", "come", "They went"]
    assert [note.number for note in notes] == [1, 2, 3, 4]


def test_details_and_statements_are_told_apart(article):
    detail = make_detail(article, make_event(), "who denied it", "Berta", "denied it")
    statement = make_statement(article, "They went", kind="indirect")
    assert [note.kind for note in passages.numbered([detail, statement])] == ["detail", "indirect"]


def test_around_shows_only_the_paragraphs_of_the_statement_with_its_own_words(article):
    make_statement(article, "they would come")
    split = make_statement(article, ["for long.", "They went"])
    found = passages.around(split)
    assert [drawn(paragraph) for paragraph in found] == [
        "Anna said they would come, and stay, she said, |for long.^1", "Berta 😀 denied it. |They went^1|.",
    ]  # fmt: skip


def test_furniture_inside_a_paragraph_is_a_piece_of_its_own():
    found = passages.marked(make_article("before <box> after", furniture=[Remark(Span(7, 12), "box")]), [])
    assert [(piece.text, piece.is_furniture) for piece in found[0].pieces] == [("before ", False), ("<box>", True), (" after", False)]
    assert not found[0].is_furniture


_TEXT = "ab cd\nef 😀h\r\n\r\nij kl mn"
_SPANS = (
    st.lists(st.integers(0, len(_TEXT)), min_size=2, max_size=6, unique=True)
    .map(sorted)
    .map(lambda edges: [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)])
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_SPANS, max_size=5))
def test_pieces_joined_are_the_paragraphs_and_cover_exactly_what_the_spans_say(several):
    article = Article(text=_TEXT)
    statements = [Statement(pk=number, article=article, spans=tuple(spans)) for number, spans in enumerate(several)]
    found = marked(article, statements)
    at = [start for start, _ in paragraphs(_TEXT)]
    for paragraph, start in zip(found, at, strict=True):
        open_marks: list = []
        for piece in paragraph.pieces:
            open_marks += piece.opening
            assert tuple(open_marks) == piece.covering
            assert tuple(open_marks[len(open_marks) - len(piece.closing) :]) == piece.closing
            del open_marks[len(open_marks) - len(piece.closing) :]
            assert _TEXT[start : start + len(piece.text)] == piece.text != ""
            covering = {s.pk for s in statements if any(a <= start and start + len(piece.text) <= b for a, b in s.spans)}
            assert {note.item.pk for note in piece.covering} == covering
            start += len(piece.text)
        assert open_marks == []
    assert "".join(piece.text for paragraph in found for piece in paragraph.pieces) == "".join(_TEXT[a:b] for a, b in paragraphs(_TEXT))


def test_every_article_of_the_seeds_is_drawn_whole():
    for article in Article.objects.published():
        found = marked(article, [*article.statements.published(), *article.details.published()])
        joined = ["".join(piece.text for piece in paragraph.pieces) for paragraph in found]
        assert joined == [article.text[start:end] for start, end in paragraphs(article.text)]
        noted = {note.item for paragraph in found for piece in paragraph.pieces for note in piece.beginning}
        assert noted == {*article.statements.published(), *article.details.published()}
