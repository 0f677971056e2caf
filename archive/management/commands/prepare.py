import os
import re
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive import schema
from archive.management.base import ArchiveCommand
from archive.models import Actor, Article, Event, Statement, Topic


class Command(ArchiveCommand):
    needs_archive = False
    help = "Make everything ready to serve: database, first articles, search index, static files. Says what is in the way."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="the port that will be served on; must be free")
        parser.add_argument("--workers", default="2", help="how many processes will serve")
        parser.add_argument("--database-only", action="store_true", help="make the database ready and nothing else")

    def execute(self, *args: Any, **options: Any) -> str | None:
        # Before the database is opened: making its folder, and what is wrong with the port or the settings.
        if not options["database_only"]:
            _require_free(options["port"])
            if not re.fullmatch("[1-9][0-9]?", options["workers"]):
                raise CommandError(f"WORKERS is {options['workers']!r}; it is a number from 1 to 99.")
        if settings.DEBUG:
            raise CommandError("DEBUG is on. It shows secrets to readers and is for `make dev` alone.")
        name = str(connection.settings_dict["NAME"])
        if name == ":memory:":
            raise CommandError("DATABASE_URL names a database in memory, which cannot be served. Name a file: sqlite:///path/to/file.")
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"The folder of the database {name} cannot be made: {error.strerror}.") from None
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        self._prepare_database()
        if options["database_only"]:
            return
        self._prepare_static_files()
        self.stdout.write(
            f"Readout is at {settings.SITE_URL}/ (stop it with Ctrl-C).\n"
            f"To edit, make an account with `make editor` and sign in at {settings.SITE_URL}/admin/."
        )

    def _prepare_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        schema.ensure()
        if not any(model.objects.exists() for model in (Article, Actor, Event, Statement, Topic, LogEntry)):
            self.stdout.write("Loading the first articles …")
            call_command("loaddata", "archive", verbosity=0)
        if not os.access(str(connection.settings_dict["NAME"]), os.W_OK):
            self.stderr.write("The database file cannot be written by this account: readers can read, editors cannot save.")

    def _prepare_static_files(self) -> None:
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        made = manifest.stat().st_mtime if manifest.exists() else 0.0
        if any(path.stat().st_mtime >= made for path in _static_sources()):
            self.stdout.write("Collecting static files …")
            call_command("collectstatic", verbosity=0, interactive=False)


def _static_sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def _require_free(port: str) -> None:
    if not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 65_536):
        raise CommandError(f"PORT is {port!r}; a port is a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise CommandError(f"Port {port} needs more rights than this account has. Choose another: make run PORT=8001") from None
        except OSError:
            raise CommandError(f"Port {port} is in use. Stop what runs there, or choose another: make run PORT=8001") from None
