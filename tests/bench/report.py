"""The results as a page of Markdown: how to run and read it, the machine, the goals, every figure."""

import datetime as dt
from collections.abc import Iterator

from tests.bench.asked import BARE, DATASETTE, PLAIN, SITE, TENTH
from tests.bench.client import Sample
from tests.bench.goals import verdicts
from tests.bench.results import Results

_INTRODUCTION = """# Benchmarks

`make bench` makes an archive of 100,000 generated statements (`make bench N=1000000`: of a million) and one of a tenth of that,
through the project's loader, serves them, asks, and writes a page like this one to `var/bench/report.md`. It is a benchmark and no
test: nothing in the suite asserts a time. `make bench BENCH_ARGS="--help"` lists what can be left out or kept; with
`--write docs/benchmarks.md` it writes this page.

How to read it:

- All subjects answer from the same rows with two processes each. **{site}** is the archive as `make run` serves it; **{tenth}** the same on
  an archive of a tenth of the size; **{datasette}** has facet suggestion off and 20 rows a page; **{plain}** is `icontains`, `Paginator`
  with an exact count and OFFSET, and relations fetched at once, over the same models; **{bare}** is the capped count and the newest 21
  rows by SQLite within the measuring process, without a web server.
- Rounds are interleaved: each asks every subject for a few requests of every row, so that a slow minute of the machine hits all
  alike. Times drift from run to run; ratios hold better.
- p50 and p99 are of one reader alone, requests/s of two at once. Processor time is that of the server's processes for one request. The
  client runs on the same machine. gunicorn's workers close the connection after each answer, Datasette keeps it.
- Each row walks through many queries, filters or records, popular and rare, the same for all. Nothing is asked conditionally but in the row
  that says so. A slow subject is asked less often; the last column says how often.
"""


def page(results: Results, command: str) -> str:
    """The whole page."""
    names = {"site": SITE, "tenth": TENTH, "datasette": DATASETTE, "plain": PLAIN, "bare": BARE}
    parts = [_INTRODUCTION.format(**names), *_run(results, command), *_goals(results), *_requests(results), *_rest(results)]
    return "\n".join(parts) + "\n"


def _run(results: Results, command: str) -> Iterator[str]:
    yield "## The run\n"
    yield f"{dt.date.today():%-d %B %Y}, `{command}`: {results.statements:,} statements.\n"
    yield from (f"- {name}: {value}" for name, value in results.machine.items())


def _goals(results: Results) -> Iterator[str]:
    yield "\n## Goals\n\n| what | goal | measured | |\n|---|---|---|---|"
    for verdict in verdicts(results):
        yield f"| {verdict.what} | {verdict.goal} | {verdict.measured} | {'met' if verdict.met else '**missed**'} |"


def _requests(results: Results) -> Iterator[str]:
    yield "\n## Requests\n\n| row | subject | p50 ms | p99 ms | requests/s | processor ms | requests |\n|---|---|--:|--:|--:|--:|--:|"
    last = ""
    for (row, subject), sample in results.samples.items():
        yield f"| {row if row != last else ''} | {subject} | {_figures(sample)} |"
        last = row


def _figures(sample: Sample) -> str:
    rate = f"{sample.a_second:,.0f}" if sample.a_second >= 10 else f"{sample.a_second:.2g}"
    cpu = f"{sample.cpu / sample.asked * 1e3:.2f}"
    return f"{sample.median * 1e3:,.2f} | {sample.p99 * 1e3:,.2f} | {rate} | {cpu} | {sample.asked:,}"


def _rest(results: Results) -> Iterator[str]:
    yield "\n## Loading, memory, size\n\n| what | measured |\n|---|---|"
    loads = {
        f"first load of {results.statements:,}": results.first,
        f"first load of {results.tenth:,}": results.first_tenth,
        "load with live index": results.live.load,
        "load with live index while somebody reads": results.live.load_with_reader,
    }
    for what, load in loads.items():
        if load:
            speed = load["statements"] / load["seconds"]
            took = f"{load['seconds']:,.1f} s for {load['statements']:,}"
            yield f"| {what} | {speed:,.0f} statements/s, {took}, at most {load['peak_megabytes']:.0f} MB |"
    for subject, memory in results.memory.items():
        yield f"| memory (PSS) of {subject}, after the run | {sum(memory):.0f} MB ({', '.join(f'{part:.0f}' for part in memory)}) |"
    parts = ", ".join(f"{name} {size:,.0f} MB" for name, size in results.sizes.items())
    yield f"| size | {parts} |"
    for what, sample in (("reads, nothing else going on", results.live.idle), ("reads during a load", results.live.during)):
        if sample.latencies:
            yield f"| {what} | p50 {sample.median * 1e3:.2f} ms, p99 {sample.p99 * 1e3:.2f} ms, {sample.asked:,} requests |"
