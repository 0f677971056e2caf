"""The Nu HTML checker over every page, and over the style sheets and drawings that are served beside them."""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from tests.audit.tools import FOLDER, MODULES
from tests.bench.building import ROOT

JAR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
PAGES = FOLDER / "pages"

#: CSS that every browser has had since 2023 and the checker does not know.
UNKNOWN_TO_IT = ("CSS: “container-type”: Property", "CSS: Unrecognized at-rule “@container”")

#: Answers of a page; 404 is one of its kinds.
PAGE = (200, 404)


def check(base: str, addresses: dict[str, str]) -> dict[str, list[str]]:
    """What is an error or a warning on every page and file by its name, each once; plain information is left out."""
    print(f"Nu HTML checker: {len(addresses)} pages …", flush=True)
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    names = {_save(base + address, name): name for name, address in addresses.items()}
    ours = [path for kind in ("css", "svg") for path in sorted((ROOT / "static").rglob(f"*.{kind}"))]
    for path in ours:
        names[Path(shutil.copy(path, PAGES / path.name)).name] = path.name
    found: dict[str, dict[str, list[str]]] = {name: {} for name in names.values()}
    for message in _messages():
        if message["message"].startswith(UNKNOWN_TO_IT):
            continue
        if message["type"] != "info" or message.get("subType") == "warning":
            place = f"line {message.get('lastLine')}: {' '.join(message.get('extract', '').split())}"
            found[names[Path(message["url"]).name]].setdefault(message["message"], []).append(place)
    return {name: [f"{text} ({len(places)} times; {places[0]})" for text, places in texts.items()] for name, texts in found.items()}


def _save(address: str, name: str) -> str:
    """The name of the file in which the page was kept."""
    try:
        with urllib.request.urlopen(address.replace('"', "%22"), timeout=30) as answer:
            body = answer.read()
    except urllib.error.HTTPError as error:
        if error.code not in PAGE:
            raise SystemExit(f"{address} answers {error.code}.") from None
        body = error.read()
    file = PAGES / f"{name.replace(' ', '-').replace(',', '')}.html"
    file.write_bytes(body)
    return file.name


def _messages() -> list[dict]:
    command = ["java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"]
    done = subprocess.run([*command, str(PAGES)], capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"The Nu HTML checker failed: {done.stderr[:500]}") from None
