"""The servers under test: the site, the plain Django way and Datasette, each with two processes that answer."""

import http.client
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import processes
from tests.bench.building import FOLDER, ROOT, environment

DATASETTE = FOLDER / "datasette"


@dataclass
class Server:
    """Processes that answer on ``ports``."""

    name: str
    ports: list[int]
    running: list[subprocess.Popen[bytes]]
    pids: list[int] = field(default_factory=list)

    def ready(self, path: str) -> "Server":
        """Wait until every port answers."""
        try:
            for port in self.ports:
                _wait(port, path, self.running)
        except BaseException:
            self.stop()
            raise
        self.pids = [pid for process in self.running for pid in processes.family(process.pid)]
        return self

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(timeout=20)


def collect_static_files(database: Path) -> None:
    """As `make run` does before it serves."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment(database), check=True)


def site(name: str, database: Path) -> Server:
    """The archive as `make run` serves it."""
    return _gunicorn(name, "archive.wsgi", environment(database)).ready("/healthz")


def plain(name: str, database: Path) -> Server:
    """The same rows as a Django project without a search engine shows them."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.plain.settings"}
    return _gunicorn(name, "tests.bench.plain.wsgi", {**environment(database), **settings}).ready("/statements/?kind=mixed")


def datasette(name: str, database: Path) -> Server:
    """Two processes of Datasette, which has no workers, on the same file, which nobody changes meanwhile."""
    ports, options = [_free_port(), _free_port()], ["--setting", "suggest_facets", "off", "--setting", "default_page_size", "20"]
    command = [str(DATASETTE / "bin" / "datasette"), "serve", "--immutable", str(database), *options]
    running = [subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for port in ports]
    return Server(name, ports, running).ready(f"/{database.stem}")


def install_datasette() -> str:
    """Its version; it is installed in an environment of its own when it is not there yet."""
    if not (DATASETTE / "bin" / "datasette").exists():
        print("Installing Datasette for the comparison …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(DATASETTE)], check=True)
        pip = [str(DATASETTE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "datasette"], check=True, stderr=subprocess.DEVNULL)
    done = subprocess.run([str(DATASETTE / "bin" / "datasette"), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def _gunicorn(name: str, application: str, env: dict[str, str]) -> Server:
    port = _free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--preload", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", application, *options]
    env = {**env, "SITE_URL": f"http://127.0.0.1:{port}"}
    log = (FOLDER / "servers.log").open("ab")
    return Server(name, [port], [subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)])


def _wait(port: int, path: str, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if any(process.poll() is not None for process in running):
            raise SystemExit("A server ended before it answered.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            if response.status == 200:
                return
            raise SystemExit(f"{path} answers {response.status}: {response.read()[:500]!r}")
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit(f"Nothing answered on {path} within two minutes.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
