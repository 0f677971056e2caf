"""What readers see: published records, of published records."""

import pytest

from archive.models import Actor, Article, Detail, Event, Participation, Statement, Topic, Utterance
from tests.builders import make_actor, make_article, make_detail, make_event, make_statement, make_utterance

pytestmark = pytest.mark.django_db

HIDDEN = pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])


def seen(row) -> bool:
    return type(row).objects.published().filter(pk=row.pk).exists()


@HIDDEN
@pytest.mark.parametrize("make", [make_actor, make_article, make_event, make_statement])
def test_only_what_is_published_is_seen(make, status):
    row = make()
    assert seen(row)
    type(row).objects.filter(pk=row.pk).update(status=status)
    assert not seen(row)


@HIDDEN
def test_a_statement_is_seen_only_with_its_article(status):
    assert not seen(make_statement(make_article(status=status)))


@HIDDEN
def test_a_detail_is_seen_only_with_its_article_and_its_event(status):
    assert seen(make_detail(make_article(), make_event(), "a", "b", "Berta"))
    assert not seen(make_detail(make_article(), make_event(), "a", "b", "Berta", status=status))
    assert not seen(make_detail(make_article(status=status), make_event(), "a", "b", "Berta"))
    assert not seen(make_detail(make_article(), make_event(status=status), "a", "b", "Berta"))


@HIDDEN
def test_an_utterance_is_seen_only_with_a_statement_that_is_seen(status):
    utterance = make_utterance()
    assert not seen(utterance)
    make_statement(make_article(status=status), utterance=utterance)
    make_statement(utterance=utterance, status=status)
    assert not seen(utterance)
    make_statement(utterance=utterance)
    assert seen(utterance)
    Utterance.objects.filter(pk=utterance.pk).update(status=status)
    assert not seen(utterance)


@HIDDEN
def test_taking_part_is_seen_only_with_actor_and_event(status):
    for actor, event in ((make_actor(status=status), make_event()), (make_actor(), make_event(status=status))):
        assert not seen(Participation.objects.create(actor=actor, event=event))
    assert seen(Participation.objects.create(actor=make_actor(), event=make_event()))


@HIDDEN
def test_people_and_events_that_are_not_published_are_left_out_of_a_statement(status):
    actor, event = make_actor(status=status), make_event(status=status)
    made = make_statement(speakers=[actor], addressees=[actor], relayed_by=actor, event=event, utterance=make_utterance(status=status))
    statement = Statement.objects.published().for_detail().get(pk=made.pk)
    assert list(statement.speakers.all()) == list(statement.addressees.all()) == []
    assert statement.relayed_by is statement.event is statement.utterance is None


def test_a_row_is_a_draft_unless_told_otherwise():
    assert {model().status for model in (Actor, Article, Detail, Event, Statement, Utterance)} == {"draft"}


def test_publishing_and_withdrawing_count_what_they_change():
    actors = [make_actor(status=status).pk for status in ("draft", "in-review", "published", "withdrawn")]
    rows = Actor.objects.filter(pk__in=actors)
    assert rows.publish() == 3 and rows.published().count() == 4
    assert rows.withdraw() == 4 and rows.published().count() == 0
    assert rows.withdraw() == 0


@pytest.mark.parametrize("model", [Actor, Article, Detail, Event, Participation, Statement, Topic, Utterance])
def test_a_natural_key_leads_back_to_its_row(model):
    rows = list(model.objects.all()[:20])
    assert rows
    for row in rows:
        assert model.objects.get_by_natural_key(*row.natural_key()) == row


@pytest.mark.parametrize(("model", "field"), [(Article, "title"), (Event, "title"), (Actor, "name"), (Utterance, "title"), (Topic, "name")])
def test_the_slug_stays_when_the_title_changes(model, field):
    row = model.objects.first()
    slug = row.slug
    setattr(row, field, "Quite another")
    row.full_clean()
    row.save()
    assert model.objects.get(pk=row.pk).slug == slug


def test_an_actor_without_sort_is_sorted_by_its_name():
    assert make_actor("Zoe").sort == "Zoe"
    actor = Actor(slug="yan", name="Yan", kind="person")
    actor.full_clean()
    assert actor.sort == "Yan"


def test_saving_notes_the_time():
    actor = make_actor()
    before = actor.modified
    actor.save()
    assert actor.modified > before and actor.created < actor.modified
