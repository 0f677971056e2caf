"""An article's text stays while something stands on it."""

import hashlib
import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from archive.models import Article
from archive.sources.shapes import Remark, Span
from tests.builders import make_article, make_detail, make_event, make_statement
from tests.tampering import with_another_tool

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """An article with one statement on “We will come.”"""
    return make_statement(make_article()).article


def by_save(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    article.save()


def by_full_clean(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    article.full_clean()


def by_update(article, **changes):
    Article.objects.filter(pk=article.pk).update(**changes)


def by_bulk_update(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    Article.objects.bulk_update([article], list(changes))


def by_update_or_create(article, **changes):
    Article.objects.update_or_create(slug=article.slug, defaults=changes)


def by_bulk_create_over_it(article, **changes):
    other = Article(slug=article.slug, title="x", text=article.text, status="published")
    for name, value in changes.items():
        setattr(other, name, value)
    Article.objects.bulk_create([other], update_conflicts=True, unique_fields=["slug"], update_fields=list(changes))


def by_loaddata(article, **changes):
    for name, value in changes.items():
        setattr(article, name, value)
    for loaded in serializers.deserialize("json", serializers.serialize("json", [article])):
        loaded.save()


def by_sql(article, **changes):
    plain = {name: json.dumps([[*remark.span, remark.reason] for remark in v]) if name == "furniture" else v for name, v in changes.items()}
    with connection.cursor() as cursor:
        for name, value in plain.items():
            cursor.execute(f"UPDATE archive_article SET {name} = %s WHERE id = %s", [value, article.pk])


ROADS = [by_save, by_full_clean, by_update, by_bulk_update, by_update_or_create, by_bulk_create_over_it, by_loaddata, by_sql]
each_road = pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
REFUSED = (ValidationError, IntegrityError)


@each_road
def test_the_text_does_not_change_under_a_statement(article, road):
    before = article.text
    with pytest.raises(REFUSED), transaction.atomic():
        road(article, text=before + " More.")
    assert Article.objects.get(pk=article.pk).text == before


@each_road
def test_furniture_is_not_laid_over_a_statement(article, road):
    with pytest.raises(REFUSED), transaction.atomic():
        road(article, furniture=[Remark(Span(0, 15), "link")])
    assert Article.objects.get(pk=article.pk).furniture == ()


def test_the_text_does_not_change_under_a_detail():
    article = make_article()
    make_detail(article, make_event(), "who denied it", "Berta", "Berta denied it")
    article.text += " More."
    with pytest.raises(ValidationError, match="Enter the changed text as a new article that supersedes it"):
        article.save()


def test_the_text_may_change_while_nothing_stands_on_it():
    article = make_article("First.")
    article.text = "Second."
    article.save()
    assert Article.objects.get(pk=article.pk).sha256 == hashlib.sha256(b"Second.").hexdigest()


def test_furniture_may_be_laid_beside_a_statement(article):
    start = article.text.index("Berta")
    by_save(article, furniture=[Remark(Span(start, start + 5), "link")])
    assert Article.objects.get(pk=article.pk).furniture_spans == (Span(start, start + 5),)


@pytest.mark.parametrize("spans", [[(0, 10_000)], [(5, 5)], [(-2, 3)], [(0, 9), (5, 12)], [(20, 25), (0, 5)]])
def test_furniture_lies_in_order_inside_the_text(spans):
    with pytest.raises(ValidationError, match="span"):
        make_article(furniture=[Remark(Span(*span), "link") for span in spans])


def test_furniture_lies_inside_the_text_when_created_in_bulk_too():
    article = Article(slug="bulk", title="Bulk", text="Short.", status="published", furniture=[Remark(Span(0, 50), "link")])
    with pytest.raises(REFUSED), transaction.atomic():
        Article.objects.bulk_create([article])


def test_everything_else_of_an_article_may_change(article):
    slug = article.slug
    by_save(article, title="Another title", note="*read*", published="2025")
    Article.objects.filter(pk=article.pk).update(byline="Carla")
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.note_html, stored.byline, stored.slug) == ("Another title", "<p><em>read</em></p>", "Carla", slug)


@pytest.mark.parametrize("text", ["\ufeffmark", "a\r\nb\rc\n", " spaces ", "e\u0301😀\u200fשלום\u00a0", "tab\t"])
def test_the_text_comes_back_code_point_by_code_point(text):
    article = make_article(text)
    article.refresh_from_db()
    assert article.text == text
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_an_article_does_not_supersede_itself(article):
    article.supersedes = article
    with pytest.raises(IntegrityError), transaction.atomic():
        article.save()


def test_two_articles_do_not_supersede_the_same_one(article):
    make_article(supersedes=article)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(supersedes=article)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "example.org", "data:text/html,x"])
def test_an_address_is_one_of_the_web(url):
    article = make_article()
    article.url = url
    with pytest.raises(ValidationError) as caught:
        article.full_clean()
    assert set(caught.value.message_dict) == {"url"}


def test_a_character_changed_with_another_tool_is_not_hidden_by_the_stored_digest(article):
    with_another_tool("UPDATE archive_article SET text = replace(text, 'Berta', 'Petra') WHERE id = %s", (article.pk,))
    article.refresh_from_db()
    assert article.sha256 != hashlib.sha256(article.text.encode()).hexdigest()
