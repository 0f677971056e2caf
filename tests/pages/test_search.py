"""The search page: whatever is typed gives an answer, and the page says what was understood."""

import pytest

from archive.models import Statement
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, links, notes, parse, read, words

pytestmark = pytest.mark.django_db


def status(root) -> str:
    return " ".join(words(p) for p in find(root, "p", role="status"))


def statements(client, q: str) -> set[int]:
    return set(client.get("/statements/", {"q": q}).context["listing"].matches.newest(1_000))


def found(client, q: str) -> dict[str, int]:
    """How many of each noun the page says it has found; what it has none of is not shown."""
    response = client.get("/search/", {"q": q})
    assert response.status_code == 200
    return {noun: count.rows for noun, _, _, count in response.context["groups"]}


@pytest.mark.parametrize("pair", [("zelensky", "zelenskyy"), ("Zelensky", "ZELENSKYY"), ("zelensky", "“Zelenskyy”")])
def test_every_spelling_of_a_name_finds_the_same_statements(client, pair):
    first, second = (statements(client, q) for q in pair)
    assert first == second != set()
    assert found(client, pair[0])["statement"] == len(first)


def test_a_name_that_was_widened_is_said(client):
    assert "Zelenskyy" in notes(read(client, "/search/?q=zelensky"))


def test_an_exact_phrase_stands_in_every_statement_found(client):
    both = statements(client, '"root causes"')
    assert both
    texts = Statement.objects.filter(pk__in=both)
    assert all("root causes" in f"{s.text} {s.note}".casefold() for s in texts)
    assert both <= statements(client, "root causes")


def test_minus_leaves_out(client):
    without = statements(client, "ceasefire -energy")
    assert without == statements(client, "ceasefire") - statements(client, "energy")
    assert without


def test_or_finds_either_and_a_star_finds_beginnings(client):
    assert statements(client, "hockey OR ceasefire") == statements(client, "hockey") | statements(client, "ceasefire")
    assert statements(client, "negotiat*") >= statements(client, "negotiations") | statements(client, "negotiate")


def test_hockey_is_found_in_statements_and_articles(client):
    counts = found(client, "hockey")
    assert counts["statement"] > 0
    assert counts["article"] > 0
    root = read(client, "/search/?q=hockey")
    assert {words(mark).casefold() for mark in find(root, "section")[0].iter("mark")} == {"hockey"}
