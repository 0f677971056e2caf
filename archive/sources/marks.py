"""The account of quotation marks: each mark of a text belongs to a statement, to marks that quote nobody, or to furniture."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.sources.shapes import AnnotatedArticle, Span

DOUBLE = '“”"„«»'
SINGLE_OPENING = "‘`‚"
SINGLE_CLOSING = "’'"
OPENING = "“\"„«‘`‚'"
CLOSING = "”\"»’'"


class Mark(NamedTuple):
    position: int
    character: str


def quotation_marks(text: str) -> Iterator[Mark]:
    """Every quotation mark of the text; apostrophes are passed over.

    A single closing mark is an apostrophe between two letters or digits, and after a letter when no single mark is open in
    its paragraph (the boys’ call). A straight ' with no letter before it opens.
    """
    open_single = False
    for position, character in enumerate(text):
        before = text[position - 1] if position else " "
        after = text[position + 1] if position + 1 < len(text) else " "
        if character == "\n":
            open_single = False
        elif character in DOUBLE:
            yield Mark(position, character)
        elif character in SINGLE_OPENING:
            open_single = True
            yield Mark(position, character)
        elif character in SINGLE_CLOSING:
            if before.isalnum() and (after.isalnum() or not open_single):
                continue
            open_single = character == "'" and not open_single and not before.isalnum()
            yield Mark(position, character)


def unaccounted(article: AnnotatedArticle) -> list[Mark]:
    """The marks of the article that nothing in its annotation explains, in order."""
    spans = [span for statement in article.statements if statement.kind != "indirect" for span in statement.spans]
    spans += [remark.span for remark in (*article.marks, *article.furniture)]
    text = article.source.text
    reach = [_with_edges(text, span) for span in spans]
    return [mark for mark in quotation_marks(text) if not _inside(mark.position, reach)]


def _with_edges(text: str, span: Span) -> Span:
    """The span widened by the marks at its two edges (nested ones make more than one), a stray space before them passed over."""
    start, end = span
    if start > 1 and text[start - 1] == " " and text[start - 2] in "“‘":
        start -= 1
    while start and text[start - 1] in OPENING:
        start -= 1
    if text[end : end + 1] == " " and text[end + 1 : end + 2] in ("”", "’"):
        end += 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return Span(start, end)


def _inside(position: int, spans: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in spans)
