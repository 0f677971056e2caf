"""The pages of an actor and an utterance, with and without everything they can have."""

import pytest

from archive.models import Article, Event, Participation, Utterance
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db


def main(client, record):
    return find(read(client, record.get_absolute_url()), "main")[0]


# Actor


def test_an_actor_has_what_it_said_was_told_and_relayed(client):
    actor = builders.make_actor("Anna", description="A *person*.")
    builders.make_statement(speakers=[actor], channel="radio")
    builders.make_statement(addressees=[actor])
    builders.make_statement(relayed_by=actor)
    actor.names.create(name="Anny")
    Participation.objects.create(actor=actor, event=builders.make_event("The talks"), role="host")
    root = main(client, actor)
    assert [h2.get("id") for h2 in root.iter("h2")] == ["speaker", "to", "via", "names", "channels", "months", "events"]
    for wanted in ("Anny", "radio", "March 2025", "The talks", "host", "A person."):
        assert wanted in words(root)


def test_the_numbers_of_an_actor_are_those_of_the_lists_they_lead_to(client):
    root = read(client, "/actors/vladimir-putin/")
    rows = [row for row in root.iter("tr") if find(row, "td")]
    assert rows
    for row in rows[:6]:
        (link,) = row.iter("a")
        assert words(find(read(client, link.get("href")), "p", role="status")[0]).startswith(words(find(row, "td")[0]) + " ")


def test_an_actor_of_whom_nothing_is_known_says_so(client):
    root = main(client, builders.make_actor("Anna"))
    assert "No statement" in words(root)
    assert not list(root.iter("h2"))


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
