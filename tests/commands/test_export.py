"""`export` writes what readers may see, one statement a line, exactly as it stands in the sources."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.models import Statement
from archive.sources import anchoring
from tests import builders

pytestmark = pytest.mark.django_db

KEYS = ["id", "source", "article", "spans", "text", "kind", "speaker", "as", "cue", "relayed_by", "to", "channel", "said", "event"]
KEYS += ["utterance", "topics", "url", "speaker_slugs", "relayed_by_slug", "to_slugs", "said_earliest", "said_latest", "published"]
KEYS += ["language", "sha256", "inferred", "note", "version"]


def exported() -> list[dict]:
    out = io.StringIO()
    call_command("export", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_line_is_a_published_statement_and_every_published_statement_a_line():
    found = [record["id"] for record in exported()]
    assert len(found) == len(set(found))
    assert set(found) == set(Statement.objects.published().values_list("public_id", flat=True))


def test_every_record_has_the_same_keys():
    assert {tuple(record) for record in exported()} == {tuple(KEYS)}


def test_the_spans_are_the_text_in_the_file_as_received():
    for record in exported():
        source = (settings.BASE_DIR / "seeds" / record["source"]).read_bytes().decode("utf-8")
        assert anchoring.JOINT.join(source[start:end] for start, end in record["spans"]) == record["text"]


def test_the_address_is_the_configured_one_and_leads_to_the_statement(client):
    for record in exported()[:5]:
        assert record["url"] == f"{settings.SITE_URL}/statements/{record['id']}/"
        assert client.get(record["url"].removeprefix(settings.SITE_URL)).status_code == 200


def test_lines_are_in_the_order_of_the_articles_and_their_texts():
    places = [(record["source"], record["spans"][0][0]) for record in exported()]
    assert places == sorted(places)


@pytest.mark.parametrize(("speakers", "wanted"), [([], None), (["Anna"], "Anna"), (["Anna", "Berta"], ["Anna", "Berta"])])
def test_a_speaker_is_a_name_several_or_unknown(speakers, wanted):
    statement = builders.make_statement(speakers=[builders.make_actor(name) for name in speakers])
    (record,) = [record for record in exported() if record["id"] == statement.public_id]
    assert record["speaker"] == wanted


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_is_not_published_is_in_no_line(status):
    statement = Statement.objects.published().first()
    Statement.objects.filter(pk=statement.pk).update(status=status)
    hidden = builders.make_statement(builders.make_article(status=status))
    assert not {statement.public_id, hidden.public_id} & {record["id"] for record in exported()}


def test_words_are_written_as_they_are():
    text = "Öl “𝔘” 😀 \u2028 \u202e “a\tb\nc”"
    statement = builders.make_statement(builders.make_article(text), text[:20])
    out = io.StringIO()
    call_command("export", stdout=out)
    assert [line for line in out.getvalue().split("\n") if json.dumps(statement.text, ensure_ascii=False) in line]
    assert statement.text in {json.loads(line)["text"] for line in out.getvalue().split("\n") if line}


def test_the_queries_are_few_for_a_whole_archive(django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert len(exported()) > 100


def test_a_reader_that_has_had_enough_is_no_fault(tmp_path):
    """`export | head -1`, with an archive large enough for the pipe to break."""
    script = """
import sys, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("loaddata", "archive", verbosity=0)
call_command("export")
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(settings.BASE_DIR)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=tmp_path, **pipes) as process:
        assert json.loads(process.stdout.readline())["id"]
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 0
