"""Promise 4: an importer, an editor and four readers at work on one archive see no error, and nobody is told that it is locked."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.commands.running import run
from tests.commands.test_prepare import free_port

pytestmark = pytest.mark.prove

SECONDS = 10
ROLES = ["importer", "editor", "reader", "reader", "reader", "reader"]


def test_an_importer_an_editor_and_four_readers_never_see_locked(tmp_path):
    database = tmp_path / "archive.sqlite3"
    assert run(database, "prepare", "--port", str(free_port())).returncode == 0
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_") and name != "DEBUG"}
    environment |= {
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "testserver",
    }
    command = [sys.executable, "-m", "tests.proofs.together"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, role, str(SECONDS)], cwd=settings.BASE_DIR, env=environment, **pipes) for role in ROLES]
    finished = [process.communicate(timeout=120) for process in running]
    assert [line for _, errors in finished for line in errors.splitlines() if "Not Found:" not in line] == []
    found = [json.loads(output) for output, _ in finished]
    assert [fault for one in found for fault in one["faults"]] == []
    print(*found, sep="\n")
    assert all(one["done"] >= 10 for one in found), found
    assert all(one["slowest"] < 20 for one in found), found
    checked = run(database, "check_archive")
    assert checked.returncode == 0, checked.stdout
