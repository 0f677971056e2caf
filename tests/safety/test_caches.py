"""Public pages may be kept and asked for anew: the generation of the archive is their entity tag, and what is an editor's is never kept."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import generation, middleware
from archive.models import Actor, ActorName, Article, Detail, Event, Participation, Statement, Topic, Utterance
from tests import builders
from tests.pages.reading import KINDS
from tests.tampering import with_another_tool

pytestmark = pytest.mark.django_db

PAGES = {**KINDS, "robots": lambda: "/robots.txt", "suggestions": lambda: "/suggest/speaker/?q=pu"}
every_page = pytest.mark.parametrize("kind", PAGES)


def tag(client, address: str = "/") -> str:
    return client.get(address).headers["ETag"]


def again(client, address: str, tag: str):
    return client.get(address, headers={"if-none-match": tag})


@every_page
def test_a_page_may_be_kept_by_all_and_is_asked_for_anew_by_browsers(client, kind):
    response = client.get(PAGES[kind]())
    directives = {part.strip() for part in response["Cache-Control"].split(",")}
    assert {"public", "max-age=0"} <= directives
    assert not directives & {"private", "no-store", "immutable"}
    assert [int(part.partition("=")[2]) for part in directives if part.startswith("s-maxage=")] == [60]
    assert "cookie" in response["Vary"].lower()
    assert response["ETag"].startswith(('"', 'W/"'))


@every_page
def test_a_repeated_visit_is_answered_before_the_view_with_one_small_query(client, kind):
    address = PAGES[kind]()
    first = client.get(address)
    with CaptureQueriesContext(connection) as captured:
        second = again(client, address, first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert ["archive_generation" in query["sql"] for query in captured.captured_queries] == [True]
    for name in ("ETag", "Cache-Control", "Vary"):
        assert second[name] == first[name]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '{}, W/"more"'])
def test_a_tag_is_known_in_every_form_that_a_cache_may_send(client, form):
    assert again(client, "/", form.format(tag(client))).status_code == 304


@pytest.mark.parametrize("given", ["", '"', '""', "*x", '"0"', "W/", "\x7f", '"' + "a" * 5_000 + '"', "ü"])
def test_a_tag_that_is_not_the_present_one_gets_the_page(client, given):
    response = again(client, "/about/", given)
    assert response.status_code == 200
    assert b"<h1>" in response.content


def test_a_page_and_its_tag_stay_as_long_as_nothing_changes(client):
    first = tag(client)
    client.get("/search/?q=war"), client.get("/nowhere/"), client.post("/about/"), client.get("/admin/login/")
    Statement.objects.filter(pk=-1).update(note="nobody")
    assert [tag(client, path) for path in ("/", "/about/", "/statements/")] == [first] * 3


def first(model):
    return model.objects.order_by("pk").first()


def speaker_of_two() -> Statement:
    return Statement.objects.filter(speakers__isnull=False).order_by("pk").first()


#: Every way there is to write something that readers may see.
WRITES = {
    "save": lambda: first(Statement).save(),
    "create": lambda: builders.make_statement(),
    "update": lambda: Article.objects.filter(pk=first(Article).pk).update(byline="Another"),
    "delete": lambda: first(ActorName).delete(),
    "bulk_create": lambda: Topic.objects.bulk_create([Topic(slug="new", name="New")]),
    "bulk_update": lambda: Topic.objects.bulk_update([Topic(pk=first(Topic).pk, slug="x", name="Other")], ["name"]),
    "add": lambda: first(Statement).topics.add(builders.make_topic()),
    "remove": lambda: speaker_of_two().speakers.remove(speaker_of_two().speakers.first()),
    "clear": lambda: speaker_of_two().speakers.clear(),
    "set": lambda: first(Statement).addressees.set([builders.make_actor()]),
    "publish": lambda: Actor.objects.filter(pk=builders.make_actor(status="draft").pk).publish(),
    "withdraw": lambda: Event.objects.filter(pk=first(Event).pk).withdraw(),
    "detail": lambda: first(Detail).save(),
    "utterance": lambda: Utterance.objects.filter(pk=first(Utterance).pk).update(note="Else."),
    "participation": lambda: Participation.objects.filter(pk=first(Participation).pk).update(role="guest"),
    "SQL": lambda: with_another_tool("UPDATE archive_statement SET note = 'x' WHERE id = (SELECT min(id) FROM archive_statement)"),
    "reindex": lambda: call_command("reindex"),
}


@pytest.mark.parametrize("way", WRITES)
def test_whatever_is_written_changes_the_tag_of_every_page_at_once(client, way):
    before = tag(client)
    WRITES[way]()
    response = again(client, "/statements/", before)
    assert response.status_code == 200
    assert response["ETag"] == tag(client, "/about/") != before


TABLES = sorted(name for name in generation.TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_plain_sql_on_any_table_changes_the_generation(table):
    column = {"statement_speakers": "actor_id", "statement_addressees": "actor_id", "statement_topics": "topic_id"}.get(table, "id")
    seen = [generation.current()]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM archive_{table} ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
        assert row is not None
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for sql, params in (
            (f"UPDATE archive_{table} SET {column} = {column} WHERE id = %s", [row[0]]),
            (f"DELETE FROM archive_{table} WHERE id = %s", [row[0]]),
            (f"INSERT INTO archive_{table} VALUES ({', '.join(['%s'] * len(row))})", row),
        ):
            cursor.execute(sql, params)
            seen.append(generation.current())
    assert len(set(seen)) == 4


def test_every_table_of_the_archive_counts():
    tables = {name.removeprefix("archive_") for name in connection.introspection.table_names() if name.startswith("archive_")}
    assert tables - {"generation"} == set(generation.TABLES)


def test_no_tag_comes_twice(client):
    seen = [tag(client)]
    for _ in range(3):
        statement = first(Statement)
        statement.save()
        seen.append(tag(client))
    call_command("reindex")
    seen.append(tag(client))
    assert len(set(seen)) == len(seen)


def test_what_is_rolled_back_leaves_the_tag_as_it_was(client):
    before = tag(client)
    with transaction.atomic():
        builders.make_statement()
        transaction.set_rollback(True)
    assert tag(client) == before


def test_making_the_index_anew_begins_another_count(client):
    before = generation.current()
    call_command("reindex")
    assert generation.current().partition("-")[0] != before.partition("-")[0]


def test_a_withdrawn_statement_is_gone_at_once_for_whoever_kept_its_page(client):
    statement = builders.make_statement()
    address = statement.get_absolute_url()
    kept = tag(client, address)
    assert again(client, address, kept).status_code == 304
    Statement.objects.filter(pk=statement.pk).withdraw()
    response = again(client, address, kept)
    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"] and "ETag" not in response.headers


@pytest.mark.parametrize("address", ["/nowhere/", "/statements/zzzzzzzz/", "/actors/nobody/"])
def test_a_page_that_is_not_there_is_kept_by_no_cache(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_an_address_without_a_page_is_not_made_one_by_a_good_tag(client):
    """The tag is the archive's, so a cache may well send it for an address that has never had a page."""
    assert again(client, "/statements/zzzzzzzz/", tag(client)).status_code in (304, 404)


