"""Promise 26: we answer to our own names alone, link to our own address alone, and send nobody elsewhere."""

import re
import socket

import pytest

from tests.pages.reading import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "[::1", "a b"])
@pytest.mark.parametrize("path", ["/", "/statements/", "/admin/login/", "/nowhere/"])
def test_a_wrong_host_is_refused(client, host, path):
    response = client.get(path, headers={"host": host})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize("kind", ["home", "statement", "article", "search"])
def test_absolute_links_come_from_the_configured_address(client, settings, kind):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example", "X-Original-URL": "/evil"}
    response = client.get(KINDS[kind](), headers=forged)
    assert response.status_code == 200
    html = response.content.decode()
    assert "evil" not in html
    assert "testserver" not in html
    assert settings.SITE_URL in html


def test_a_permitted_other_name_does_not_change_the_links(client):
    assert client.get("/statements/", headers={"host": "localhost"}).content == client.get("/statements/").content


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
    "\thttps://evil.example",
]


@pytest.mark.parametrize("place", ELSEWHERE)
def test_signing_in_leads_to_own_pages_alone(client, editor, place):
    given = {"username": "edda", "password": "a long enough password", "next": place}
    response = client.post(f"/admin/login/?next={place}", given)
    assert response.status_code == 302
    assert re.match(r"/(?![/\\])", response["Location"])


def test_signing_in_leads_where_the_editor_was_going(client, editor):
    given = {"username": "edda", "password": "a long enough password", "next": "/admin/archive/statement/"}
    assert client.post("/admin/login/", given)["Location"] == "/admin/archive/statement/"


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/statements", "/statements//evil.example", "/\\evil.example"])
def test_the_missing_slash_is_never_put_behind_another_host(client, path):
    response = client.get("/", PATH_INFO=path)
    assert response.status_code in (301, 404)
    assert not response.headers.get("Location", "/x").startswith(("//", "/\\", "http"))


def test_the_suite_itself_reaches_no_other_machine():
    with socket.socket() as probe, pytest.raises(AssertionError, match="wanted to talk"):
        probe.connect(("192.0.2.1", 80))
