"""A save never overwrites what somebody else saved meanwhile."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.models.status import ChangedMeanwhile
from tests.builders import make_actor, make_article, make_event, make_statement, make_utterance

pytestmark = pytest.mark.django_db

MAKERS = pytest.mark.parametrize("make", [make_actor, make_article, make_event, make_statement, make_utterance])


@MAKERS
def test_a_record_read_before_somebody_elses_save_is_not_saved_over_it(make):
    mine = make()
    yours = type(mine).objects.get(pk=mine.pk)
    yours.save()
    with pytest.raises(ChangedMeanwhile, match="nothing was saved"), transaction.atomic():
        mine.save()
    assert type(mine).objects.get(pk=mine.pk).modified == yours.modified


@MAKERS
def test_the_same_person_may_save_twice(make):
    row = make()
    row.save()
    row.save()
    row.refresh_from_db()
    assert row.version == 3


@pytest.mark.parametrize("verb", ["publish", "withdraw"])
def test_publishing_or_withdrawing_counts_as_a_change(verb):
    actor = make_actor(status="draft")
    getattr(type(actor).objects.filter(pk=actor.pk), verb)()
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        actor.save()


def test_a_record_that_was_refused_can_be_put_right_and_saved():
    event = make_event()
    event.date = "yesterday"
    with pytest.raises(ValidationError, match="EDTF"), transaction.atomic():
        event.save()
    event.date = "2025-03-18"
    event.save()
    assert type(event).objects.get(pk=event.pk).date == "2025-03-18"
