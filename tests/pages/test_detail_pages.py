"""The page of an utterance, with and without everything they can have."""

import pytest

from archive.models import Utterance
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db


def main(client, record):
    return find(read(client, record.get_absolute_url()), "main")[0]


# Utterance


def test_an_utterance_compares_its_wordings_word_by_word(client):
    utterance = builders.make_utterance("A promise", note="*Likely* one.")
    for text in ("We will come soon.", "We will come.", "We will come soon and stay."):
        builders.make_statement(builders.make_article(f"“{text}”"), text, utterance=utterance)
    root = main(client, utterance)
    assert len(find(root, "blockquote")) == 3
    assert any("soon" in words(gone) for gone in root.iter("del"))
    assert "Likely one." in words(root)
    assert "3 passages" in words(root)


def test_an_utterance_with_one_wording_compares_nothing(client):
    utterance = builders.make_utterance("A promise")
    builders.make_statement(utterance=utterance)
    root = main(client, utterance)
    assert not [*root.iter("ins"), *root.iter("del")]


def test_an_utterance_that_nothing_published_reports_is_not_found(client):
    assert client.get(builders.make_utterance().get_absolute_url()).status_code == 404


def test_every_utterance_of_the_seeds_has_a_page(client):
    for utterance in Utterance.objects.published():
        assert words(find(main(client, utterance), "h1")[0]) == utterance.title
