"""The way to the editor's desk: an account with a one-time password, which opens nothing until it is replaced."""

import io

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse

from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance

pytestmark = pytest.mark.django_db

MODELS = (Article, Statement, Detail, Actor, Event, Utterance, Topic)
DESK = ["/admin/", "/admin/archive/", "/admin/archive/statement/", "/admin/archive/article/add/", "/admin/autocomplete/"]
NEW = "neuf longs mots de passe"


@pytest.fixture
def one_time_password() -> str:
    """Of a new account named nora."""
    out = io.StringIO()
    call_command("editor", "nora", stdout=out)
    return next(line.split(": ")[1].strip() for line in out.getvalue().splitlines() if "password" in line)


@pytest.fixture
def newcomer(client, one_time_password):
    response = client.post(reverse("admin:login"), {"username": "nora", "password": one_time_password, "next": "/admin/"})
    assert response.status_code == 302
    return client


def change(client, old: str, new: str = NEW):
    return client.post(reverse("admin:password_change"), {"old_password": old, "new_password1": new, "new_password2": new})


@pytest.mark.parametrize("address", DESK)
def test_a_one_time_password_opens_only_the_page_that_replaces_it(newcomer, address):
    response = newcomer.get(address)
    assert (response.status_code, response["Location"]) == (302, reverse("admin:password_change"))


def test_a_one_time_password_cannot_be_used_to_write(newcomer):
    statement = Statement.objects.published().first()
    data = {"action": "withdraw", "_selected_action": str(statement.pk)}
    response = newcomer.post(reverse("admin:archive_statement_changelist"), data)
    assert response["Location"] == reverse("admin:password_change")
    assert Statement.objects.published().filter(pk=statement.pk).exists()


def test_the_desk_opens_once_the_password_is_replaced(newcomer, one_time_password):
    assert change(newcomer, one_time_password).status_code == 302
    assert [newcomer.get(address).status_code for address in DESK[:4]] == [200] * 4


@pytest.mark.parametrize("new", ["short", "elevenchars", "password", "nora"])
def test_a_weak_new_password_leaves_the_desk_closed(newcomer, one_time_password, new):
    assert change(newcomer, one_time_password, new).status_code == 200
    assert newcomer.get("/admin/").status_code == 302


def test_the_one_time_password_itself_is_no_new_password(newcomer, one_time_password):
    change(newcomer, one_time_password, one_time_password)
    assert newcomer.get("/admin/").status_code == 302


def test_a_wrong_old_password_leaves_the_desk_closed(newcomer):
    assert change(newcomer, "not the one").status_code == 200
    assert newcomer.get("/admin/").status_code == 302


def test_whoever_has_a_one_time_password_can_sign_out(newcomer):
    assert newcomer.post(reverse("admin:logout")).status_code == 200
    assert newcomer.get("/admin/")["Location"].startswith("/admin/login/")


def test_an_editor_has_every_right_over_the_archive_and_none_over_accounts(newcomer, one_time_password):
    nora = User.objects.get(username="nora")
    assert (nora.is_staff, nora.is_superuser) == (True, False)
    wanted = {f"archive.{p.codename}" for p in Permission.objects.filter(content_type__app_label="archive")}
    assert nora.get_all_permissions() == wanted


@pytest.mark.parametrize(
    "address", ["/admin/auth/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/user/1/change/", "/admin/auth/group/"]
)
def test_an_editor_cannot_reach_accounts(editor_client, address):
    assert editor_client.get(address).status_code in (403, 404)


def test_a_wrong_password_is_refused_in_the_same_words_as_an_unknown_name(client, editor):
    wrong = client.post("/admin/login/", {"username": "edda", "password": "wrong"})
    unknown = client.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_an_account_that_is_no_editors_stays_outside(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("rita", password="a long enough password"))
    assert client.get("/admin/archive/statement/").status_code == 302


def addresses() -> list[str]:
    found = [*DESK, "/admin/password_change/", "/admin/jsi18n/", "/admin/r/1/1/"]
    for model in MODELS:
        name, pk = model._meta.model_name, model.objects.first().pk
        found += [reverse(f"admin:archive_{name}_{page}") for page in ("changelist", "add")]
        found += [reverse(f"admin:archive_{name}_{page}", args=[pk]) for page in ("change", "delete", "history")]
    return found


def test_without_an_account_every_page_of_the_desk_is_the_way_in(client):
    for address in addresses():
        for response in (client.get(address), client.post(address, {"post": "yes"})):
            assert response.status_code == 302, address
            assert response["Location"].startswith("/admin/login/?next="), address


def test_an_editor_without_rights_over_a_model_may_not_touch_it(client, django_user_model):
    user = django_user_model.objects.create_user("vera", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_statement"))
    client.force_login(user)
    row = Statement.objects.published().first()
    assert client.get(f"/admin/archive/statement/{row.pk}/change/").status_code == 200
    assert client.post(f"/admin/archive/statement/{row.pk}/change/", {"status": "withdrawn"}).status_code == 403
    client.post("/admin/archive/statement/", {"action": "withdraw", "_selected_action": str(row.pk)})
    assert Statement.objects.published().filter(pk=row.pk).exists()
    assert client.get("/admin/archive/article/").status_code == 403
