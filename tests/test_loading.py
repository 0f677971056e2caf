"""Loading adds what the archive does not have, article by article, and never changes what is there."""

import shutil
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from archive import integrity, loading, models, schema
from archive.models import Actor, Article, Detail, Event, Statement, Utterance
from archive.sources import folder
from tests.builders import make_actor
from tests.sources.samples import ACTORS, ANNOTATION, EVENTS, TEXT, changed, line_of, write

pytestmark = pytest.mark.django_db

#: In the order in which they can be deleted.
MODELS = [models.Detail, models.Statement, models.Article, models.Utterance, models.Event, models.Topic, models.Actor]


def empty() -> None:
    for model in MODELS:
        model.objects.all().delete()


def contents() -> list[str]:
    """Every row with all its columns but keys and times, links included, in an order that does not depend on loading."""
    found = []
    for model in [*MODELS, models.ActorName, models.Participation]:
        for record in serializers.serialize("python", model.objects.all(), use_natural_foreign_keys=True, use_natural_primary_keys=True):
            fields = {name: value for name, value in record["fields"].items() if name not in ("created", "modified", "version")}
            links = {field.name for field in model._meta.many_to_many}
            found.append(f"{record['model']} { ({name: sorted(value) if name in links else value for name, value in fields.items()}) }")
    return sorted(found)


def everything() -> list[tuple]:
    """Every row as it is, keys and times included."""
    return [(model.__name__, *row) for model in MODELS for row in model.objects.order_by("pk").values_list()]


