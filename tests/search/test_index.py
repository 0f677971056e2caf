"""The index says what the rows say, whatever changes them; and what differs is found and mended."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from archive.models import Actor, ActorName, Article, Event, Statement
from archive.search import index, sqlite
from archive.sources.shapes import Remark, Span
from tests.builders import make_actor, make_article, make_event, make_statement
from tests.search import finding

pytestmark = pytest.mark.django_db

MODELS = {"statement": Statement, "article": Article, "actor": Actor, "event": Event}


def found(word: str, noun: str = "statement") -> list[int]:
    return sorted(finding.found(word, noun))


def problems() -> list[str]:
    with connection.cursor() as cursor:
        return index.problems(cursor)


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture(autouse=True)
def true_at_the_end():
    """Whatever a test does, or mends, the index equals the rows after it."""
    yield
    assert problems() == []


@pytest.fixture
def statement():
    """A published statement “We will zigzag.” by Zarathustra."""
    article = make_article("Then: “We will zigzag.” Berta denied it. “We will zugzwang.”")
    return make_statement(article, "We will zigzag.", [make_actor("Zarathustra")], note="A zeugma.")


def test_a_new_statement_is_found_by_its_words_speaker_and_note(statement):
    assert found("zigzag") == found("zarathustra") == found("zeugma") == [statement.pk]
    assert found("zigzag", "article") == [statement.article_id]
    assert found("zarathustra", "actor") == [statement.speakers.get().pk]


def test_statements_created_in_bulk_are_found(statement):
    start = statement.article.text.index("We will zug")
    rows = [Statement(article=statement.article, kind="direct", spans=[Span(start, start + 17)], status="published") for _ in range(3)]
    Statement.objects.bulk_create(rows)
    assert len(found("zugzwang")) == 3


def test_other_words_by_update_replace_the_old_ones(statement):
    start = statement.article.text.index("We will zug")
    Statement.objects.filter(pk=statement.pk).update(spans=[Span(start, start + 17)], text="We will zugzwang.", note="")
    assert (found("zigzag"), found("zeugma"), found("zugzwang")) == ([], [], [statement.pk])


def test_a_deleted_statement_is_not_found(statement):
    statement.delete()
    assert found("zigzag") == []


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_a_statement_is_found_only_while_it_is_published(statement, status):
    Statement.objects.filter(pk=statement.pk).update(status=status)
    assert found("zigzag") == []
    Statement.objects.filter(pk=statement.pk).publish()
    assert found("zigzag") == [statement.pk]


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_a_statement_is_found_only_while_its_article_is_published(statement, status):
    Article.objects.filter(pk=statement.article_id).update(status=status)
    assert (found("zigzag"), found("zigzag", "article")) == ([], [])
    Article.objects.filter(pk=statement.article_id).update(status="published")
    assert (found("zigzag"), found("zigzag", "article")) == ([statement.pk], [statement.article_id])


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_a_statement_is_found_by_its_speaker_only_while_the_speaker_is_published(statement, status):
    Actor.objects.filter(name="Zarathustra").update(status=status)
    assert (found("zarathustra"), found("zarathustra", "actor"), found("zigzag")) == ([], [], [statement.pk])


def test_speakers_are_followed_through_add_remove_set_and_clear(statement):
    other = make_actor("Zebedee")
    statement.speakers.add(other)
    assert found("zebedee") == found("zarathustra") == [statement.pk]
    statement.speakers.remove(other)
    assert (found("zebedee"), found("zarathustra")) == ([], [statement.pk])
    statement.speakers.set([other])
    assert (found("zebedee"), found("zarathustra")) == ([statement.pk], [])
    statement.speakers.clear()
    assert found("zebedee") == []


def test_an_addressee_is_not_a_speaker(statement):
    statement.addressees.add(make_actor("Zebedee"))
    assert found("zebedee") == []


def test_a_renamed_actor_is_found_by_the_new_name(statement):
    Actor.objects.filter(name="Zarathustra").update(name="Zoroaster")
    assert (found("zarathustra"), found("zoroaster")) == ([], [statement.pk])


def test_names_are_followed_as_they_come_change_and_go(statement):
    name = ActorName.objects.create(actor=statement.speakers.get(), name="Zarastro")
    assert found("zarastro") == [statement.pk]
    ActorName.objects.filter(pk=name.pk).update(name="Sarastro")
    assert (found("zarastro"), found("sarastro")) == ([], [statement.pk])
    ActorName.objects.filter(pk=name.pk).update(kind="called")
    assert (found("sarastro"), len(found("sarastro", "actor"))) == ([], 1)
    name.delete()
    assert found("sarastro", "actor") == []


def test_a_name_that_moves_to_another_actor_leaves_the_first(statement):
    name = ActorName.objects.create(actor=statement.speakers.get(), name="Zarastro")
    ActorName.objects.filter(pk=name.pk).update(actor=make_actor())
    assert (found("zarastro"), len(found("zarastro", "actor"))) == ([], 1)


def test_a_speaker_who_is_deleted_is_no_longer_a_way_to_find(statement):
    Actor.objects.filter(name="Zarathustra").delete()
    assert (found("zarathustra"), found("zigzag")) == ([], [statement.pk])


def test_furniture_is_taken_out_of_the_index_and_put_back(statement):
    article = statement.article
    start = article.text.index("Berta")
    article.furniture = [Remark(Span(start, start + 5), "link")]
    article.save()
    assert article.pk not in found("berta", "article")
    article.furniture = []
    article.save()
    assert article.pk in found("berta", "article")


def test_a_changed_title_of_an_article_is_followed(statement):
    Article.objects.filter(pk=statement.article_id).update(title="Zeppelins")
    assert found("zeppelins", "article") == [statement.article_id]


def test_a_deleted_article_is_not_found_nor_its_statements(statement):
    article = statement.article
    Statement.objects.filter(article=article).delete()
    article.delete()
    assert (found("zigzag"), found("zigzag", "article")) == ([], [])


def test_a_statement_that_moves_to_a_draft_is_not_found(statement):
    draft = make_article(statement.article.text, status="draft")
    Statement.objects.filter(pk=statement.pk).update(article=draft)
    assert found("zigzag") == []


def test_events_are_followed():
    event = make_event("Zeppelin flight")
    Event.objects.filter(pk=event.pk).update(place="Zwickau", description="A *zephyr*.")
    assert found("zeppelin", "event") == found("zwickau", "event") == found("zephyr", "event") == [event.pk]
    Event.objects.filter(pk=event.pk).withdraw()
    assert found("zeppelin", "event") == []


def test_loading_the_fixture_again_leaves_the_index_true():
    call_command("loaddata", "archive", verbosity=0)
    assert problems() == []


# The six divergences of F1: the full-text table differs from its content, and FTS5's plain integrity check says ok.

COLUMNS = "rowid, text, note, tags, days"


def take(pk: int) -> None:
    old = "SELECT 'delete', key, text, note, tags, days FROM search_statement WHERE id = %s"
    sql(f"INSERT INTO search_statement_fts(search_statement_fts, {COLUMNS}) {old}", pk)


def put(pk: int, text: str) -> None:
    """The entry of the row, with this text."""
    sql(f"INSERT INTO search_statement_fts({COLUMNS}) SELECT key, %s, note, tags, days FROM search_statement WHERE id = %s", text, pk)


def two() -> tuple[int, int]:
    """Two statements of different words."""
    first = Statement.objects.published().earliest("pk")
    return first.pk, Statement.objects.published().exclude(text=first.text).earliest("pk").pk


def quietly(trigger: str, statement: str, *params) -> None:
    """Run the statement with one trigger of the index away."""
    sql(f"DROP TRIGGER {trigger}")
    sql(statement, *params)
    sql(sqlite.OBJECTS[trigger])


def row_changed():
    quietly("search_statement_fts_update", "UPDATE search_statement SET text = 'other words' WHERE id = %s", two()[0])


def row_deleted():
    quietly("search_statement_fts_delete", "DELETE FROM search_statement WHERE id = %s", two()[0])


def row_missing():
    take(two()[0])


def index_emptied():
    sql("INSERT INTO search_statement_fts(search_statement_fts) VALUES ('delete-all')")


def ghost_entry():
    sql(f"INSERT INTO search_statement_fts({COLUMNS}) VALUES (1000000, 'a ghost', '', '', '')")


def texts_swapped():
    first, second = two()
    texts = dict(Statement.objects.values_list("pk", "text"))
    take(first), take(second)
    put(first, texts[second]), put(second, texts[first])


DIVERGENCES = [row_changed, row_deleted, row_missing, index_emptied, ghost_entry, texts_swapped]


@pytest.mark.parametrize("plant", DIVERGENCES, ids=lambda plant: plant.__name__)
def test_each_divergence_of_the_full_text_table_is_found_and_mended(plant, capsys):
    plant()
    assert "the full-text index of statements does not agree with its content; `manage.py reindex` puts it right" in problems()
    with pytest.raises(SystemExit) as caught:
        call_command("check_archive")
    assert caught.value.code == 1 and "full-text index of statements" in capsys.readouterr().out
    call_command("reindex")
    assert problems() == []


@pytest.mark.parametrize(
    ("trigger", "change", "message"),
    [
        (
            "update",
            "UPDATE archive_statement SET note = 'zeugma' WHERE id = %s",
            "statement {}: the search index misses it or has other words",
        ),
        (
            "update",
            "UPDATE archive_statement SET status = 'draft' WHERE id = %s",
            "statement {}: the search index holds it, though readers may",
        ),
        ("delete", "DELETE FROM archive_statement WHERE id = %s", "statement {}: the search index holds it, though readers may not see it"),
    ],
)
def test_an_entry_that_differs_from_its_row_is_named(trigger, change, message):
    made = make_statement()
    quietly(f"search_statement_{trigger}", change, made.pk)
    assert any(problem.startswith(message.format(made.pk)) for problem in problems())
    call_command("reindex")
    assert problems() == []


@pytest.mark.parametrize("noun", MODELS)
def test_an_entry_that_is_missing_is_named_for_each_noun(noun):
    pk = MODELS[noun].objects.published().values_list("pk", flat=True).first()
    sql(f"DELETE FROM search_{noun} WHERE id = %s", pk)
    assert problems() == [f"{noun} {pk}: the search index misses it or has other words for it"]
    call_command("reindex")


@pytest.mark.parametrize("noun", MODELS)
def test_an_entry_of_what_readers_do_not_see_is_named_for_each_noun(noun):
    columns = sqlite.columns(noun)
    values = ", ".join("'x'" for _ in columns)
    sql(f"INSERT INTO search_{noun}(key, id, sort, {', '.join(columns)}) VALUES (999999, 999999, '', {values})")
    assert problems() == [f"{noun} 999999: the search index holds it, though readers may not see it"]
    call_command("reindex")


@pytest.mark.parametrize("noun", MODELS)
def test_a_number_of_rows_that_is_not_true_is_found_and_mended(noun):
    sql("UPDATE search_tally SET rows = rows + 1 WHERE noun = %s", noun)
    [problem] = problems()
    assert noun in problem and str(MODELS[noun].objects.published().count()) in problem
    call_command("reindex")
    assert problems() == []


def test_a_row_at_the_place_of_another_day_is_found(statement):
    sql("UPDATE search_statement SET key = key + %s WHERE id = %s", 1 << sqlite.BITS, statement.pk)
    assert any(problem.startswith(f"statement {statement.pk}: ") for problem in problems())
    call_command("reindex")
    assert problems() == []


def test_the_index_holds_exactly_what_readers_see():
    make_statement(status="draft")
    for noun, model in MODELS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM search_{noun} ORDER BY id")
            assert [pk for (pk,) in cursor.fetchall()] == list(model.objects.published().order_by("pk").values_list("pk", flat=True))


def test_making_the_index_anew_changes_no_answer():
    before = found("ceasefire")
    call_command("reindex")
    assert found("ceasefire") == before


def test_reindex_mends_what_is_broken_in_every_way_at_once(capsys):
    for plant in (row_changed, texts_swapped, ghost_entry):
        plant()
    sql("DROP TRIGGER search_event_insert"), sql("DROP TRIGGER statement_anchor_insert"), sql("DROP VIEW search_actor_source")
    call_command("reindex")
    capsys.readouterr()
    call_command("check_archive", json=True)
    assert json.loads(capsys.readouterr().out)["problems"] == []
