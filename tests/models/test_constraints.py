"""Truths of one row that the database itself keeps, whatever writes to it."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import ActorName, Participation
from tests.builders import make_actor, make_article, make_detail, make_event, make_statement, make_topic, make_utterance

pytestmark = pytest.mark.django_db


def refuses(sql: str, *params) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def one_of_each():
    statement = make_statement(speakers=[make_actor()], event=make_event(), utterance=make_utterance(), topics=[make_topic()])
    make_detail(make_article(), make_event(), "a", "b", "Berta")
    ActorName.objects.create(actor=make_actor(), name="Another")
    return statement


@pytest.mark.parametrize("table", ["actor", "article", "detail", "event", "statement", "utterance"])
def test_a_status_is_one_of_four(one_of_each, table):
    refuses(f"UPDATE archive_{table} SET status = 'secret'")


@pytest.mark.parametrize("table", ["actor", "actorname", "event", "statement"])
def test_a_kind_is_one_of_the_vocabulary(one_of_each, table):
    refuses(f"UPDATE archive_{table} SET kind = 'other-kind'")


def test_a_title_is_by_the_source_or_an_editor():
    refuses("UPDATE archive_article SET title_by = 'nobody'")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("actor", "slug"), ("article", "slug"), ("event", "slug"), ("topic", "slug"), ("utterance", "slug"), ("actor", "name"),
        ("actor", "sort"), ("actorname", "name"), ("topic", "name"), ("article", "title"), ("event", "title"), ("utterance", "title"),
        ("article", "text"), ("article", "language"), ("statement", "text"), ("detail", "text"), ("detail", "aspect"), ("detail", "value"),
    ],
)  # fmt: skip
def test_what_a_row_cannot_be_without_is_not_empty(one_of_each, table, column):
    refuses(f"UPDATE archive_{table} SET {column} = '' WHERE id = (SELECT max(id) FROM archive_{table})")


@pytest.mark.parametrize(("table", "field"), [("statement", "said"), ("article", "published"), ("event", "date")])
def test_the_earliest_day_is_not_after_the_latest(one_of_each, table, field):
    refuses(f"UPDATE archive_{table} SET {field}_earliest = '2025-03-19', {field}_latest = '2025-03-18'")


@pytest.mark.parametrize(
    ("table", "column"),
    [("actor", "slug"), ("article", "slug"), ("event", "slug"), ("topic", "slug"), ("utterance", "slug"), ("topic", "name")],
)
def test_a_key_stands_once(one_of_each, table, column):
    make_topic()
    refuses(f"UPDATE archive_{table} SET {column} = (SELECT max({column}) FROM archive_{table})")


@pytest.mark.parametrize("table", ["statement", "detail"])
def test_an_id_stands_once(one_of_each, table):
    refuses(f"UPDATE archive_{table} SET public_id = 'aaaaaaaa'")


def test_an_actor_has_a_name_once():
    actor = make_actor()
    ActorName.objects.create(actor=actor, name="A")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActorName.objects.create(actor=actor, name="A", kind="called")


def test_an_actor_takes_part_once_in_a_role():
    part = Participation.objects.create(actor=make_actor(), event=make_event(), role="host")
    Participation.objects.create(actor=part.actor, event=part.event, role="guest")
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(actor=part.actor, event=part.event, role="host")


def test_an_actor_who_speaks_or_takes_part_is_not_deleted():
    relayed, part = make_actor(), make_actor()
    make_statement(relayed_by=relayed)
    Participation.objects.create(actor=part, event=make_event())
    for actor in (relayed, part):
        with pytest.raises(IntegrityError), transaction.atomic():
            actor.delete()
