"""`editor` makes an account with a password that is shown once, and says why it does not."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def make(name: str) -> str:
    out = io.StringIO()
    call_command("editor", name, stdout=out)
    return out.getvalue()


def test_the_password_is_shown_and_kept_only_as_a_digest():
    password = re.search(r"password: (\S+)", make("nora"))[1]
    user = User.objects.get(username="nora")
    assert user.check_password(password)
    assert password not in user.password
    assert len(password) >= 16


def test_two_accounts_get_two_passwords():
    assert len({re.search(r"password: (\S+)", make(name))[1] for name in ("nora", "olga", "pia")}) == 3


@pytest.mark.parametrize("name", ["nora", " nora ", "nora\n"])
def test_a_name_that_is_taken_is_refused_with_a_sentence(name):
    make("nora")
    before = User.objects.get(username="nora").password
    with pytest.raises(CommandError, match="already an account named nora"):
        make(name)
    assert User.objects.get(username="nora").password == before


def test_a_name_that_differs_only_by_how_it_is_encoded_is_the_same_name():
    make("zoë")
    with pytest.raises(CommandError, match="already"):
        make("zoe\u0308")


@pytest.mark.parametrize("name", [" ", "a b", "a/b", "x" * 151, "nora\x00"])
def test_a_name_that_cannot_be_is_refused_with_a_sentence(name):
    with pytest.raises(CommandError) as refused:
        make(name)
    assert str(refused.value).endswith(".")
    assert not User.objects.exists()


def test_without_a_name_and_without_a_keyboard_no_account_is_made(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="No name"):
        call_command("editor", stdout=io.StringIO())


def test_an_editor_may_sign_in_and_is_no_superuser():
    make("nora")
    nora = User.objects.get(username="nora")
    assert (nora.is_active, nora.is_staff, nora.is_superuser) == (True, True, False)
