"""What the archive wants to reach, each goal with what was measured for it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.bench.asked import (
    BARE,
    DATASETTE,
    FACETS,
    LIST,
    MIDDLE,
    MIXED,
    NEWEST,
    PLAIN,
    RELEVANCE,
    REPEAT,
    REPEATED,
    SITE,
    STATEMENT,
    TENTH,
)  # fmt: skip
from tests.bench.results import Results


class Verdict(NamedTuple):
    what: str
    goal: str
    measured: str
    met: bool


def verdicts(results: Results) -> Iterator[Verdict]:
    """In the order of the issue's table; a goal of which nothing was measured is left out."""
    for goals in (_newest, _bounded, _lists, _page, _growth, _loads, _memory, _reading, _repeat):
        try:
            yield from goals(results)
        except KeyError:
            continue


def _at_most(what: str, goal: float, measured: float, of: str = "") -> Verdict:
    return Verdict(what, f"≤ {goal:g}{of}", f"{measured:.2f}{of}", measured <= goal)


def _at_least(what: str, goal: float, measured: float, of: str = "") -> Verdict:
    return Verdict(what, f"≥ {goal:,g}{of}", f"{measured:,.1f}{of}", measured >= goal)


def _newest(results: Results) -> Iterator[Verdict]:
    found = results.samples
    for row in (NEWEST, MIXED):
        site = found[row, SITE]
        yield _at_most(f"{row}: p50 against the bare query", 4, site.median / found[row, BARE].median, "x")
        yield _at_most(f"{row}: p99 against its own p50", 8, site.p99 / site.median, "x")
        yield _at_least(f"{row}: requests/s against Datasette", 10, site.a_second / found[row, DATASETTE].a_second, "x")


def _bounded(results: Results) -> Iterator[Verdict]:
    newest = results.samples[MIXED, SITE].p99
    for row in (RELEVANCE, FACETS):
        yield _at_most(f"{row}: p99 against that of newest first", 4, results.samples[row, SITE].p99 / newest, "x")


def _lists(results: Results) -> Iterator[Verdict]:
    names = [row for row, subject in results.samples if subject == SITE and row.startswith(LIST)]
    for subject, goal in ((DATASETTE, 20), (PLAIN, 15)):
        row, ratio = min(_against(results, names, subject), key=lambda pair: pair[1])
        yield _at_least(f"any list, requests/s against {subject} (least: {row.removeprefix(LIST)})", goal, ratio, "x")
    middles = [
        (row, results.samples[row + MIDDLE, SITE].median / results.samples[row, SITE].median) for row in names if not row.endswith(MIDDLE)
    ]
    row, ratio = max(middles, key=lambda pair: pair[1])
    yield _at_most(f"any list: p50 of the middle page against page 1 (most: {row.removeprefix(LIST)})", 1.3, ratio, "x")


def _against(results: Results, names: Iterable[str], subject: str) -> Iterator[tuple[str, float]]:
    for row in names:
        yield row, results.samples[row, SITE].a_second / results.samples[row, subject].a_second


def _page(results: Results) -> Iterator[Verdict]:
    found = results.samples
    yield _at_least(
        "statement page: requests/s against Datasette", 5, found[STATEMENT, SITE].a_second / found[STATEMENT, DATASETTE].a_second, "x"
    )


def _growth(results: Results) -> Iterator[Verdict]:
    found = results.samples
    growth = {row: found[row, SITE].median / found[row, TENTH].median for row, subject in found if subject == TENTH}
    steady = {row: ratio for row, ratio in growth.items() if row.startswith(LIST) or row == STATEMENT}
    row = max(steady, key=lambda name: steady[name])
    yield _at_most(f"growth from a tenth, lists and statement page: p50 (most: {row.removeprefix(LIST)})", 1.2, steady[row], "x")
    for row, goal in ((NEWEST, 1.6), (MIXED, 1.6), (RELEVANCE, 2.5)):
        yield _at_most(f"growth from a tenth, {row}: p50", goal, growth[row], "x")


def _loads(results: Results) -> Iterator[Verdict]:
    live, first, tenth = results.live.load, results.first, results.first_tenth
    yield _at_least("load with live index", 2_000, live["statements"] / live["seconds"], " statements/s")
    yield _at_least("first load, index included", 8_000, first["statements"] / first["seconds"], " statements/s")
    yield _at_most("peak memory of the first load against a tenth of it", 1.1, first["peak_megabytes"] / tenth["peak_megabytes"], "x")


def _memory(results: Results) -> Iterator[Verdict]:
    whole, tenth = sum(results.memory[SITE]), sum(results.memory[TENTH])
    yield _at_most("memory of master and two workers", 200, whole, " MB")
    yield _at_most("memory of master and two workers against a tenth", 1.1, whole / tenth, "x")


def _reading(results: Results) -> Iterator[Verdict]:
    live = results.live
    yield _at_most("reads during a load: p99 against idle", 2, live.during.p99 / live.idle.p99, "x")
    yield Verdict("reads and writes refused during a load", "0", str(len(live.refused)), not live.refused)


def _repeat(results: Results) -> Iterator[Verdict]:
    found = results.samples
    yield _at_least("repeat visit: requests/s against the page", 4, found[REPEATED, SITE].a_second / found[REPEAT, SITE].a_second, "x")
