"""About, robots.txt, the health page, and the pages for what went wrong."""

import pytest
from django.db import connection

from tests.pages.reading import find, parse, read, words

pytestmark = pytest.mark.django_db


def test_about_says_how_the_archive_is_made(client):
    root = read(client, "/about/")
    assert len(find(find(root, "main")[0], "h2")) >= 3
    assert "SHA-256" in words(root)


def test_robots_are_kept_from_the_desk_and_from_every_combination_of_filters(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Disallow: /*?" in lines
    assert "Disallow: /" not in lines


def test_the_health_page_reads_the_database_and_is_kept_by_no_cache(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"healthy": True, "problems": []})
    assert "no-store" in response["Cache-Control"]


def test_the_health_page_says_what_is_wrong(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_statement_update")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "search_statement_update" in response.json()["problems"][0]


@pytest.mark.parametrize("address", ["/nowhere/", "/statements/abcd2345/", "/articles/no-such-one/", "/admin/nowhere"])
def test_what_is_not_there_is_said_in_the_clothes_of_the_site(client, address):
    response = client.get(address)
    if response.status_code == 302:
        assert response["Location"].startswith("/admin/login/")
        return
    root = parse(response.content.decode())
    assert response.status_code == 404
    assert len(find(root, "h1")) == 1
    assert find(root, "a", class_="wordmark")


def test_a_missing_page_offers_its_words_to_be_searched(client):
    root = read(client, "/articles/putin-and-trump-call/2025/", 404)
    (box,) = find(root, "input", name="q")
    assert box.get("value") == "articles putin and trump call"


def test_a_wrong_host_gets_a_page_too(client):
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert len(find(parse(response.content.decode()), "h1")) == 1


def test_the_page_for_our_own_faults_needs_nothing_that_may_have_failed(client, settings, django_assert_num_queries):
    settings.ROOT_URLCONF = "tests.safety.broken_urls"
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE archive_generation")
    with django_assert_num_queries(1):  # the middleware asked for the generation before it failed
        response = client.get("/broken/")
    assert response.status_code == 500
    root = parse(response.content.decode())
    assert len(find(root, "h1")) == 1
    assert find(root, "a", href="/")


def test_the_stylesheet_of_that_page_is_there_under_the_name_it_uses(client, settings):
    """Collected files are renamed by their content; 500.html is static and must use a name that stays."""
    (sheet,) = find(parse((settings.BASE_DIR / "templates" / "500.html").read_text()), "link", rel="stylesheet")
    assert (settings.BASE_DIR / "static" / sheet.get("href").removeprefix("/static/")).is_file()


@pytest.mark.parametrize("path", ["/statements", "/about", "/search"])
def test_a_missing_slash_is_put_in(client, path):
    response = client.get(f"{path}?q=a")
    assert (response.status_code, response["Location"]) == (301, f"{path}/?q=a")
