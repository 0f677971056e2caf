"""Every list, form and history of the editor's desk opens, with a number of queries that does not grow with the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, parse, words

pytestmark = pytest.mark.django_db

MODELS = (Article, Statement, Detail, Actor, Event, Utterance, Topic)
every_model = pytest.mark.parametrize("model", MODELS)


def address(model, page: str, *args) -> str:
    return reverse(f"admin:archive_{model._meta.model_name}_{page}", args=args)


def queries(client, place: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


@every_model
def test_every_page_of_a_model_opens(editor_client, model):
    row = model.objects.first()
    for page, args in (("changelist", ()), ("add", ()), ("change", (row.pk,)), ("history", (row.pk,)), ("delete", (row.pk,))):
        root = parse(editor_client.get(address(model, page, *args)).content.decode())
        assert len(find(root, "h1")) >= 1


def make(model, number: int) -> None:
    if model in (Article, Statement, Detail, Topic, Actor, Utterance, Event):
        for statement in cast.make_linked_statements(number):
            builders.make_detail(statement.article, statement.event, "what", "x", statement.text, according_to=statement.relayed_by)
            builders.make_topic()
            statement.event.participations.create(actor=statement.speakers.first())
            Article.objects.create(slug=f"by-{statement.pk}", title="By", text="x", publisher=statement.relayed_by)


@every_model
def test_a_list_takes_as_many_queries_for_twenty_rows_as_for_two(editor_client, model):
    cast.clear()
    make(model, 2)
    few = queries(editor_client, address(model, "changelist"))
    make(model, 20)
    assert queries(editor_client, address(model, "changelist")) == few <= 12


@every_model
def test_a_form_takes_few_queries(editor_client, model):
    assert queries(editor_client, address(model, "add")) <= 10
    assert queries(editor_client, address(model, "change", model.objects.first().pk)) <= 30


@every_model
def test_the_search_of_a_list_finds_by_a_word(editor_client, model):
    row = model.objects.first()
    field = {Article: "slug", Statement: "public_id", Detail: "public_id", Topic: "name"}.get(model, "slug")
    response = editor_client.get(address(model, "changelist"), {"q": getattr(row, field)})
    assert row in response.context["cl"].queryset


@pytest.mark.parametrize(
    ("model", "field"), [(Statement, "article"), (Statement, "speakers"), (Event, "participants"), (Article, "publisher")]
)
def test_the_fields_that_choose_a_record_complete_what_is_typed(editor_client, model, field):
    source = "participation" if field == "participants" else model._meta.model_name
    name = "actor" if field == "participants" else field
    wanted = "march" if field == "article" else "putin"
    given = {"app_label": "archive", "model_name": source, "field_name": name, "term": wanted}
    found = editor_client.get(reverse("admin:autocomplete"), given).json()["results"]
    assert any(wanted in row["text"].casefold() for row in found)


def test_a_statement_leads_to_its_public_page(editor_client):
    row = Statement.objects.published().first()
    html = editor_client.get(address(Statement, "change", row.pk)).content.decode()
    assert f'href="{row.get_absolute_url()}"' in html


def test_the_desk_names_the_archive(editor_client):
    root = parse(editor_client.get("/admin/").content.decode())
    assert "Readout" in words(find(root, "title")[0])
    shown = {words(a) for a in root.iter("a")}
    assert {"Articles", "Statements", "Actors", "Events", "Utterances", "Topics", "Details"} <= shown


@pytest.mark.parametrize("key", ["abc", "9" * 30, "-1", "1.5"])
def test_a_key_that_no_form_sends_is_refused(editor_client, key):
    statement = builders.make_statement()
    for field in ("speakers", "article", "event"):
        assert editor_client.post(address(Statement, "change", statement.pk), {field: key}).status_code == 400
    chosen = {"action": "publish", "_selected_action": key}
    assert editor_client.post(address(Statement, "changelist"), chosen).status_code == 400


def test_a_filter_that_the_database_cannot_read_leads_to_the_list(editor_client):
    answer = editor_client.get(address(Statement, "changelist"), {"said_earliest__year": "9" * 14})
    assert answer["Location"] == f"{address(Statement, 'changelist')}?e=1"


def test_deeply_nested_furniture_is_refused_with_a_message(editor_client):
    article = builders.make_article()
    answer = editor_client.post(address(Article, "change", article.pk), {"furniture": "[" * 5_000})
    assert answer.status_code == 200
    assert "nested too deeply" in answer.content.decode() or "valid JSON" in answer.content.decode()
