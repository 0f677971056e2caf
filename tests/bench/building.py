"""Building an archive through the project's loader, in a process of its own whose time and memory are measured.

``python -m tests.bench.building`` is that process; ``archive()`` and ``live()`` start it and read the line that it prints.
"""

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.generator import VERSION, Generator

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "bench"


def environment(database: Path) -> dict[str, str]:
    """That of ``make run``, with this database."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "SITE_URL")}
    own = {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "SECRET_KEY": "only for the benchmark " * 3,
    }
    return {**kept, **own}


def archive(statements: int, keep: bool) -> tuple[Path, dict[str, Any]]:
    """An archive of that many statements and what its first load took; with ``keep`` one that is there already, if nothing has changed."""
    database = FOLDER / f"archive-{statements}.sqlite3"
    told = database.with_suffix(".json")
    if keep and database.exists() and told.exists() and (figures := json.loads(told.read_text()))["code"] == _digest():
        print(f"Keeping the archive of {statements:,} statements.", flush=True)
        return database, figures
    remove(database)
    print(f"Building an archive of {statements:,} statements …", flush=True)
    figures = {**_run(database, statements, 0, statements), "code": _digest()}
    told.write_text(json.dumps(figures))
    print(
        f"  {figures['statements'] / figures['seconds']:,.0f} statements a second, {figures['peak_megabytes']:.0f} MB at most", flush=True
    )
    return database, figures


def copy(database: Path) -> Path:
    """A copy to change, beside it."""
    copied = database.with_name("live.sqlite3")
    remove(copied)
    shutil.copy(database, copied)
    return copied


def live(database: Path, archive_of: int, first: int, statements: int) -> subprocess.Popen[str]:
    """Start to load more articles, from number ``first`` on, into an archive that is in use."""
    return _start(database, archive_of, first, statements)


def finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The figures of a process that was started."""
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit("The load failed.")
    return json.loads(out.splitlines()[-1])


def remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _run(database: Path, archive_of: int, first: int, statements: int) -> dict[str, Any]:
    return finish(_start(database, archive_of, first, statements))


def _start(database: Path, archive_of: int, first: int, statements: int) -> subprocess.Popen[str]:
    numbers = [str(number) for number in (archive_of, first, statements)]
    command = [sys.executable, "-m", "tests.bench.building", *numbers]
    return subprocess.Popen(command, cwd=ROOT, env=environment(database), stdout=subprocess.PIPE, text=True)


def _digest() -> str:
    """Of all code that has a say in what the archive holds."""
    digest = hashlib.sha256(str(VERSION).encode())
    for path in sorted([*(ROOT / "archive").rglob("*.py"), *Path(__file__).parent.glob("[gv]*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class _Timed:
    """A stream that knows how long its making took, so that it is not counted as loading."""

    def __init__(self, articles: Iterator[Any]) -> None:
        self.articles, self.seconds, self.statements = articles, 0.0, 0

    def __iter__(self) -> "_Timed":
        return self

    def __next__(self) -> Any:
        begun = time.perf_counter()
        try:
            article = next(self.articles)
        finally:
            self.seconds += time.perf_counter() - begun
        self.statements += len(article.statements)
        return article


def main() -> None:
    """Load and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    for name in ("archive_of", "first", "statements"):
        parser.add_argument(name, type=int)
    options = parser.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    from archive import loading

    call_command("migrate", verbosity=0)
    generator = Generator(options.archive_of)
    stream = _Timed(generator.stream(options.first, max(1, options.statements // 20)))
    begun = time.perf_counter()
    report = loading.load_articles(stream, loading.load_shared(generator.shared()))
    seconds = time.perf_counter() - begun - stream.seconds
    if report.failed:
        raise SystemExit(str(report.failed)[:500])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"statements": stream.statements, "seconds": seconds, "generating": stream.seconds, "peak_megabytes": peak}))


if __name__ == "__main__":
    main()
