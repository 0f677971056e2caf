"""Publishing and withdrawing many at once: done, counted and written down."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.models import Actor, Article, Detail, Event, Statement, Utterance
from tests import builders
from tests.admin.forms import messages

pytestmark = pytest.mark.django_db

PUBLISHABLE = (Article, Statement, Detail, Actor, Event, Utterance)


def do(client, model, action: str, rows) -> str:
    """Run an action on the rows; what the page says then."""
    address = reverse(f"admin:archive_{model._meta.model_name}_changelist")
    response = client.post(address, {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)
    assert response.status_code == 200
    return messages(response)


@pytest.mark.parametrize("model", PUBLISHABLE)
def test_withdrawing_and_publishing_are_done_and_counted(editor_client, model):
    rows = list(model.objects.filter(status="published")[:3])
    for action, status in (("withdraw", "withdrawn"), ("publish", "published")):
        assert "3" in do(editor_client, model, action, rows)
        assert set(model.objects.filter(pk__in=[row.pk for row in rows]).values_list("status", flat=True)) == {status}


def test_what_was_so_already_is_said_and_not_counted(editor_client):
    shown, hidden = builders.make_event(), builders.make_event(status="draft")
    said = do(editor_client, Event, "publish", [shown, hidden])
    assert said.count("1") == 2
    assert "already" in said


def test_each_change_stands_in_the_history_with_who_did_it(editor_client, editor):
    rows = [builders.make_event(status="draft") for _ in range(3)] + [builders.make_event()]
    do(editor_client, Event, "publish", rows)
    entries = LogEntry.objects.filter(user=editor)
    assert sorted(entry.object_id for entry in entries) == sorted(str(row.pk) for row in rows[:3])
    assert all("published" in entry.get_change_message() for entry in entries)


def test_the_history_page_shows_it(editor_client):
    event = builders.make_event(status="draft")
    do(editor_client, Event, "publish", [event])
    html = editor_client.get(reverse("admin:archive_event_history", args=[event.pk])).content.decode()
    assert "edda" in html
    assert "published" in html


def test_a_published_record_is_on_the_site_at_once_and_a_withdrawn_one_gone(editor_client, client):
    event = builders.make_event(status="draft")
    assert client.get(event.get_absolute_url()).status_code == 404
    do(editor_client, Event, "publish", [event])
    assert client.get(event.get_absolute_url()).status_code == 200
    do(editor_client, Event, "withdraw", [event])
    assert client.get(event.get_absolute_url()).status_code == 404


def test_all_pages_of_a_long_list_can_be_chosen(editor_client):
    rows = [builders.make_event("Chosen", status="draft") for _ in range(60)]
    address = f"{reverse('admin:archive_event_changelist')}?q=Chosen"
    editor_client.post(address, {"action": "publish", "select_across": "1", "_selected_action": [rows[0].pk]})
    assert Event.objects.filter(title="Chosen", status="published").count() == 60


def test_whoever_may_only_look_gets_no_action(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("vera", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_event"))
    client.force_login(user)
    event = builders.make_event(status="draft")
    do(client, Event, "publish", [event])
    event.refresh_from_db()
    assert event.status == "draft"
