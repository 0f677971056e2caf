"""Every quotation mark of every seed text is accounted for: it belongs to a statement, to marks that quote nobody, or to furniture."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.sources import folder
from archive.sources.marks import quotation_marks, unaccounted

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TEXTS = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def articles():
    archive = folder.read(SEEDS)
    assert archive.problems == ()
    return {article.source.name: article for article in archive.articles}


def open_marks(article) -> list[str]:
    """A line for each mark of the article that nothing explains, with the words around it."""
    text = article.source.text
    return [f"{character} at {at}: {text[max(0, at - 25) : at + 25]!r}" for at, character in unaccounted(article)]


def test_there_are_five_texts():
    assert len(TEXTS) == 5


@pytest.mark.parametrize("name", TEXTS)
def test_every_mark_of_the_text_is_accounted_for(articles, name):
    marks = list(quotation_marks(articles[name].source.text))
    assert len(marks) > 0
    assert open_marks(articles[name]) == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_double_mark_of_the_text_is_passed_over(articles, name):
    text = articles[name].source.text
    double = [position for position, character in enumerate(text) if character in '“”"„«»']
    assert len(double) > 0
    assert set(double) <= {mark.position for mark in quotation_marks(text)}


@pytest.mark.parametrize("name", TEXTS)
def test_marks_that_are_passed_over_are_apostrophes_inside_or_after_a_word(articles, name):
    text = articles[name].source.text
    seen = {mark.position for mark in quotation_marks(text)}
    apostrophes = [position for position, character in enumerate(text) if character in "’'" and position not in seen]
    assert len(apostrophes) > 0
    assert all(text[position - 1].isalnum() for position in apostrophes)


@pytest.mark.parametrize("name", TEXTS)
def test_leaving_any_direct_statement_out_leaves_marks_open(articles, name):
    article = articles[name]
    direct = [statement for statement in article.statements if statement.kind == "direct"]
    assert len(direct) > 0
    for statement in direct:
        others = tuple(other for other in article.statements if other is not statement)
        covered = any(a <= statement.spans[0].start and statement.spans[-1].end <= b for other in others for a, b in other.spans)
        assert covered or open_marks(replace(article, statements=others)), statement


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_without_annotation_has_every_mark_open(articles, name):
    bare = replace(articles[name], statements=(), marks=(), furniture=())
    assert len(open_marks(bare)) == len(list(quotation_marks(bare.source.text)))