def load(folder) -> tuple[str, str]:
    """What the command prints, to standard output and to standard error."""
    out, err = StringIO(), StringIO()
    call_command("load", folder, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(folder) -> tuple[str, str]:
    """What the command prints to standard error, and the sentence with which it ends; its exit status is 1."""
    err = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("load", folder, stdout=StringIO(), stderr=err)
    assert caught.value.returncode == 1
    return err.getvalue(), str(caught.value)


def second(path, annotation: str, text: str = "Another text.") -> None:
    (path / "two.yaml").write_text(annotation, encoding="utf-8")
    (path / "two.txt").write_text(text, encoding="utf-8")


def test_loading_the_seeds_gives_what_their_fixture_gives(tmp_path, capsys):
    call_command("build_fixtures", output=tmp_path / "seeds.json", stdout=StringIO())
    given = []
    for road in (lambda: call_command("loaddata", tmp_path / "seeds.json", verbosity=0), lambda: load(settings.BASE_DIR / "seeds")):
        empty()
        road()
        capsys.readouterr()
        call_command("export")
        given.append((contents(), capsys.readouterr().out))
    assert given[0] == given[1]
    assert len(given[0][0]) > 300 and given[0][1].count("\n") == Statement.objects.published().count() > 100
    assert list(integrity.problems()) == []


def test_a_small_folder_becomes_its_rows(tmp_path):
    assert load(write(tmp_path))[0] == "1 articles loaded, 0 already there, 0 refused\n"
    article = Article.objects.get(slug="first-article")
    assert (article.text, article.source_file, article.published) == (TEXT, "one.txt", "2025-03-19")
    statement = Statement.objects.get(public_id="aaaaaaa2")
    assert [actor.slug for actor in statement.speakers.all()] == ["anna"]
    assert [actor.slug for actor in statement.addressees.all()] == ["berta"]
    assert (statement.event.slug, statement.utterance.slug, statement.topics.get().slug) == ("call", "coming", "travel")
    assert Detail.objects.get(public_id="aaaaaaa5").according_to.slug == "anna"
    assert Event.objects.get(slug="call").participations.get().role == "party"


def test_a_second_load_changes_nothing(tmp_path):
    load(write(tmp_path))
    before = everything()
    assert load(tmp_path)[0] == "0 articles loaded, 1 already there, 0 refused\n"
    assert everything() == before


def test_a_second_load_leaves_what_an_editor_changed(tmp_path):
    load(write(tmp_path))
    Article.objects.filter(slug="first-article").update(title="By an editor")
    Actor.objects.filter(slug="anna").update(name="Anna by an editor")
    Statement.objects.filter(public_id="aaaaaaa2").update(status="withdrawn", note="Wrong.")
    Detail.objects.filter(public_id="aaaaaaa5").delete()
    before = everything()
    load(tmp_path)
    assert everything() == before


def test_loading_the_seeds_again_adds_no_article_statement_or_detail():
    before = [row for row in everything() if row[0] in ("Article", "Statement", "Detail")]
    assert load(settings.BASE_DIR / "seeds")[0].startswith("0 articles loaded, 5 already there")
    assert [row for row in everything() if row[0] in ("Article", "Statement", "Detail")] == before


def test_only_what_is_new_is_added(tmp_path):
    load(write(tmp_path))
    second(
        tmp_path, "slug: second-article\ntitle: Another\nstatements:\n  - {id: aaaaaaa9, kind: indirect, quote: Another, speaker: anna}\n"
    )
    assert load(tmp_path)[0] == "1 articles loaded, 1 already there, 0 refused\n"
    assert Statement.objects.get(public_id="aaaaaaa9").speakers.get().slug == "anna"


def test_an_article_with_a_fault_is_left_out_whole_and_the_others_are_loaded(tmp_path):
    annotation = changed("quote: Berta denied it", "quote: Berta denies it")
    second(write(tmp_path, annotation=annotation), "slug: second-article\ntitle: Another\n")
    told, end = refused(tmp_path)
    assert told == f"one.yaml:{line_of('quote: Berta', annotation)}: the words “Berta denies it” do not stand in the text\n"
    assert end == "The refused articles left nothing behind; the others are in the archive."
    assert list(Article.objects.filter(slug__endswith="-article").values_list("slug", flat=True)) == ["second-article"]
    assert not Statement.objects.filter(public_id__startswith="aaaaaaa").exists()


@pytest.mark.parametrize(
    ("shared", "file", "line"),
    [
        ({"actors": changed("kind: person\n", "kind: dog\n", ACTORS)}, "actors.yaml", 4),
        ({"events": changed("date: 2025-03-18", "date: soon", EVENTS)}, "events.yaml", 5),
    ],
)
def test_a_fault_in_what_articles_share_stops_everything(tmp_path, shared, file, line):
    before = everything()
    told, end = refused(write(tmp_path, **shared))
    assert told.startswith(f"{file}:{line}: ")
    assert end == f"Nothing was loaded: {file} must be right first."
    assert everything() == before


def test_another_text_under_a_slug_of_the_archive_is_refused(tmp_path):
    load(write(tmp_path))
    before = everything()
    told, _ = refused(write(tmp_path, text=TEXT + "One more line.\n"))
    assert told == ("first-article: the archive has another text under this slug; a changed text is a new article with a slug of its own\n")
    assert everything() == before


def test_ids_of_another_article_are_refused(tmp_path):
    load(write(tmp_path))
    told, _ = refused(write(tmp_path, annotation=changed("slug: first-article", "slug: third-article")))
    assert told == ("third-article: the ids aaaaaaa2, aaaaaaa3, aaaaaaa4, aaaaaaa5 belong to statements or details of another article\n")
    assert not Article.objects.filter(slug="third-article").exists()


def test_a_reference_to_what_only_the_archive_has_is_followed(tmp_path):
    make_actor("Zoe", slug="zoe")
    load(write(tmp_path, annotation=changed("speaker: anna", "speaker: zoe")))
    assert Statement.objects.get(public_id="aaaaaaa2").speakers.get().slug == "zoe"


TANGLED = "[ " * 600


def test_a_note_that_cannot_be_rendered_refuses_its_article_alone(tmp_path):
    annotation = changed("title: They will come", f"title: They will come\nnote: '{TANGLED}'")
    second(write(tmp_path, annotation=annotation), "slug: second-article\ntitle: Another\n")
    told, _ = refused(tmp_path)
    assert "at most 500 opening brackets" in told
    assert list(Article.objects.filter(slug__endswith="-article").values_list("slug", flat=True)) == ["second-article"]
    assert not Statement.objects.filter(public_id__startswith="aaaaaaa").exists()


def test_a_description_that_cannot_be_rendered_stops_everything(tmp_path):
    before = everything()
    told, end = refused(write(tmp_path, actors=ACTORS + f"  description: '{TANGLED}'\n"))
    assert end.startswith("Nothing was loaded: ") and "at most 500 opening brackets" in told
    assert everything() == before


@pytest.mark.parametrize("where", ["actors", "annotation"])
def test_what_cannot_be_rendered_is_told_with_file_and_line(tmp_path, where):
    actors = ACTORS + f"  description: '{TANGLED}'\n"
    annotation = changed("title: They will come", f"title: They will come\nnote: '{TANGLED}'")
    told, _ = refused(write(tmp_path, **({"actors": actors} if where == "actors" else {"annotation": annotation})))
    assert told.startswith("actors.yaml:5: " if where == "actors" else "one.yaml:3: ")


@pytest.mark.parametrize("name", ["nothing-here", "."])
def test_what_is_no_folder_of_sources_is_refused(tmp_path, name):
    assert "holds no annotated sources" in refused(tmp_path / name)[1] or "is not a folder" in refused(tmp_path / name)[1]


def test_statuses_of_the_annotation_are_kept(tmp_path):
    annotation = changed("kind: direct\n    quote: [", "kind: direct\n    status: draft\n    quote: [")
    load(write(tmp_path, annotation=annotation.replace("title: They", "status: in-review\ntitle: They", 1)))
    assert Article.objects.get(slug="first-article").status == "in-review"
    assert list(Statement.objects.filter(public_id="aaaaaaa3").values_list("status", flat=True)) == ["draft"]


def test_what_was_loaded_passes_every_check_and_can_be_found(tmp_path):
    load(write(tmp_path))
    assert list(integrity.problems()) == []
    assert Utterance.objects.published().filter(slug="coming").exists()


def test_a_fixture_is_not_built_from_sources_with_a_fault(tmp_path):
    write(tmp_path, annotation=changed("cue: said", "queue: said"))
    with pytest.raises(CommandError, match="one.yaml:14: a statement has an unknown key “queue”"):
        call_command("build_fixtures", seeds=tmp_path, output=tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


def test_a_fixture_of_what_cannot_be_rendered_is_refused_in_a_sentence(tmp_path):
    write(tmp_path, actors=ACTORS + f"  description: '{TANGLED}'\n")
    with pytest.raises(CommandError, match="at most 500 opening brackets"):
        call_command("build_fixtures", seeds=tmp_path, output=tmp_path / "out.json", stdout=StringIO())


def test_a_fixture_is_the_same_byte_for_byte_each_time(tmp_path):
    write(tmp_path, annotation=ANNOTATION)
    for name in ("a.json", "b.json"):
        call_command("build_fixtures", seeds=tmp_path, output=tmp_path / name, stdout=StringIO())
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_what_only_a_refused_article_tells_of_comes_with_it_later(tmp_path):
    empty()
    seeds = shutil.copytree(settings.BASE_DIR / "seeds", tmp_path / "seeds")
    faulty = next(seeds.glob("000_*.yaml"))
    right = faulty.read_text(encoding="utf-8")
    faulty.write_text(right.replace("kind: direct", "kind: directly", 1), encoding="utf-8")
    refused(seeds)
    assert list(integrity.problems()) == []
    faulty.write_text(right, encoding="utf-8")
    load(seeds)
    assert Article.objects.count() == 5
    assert list(integrity.problems()) == []


def objects() -> set[tuple[str, str]]:
    """Everything that the database holds beside rows: tables, indexes, triggers, views, and how they were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL UNION SELECT name, sql FROM sqlite_temp_master")
        return set(cursor.fetchall())


def test_a_first_load_leaves_indexes_triggers_and_search_as_they_were(tmp_path):
    before = objects()
    empty()
    load(write(tmp_path))
    assert objects() == before
    assert schema.problems(connection) == [] == list(integrity.problems())


def test_a_first_load_that_dies_leaves_nothing_behind(tmp_path):
    empty()
    before, found = objects(), folder.read(write(tmp_path), loading.known())

    def dying():
        yield from found.articles
        raise KeyboardInterrupt

    shared = loading.load_shared(found)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        loading.load_articles(dying(), shared)
    assert objects() == before
    assert not Article.objects.exists() and list(Statement.objects.all()) == []


def test_a_fault_in_one_article_of_a_first_load_leaves_out_that_article_alone(tmp_path):
    empty()
    found = folder.read(write(tmp_path), loading.known())
    [article] = found.articles
    faulty = replace(article, slug="faulty", note=TANGLED)
    again = replace(article, source=replace(article.source, sha256="0" * 64))
    report = loading.load_articles([faulty, article, article, again], loading.load_shared(found))
    assert (report.new, report.same, set(report.failed)) == (1, 1, {"faulty", "first-article"})
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("first", [True, False])
def test_words_that_do_not_stand_at_their_spans_are_refused_on_both_roads(tmp_path, first):
    if first:
        empty()
    found = folder.read(write(tmp_path), loading.known())
    [article] = found.articles
    moved = [replace(statement, text=statement.text[::-1]) for statement in article.statements]
    report = loading.load_articles([replace(article, statements=tuple(moved))], loading.load_shared(found))
    assert "does not hold" in report.failed["first-article"]
    assert not Article.objects.filter(slug="first-article").exists()


@pytest.mark.parametrize("first", [True, False])
def test_what_is_loaded_is_what_saving_each_record_would_store(tmp_path, first):
    if first:
        empty()
    load(write(tmp_path))
    for model in MODELS:
        for row in model.objects.all():
            before = {**model.objects.filter(pk=row.pk).values().get()}
            row.save()
            after = model.objects.filter(pk=row.pk).values().get()
            assert {name: value for name, value in after.items() if name not in ("modified", "version")} == {
                name: value for name, value in before.items() if name not in ("modified", "version")
            }


def test_keys_of_deleted_records_are_not_given_again(tmp_path):
    load(write(tmp_path))
    last = Statement.objects.order_by("pk").last()
    Detail.objects.filter(article=last.article).delete()
    Statement.objects.filter(article=last.article).delete()
    Article.objects.filter(pk=last.article_id).delete()
    load(tmp_path)
    assert not Statement.objects.filter(article__slug="first-article", pk__lte=last.pk).exists()
