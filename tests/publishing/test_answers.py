"""Every answer that is no page is as safe, as private and as easily kept as a page, and nothing typed into its address breaks it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.publishing import citations
from tests.pages import cast
from tests.pages.reading import FILES
from tests.publishing.taking import LISTS, fetch
from tests.safety.crawl import add_unpublished, plain_archive, small_archive
from tests.safety.test_parameters import HOSTILE, PARAMETERS

pytestmark = pytest.mark.django_db

every_file = pytest.mark.parametrize("kind", FILES)


@every_file
def test_an_answer_has_the_headers_of_safety_and_no_cookie(client, kind):
    response = fetch(client, FILES[kind]())
    assert response.status_code == 200
    page = client.get("/about/")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"):
        assert response[name] == page[name], name
    assert "Set-Cookie" not in response.headers


@every_file
def test_an_answer_may_be_kept_and_is_asked_for_anew_with_one_small_query(client, kind):
    address = FILES[kind]()
    first = fetch(client, address)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=60"
    with CaptureQueriesContext(connection) as captured:
        again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, len(captured)) == (304, b"", 1)


@every_file
def test_whoever_is_signed_in_gets_a_private_copy_of_the_same(client, editor, kind):
    signed_in = Client()
    signed_in.force_login(editor)
    mine, everybodys = fetch(signed_in, FILES[kind]()), fetch(client, FILES[kind]())
    assert "private" in mine["Cache-Control"] and "ETag" not in mine.headers
    assert mine.content == everybodys.content


@every_file
def test_an_answer_is_only_for_reading(client, kind):
    for method in ("post", "put", "patch", "delete", "options"):
        assert getattr(client, method)(FILES[kind]()).status_code == 405, method


@every_file
def test_a_head_request_has_no_body(client, kind):
    head = client.head(FILES[kind]())
    assert (head.status_code, head.getvalue()) == (200, b"")


@pytest.mark.parametrize("form", ["csv", "jsonl", "atom"])
@pytest.mark.parametrize("noun", LISTS)
def test_a_hostile_value_in_every_parameter_at_once_is_answered(client, noun, form):
    cast.clear()
    small_archive()
    for what, value in HOSTILE.items():
        address = f"/{noun}.{form}?" + "&".join(f"{name}={value}" for name in PARAMETERS[f"/{noun}/"])
        response = fetch(client, address)
        assert response.status_code == 200, what
        assert response.content.startswith((b"id,", b"slug,", b"{", b"<?xml")) or (form == "jsonl" and not response.content), what


@pytest.mark.parametrize("name", ["%00", "..", "%2e%2e%2f", "a" * 5000, "x%0d%0ay", "<b>", "1%27", "%F0%9F%98%80", ".txt", "a.b"])
def test_a_hostile_name_in_the_address_is_not_found(client, name):
    for address in (
        f"/statements/{name}.bib",
        f"/articles/{name}.txt",
        f"/statements/abcd2345.{name}",
        f"/statements.{name}",
        f"/sitemap-{name}.xml",
    ):
        assert client.get(address).status_code == 404, address


def test_what_is_not_published_answers_as_what_never_was(client):
    cast.clear()
    plain_archive()
    endings = {"statements": ("json", *citations.FORMS), "articles": ("txt", "annotations.jsonld")}
    for address in add_unpublished():
        section, name = address.strip("/").split("/")
        for ending in endings.get(section, ()):
            secret, unknown = client.get(f"/{section}/{name}.{ending}"), client.get(f"/{section}/{'z' * len(name)}.{ending}")
            assert (secret.status_code, unknown.status_code) == (404, 404), (address, ending)
            assert {**secret.headers, "Content-Length": ""} == {**unknown.headers, "Content-Length": ""}


@pytest.mark.parametrize("noun", LISTS)
def test_a_filter_by_what_is_not_published_is_one_by_what_is_not_known(client, noun):
    cast.clear()
    plain_archive()
    add_unpublished()
    for form in ("csv", "jsonl", "atom"):
        found = [
            fetch(client, f"/{noun}.{form}?speaker={name}&actor={name}&publisher={name}") for name in ("canary-draft", "nobody-at-all")
        ]
        assert found[0].content.replace(b"canary-draft", b"nobody-at-all") == found[1].content
        assert b"canary" not in fetch(client, f"/{noun}.{form}").content
