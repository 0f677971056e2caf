"""Promise 25: no cell of a CSV is a formula, the JSON stays exact, and what the CSV changes can be undone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Actor, ActorName, Article, Event, Participation, Statement
from archive.publishing.formats import cell
from tests import builders
from tests.pages import cast
from tests.publishing.taking import csv_rows, json_lines, take, undone

pytestmark = pytest.mark.django_db

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"https://evil.example\",\"x\")", "=cmd|' /C calc'!A0",
    "＝1+1", "＋1", "－1", "＠SUM(A1)", "'=1+1", "''@x", "=\"a\r\nb\"", "-", "=,\",;",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def an_archive(payload: str) -> None:
    """One record of each noun with the payload in every column of text, put there as plain SQL would."""
    cast.clear()
    actor, event = builders.make_actor(), builders.make_event()
    article = builders.make_article(f"{payload} she said.", publisher=actor)
    statement = builders.make_statement(article, payload, speakers=[actor], addressees=[actor], relayed_by=actor, event=event)
    Participation.objects.create(event=event, actor=actor, role=payload)
    ActorName.objects.create(actor=actor, name=payload)
    ActorName.objects.create(actor=actor, name=payload + "'", kind="called")
    reasons = {"said": payload}
    Actor.objects.update(name=payload, sort=payload, description=payload)
    Event.objects.update(title=payload, place=payload, description=payload, inferred=reasons)
    Article.objects.update(title=payload, byline=payload, source_file=payload, url=payload, note=payload, inferred=reasons)
    Statement.objects.filter(pk=statement.pk).update(named_as=payload, cue=payload, channel=payload, note=payload, inferred=reasons)


TEXTS = {
    "statements": ["source", "text", "speaker", "as", "cue", "relayed_by", "to", "channel", "note"],
    "articles": ["title", "publisher", "byline", "source", "source_url", "note"],
    "actors": ["name", "sort", "names", "description"],
    "events": ["title", "place", "participants", "roles", "description"],
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_every_column_of_text_stays_a_text(client, payload):
    an_archive(payload)
    for noun, columns in TEXTS.items():
        raw = list(csv.reader(io.StringIO(take(client, f"/{noun}.csv").decode(), newline=""), strict=True))
        assert len(raw) == 2
        assert not [value for row in raw for value in row if value.startswith(FORMULA)]
        [row], [record] = csv_rows(client, f"/{noun}.csv"), json_lines(client, f"/{noun}.jsonl")
        for column in columns:
            exact = record[column][0] if isinstance(record[column], list) else record[column]
            assert row[column] == exact == payload, (noun, column)


@given(st.text(alphabet=st.sampled_from("='+-@\t\r＝＠a 1\n\",;"), max_size=8) | st.text(max_size=20))
def test_the_rule_of_the_apostrophe_can_always_be_undone(text):
    written = cell(text)
    assert not written.startswith(FORMULA)
    assert undone(written) == text


def test_what_is_no_formula_is_left_as_it_is():
    for text in ("a", "1-2", "'tis", "“=”", " =1", "", "’=", "2025-03-18"):
        assert cell(text) == text


def test_lists_spans_reasons_and_numbers_are_written_as_documented():
    assert cell(["a", "b; c"]) == "a; b; c"
    assert cell([[1, 2], [30, 44]]) == "1-2; 30-44"
    assert cell({"said": "why", "to": "how"}) == "said: why; to: how"
    assert (cell(3), cell(None), cell([]), cell({})) == ("3", "", "", "")
    assert cell(["=1", "=2"]) == "'=1; =2"
