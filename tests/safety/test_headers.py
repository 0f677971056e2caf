"""Promise 24: headers alone earn an A+ in the MDN Observatory, on every answer; readers get no cookie."""

import re
import runpy

import pytest
from django.test import Client

from tests.pages.reading import KINDS, find, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def https(monkeypatch, settings) -> Client:
    """A client of the site as archive/settings.py sets it up for HTTPS=on."""
    monkeypatch.setenv("HTTPS", "on")
    production = runpy.run_path(str(settings.BASE_DIR / "archive" / "settings.py"))
    for name, value in production.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME", "CONTENT_SECURITY")):
            setattr(settings, name, value)
    return Client(raise_request_exception=False)


def policy(response) -> dict[str, list[str]]:
    directives = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: values for name, *values in directives}


def score(response) -> int:
    """The MDN Observatory's points: from 100, penalties first, bonuses only from 90 up."""
    headers, csp = response.headers, policy(response)
    hsts = re.match(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    penalties = 25 * (not csp) + 20 * (hsts is None or int(hsts[1]) < 15_768_000)
    penalties += 20 * any("unsafe" in value or value in ("*", "http:", "https:") for values in csp.values() for value in values)
    penalties += 20 * ("X-Frame-Options" not in headers and "frame-ancestors" not in csp) + 5 * (
        headers.get("X-Content-Type-Options") != "nosniff"
    )
    penalties += 50 * (headers.get("Access-Control-Allow-Credentials") == "true")
    penalties += 20 * any(not cookie["secure"] or not cookie["httponly"] for cookie in response.cookies.values())
    if penalties > 10:
        return 100 - penalties
    bonus = 10 * (csp.get("default-src") == ["'none'"] and "form-action" in csp) + 5 * ("frame-ancestors" in csp)
    bonus += 5 * (headers.get("Referrer-Policy") in ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"))
    bonus += 10 * (headers.get("Cross-Origin-Resource-Policy") == "same-origin")
    return 100 - penalties + bonus


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_scores_130(https, kind):
    response = https.get(KINDS[kind](), secure=True)
    assert response.status_code == 200
    assert score(response) >= 130


@pytest.mark.parametrize("path", ["/robots.txt", "/healthz", "/admin/login/"])
def test_other_answers_score_130(https, path):
    response = https.get(path, secure=True)
    assert response.status_code == 200
    assert score(response) >= 130


@pytest.mark.parametrize(
    ("path", "status", "more"),
    [
        ("/nowhere/", 404, {}),
        ("/statements/zzzzzzzz/", 404, {}),
        ("/", 400, {"headers": {"host": "evil.example"}}),
        ("/forbidden/", 403, {}),
        ("/broken/", 500, {}),
    ],
)
def test_an_error_scores_115_and_tells_nothing_of_the_inside(https, settings, path, status, more):
    settings.ROOT_URLCONF = "tests.safety.broken_urls"
    response = https.get(path, secure=True, **more)
    assert response.status_code == status
    assert score(response) >= 115
    html = response.content.decode()
    assert "secret" not in html
    assert "Traceback" not in html
    assert len(find(parse(html), "h1")) == 1


def test_a_form_from_elsewhere_is_refused_with_our_own_page(https, settings):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "x"}, secure=True)
    assert response.status_code == 403
    assert score(response) >= 115
    root = parse(response.content.decode())
    assert find(root, "a", class_="wordmark")
    assert not find(root, "style")


def test_a_method_that_no_page_takes_scores_115(https):
    response = https.post("/about/", secure=True)
    assert response.status_code == 405
    assert score(response) >= 115


def test_static_files_score_115_and_are_kept_for_long(https, settings, tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "site.0123456789ab.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path
    response = https.get("/static/css/site.0123456789ab.css", secure=True)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    assert score(response) >= 115
    list(response.streaming_content)
    response.close()


def test_plain_http_leads_to_https_of_the_same_address(https):
    response = https.get("/statements/?q=a")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/statements/?q=a")


def test_hsts_lasts_a_year_and_covers_subdomains(https):
    hsts = https.get("/", secure=True)["Strict-Transport-Security"]
    assert int(re.search(r"max-age=(\d+)", hsts)[1]) >= 31_536_000
    assert "includeSubDomains" in hsts


def test_without_https_nothing_promises_it(client):
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize("kind", KINDS)
def test_readers_get_no_cookie(client, kind):
    assert not client.get(KINDS[kind]()).cookies


@pytest.mark.parametrize("path", ["/nowhere/", "/robots.txt", "/healthz", "/suggest/speaker/?q=pu"])
def test_errors_and_files_set_no_cookie_either(client, path):
    assert not client.get(path).cookies


def test_cookies_of_the_editors_desk_are_closed(https, editor):
    https.get("/admin/login/", secure=True)
    https.post("/admin/login/?next=/admin/", {"username": "edda", "password": "a long enough password"}, secure=True)
    cookies = https.cookies
    assert {"sessionid", "csrftoken"} <= set(cookies)
    assert all(cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") for cookie in cookies.values())


def test_pages_of_the_editors_desk_are_kept_by_no_cache(editor_client):
    response = editor_client.get("/admin/archive/statement/")
    assert "no-store" in response["Cache-Control"]
    assert score_without_https(response)


def score_without_https(response) -> bool:
    return policy(response).get("default-src") == ["'none'"] and "unsafe" not in response["Content-Security-Policy"]
