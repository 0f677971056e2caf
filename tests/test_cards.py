"""What a list shows: cards of statements without what readers may not see, and records with the number of their statements."""

import pytest
from django.utils.html import strip_tags

from archive import cards
from archive.models import Actor, Event, Statement, Utterance
from archive.templatetags.cards import statement_row
from tests.builders import make_actor, make_article, make_event, make_statement, make_utterance
from tests.pages import cast

pytestmark = pytest.mark.django_db

HIDDEN = pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])


def test_a_card_says_all_that_the_row_says():
    anna, berta, gazette = (make_actor(name) for name in ("Anna", "Berta", "Gazette"))
    event, utterance = make_event("The talks"), make_utterance("A promise")
    article = make_article(title="The report", language="fr")
    linked = {"addressees": [berta], "relayed_by": gazette, "event": event, "utterance": utterance}
    statement = make_statement(article, speakers=[anna], channel="radio", cue="said", said="2025-03-18~", **linked)
    [card] = cards.statements([statement.pk])
    assert (card.pk, card.public_id, card.url, card.kind) == (statement.pk, statement.public_id, statement.get_absolute_url(), "direct")
    assert (card.text, card.cue, card.channel, card.language) == (statement.text, "said", "radio", "fr")
    assert (card.said_words, card.said_machine) == ("about 18 March 2025", "2025-03-18")
    assert card.in_article == f"{article.get_absolute_url()}#{statement.public_id}"
    for link, row in ((card.article, article), (card.event, event), (card.utterance, utterance), (card.relayed_by, gazette)):
        assert link.url == row.get_absolute_url()
    assert [link.label for link in (*card.speakers, *card.addressees)] == ["Anna", "Berta"]


@HIDDEN
def test_what_readers_do_not_see_is_left_out_of_a_card(status):
    actor = make_actor(status=status)
    linked = {"addressees": [actor], "relayed_by": actor, "event": make_event(status=status), "utterance": make_utterance(status=status)}
    [card] = cards.statements([make_statement(speakers=[actor], **linked).pk])
    assert card.speakers == card.addressees == []
    assert card.event is card.utterance is card.relayed_by is None


@HIDDEN
def test_a_statement_that_readers_do_not_see_has_no_card(status):
    hidden = [make_statement(status=status), make_statement(make_article(status=status))]
    assert cards.statements([statement.pk for statement in hidden]) == []


def test_cards_come_in_the_order_of_their_keys_and_for_no_key_nothing_is_asked(django_assert_num_queries):
    keys = [make_statement().pk for _ in range(4)]
    order = [keys[2], keys[0], 10**9, keys[3], keys[1]]
    assert [card.pk for card in cards.statements(iter(order))] == [key for key in order if key in keys]
    with django_assert_num_queries(0):
        assert cards.statements([]) == []


def test_speakers_are_in_the_order_of_names():
    people = [make_actor(name, sort=sort) for name, sort in (("Zoe A", "A"), ("Anna Z", "Z"), ("Mia M", "M"))]
    [card] = cards.statements([make_statement(speakers=people).pk])
    assert [link.label for link in card.speakers] == ["Zoe A", "Mia M", "Anna Z"]


def test_the_addresses_of_cards_are_those_of_the_records():
    cast.make_linked_statements(3)
    for card in cards.statements(Statement.objects.published().values_list("pk", flat=True)):
        for link, model in ((card.event, Event), (card.utterance, Utterance), (card.relayed_by, Actor)):
            assert link is None or link.url == model.objects.get(slug=link.url.split("/")[2]).get_absolute_url()


def test_cards_take_as_many_queries_for_two_as_for_twenty(django_assert_num_queries):
    for number in (2, 22):
        keys = [statement.pk for statement in cast.make_linked_statements(number)]
        with django_assert_num_queries(2):
            assert len(cards.statements(keys)) == number


def test_statements_seen_are_counted_once_each():
    actor, event = make_actor(), make_event()
    for status in ("published", "draft"):
        make_statement(speakers=[actor, make_actor()], event=event, status=status)
    make_statement(make_article(status="draft"), speakers=[actor], event=event)
    silent = make_actor()
    shown = cards.records(Actor.objects.published(), "speaker")([silent.pk, actor.pk])
    assert [(row.pk, str(row.statements_seen)) for row in shown] == [(silent.pk, "0"), (actor.pk, "1")]
    [row] = cards.records(Event.objects.published(), "event")([event.pk])
    assert str(row.statements_seen) == "1"


def test_very_many_statements_of_a_row_are_counted_to_a_bound(monkeypatch):
    monkeypatch.setattr(cards, "COUNTED", 3)
    actor = make_actor()
    for number in range(4):
        [row] = cards.records(Actor.objects.published(), "speaker")([actor.pk])
        assert str(row.statements_seen) == str(number)
        make_statement(speakers=[actor])
    [row] = cards.records(Actor.objects.published(), "speaker")([actor.pk])
    assert str(row.statements_seen) == "3+"


@HIDDEN
def test_records_that_readers_do_not_see_are_not_shown(status):
    actor = make_actor(status=status)
    assert cards.records(Actor.objects.published(), "speaker")([actor.pk]) == []


def test_a_row_under_its_speakers_name_does_not_say_the_name_again():
    anna, berta = make_actor("Anna"), make_actor("Berta")
    statement = make_statement(speakers=[anna], addressees=[berta], channel="phone call", cue="said")
    [card] = cards.statements([statement.pk])
    row = strip_tags(statement_row(card, hide_speaker=True))
    assert row.split("\n")[1] == "said, to Berta, by phone, 18 March 2025 direct"
    assert "Anna said, to Berta, by phone" in strip_tags(statement_row(card))