def test_a_redirect_and_a_bad_request_carry_no_tag(client):
    for response in (client.get("/statements"), client.get("/", headers={"host": "evil.example"}), client.get("/favicon.ico")):
        assert response.status_code in (301, 302, 400)
        assert "ETag" not in response.headers


@every_page
def test_whoever_is_signed_in_gets_a_copy_of_their_own_and_never_304(client, editor_client, kind):
    kept = Client().get(PAGES[kind]())["ETag"]
    response = again(editor_client, PAGES[kind](), kept)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"] and "public" not in response["Cache-Control"]
    assert "ETag" not in response.headers
    assert "cookie" in response["Vary"].lower()


@pytest.mark.parametrize("cookie", ["x", "", "expired"])
def test_a_cookie_of_a_session_that_is_over_still_keeps_the_page_private(client, cookie):
    client.cookies["sessionid"] = cookie
    assert "public" not in client.get("/").headers["Cache-Control"]


def test_other_cookies_do_not_make_a_page_private(client):
    client.cookies["csrftoken"] = "x" * 32
    assert "public" in client.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/archive/statement/", "/healthz"])
def test_the_desk_and_the_health_page_are_never_public(client, editor_client, path):
    kept = Client().get("/")["ETag"]
    for visitor in (editor_client, Client()):
        response = again(visitor, path, kept)
        assert response.status_code in (200, 302)
        assert "public" not in response.headers.get("Cache-Control", "")
        assert "ETag" not in response.headers


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_what_is_fetched_is_kept(client, method):
    response = getattr(client, method)("/statements/", headers={"if-none-match": tag(client)})
    assert response.status_code == 405
    assert "public" not in response.headers.get("Cache-Control", "")


def test_head_has_the_headers_and_no_body(client):
    full, head = client.get("/statements/"), client.head("/statements/")
    assert (head.status_code, head.content) == (200, b"")
    assert {name: full[name] for name in ("ETag", "Cache-Control", "Vary", "Content-Type")} == {
        name: head[name] for name in ("ETag", "Cache-Control", "Vary", "Content-Type")
    }
    assert client.head("/statements/", headers={"if-none-match": full["ETag"]}).status_code == 304


def test_a_304_has_the_headers_of_safety_too(client):
    response = again(client, "/", tag(client))
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"):
        assert name in response.headers


def test_without_its_table_pages_come_without_a_tag(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE archive_generation")
    response = again(client, "/about/", '"x-1"')
    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert response["Cache-Control"] == "no-store"


def test_another_release_gives_another_tag(client, monkeypatch):
    before = tag(client)
    monkeypatch.setattr(middleware, "_release", lambda: "another")
    assert again(client, "/", before).status_code == 200


def test_drafts_raise_the_generation_rather_too_often_than_too_seldom(client):
    """No reader can tell from a page what changed: the tag moves with drafts as with all else."""
    before = tag(client)
    builders.make_actor(status="draft")
    assert tag(client) != before
