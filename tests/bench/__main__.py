"""``python -m tests.bench``: build, serve, measure, report. `make bench` calls it."""

import argparse
import shlex
import sqlite3
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.bench import asked, building, live, machine, measuring, processes, report, servers
from tests.bench.asked import DATASETTE, PLAIN, SITE, TENTH
from tests.bench.population import population
from tests.bench.results import Results
from tests.bench.sizes import sizes

#: Statements loaded into the archive that is in use, twice.
MORE = 10_000


def main() -> None:
    options = _options()
    building.FOLDER.mkdir(parents=True, exist_ok=True)
    version = "left out" if DATASETTE in options.without else servers.install_datasette()
    results = Results(options.statements, machine.describe(building.FOLDER, version))
    database, results.first = building.archive(options.statements, options.keep)
    small, results.first_tenth = building.archive(results.tenth, options.keep)
    for file in (database, small):
        _settle(file)
    print("Choosing what to ask …", flush=True)
    whole, tenth = population(database, options.statements), population(small, results.tenth)
    rows = [row for row in asked.rows(whole, tenth, database.stem) if options.only in row.name]
    servers.collect_static_files(database)
    with ExitStack() as stack:
        running, kinds = {}, {SITE: servers.site, TENTH: servers.site, DATASETTE: servers.datasette, PLAIN: servers.plain}
        for name, start in kinds.items():
            if name not in options.without:
                running[name] = start(name, small if name == TENTH else database)
                stack.callback(running[name].stop)
        print(f"Measuring {len(rows)} rows …", flush=True)
        results.samples = measuring.measure(rows, running, database, measuring.Pace(options.rounds))
        results.memory = {name: processes.pss_megabytes(server.pids) for name, server in running.items()}
    if not options.only:
        reading = [
            path for row in rows if row.name in (asked.NEWEST, asked.STATEMENT, asked.LIST + "speaker") for path in row.asked[SITE][:8]
        ]
        results.live = live.measure(database, options.statements, min(MORE, options.statements), reading)
    results.sizes = sizes(database)
    _write(report.page(results, f"python -m tests.bench {shlex.join(sys.argv[1:])}"), options.write)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000, help="size of the archive")
    parser.add_argument("--rounds", type=int, default=15, help="slices of each subject in each row")
    parser.add_argument("--keep", action="store_true", help="take archives that an earlier run with the same code has built")
    parser.add_argument("--only", default="", metavar="WORDS", help="only rows with these words in their name, and no loading")
    parser.add_argument("--without", action="append", default=[], choices=[TENTH, DATASETTE, PLAIN], help="leave a subject out")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page to this file too")
    return parser.parse_args()


def _settle(database: Path) -> None:
    """Bring everything from the write-ahead log into the file, which Datasette reads alone, and the file into memory."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with database.open("rb") as file:
        while file.read(1 << 24):
            pass


def _write(page: str, also: Path | None) -> None:
    print(page)
    for file in (building.FOLDER / "report.md", also):
        if file is not None:
            file.write_text(page, encoding="utf-8")
            print(f"Written to {file.name}.", flush=True)


if __name__ == "__main__":
    main()
