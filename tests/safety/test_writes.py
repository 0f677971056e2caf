"""Promise 16: nothing is written without its token, and nothing that is fetched writes."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.models import Statement
from tests.pages import cast
from tests.pages.reading import KINDS
from tests.safety.crawl import crawl, small_archive

pytestmark = pytest.mark.django_db

MODELS = ["article", "statement", "detail", "actor", "event", "utterance", "topic"]
PUBLIC = [*KINDS, "robots", "health"]


def address_of(kind: str) -> str:
    return {"robots": "/robots.txt", "health": "/healthz"}.get(kind) or KINDS[kind]()


def dump() -> dict[str, list]:
    """Every row of every table but sessions; of accounts all but the time of the last sign-in."""
    tables = [table for table in connection.introspection.table_names() if table not in ("django_session", "auth_user")]
    with connection.cursor() as cursor:
        rows = {table: cursor.execute(f"SELECT * FROM {table}").fetchall() for table in sorted(tables)}
    return rows | {"auth_user": list(User.objects.order_by("pk").values_list("username", "password", "is_active", "is_staff"))}


def admin_addresses() -> list[str]:
    """Every page of the editor's desk, with the first row of each model."""
    found = ["/admin/", "/admin/archive/", reverse("admin:password_change"), reverse("admin:jsi18n")]
    for model in MODELS:
        row = apps.get_model("archive", model).objects.first()
        found += [reverse(f"admin:archive_{model}_{page}") for page in ("changelist", "add")]
        found += [reverse(f"admin:archive_{model}_{page}", args=[row.pk]) for page in ("change", "delete", "history")]
    return found


def posts() -> list[tuple[str, dict[str, str]]]:
    """Everything that can be sent by a form."""
    found = [(reverse("admin:login"), {"username": "edda", "password": "a long enough password"}), (reverse("admin:logout"), {})]
    found += [(reverse("admin:password_change"), {"old_password": "a long enough password", "new_password1": "x", "new_password2": "x"})]
    for model in MODELS:
        row = apps.get_model("archive", model).objects.first()
        chosen = {"action": "withdraw", "_selected_action": str(row.pk)}
        found += [(reverse(f"admin:archive_{model}_changelist"), chosen), (reverse(f"admin:archive_{model}_add"), {"slug": "x"})]
        found += [(reverse(f"admin:archive_{model}_delete", args=[row.pk]), {"post": "yes"})]
        found += [(reverse(f"admin:archive_{model}_change", args=[row.pk]), {"status": "withdrawn"})]
    return found


@pytest.fixture
def strict(editor) -> Client:
    """The editor's browser, with the check of tokens that Django's test client leaves out."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


@pytest.mark.parametrize("token", [None, "a" * 64, "b" * 32, "", "ü" * 32])
def test_nothing_can_be_sent_without_the_token_of_the_page(strict, token):
    before = dump()
    strict.cookies["csrftoken"] = "c" * 32
    for address, data in posts():
        response = strict.post(address, data if token is None else {**data, "csrfmiddlewaretoken": token})
        assert response.status_code == 403, address
    assert dump() == before


def test_a_form_of_another_site_is_refused_even_with_the_token(strict):
    strict.get(reverse("admin:password_change"))
    token = strict.cookies["csrftoken"].value
    for address, data in posts():
        response = strict.post(address, {**data, "csrfmiddlewaretoken": token}, headers={"origin": "https://evil.example"})
        assert response.status_code == 403, address


@pytest.mark.parametrize("kind", PUBLIC)
def test_a_public_page_takes_nothing(client, kind):
    address = address_of(kind)
    for method in ("post", "put", "patch", "delete", "options"):
        assert getattr(client, method)(address).status_code == 405, method
    assert client.head(address).status_code == 200


def test_whatever_a_reader_fetches_writes_nothing(client):
    cast.clear()
    small_archive()
    before = dump()
    assert len(crawl(client)) > 25
    assert dump() == before


def test_whatever_an_editor_fetches_writes_nothing(editor_client):
    before = dump()
    for address in admin_addresses():
        assert editor_client.get(address).status_code in (200, 403), address  # editors withdraw and may not delete
        editor_client.get(f"{address}?action=withdraw&_selected_action=1&post=yes&_save=1&status=withdrawn")
    for address, data in posts():
        editor_client.get(address, data)
    assert dump() == before


def test_a_fetched_logout_leaves_the_editor_signed_in(editor_client):
    assert editor_client.get(reverse("admin:logout")).status_code == 405
    assert editor_client.get("/admin/").status_code == 200


def test_the_dump_sees_a_change():
    before = dump()
    Statement.objects.filter(pk=Statement.objects.first().pk).update(cue="whispered")
    assert dump() != before
