"""``check_archive`` proves the archive, and names what is wrong with it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from archive import integrity, schema, triggers
from archive.models import Article, Detail, Statement
from tests.builders import make_actor, make_article, make_event, make_statement, make_utterance
from tests.tampering import with_another_tool

pytestmark = pytest.mark.django_db


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def check(capsys):
    """Run the command; its exit status and what it printed."""

    def run(**options) -> tuple[int, str]:
        capsys.readouterr()
        try:
            call_command("check_archive", **options)
        except SystemExit as exit:
            return exit.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return run


def test_the_seeds_are_without_fault(check):
    status, output = check()
    assert status == 0
    assert output == f"{Article.objects.count()} articles, {Statement.objects.count()} statements: no fault\n"


def test_one_changed_character_is_found_with_its_article_and_what_stands_on_it(check):
    statement = Statement.objects.filter(kind="direct").select_related("article").first()
    at = statement.spans[0].start + 3
    changed = "#" if statement.article.text[at] != "#" else "%"
    with_another_tool(
        "UPDATE archive_article SET text = substr(text, 1, %s) || %s || substr(text, %s) WHERE id = %s",
        (at, changed, at + 2, statement.article_id),
    )
    status, output = check()
    assert status == 1
    assert f"article {statement.article.slug}: sha256 does not follow from text" in output
    assert f"statement {statement.public_id} in {statement.article.slug}: the words stored and the words in the article differ" in output


@pytest.mark.parametrize("number", range(5))
def test_a_change_in_any_article_names_that_article_and_no_other(check, number):
    article = Article.objects.order_by("pk")[number]
    with_another_tool("UPDATE archive_article SET text = text || ' ' WHERE id = %s", (article.pk,))
    status, output = check()
    assert status == 1 and output.splitlines()[0].startswith(f"article {article.slug}: ")
    assert output.endswith(": 1 fault\n")


def test_a_character_inserted_before_them_moves_every_statement_of_the_article(check):
    article = Article.objects.first()
    with_another_tool("UPDATE archive_article SET text = '#' || text WHERE id = %s", (article.pk,))
    _, output = check()
    for public_id in article.statements.values_list("public_id", flat=True):
        assert f"statement {public_id} in {article.slug}: " in output


@pytest.mark.parametrize("model", [Statement, Detail])
def test_other_words_that_came_in_past_the_triggers_are_found(check, model):
    row = model.objects.select_related("article").first()
    name = f"{model._meta.model_name}_anchor_update"
    sql(f"DROP TRIGGER {name}")
    sql(f"UPDATE {model._meta.db_table} SET text = 'other words' WHERE id = %s", row.pk)
    sql(triggers.ANCHORS[name])
    status, output = check()
    assert status == 1
    assert f"{model._meta.model_name} {row.public_id} in {row.article.slug}: the words stored" in output


def test_furniture_over_a_statement_is_found(check):
    statement = make_statement()
    with_another_tool("UPDATE archive_article SET furniture = '[[0, 20, \"link\"]]' WHERE id = %s", (statement.article_id,))
    assert f"statement {statement.public_id} in {statement.article.slug}: the span 12–25 touches the page furniture" in check()[1]


def test_furniture_beyond_the_text_is_found(check):
    article = make_article()
    with_another_tool("UPDATE archive_article SET furniture = '[[0, 2000, \"link\"]]' WHERE id = %s", (article.pk,))
    assert f"article {article.slug}: furniture: the span 0–2000 does not lie in the text" in check()[1]


def test_a_date_changed_without_its_days_is_found(check):
    statement = make_statement()
    Statement.objects.filter(pk=statement.pk).update(said="2024")
    status, output = check()
    assert status == 1
    for column in ("said_earliest", "said_latest", "said_sort"):
        assert f"statement {statement.public_id}: {column} does not follow from said" in output


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            "UPDATE archive_actor SET description_html = '<script>x</script>' WHERE id = %s",
            "description_html does not follow from description",
        ),
        ("UPDATE archive_actor SET description = '*new*' WHERE id = %s", "description_html does not follow from description"),
    ],
)
def test_html_that_its_source_does_not_give_is_found(check, change, fault):
    actor = make_actor()
    sql(change, actor.pk)
    assert f"actor {actor.slug}: {fault}" in check()[1]


def test_a_date_that_is_none_is_found(check):
    event = make_event()
    sql("UPDATE archive_event SET date = 'yesterday' WHERE id = %s", event.pk)
    assert f"event {event.slug}: date: " in (output := check()[1])
    assert "is not a date in EDTF" in output


def test_published_records_that_nothing_leads_to_are_found(check):
    utterance, event = make_utterance(), make_event()
    status, output = check()
    assert status == 1
    assert f"utterance {utterance.slug}: it is published, but no statement reports it" in output
    assert f"event {event.slug}: it is published, but nothing tells of it" in output


def test_drafts_may_stand_alone(check):
    make_utterance(status="draft"), make_event(status="draft")
    assert check()[0] == 0


@pytest.mark.parametrize(
    "name", [*triggers.ANCHORS, "search_statement_insert", "search_statement_speakers_delete", "search_event_fts_update"]
)
def test_a_missing_trigger_is_found(check, name):
    sql(f"DROP TRIGGER {name}")
    status, output = check()
    assert status == 1
    assert f"the database object {name} is missing; `manage.py reindex` puts it right" in output
    call_command("reindex", stdout=StringIO())
    assert schema.problems(connection) == []


def test_a_trigger_that_does_something_else_is_found(check):
    sql("DROP TRIGGER statement_anchor_insert")
    sql("CREATE TRIGGER statement_anchor_insert BEFORE INSERT ON archive_statement BEGIN SELECT 1; END")
    assert "the database object statement_anchor_insert is different" in check()[1]


@pytest.mark.parametrize("sort", ["VIEW search_actor_source", "TABLE search_actor", "TABLE search_actor_fts"])
def test_a_missing_part_of_the_index_is_a_line_and_not_a_breakdown(check, sort):
    sql(f"DROP {sort}")
    status, output = check()
    assert status == 1 and f"the database object {sort.split()[1]} is missing" in output


def test_a_reference_to_nothing_is_found(check):
    statement = make_statement()
    sql("UPDATE archive_statement SET event_id = 999999 WHERE id = %s", statement.pk)
    status, output = check()
    sql("UPDATE archive_statement SET event_id = NULL WHERE id = %s", statement.pk)
    assert status == 1
    assert f"archive_statement row {statement.pk}: refers to a row of archive_event that is not there" in output


def test_a_control_character_in_a_text_is_found(check):
    article = make_article()
    with_another_tool("UPDATE archive_article SET text = text || char(27) WHERE id = %s", (article.pk,))
    assert f"article {article.slug}: text: the character U+001B at position {len(article.text)} cannot be stored" in check()[1]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("article", "furniture", '[["x"]]'),
        ("article", "inferred", '["x"]'),
        ("statement", "spans", "[[0, 4.0]]"),
        ("statement", "inferred", "[7]"),
    ],
)
def test_a_column_of_another_form_is_a_line_and_not_a_breakdown(check, table, column, value):
    statement = make_statement(make_article("Anna."), "Anna")
    sql("DROP TRIGGER statement_anchor_update")
    sql(f"UPDATE archive_{table} SET {column} = %s WHERE id = %s", value, statement.pk if table == "statement" else statement.article_id)
    sql(triggers.ANCHORS["statement_anchor_update"])
    status, output = check()
    assert status == 1 and (statement.article.slug in output or statement.public_id in output)


def test_the_answer_can_be_had_as_json(check):
    status, output = check(json=True)
    assert status == 0
    assert json.loads(output) == {"articles": Article.objects.count(), "statements": Statement.objects.count(), "problems": []}


def test_faults_are_in_the_json_too(check):
    utterance = make_utterance()
    status, output = check(json=True)
    assert status == 1
    assert json.loads(output)["problems"] == [f"utterance {utterance.slug}: it is published, but no statement reports it"]


def test_checking_asks_the_database_no_oftener_for_more_statements(django_assert_max_num_queries):
    article = make_article()
    for _ in range(40):
        make_statement(article)
    with django_assert_max_num_queries(60):
        assert list(integrity.problems()) == []
