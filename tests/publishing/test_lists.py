"""A list as CSV and JSON Lines holds what the list's page finds, all of it, in its order, exactly as the database has it."""

from random import Random
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Statement
from archive.publishing import asked, records
from archive.sources import anchoring
from tests import builders
from tests.pages import cast
from tests.pages.reading import parse, rows, shown_count, walk
from tests.publishing.taking import LISTS, body, csv_rows, fetch, json_lines, take

pytestmark = pytest.mark.django_db

#: Values that narrow each list, a few of each, and some that nobody knows.
CHOICES = {
    "statements": {
        "q": ["ceasefire", "war OR peace", "-energy", '"root causes"', "zelensky", "negotiat*", "nowhere-at-all"],
        "speaker": ["vladimir-putin", "donald-trump", "kremlin", "nobody"],
        "kind": ["direct", "mixed", "indirect", "sung"],
        "channel": ["press conference", "Truth Social"],
        "topic": ["ceasefire", "energy"],
        "to": ["donald-trump"],
        "event": ["call-2025-03-18", "call-2025-05-19"],
        "said_from": ["2025-03", "2025-05-19", "soon"],
        "said_to": ["2025", "2025-03-18"],
        "order": ["oldest", "newest", "relevance"],
        "after": ["17"],
        "exact": ["on"],
    },
    "articles": {"q": ["ceasefire", "call"], "published_from": ["2025-03", "2025-06"], "order": ["oldest"]},
    "actors": {"q": ["putin", "president"], "kind": ["person", "state"], "order": ["name-reversed"]},
    "events": {"q": ["call", "talks"], "kind": ["call", "attack"], "actor": ["vladimir-putin"], "date_to": ["2025-03"]},
}


def some_addresses(number: int, seed: int = 1) -> list[tuple[str, str]]:
    """Lists and combinations of their parameters."""
    random = Random(seed)
    found = []
    for _ in range(number):
        noun = random.choice(LISTS)
        names = random.sample(list(CHOICES[noun]), random.randint(0, min(3, len(CHOICES[noun]))))
        pairs = [
            (name, value) for name in names for value in random.sample(CHOICES[noun][name], random.randint(1, len(CHOICES[noun][name])))
        ]
        found.append((noun, urlencode(pairs)))
    return found


@pytest.mark.parametrize(("noun", "query"), some_addresses(40))
def test_the_number_on_the_page_is_the_number_of_rows_in_every_form(client, noun, query):
    page = client.get(f"/{noun}/?{query}").context["listing"].count.rows
    assert len(csv_rows(client, f"/{noun}.csv?{query}")) == len(json_lines(client, f"/{noun}.jsonl?{query}")) == page


@pytest.mark.parametrize("query", ["", "kind=direct", "order=oldest&speaker=vladimir-putin"])
def test_rows_are_in_the_order_of_the_list(client, monkeypatch, query):
    monkeypatch.setattr(asked, "CHUNK", 7)
    assert [row["id"] for row in json_lines(client, f"/statements.jsonl?{query}")] == walk(client, f"/statements/?{query}", "statement")
    assert [row["slug"] for row in json_lines(client, "/actors.jsonl")] == walk(client, "/actors/", "actor")


@pytest.mark.parametrize("chunk", [1, 2, 3, 1000])
def test_every_row_comes_once_whatever_the_chunk(client, monkeypatch, chunk):
    cast.clear()
    made = cast.make_linked_statements(6)
    monkeypatch.setattr(asked, "CHUNK", chunk)
    assert sorted(row["id"] for row in csv_rows(client, "/statements.csv")) == sorted(statement.public_id for statement in made)


def test_a_relevance_that_only_the_page_knows_becomes_the_order_by_day(client):
    found = json_lines(client, "/statements.jsonl?q=ceasefire&order=relevance")
    assert found == json_lines(client, "/statements.jsonl?q=ceasefire")


@pytest.mark.parametrize("noun", LISTS)
def test_a_csv_is_the_jsonl_in_cells(client, noun):
    for cells, record in zip(csv_rows(client, f"/{noun}.csv"), json_lines(client, f"/{noun}.jsonl"), strict=True):
        assert tuple(cells) == tuple(record) == records.FIELDS[noun.removesuffix("s")]
        for name, value in record.items():
            if not isinstance(value, list | dict):
                assert cells[name] == ("" if value is None else str(value)), name


