"""The text of an article as received, and its statements as W3C Web Annotations on it."""

import hashlib
import json

import pytest
from django.conf import settings

from archive.models import Article, Statement
from tests import builders
from tests.publishing.taking import take

pytestmark = pytest.mark.django_db

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations(client, article: Article) -> dict:
    return json.loads(take(client, f"{article.get_absolute_url().rstrip('/')}.annotations.jsonld"))


@pytest.mark.parametrize("slug", ["may-call-immediate-negotiations", "may-call-talks-to-begin"])
def test_the_text_is_byte_for_byte_the_file_that_was_received(client, slug):
    article = Article.objects.get(slug=slug)
    served = take(client, f"/articles/{slug}.txt")
    assert served == (settings.BASE_DIR / "seeds" / article.source_file).read_bytes()
    assert hashlib.sha256(served).hexdigest() == article.sha256


def test_every_text_can_be_checked_by_its_hash(client):
    for article in Article.objects.published():
        response = client.get(f"/articles/{article.slug}.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert hashlib.sha256(response.content).hexdigest() == article.sha256


@pytest.mark.parametrize("text", ["a\r\nb\rc\n\n", "\ufeffWith a mark.", "<script>alert(1)</script>\tno page", "𝔘😀\u2028שלום"])
def test_odd_texts_come_as_they_are(client, text):
    article = builders.make_article(text)
    assert take(client, f"/articles/{article.slug}.txt") == text.encode()


def test_selectors_select_the_words_in_the_text_that_they_target(client):
    for article in Article.objects.published():
        text = take(client, f"/articles/{article.slug}.txt").decode()
        for item in annotations(client, article)["first"]["items"]:
            for target in item["target"]:
                assert target["source"] == f"https://readout.example/articles/{article.slug}.txt"
                position, quote = target["selector"]
                start, end = position["start"], position["end"]
                assert text[start:end] == quote["exact"]
                assert (quote["prefix"], quote["suffix"]) == (text[max(0, start - 32) : start], text[end : end + 32])


def test_annotations_keep_what_the_model_demands(client):
    """The MUSTs of https://www.w3.org/TR/annotation-model/, sections 3 to 5."""
    for article in Article.objects.published():
        found = annotations(client, article)
        assert (found["@context"], found["type"], found["total"]) == (CONTEXT, "AnnotationCollection", len(found["first"]["items"]))
        assert found["first"]["type"] == "AnnotationPage"
        assert found["id"].startswith("https://") and found["first"]["id"].startswith("https://")
        ids = [item["id"] for item in found["first"]["items"]]
        assert len(ids) == len(set(ids))
        for item in found["first"]["items"]:
            assert item["type"] == "Annotation"
            assert item["target"] and item["motivation"] == "describing"
            text, link = item["body"]
            assert (text["type"], text["format"]) == ("TextualBody", "text/plain") and text["value"]
            assert link["source"] == item["id"].removesuffix("#annotation")
            for position, quote in (target["selector"] for target in item["target"]):
                assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
                assert 0 <= position["start"] < position["end"]


def test_offsets_count_code_points_and_not_halves_of_them(client):
    article = builders.make_article("😀😀 Anna said: “We 😀 come.”")
    builders.make_statement(article, "We 😀 come.")
    [item] = annotations(client, article)["first"]["items"]
    assert item["target"][0]["selector"][0] == {"type": "TextPositionSelector", "start": 15, "end": 25}


def test_a_statement_in_two_pieces_has_two_targets_and_one_annotation(client):
    article = builders.make_article("“We will,” said Anna, “come.”")
    builders.make_statement(article, ["We will", "come."], speakers=[builders.make_actor("Anna")])
    [item] = annotations(client, article)["first"]["items"]
    assert [target["selector"][1]["exact"] for target in item["target"]] == ["We will", "come."]
    assert item["body"][0]["value"] == "Anna, 18 March 2025: direct quotation."


def test_an_article_without_statements_has_an_empty_collection(client):
    found = annotations(client, builders.make_article())
    assert (found["total"], "first" in found) == (0, False)


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_readers_do_not_see_has_neither_text_nor_annotation(client, status):
    statement = builders.make_statement()
    Statement.objects.filter(pk=statement.pk).update(status=status)
    assert annotations(client, statement.article)["total"] == 0
    hidden = builders.make_article(status=status)
    for form in ("txt", "annotations.jsonld", "pdf"):
        assert client.get(f"/articles/{hidden.slug}.{form}").status_code == 404


def test_the_media_type_is_that_of_web_annotations(client):
    response = client.get("/articles/may-call-talks-to-begin.annotations.jsonld")
    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def test_the_queries_are_as_many_for_any_number_of_statements(client, django_assert_num_queries):
    address = "/articles/may-call-immediate-negotiations.annotations.jsonld"
    with django_assert_num_queries(5):
        take(client, address)
