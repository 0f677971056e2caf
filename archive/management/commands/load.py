import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import Progress

from archive import loading
from archive.management.base import ArchiveCommand
from archive.sources import folder


class Command(ArchiveCommand):
    help = "Load a folder of annotated sources. What the archive already has stays as it is; a faulty article is left out whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            archive = folder.read(options["folder"], loading.known())
        except folder.NoArchive as error:
            raise CommandError(str(error)) from None
        for problem in archive.problems:
            self.stderr.write(str(problem))
        shared_faults = {problem.file for problem in archive.problems} & {folder.ACTORS, folder.EVENTS}
        if shared_faults:
            raise CommandError(f"Nothing was loaded: {' and '.join(sorted(shared_faults))} must be right first.")
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task("Loading articles", total=len(archive.articles))
            try:
                report = loading.load(archive, done=lambda slug: progress.advance(task))
            except ValidationError as error:
                raise CommandError(f"Nothing was loaded: {' '.join(error.messages)}") from None
        for slug, reason in report.failed.items():
            self.stderr.write(f"{slug}: {reason}")
        refused = len(report.failed) + len({problem.file for problem in archive.problems})
        self.stdout.write(f"{report.new} articles loaded, {report.same} already there, {refused} refused")
        if refused:
            raise CommandError("The refused articles left nothing behind; the others are in the archive.")
