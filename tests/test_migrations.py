"""Migrations say what the models say; what stands beside Django's tables survives them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration

from archive import schema
from archive.models import Article, Statement
from archive.models.fields import CleanCharField, CleanTextField
from archive.search import index
from tests.builders import make_actor, make_article, make_statement
from tests.search.finding import found

MIGRATIONS = Path(__file__).resolve().parent.parent / "archive" / "migrations"

#: Something to do, as far as the signals are concerned.
PLAN = [(Migration("a_column_becomes_wider", "archive"), False)]


def schema_version() -> int:
    """A number that SQLite raises whenever anything of the schema is made, changed or dropped."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA schema_version")
        return cursor.fetchone()[0]


def objects() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') OR name LIKE 'search_%' OR name = 'archive_generation'"
        )
        return dict(cursor.fetchall())


def remake(model, name: str, new) -> None:
    """Change a column as a migration does: with the signals around it, and SQLite building the table anew."""
    old = model._meta.get_field(name)
    new.set_attributes_from_name(name)
    new.model = model
    emit_pre_migrate_signal(0, False, "default", plan=PLAN)
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    emit_post_migrate_signal(0, False, "default", plan=PLAN)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "archive", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_all_objects_are_there_as_this_version_makes_them():
    assert schema.problems(connection) == []
    assert schema.OBJECTS.items() <= objects().items()


@pytest.mark.django_db(transaction=True)
def test_migrating_twice_builds_nothing_anew():
    before, stored = schema_version(), objects()
    call_command("migrate", verbosity=0, interactive=False, stdout=StringIO())
    assert schema_version() == before
    assert objects() == stored


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "name", "wider"),
    [
        (Statement, "channel", lambda: CleanCharField(max_length=61, blank=True, db_index=True)),
        (Article, "byline", lambda: CleanCharField(max_length=301, blank=True)),
        (Statement, "text", lambda: CleanTextField(blank=True, default="x")),
    ],
)
def test_triggers_and_index_survive_a_table_that_is_built_anew(model, name, wider):
    statement = make_statement(make_article("Then: “We will zigzag.”"), "We will zigzag.", [make_actor("Zarathustra")])
    stored, old = objects(), model._meta.get_field(name)
    try:
        remake(model, name, wider())
        assert objects() == stored and schema.problems(connection) == []
        assert found("zigzag") == found("zarathustra") == [statement.pk]
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(text="other words")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE archive_article SET text = 'other words' WHERE id = %s", [statement.article_id])
        Statement.objects.filter(pk=statement.pk).update(status="draft")
        assert found("zigzag") == []
    finally:
        remake(model, name, old.clone())
    with connection.cursor() as cursor:
        assert index.problems(cursor) == []


@pytest.mark.django_db
def test_without_a_plan_nothing_is_taken_away():
    before = schema_version()
    schema.suspend(plan=[])
    schema.ensure()
    assert schema_version() == before


@pytest.mark.django_db
def test_what_was_taken_away_is_put_back_and_filled():
    stored, before = objects(), found("ceasefire")
    schema.suspend(plan=PLAN)
    assert not schema.OBJECTS.keys() & objects().keys()
    schema.ensure()
    assert objects() == stored
    assert found("ceasefire") == before != []


@pytest.mark.parametrize("path", sorted(MIGRATIONS.glob("0*.py")), ids=lambda path: path.name)
def test_migrations_hold_no_trigger_and_no_index_of_words(path):
    text = path.read_text(encoding="utf-8")
    assert not any(word in text for word in ("RunSQL", "TRIGGER", "fts5"))
