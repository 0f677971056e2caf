"""What the checkers need on the machine, and their installation under var/audit/ by npm, in versions that are fixed here."""

import json
import os
import shutil
import subprocess

from tests.bench.building import ROOT

FOLDER = ROOT / "var" / "audit"
MODULES = FOLDER / "node_modules"

#: Lighthouse 13 wants Node 22; 12 runs on 20, which is Debian's.
PACKAGES = {"lighthouse": "12.8.2", "vnu-jar": "26.9.27"}

#: Program: how it may be called, and what brings it on Debian.
PROGRAMS = {
    "npm": (("npm",), "apt-get install nodejs npm"),
    "java": (("java",), "apt-get install openjdk-17-jre-headless"),
    "chromium": (("chromium", "chromium-browser", "google-chrome"), "apt-get install chromium"),
}


def find(program: str) -> str | None:
    """The path of a program, under any of its names."""
    return next((path for name in PROGRAMS[program][0] if (path := shutil.which(name))), None)


def require(*programs: str) -> None:
    """End with a sentence for each program that is missing; npm is always needed."""
    missing = [program for program in ("npm", *programs) if find(program) is None]
    if missing:
        raise SystemExit(
            "\n".join(f"The audit needs {program}, which is not here; on Debian: {PROGRAMS[program][1]}" for program in missing)
        )


def install() -> None:
    """Install the checkers, unless these versions are there already."""
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items() if _installed(name) != version]
    if not wanted:
        return
    print(f"Installing {' and '.join(wanted)} …", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", "--silent", *wanted]
    if subprocess.run(command, env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}, check=False).returncode:
        raise SystemExit("npm could not install the checkers; `npm ping` tells whether it reaches its registry.")


def _installed(name: str) -> str:
    try:
        return str(json.loads((MODULES / name / "package.json").read_text())["version"])
    except (OSError, ValueError, KeyError):
        return ""
