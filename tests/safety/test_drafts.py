"""Promise 14: readers never see what is not published, by any route. Every record here that is not has words of its own to betray it."""

import io
import json

import pytest
from django.core.management import call_command

from archive.models import Actor, Article, Detail, Event, Statement, Utterance
from tests.pages import cast
from tests.safety.crawl import STATUSES, add_unpublished, canary, crawl, plain_archive

pytestmark = pytest.mark.django_db

MODELS = (Article, Statement, Detail, Actor, Event, Utterance)
KINDS = ("words", "rest", "name", "spelling", "metonym", "sort", "description", "title", "place", "note", "byline", "named_as", "cue")
KINDS += ("channel", "aspect", "value", "role", "guest", "why", "by", "")


@pytest.fixture
def archive() -> None:
    """A small archive that is published whole."""
    cast.clear()
    plain_archive()


@pytest.fixture
def before(client, archive) -> dict[str, bytes]:
    """All its pages."""
    return {address: response.content for address, response in crawl(client).items()}


@pytest.fixture
def guesses(archive) -> list[str]:
    """Addresses of what has been added since and is not published."""
    return add_unpublished()


def filters() -> list[str]:
    names = {
        "statements": ("speaker", "to", "via", "event", "article", "topic", "channel"),
        "articles": ("publisher",),
        "events": ("actor",),
    }
    slugs = [f"canary-{status}" for status in STATUSES]
    return [f"/{path}/?{name}={slug}" for path, keys in names.items() for name in keys for slug in slugs]


def test_every_page_stays_byte_for_byte_the_same_when_unpublished_records_are_added(client, before):
    add_unpublished()
    after = {address: response.content for address, response in crawl(client).items()}
    assert after.keys() == before.keys()
    assert [address for address in before if before[address] != after[address]] == []
    assert not [address for address, content in after.items() if b"canary" in content.lower()]
    assert len(before) > 40


def test_an_unpublished_page_answers_as_one_that_never_was(client, guesses):
    for address in guesses:
        section, name = address.strip("/").split("/")
        secret, unknown = client.get(address), client.get(f"/{section}/{'z' * len(name)}/")
        assert (secret.status_code, unknown.status_code) == (404, 404), address
        assert _headers(secret) == _headers(unknown)
        assert _without_echo(secret) == _without_echo(unknown), address


def _headers(response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "Content-Length"}


def _without_echo(response) -> str:
    """The page but for the words of the address, which its search box offers."""
    before, _, after = response.content.decode().partition('name="q" value="')
    return before + after.partition('"')[2]


@pytest.mark.parametrize("status", STATUSES)
def test_a_search_for_the_words_of_an_unpublished_record_finds_nothing(client, guesses, status):
    response = client.get("/search/", {"q": " OR ".join(canary(f"{kind}{status}") for kind in KINDS)})
    assert response.context["groups"] == []
    assert "also finds" not in response.content.decode()
    for prefix in ("canary*", f"canarywords{status[:3]}*", "-canary"):
        html = client.get("/search/", {"q": prefix}).content.decode()
        assert "canary" not in html.replace(prefix, "").replace(prefix.rstrip("*").lstrip("-"), "")


@pytest.mark.parametrize("noun", ["statement", "article", "actor", "event"])
def test_lists_find_and_count_nothing_unpublished(client, guesses, noun):
    for status in STATUSES:
        listing = client.get(f"/{noun}s/", {"q": " OR ".join(canary(f"{kind}{status}") for kind in KINDS)}).context["listing"]
        assert (listing.count.rows, listing.rows) == (0, []), status


def test_a_filter_by_an_unpublished_record_says_what_it_says_of_an_unknown_one(client, guesses):
    for address in filters():
        path, _, name = address.rpartition("=")[0].rpartition("?")
        secret, unknown = client.get(address).content.decode(), client.get(f"{path}?{name}=nobody-at-all").content.decode()
        assert secret.replace(address.rpartition("=")[2], "…") == unknown.replace("nobody-at-all", "…"), address


@pytest.mark.parametrize("path", ["/search/", "/statements/", "/articles/", "/actors/", "/events/"])
def test_a_slip_of_the_finger_is_never_put_right_by_a_word_of_an_unpublished_record(client, guesses, path):
    for status in STATUSES:
        for typed in (canary(f"words{status}")[:-1], canary(f"name{status}") + "s", "canray", "speaker:" + canary(f"name{status}")[:-1]):
            html = client.get(path, {"q": typed}).content.decode()
            assert "canary" not in html.replace(typed.removeprefix("speaker:"), ""), typed


def test_an_unpublished_record_is_no_suggestion(client, guesses):
    for field in ("speaker", "to", "via", "event", "article", "kind", "channel", "topic", "publisher", "actor"):
        for typed in ("can", "canary", *(canary(f"{kind}{status}") for kind in ("name", "spelling", "metonym") for status in STATUSES)):
            assert client.get(f"/suggest/{field}/", {"q": typed}).json() == {"names": []}, (field, typed)


def test_no_error_page_file_or_health_page_shows_a_canary(client, guesses):
    for address in ("/robots.txt", "/healthz", "/canary/", "/statements/canary/", "/admin/login/", "/?q=canary"):
        html = client.get(address).content.decode()
        assert "canary" not in html.replace(address, "").replace('value="canary"', "").replace('value="statements canary"', "")


def test_the_export_holds_published_statements_alone(archive):
    first = _export()
    add_unpublished()
    assert _export() == first
    assert len(first.splitlines()) == Statement.objects.published().count() == len(first.lower().split('"spans"')) - 1
    assert all(json.loads(line)["id"] for line in first.splitlines())


def _export() -> str:
    out = io.StringIO()
    call_command("export", stdout=out)
    return out.getvalue()


def test_what_is_published_and_then_withdrawn_is_gone_without_a_trace(client, before):
    guesses = add_unpublished()
    moved = {model: list(model.objects.exclude(status="published").values_list("pk", flat=True)) for model in MODELS}
    for model, keys in moved.items():
        model.objects.filter(pk__in=keys).publish()
    open_pages = crawl(client)
    assert [address for address in guesses if address in open_pages]
    assert sum(b"canary" in response.content for response in open_pages.values()) > 30
    for model, keys in moved.items():
        model.objects.filter(pk__in=keys).withdraw()
    assert {address: response.content for address, response in crawl(client).items()} == before


@pytest.mark.parametrize("model", MODELS)
def test_published_leaves_out_every_other_status(model):
    some = model.objects.published().first()
    for status in STATUSES:
        model.objects.filter(pk=some.pk).update(status=status)
        assert not model.objects.published().filter(pk=some.pk).exists()


def test_with_nothing_published_the_site_is_empty_and_stands(client, archive):
    for model in MODELS:
        model.objects.withdraw()
    pages = crawl(client)
    assert {response.status_code for response in pages.values()} == {200}
    places = {address for address in pages if address.partition("?")[0].count("/") > 2}
    assert places == {"/search/help/", "/about/style/"}


def test_an_unpublished_page_is_not_shown_to_a_signed_in_editor_on_the_public_site_either(editor_client, archive):
    for address in add_unpublished()[:3]:
        assert editor_client.get(address).status_code == 404
