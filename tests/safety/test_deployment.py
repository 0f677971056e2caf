"""Promise 28: production settings pass Django's own check, and a wrong one stops the start with a sentence."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

GOOD = {
    "HTTPS": "on",
    "ALLOWED_HOSTS": "archive.example.org",
    "SECRET_KEY": "k7" * 40 + "-_abcdefghijklmnop",
    "SITE_URL": "https://archive.example.org",
}
CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
WSGI = ["-c", "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'archive.settings'; import archive.wsgi"]

#: What is run, with which environment changed, and a word of the sentence that must come.
CASES = {
    "good": (CHECK, {}, ""),
    "other engine": (CHECK, {"DATABASE_URL": "postgres://u:p@localhost/x"}, "SQLite"),
    "bad flag": (CHECK, {"HTTPS": "maybe"}, "HTTPS"),
    "bad address": (CHECK, {"SITE_URL": "archive.example.org"}, "SITE_URL"),
    "debug behind a server": (WSGI, {"DEBUG": "on"}, "DEBUG"),
    "server": (WSGI, {}, ""),
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> dict[str, subprocess.CompletedProcess]:
    """All cases, run side by side."""
    folder = tmp_path_factory.mktemp("deployment")
    (project.BASE_DIR / "var" / "static").mkdir(parents=True, exist_ok=True)  # which `prepare` makes before a server starts
    running = {}
    for name, (command, changes, _) in CASES.items():
        plain = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_") and key != "DEBUG"}
        environment = plain | GOOD | {"DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3"} | changes
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        running[name] = subprocess.Popen([sys.executable, *command], cwd=project.BASE_DIR, env=environment, **pipes)
    found = {}
    for name, process in running.items():
        out, err = process.communicate(timeout=60)
        found[name] = subprocess.CompletedProcess(CASES[name][0], process.returncode, out, err)
    return found


def test_djangos_check_has_nothing_to_say_of_production_settings(finished):
    assert finished["good"].returncode == 0, finished["good"].stderr
    assert finished["good"].stderr == ""


def test_a_server_starts_with_them(finished):
    assert (finished["server"].returncode, finished["server"].stderr) == (0, "")


@pytest.mark.parametrize("name", ["other engine", "bad flag", "bad address", "debug behind a server"])
def test_a_wrong_setting_stops_the_start_and_is_named(finished, name):
    process = finished[name]
    assert process.returncode != 0
    assert CASES[name][2] in process.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", ["other engine", "bad flag", "bad address"])
def test_a_wrong_setting_is_told_in_one_sentence_without_a_traceback(finished, name):
    assert "Traceback" not in finished[name].stderr
    assert len(finished[name].stderr.strip().splitlines()) == 1


def test_without_any_secret_key_nothing_starts(tmp_path, monkeypatch):
    """Run from a copy, because var/ of this machine may keep a key."""
    monkeypatch.setenv("SECRET_KEY", "")
    copy = tmp_path / "archive" / "settings.py"
    copy.parent.mkdir()
    copy.write_text((project.BASE_DIR / "archive" / "settings.py").read_text())
    with pytest.raises(ImproperlyConfigured, match="secret key"):
        runpy.run_path(str(copy))


def test_the_manifests_pin_every_library_by_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (project.BASE_DIR / name).read_text().splitlines()
        pins = [line for line in lines if "==" in line and not line.startswith((" ", "#"))]
        assert pins
        assert all(line.endswith("\\") for line in pins)