def test_a_csv_read_back_is_the_database(client):
    rows = {row["id"]: row for row in csv_rows(client, "/statements.csv")}
    statements = Statement.objects.published().select_related("article")
    assert rows.keys() == {statement.public_id for statement in statements}
    for statement in statements:
        row = rows[statement.public_id]
        names = {"text": "text", "kind": "kind", "as": "named_as", "cue": "cue", "channel": "channel", "said": "said", "note": "note"}
        assert {name: row[name] for name in names} == {name: getattr(statement, field) for name, field in names.items()}
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split("; ")]
        assert anchoring.JOINT.join(statement.article.text[start:end] for start, end in spans) == row["text"]
        assert row["speaker"] == "; ".join(actor.name for actor in statement.speakers.published())
        assert (row["sha256"], row["published"]) == (statement.article.sha256, statement.article.published)


def test_lines_end_as_rfc_4180_has_it_and_the_first_names_the_columns(client):
    lines = take(client, "/actors.csv").split(b"\r\n")
    assert lines[0].decode().split(",") == list(records.FIELDS["actor"])
    assert lines[-1] == b""
    assert fetch(client, "/actors.csv")["Content-Type"] == "text/csv; charset=utf-8; header=present"


@pytest.mark.parametrize("address", ["/statements.csv", "/events.jsonl?q=call"])
def test_the_file_gets_a_name(client, address):
    name = f"readout-{address.partition('?')[0].removeprefix('/')}"
    assert fetch(client, address)["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("noun", LISTS)
def test_the_queries_are_as_many_for_two_rows_as_for_twenty(client, noun):
    counted = []
    for number in (2, 20):
        cast.clear()
        for made in cast.make_linked_statements(number):
            builders.make_article(publisher=made.relayed_by)
            builders.make_event().participations.create(actor=made.relayed_by)
        with CaptureQueriesContext(connection) as captured:
            take(client, f"/{noun}.jsonl")
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 5


def test_what_is_withdrawn_during_the_export_is_not_in_the_rest(client, monkeypatch):
    monkeypatch.setattr(asked, "CHUNK", 2)
    response = client.get("/statements.jsonl?order=oldest")
    stream = iter(response.streaming_content)
    first = next(stream)
    seen = {line.partition('"id": "')[2][:8] for line in first.decode().splitlines()}
    left = Statement.objects.published().exclude(public_id__in=seen)
    assert left.count() > 10
    hidden = set(left.values_list("public_id", flat=True))
    Article.objects.filter(statements__in=left).withdraw()
    assert not [public_id for public_id in hidden if public_id.encode() in b"".join(stream)]
    response.close()


def test_an_ending_that_a_list_does_not_have_is_not_found(client):
    for address in ("/statements.xml", "/statements.csv/", "/statements.", "/topics.csv", "/utterances.csv"):
        assert client.get(address).status_code == 404, address


def test_what_the_page_would_explain_is_passed_over(client):
    odd = "/statements.csv?speaker=nobody-at-all&said_from=soon&order=sideways&after=x&nonsense=1"
    assert take(client, odd) == take(client, "/statements.csv")


def test_a_head_request_gets_the_headers_alone(client):
    head, full = client.head("/statements.csv"), fetch(client, "/statements.csv")
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert "Content-Length" not in head  # nobody knows it before the list is written
    for name in ("Content-Type", "Content-Disposition", "ETag", "Cache-Control"):
        assert head[name] == full[name]


def test_whoever_has_the_list_already_gets_304(client):
    tag = fetch(client, "/statements.csv")["ETag"]
    again = client.get("/statements.csv", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    builders.make_statement()
    fresh = client.get("/statements.csv", headers={"if-none-match": tag})
    assert fresh.status_code == 200
    assert body(fresh)


def test_the_page_links_to_the_same_list(client):
    listing = client.get("/statements/?kind=direct&q=peace&facets=on&order=relevance&after=0").context["listing"]
    assert [form.url for form in listing.forms] == [f"/statements.{form}?q=peace&kind=direct" for form in ("csv", "jsonl", "atom")]
    assert [form.url for form in client.get("/actors/").context["listing"].forms] == ["/actors.csv", "/actors.jsonl", "/actors.atom"]
    page = client.get("/statements/?kind=direct&q=peace").content.decode()
    assert shown_count(parse(page)) == len(csv_rows(client, listing.forms[0].url)) >= len(rows(parse(page), "statement"))
