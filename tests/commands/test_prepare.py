"""`prepare` makes an archive ready once, leaves a used one as it is, and says in a sentence what is in the way."""

import contextlib
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.commands.running import finish, run, start

TITLE = "UPDATE archive_article SET title = 'An editor was here' WHERE id = (SELECT min(id) FROM archive_article)"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def query(database: Path, sql: str) -> list:
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A database made by `prepare`, and what the command said."""
    database = tmp_path_factory.mktemp("fresh") / "var" / "archive.sqlite3"
    database.parent.parent.joinpath("var").mkdir()
    return database, run(database, "prepare", "--port", str(free_port()))


@pytest.fixture
def copy(fresh, tmp_path) -> Path:
    """The same database, to be spoilt."""
    query(fresh[0], "PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(fresh[0], tmp_path / "copy.sqlite3"))


def test_a_fresh_database_gets_the_first_articles_and_says_where_it_will_be(fresh):
    database, process = fresh
    assert (process.returncode, process.stderr) == (0, "")
    assert "http://127.0.0.1:8000/" in process.stdout
    assert query(database, "SELECT count(*) FROM archive_article WHERE status = 'published'") == [(5,)]
    assert query(database, "PRAGMA integrity_check") == [("ok",)]
    assert query(database, "SELECT count(*) FROM search_article") == [(5,)]


def test_a_second_run_leaves_what_an_editor_did(copy):
    query(copy, TITLE)
    query(copy, "DELETE FROM archive_actorname")
    process = run(copy, "prepare", "--port", str(free_port()))
    assert (process.returncode, process.stderr) == (0, "")
    assert query(copy, "SELECT count(*) FROM archive_article WHERE title = 'An editor was here'") == [(1,)]
    assert query(copy, "SELECT count(*) FROM archive_actorname") == [(0,)]
    assert "Loading" not in process.stdout


@pytest.fixture(scope="module")
def refusals(fresh, tmp_path_factory) -> dict:
    """What `prepare` says to each of these, run side by side."""
    folder = tmp_path_factory.mktemp("refused")
    query(fresh[0], "PRAGMA wal_checkpoint(TRUNCATE)")
    newer = Path(shutil.copy(fresh[0], folder / "newer.sqlite3"))
    query(newer, "INSERT INTO django_migrations (app, name, applied) VALUES ('archive', '9999_from_the_future', '2030-01-01')")
    (folder / "no-database.sqlite3").write_text("This is a letter, not a database. " * 100)
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        ports = {"port in use": busy.getsockname()[1], "port is a word": "abc"}
        running = {name: start(folder / "new.sqlite3", "prepare", "--port", str(port)) for name, port in ports.items()}
        files = {"newer": newer, "no database": folder / "no-database.sqlite3"}
        running |= {name: start(file, "prepare", "--port", str(free_port())) for name, file in files.items()}
        running["debug"] = start(folder / "new.sqlite3", "prepare", "--port", str(free_port()), DEBUG="on")
        return {name: finish(process) for name, process in running.items()}


@pytest.mark.parametrize(
    ("what", "word"),
    [
        ("port in use", "in use"),
        ("port is a word", "abc"),
        ("newer", "9999_from_the_future"),
        ("no database", "no-database.sqlite3"),
        ("debug", "DEBUG"),
    ],
)
def test_what_is_in_the_way_is_said_in_a_sentence(refusals, what, word):
    process = refusals[what]
    assert process.returncode == 1
    assert word in process.stderr
    assert "Traceback" not in process.stderr
    assert len(process.stderr.strip().splitlines()) == 1
    assert len(process.stderr) < 400


@pytest.mark.parametrize("port", ["", "0", "-1", "70000", "9" * 40, "80.0", "٨٠", " 80"])
def test_what_is_no_port_is_said_to_be_none(port):
    with pytest.raises(CommandError, match="65535"):
        call_command("prepare", port=port)


def test_a_refusal_leaves_no_database_behind(refusals):
    folder = Path(next(iter(refusals.values())).args[1]).parent
    assert not (folder / "new.sqlite3").exists()


@pytest.mark.parametrize("command", ["check_archive", "export", "reindex", "editor"])
def test_without_an_archive_a_command_says_how_to_make_one_and_makes_no_file(tmp_path, command):
    finished = run(tmp_path / "none.sqlite3", command)
    assert (finished.returncode, "`make run` makes one" in finished.stderr, "Traceback" in finished.stderr) == (1, True, False)
    assert not (tmp_path / "none.sqlite3").exists()


def test_the_database_alone_can_be_made_ready(tmp_path):
    assert run(tmp_path / "a.sqlite3", "prepare", "--database-only").returncode == 0
    assert run(tmp_path / "a.sqlite3", "check_archive").returncode == 0
