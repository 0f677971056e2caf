"""manage.py in a process of its own, with a database of its own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def start(database: Path, *arguments: str, **environment: str) -> subprocess.Popen:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_") and name != "DEBUG"}
    plain |= {"DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "only-for-tests-" + "0123456789" * 5, **environment}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=database.parent)


def finish(process: subprocess.Popen) -> subprocess.CompletedProcess:
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def run(database: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return finish(start(database, *arguments, **environment))
