"""``python -m tests.audit``: every kind of page under two checkers from outside, the Nu HTML checker and Lighthouse. `make audit` calls it.

Without ``--base`` the site is started as `make run` starts it, on a copy of the seed archive. Exit status 1 when a goal is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.audit import lighthouse, nu, tools
from tests.bench import building, servers


def main() -> None:
    options = _options()
    tools.require(*([] if options.only == "lighthouse" else ["java"]), *([] if options.only == "nu" else ["chromium"]))
    tools.install()
    with tempfile.TemporaryDirectory(prefix="readout-audit-") as folder:
        database = _archive(Path(folder))
        pages = _addresses(database)
        with _site(options.base, database) as base:
            said = {} if options.only == "lighthouse" else nu.check(base, pages)
            scores = {} if options.only == "nu" else lighthouse.measure(base, {kind: pages[kind] for kind in lighthouse.KINDS})
    sys.exit(_report(pages, said, scores))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make audit AUDIT_ARGS=", description="Every kind of page under the Nu HTML checker and Lighthouse."
    )
    parser.add_argument("--base", metavar="URL", help="a running site with the seed archive, instead of one started for this")
    parser.add_argument("--only", choices=("nu", "lighthouse"), help="one of the two checkers")
    return parser.parse_args()


def _archive(folder: Path) -> Path:
    """A new database with the seed archive."""
    database = folder / "archive.sqlite3"
    command = [sys.executable, "manage.py", "prepare", "--database-only"]
    subprocess.run(command, cwd=building.ROOT, env=building.environment(database), stdout=subprocess.DEVNULL, check=True)
    return database


def _addresses(database: Path) -> dict[str, str]:
    """One address of every kind of page; those of the tests, asked of the archive."""
    command = [sys.executable, "-m", "tests.audit.addresses"]
    done = subprocess.run(command, cwd=building.ROOT, env=building.environment(database), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


@contextmanager
def _site(base: str | None, database: Path) -> Iterator[str]:
    """The address of the running site, without a slash at its end."""
    if base:
        yield base.rstrip("/")
        return
    building.FOLDER.mkdir(parents=True, exist_ok=True)
    servers.collect_static_files(database)
    server = servers.site("the site", database)
    try:
        yield f"http://127.0.0.1:{server.ports[0]}"
    finally:
        server.stop()


def _report(pages: dict[str, str], said: dict[str, list[str]], scores: dict[str, lighthouse.Scores]) -> int:
    """Print one table and what misses a goal; 1 when something does."""
    extra = [name for name in said if name not in pages]
    width = max(len(name) for name in [*pages, *extra]) + 2
    print(f"{'':{width}}{'Nu':>8}" + "".join(f"{title:>10}" for title in lighthouse.COLUMNS))
    for name in [*pages, *extra]:
        clean = "" if not said else "clean" if not said[name] else f"{len(said[name])} said"
        figures = scores[name].columns() if name in scores else ()
        print(f"{name:{width}}{clean:>8}" + "".join(f"{figure:>10}" for figure in figures))
    faults = [f"{name}: {message}" for name, messages in said.items() for message in messages]
    faults += [f"{name}: {fault}" for name, score in scores.items() for fault in score.missed()]
    print("", *faults, f"{len(faults)} goals missed." if faults else "Every goal is met.", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    main()
