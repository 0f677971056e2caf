"""The fixed cast: the seed archive, loaded once a session; an editor; a browser. Nothing here talks to another machine."""

import contextlib
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

# The synchronous Playwright API runs an event loop in the thread of the test, which Django would take for an async context.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NO_SKIPS = os.environ.get("NO_SKIPS") == "1"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The seed archive stands in the test database; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        call_command("loaddata", "archive", verbosity=0)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted to talk to {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """With NO_SKIPS=1, as in continuous integration, a skipped test has failed."""
    outcome = yield
    report = outcome.get_result()
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and NO_SKIPS=1 does not allow that: {report.longrepr}"


@pytest.fixture
def editor(db):
    """Somebody who may change every record of the archive, signed in."""
    from django.contrib.auth.models import Permission, User

    user = User.objects.create_user("edda", password="a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="archive"))
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seeds(django_db_setup, django_db_blocker) -> Iterator[sqlite3.Connection]:
    """A copy of the test database with the seed archive, for tests that find it emptied by the one before."""
    from archive.models import Article

    with contextlib.closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
        with django_db_blocker.unblock():
            if not Article.objects.exists():
                call_command("loaddata", "archive", verbosity=0)
            connection.connection.backup(copy)
        yield copy


@pytest.fixture
def site(transactional_db, live_server, seeds) -> str:
    """The address of a running site with the seed archive."""
    connection.ensure_connection()
    seeds.backup(connection.connection)
    return live_server.url
