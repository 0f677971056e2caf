"""Lighthouse on the pages that readers meet most, as a telephone of the middle class on a slow network would load them."""

import json
import os
import subprocess
from dataclasses import dataclass

from tests.audit.tools import FOLDER, MODULES, find

KINDS = ("home", "statement list", "article", "event", "statement", "utterance", "actor")
REPORTS = FOLDER / "lighthouse"
PROGRAM = MODULES / ".bin" / "lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"

#: Categories and the score, of 100, that each must have; SEO is told, and no goal.
GOALS = {"performance": 98, "accessibility": 98, "best-practices": 98, "seo": 0}
MOST_BYTES = 150_000
#: A miss is measured again, for the machine may have been busy; the best counts, as others can only have slowed it.
RUNS = 3

COLUMNS = ("speed", "access", "practice", "SEO", "CLS", "kB")


@dataclass(frozen=True)
class Scores:
    """One page: scores of 100, cumulative layout shift, bytes over the network with fonts."""

    scores: dict[str, int]
    shift: float
    size: float
    failing: tuple[str, ...]

    def columns(self) -> tuple[str, ...]:
        return (*(str(self.scores[name]) for name in GOALS), f"{self.shift:.3f}", f"{self.size / 1000:.0f}")

    def missed(self) -> list[str]:
        """Each goal that is missed, in a sentence."""
        missed = [f"{name} is {self.scores[name]}, not {goal}" for name, goal in GOALS.items() if self.scores[name] < goal]
        missed += [f"the layout shifts by {self.shift:.3f}"] if self.shift else []
        missed += [f"{self.size / 1000:.0f} kB, not less than {MOST_BYTES // 1000}"] if self.size >= MOST_BYTES else []
        return [f"{', '.join(missed)} (Lighthouse on: {', '.join(self.failing)})"] if missed else []


def measure(base: str, addresses: dict[str, str]) -> dict[str, Scores]:
    """Scores by kind of page; the whole reports stay in var/audit/lighthouse/."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    found = {}
    for kind, address in addresses.items():
        print(f"Lighthouse: {kind} …", flush=True)
        tries = [_scores(base + address, kind)]
        while tries[-1].missed() and len(tries) < RUNS:
            tries.append(_scores(base + address, kind))
        found[kind] = max(tries, key=lambda scores: (not scores.missed(), scores.scores["performance"]))
    return found


def _scores(address: str, kind: str) -> Scores:
    told = next((told for told in (_run(address, kind) for _ in range(RUNS)) if "runtimeError" not in told), None)
    if told is None:  # Chromium loses a trace now and then, but not each time
        raise SystemExit(f"Lighthouse could not load {address}; its report is in {REPORTS}.")
    audits = told["audits"]
    return Scores(
        {name: round(100 * (told["categories"][name]["score"] or 0)) for name in GOALS},
        round(audits["cumulative-layout-shift"]["numericValue"], 3),
        audits["total-byte-weight"]["numericValue"],
        tuple(name for name, audit in audits.items() if audit["score"] is not None and audit["score"] < 0.9 and _counts(told, name)),
    )


def _run(address: str, kind: str) -> dict:
    report = REPORTS / f"{kind.replace(' ', '-')}.json"
    report.unlink(missing_ok=True)
    command = [str(PROGRAM), address, "--quiet", "--no-enable-error-reporting", "--output=json", f"--output-path={report}"]
    env = {**os.environ, "CHROME_PATH": find("chromium") or ""}
    done = subprocess.run([*command, f"--chrome-flags={FLAGS}"], env=env, capture_output=True, text=True, check=False)
    if not report.exists():
        raise SystemExit(f"Lighthouse failed on {address}: {done.stderr[-800:]}")
    return json.loads(report.read_text())


def _counts(told: dict, audit: str) -> bool:
    """Whether the audit has a weight in a category."""
    return any(item["id"] == audit and item["weight"] for category in told["categories"].values() for item in category["auditRefs"])
