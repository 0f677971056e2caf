"""The text of an article is kept as received: a browser's line ends do not change it, and nothing changes it under a statement."""

import pytest
from django.urls import reverse

from archive.models import Article
from tests import builders
from tests.admin.forms import complaints, fields, messages, send

pytestmark = pytest.mark.django_db


def form_of(article: Article) -> str:
    return reverse("admin:archive_article_change", args=[article.pk])


@pytest.mark.parametrize("text", ["One.\nTwo.\n", "One.\r\nTwo.\r\n", "\n\n One.\n\nTwo. \t\n", "Ü“x”…\u00a0\nTwo.", "One."])
def test_saving_in_a_browser_does_not_change_the_text(editor_client, text):
    article = builders.make_article(text)
    digest = article.sha256
    response = send(editor_client, form_of(article), title="Another title")
    assert "was changed" in messages(response), complaints(response)
    article.refresh_from_db()
    assert (article.text, article.sha256, article.title) == (text, digest, "Another title")


def test_a_new_text_is_kept_with_plain_line_ends_and_nothing_stripped(editor_client):
    data = {"title": "New", "slug": "new", "text": "\r\n One.\r\nTwo.\r\n", "published": "2025-03-19"}
    response = send(editor_client, reverse("admin:archive_article_add"), **data)
    assert "was added" in messages(response), complaints(response)
    assert Article.objects.get(slug="new").text == "\n One.\nTwo.\n"


def test_a_new_article_is_a_draft(editor_client):
    send(editor_client, reverse("admin:archive_article_add"), title="New", slug="new", text="One.")
    assert Article.objects.get(slug="new").status == "draft"


@pytest.mark.parametrize("anchored", ["statement", "detail"])
def test_the_text_cannot_be_edited_under_what_stands_on_it(editor_client, anchored):
    article = builders.make_article()
    if anchored == "statement":
        builders.make_statement(article, status="withdrawn")
    else:
        builders.make_detail(article, builders.make_event(), "answer", "no", "denied", status="draft")
    assert "text" not in fields(editor_client, form_of(article))
    send(editor_client, form_of(article), text="Something else.", title="Another title")
    text = article.text
    article.refresh_from_db()
    assert (article.text, article.title) == (text, "Another title")


def test_furniture_cannot_be_laid_over_a_statement(editor_client):
    article = builders.make_article()
    builders.make_statement(article)
    assert "statement stands there" in complaints(send(editor_client, form_of(article), furniture='[[0, 30, "box"]]'))


@pytest.mark.parametrize(
    "furniture", ["[[0, 999, 'x']]", '[[0, 99999, "x"]]', '[["a", "b", "c"]]', '{"a": 1}', '[[5, 2, "x"]]', "nonsense"]
)
def test_wrong_furniture_is_refused_with_a_message(editor_client, furniture):
    article = builders.make_article()
    assert complaints(send(editor_client, form_of(article), furniture=furniture))
    article.refresh_from_db()
    assert article.furniture == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "example.org", "data:text/html,x"])
def test_the_address_of_a_source_is_a_web_address(editor_client, address):
    assert complaints(send(editor_client, form_of(builders.make_article()), url=address))


def test_two_articles_cannot_share_an_address(editor_client):
    first, second = builders.make_article(), builders.make_article(status="draft")
    assert "already exists" in complaints(send(editor_client, form_of(second), slug=first.slug))


def test_an_article_with_statements_cannot_be_deleted_by_mistake(editor_client):
    article = Article.objects.published().first()
    editor_client.post(reverse("admin:archive_article_delete", args=[article.pk]), {"post": "yes"})
    assert Article.objects.filter(pk=article.pk).exists()


def test_the_address_of_a_published_article_stays(editor_client):
    article = builders.make_article(slug="first-address")
    send(editor_client, form_of(article), slug="another-address", title="Another title")
    article.refresh_from_db()
    assert (article.slug, article.title) == ("first-address", "Another title")


@pytest.mark.parametrize("changed", ["title", "note"])
def test_of_two_editors_the_second_overwrites_nothing_and_keeps_what_was_typed(editor_client, changed):
    article = builders.make_article()
    opened = fields(editor_client, form_of(article))
    send(editor_client, form_of(article), **{changed: "By the first."})
    response = editor_client.post(form_of(article), {**opened, "byline": "By the second."}, follow=True)
    article.refresh_from_db()
    assert (getattr(article, changed), article.byline) == ("By the first.", "")
    assert "changed by somebody else" in complaints(response)
    assert "By the second." in response.content.decode()


def test_a_record_withdrawn_meanwhile_is_not_published_again_by_an_old_form(editor_client):
    article = builders.make_article()
    opened = fields(editor_client, form_of(article))
    Article.objects.filter(pk=article.pk).withdraw()
    editor_client.post(form_of(article), opened)
    article.refresh_from_db()
    assert article.status == "withdrawn"


def test_a_form_that_does_not_say_what_it_opened_saves_nothing(editor_client):
    article = builders.make_article()
    response = send(editor_client, form_of(article), opened_version="", byline="Blind.")
    article.refresh_from_db()
    assert article.byline == ""
    assert complaints(response)
