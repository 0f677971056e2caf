"""The search page: whatever is typed gives an answer, and the page says what was understood."""

from urllib.parse import quote

import pytest

from archive.models import Statement
from archive.sources.shapes import Remark, Span
from archive.views.search import EXAMPLES, FIELDS
from tests import builders
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


@pytest.mark.parametrize("pair", [("zelensky", "zelenskyy"), ("Zelensky", "ZELENSKYY"), ("“Zelensky”", "“Zelenskyy”")])
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


@pytest.mark.parametrize(
    "q", ['"', "AND OR (", "()", "-", "*", "NOT", '"" OR ""', "OR", ":", "^", "🦊", "\u202e", "٪", "a" * 600, "(" * 40 + "a"]
)
def test_what_makes_no_sense_is_answered_with_an_explanation_or_with_nothing(client, q):
    root = read(client, f"/search/?q={q}")
    assert len(find(root, "h1")) == 1
    assert notes(root) or status(root)


def test_an_empty_search_offers_examples_that_find_something(client):
    root = read(client, "/search/")
    examples = [link for link in links(find(root, "main")[0], "/search/") if "q=" in link]
    assert len(examples) >= 3
    assert all("Nothing" not in status(read(client, example)) for example in examples)


def test_a_search_without_a_match_helps(client):
    root = read(client, "/search/?q=xyzzy")
    assert "Nothing found" in status(root)
    assert find(find(root, "main")[0], "a", href="/statements/")


def test_the_numbers_are_those_of_the_lists(client):
    root = read(client, "/search/?q=ceasefire")
    for heading in [h2 for h2 in find(root, "h2") if h2.get("id")]:
        noun = heading.get("id").removesuffix("s")
        count = int(words(heading).split()[-1])
        assert count == client.get(f"/{noun}s/", {"q": "ceasefire"}).context["listing"].count.rows == found(client, "ceasefire")[noun]


def test_furniture_is_not_searched(client):
    builders.make_article("Plugh stands here. Anna spoke.", furniture=(Remark(Span(0, 18), "box"),))
    assert found(client, "plugh") == {}


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "&lt;b&gt;"])
def test_what_was_typed_is_shown_as_text(client, q):
    html = client.get("/search/", {"q": q}).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert find(parse(html), "input", name="q")[0].get("value") == q


def test_snippets_of_articles_mark_matches_and_escape_the_rest(client):
    text = "word " * 200 + "<mark>plugh</mark> <script>alert(1)</script> " + "word " * 200
    builders.make_article(text)
    root = read(client, "/search/?q=plugh")
    (snippet,) = find(root, "p", class_="prose")[-1:]
    assert "<mark>plugh</mark>" in words(snippet)
    assert [words(mark) for mark in snippet.iter("mark")] == ["plugh"]


@pytest.mark.parametrize("query", [query for query, _ in EXAMPLES] + [query for _, _, query in FIELDS])
def test_every_example_of_the_help_page_is_a_link_that_finds_something(client, query):
    assert f"?q={quote(query, safe='/')}" in client.get("/search/help/").content.decode()
    response = client.get("/search/", {"q": query})
    assert response.context["groups"]
    assert "set aside" not in " ".join(response.context["notes"])
