import pytest

from archive.sources.marks import quotation_marks, unaccounted
from archive.sources.shapes import AnnotatedArticle, AnnotatedStatement, Remark, SourceText, Span


def article(text: str, *statements: str, kind: str = "direct", marks: tuple[str, ...] = (), furniture: tuple[str, ...] = ()):
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return AnnotatedArticle(
        slug="a",
        title="A",
        source=SourceText("a.txt", text, ""),
        statements=tuple(AnnotatedStatement("aaaaaaa2", kind, (span(words),), words) for words in statements),
        marks=tuple(Remark(span(words), "scare quotes") for words in marks),
        furniture=tuple(Remark(span(words), "link") for words in furniture),
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("She said: “Yes.”", "“”"),
        ('She said: "Yes."', '""'),
        ("«Oui», „ja“", "«»„“"),
        ("It’s Anna's, don’t", ""),
        ("the boys’ call and the boys' call", ""),
        ("the 1990s’ end", ""),
        ("“the ‘bloodbath’ is over”", "“‘’”"),
        ("for `immediate' talks", "`'"),
        ("for 'immediate' talks", "''"),
        ("He said 'it's fine' twice", "''"),
        ("‘We don’t go.’", "‘’"),
        ("“Yes. ” he said", "“”"),
        ("‘open\nthe boys’ call", "‘"),
        ("no marks at all", ""),
    ],
)
def test_every_quotation_mark_is_seen_and_no_apostrophe(text, marks):
    assert "".join(mark.character for mark in quotation_marks(text)) == marks


def test_a_mark_knows_its_place():
    text = "😀 “a”"
    assert [text[mark.position] for mark in quotation_marks(text)] == ["“", "”"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She said: “Yes.”", "Yes."),
        ("She said: “ Yes. ”", "Yes."),
        ("She said: “Yes. ”", "Yes."),
        ("She said: “‘Yes’ is right.”", "‘Yes’ is right."),
        ("She said: “He told me ‘yes.’”", "He told me ‘yes."),
        ('She said: "Yes."', "Yes."),
        ("It spoke of `immediate' talks", "immediate"),
    ],
)
def test_marks_at_the_edges_of_a_direct_statement_are_accounted_for(text, words):
    assert unaccounted(article(text, words)) == []


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (article("It called it “good” indeed.", "it “good”", kind="mixed"), ""),
        (article("It called it “good” indeed.", "it “good”", kind="indirect"), "“”"),
        (article("It called it “good” indeed."), "“”"),
        (article("It called it “good” indeed.", marks=("good",)), ""),
        (article("READ ALSO: “Oil” up", furniture=("READ ALSO: “Oil” up",)), ""),
        (article("“One.” And “two.”", "One."), "“”"),
        (article("“One and on.", "One"), ""),
        (article("“One” more.”", "One"), "”"),
    ],
)
def test_a_mark_that_nothing_explains_is_left(given, left):
    assert "".join(mark.character for mark in unaccounted(given)) == left
