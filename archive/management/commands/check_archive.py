import json
import sys
from argparse import ArgumentParser
from typing import Any

from rich.console import Console

from archive import integrity
from archive.management.base import ArchiveCommand
from archive.models import Article, Statement


class Command(ArchiveCommand):
    help = "Prove the archive: anchors, digests, derived columns, search index, orphans, database. Exit status 1 and a line a fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        with Console(stderr=True, quiet=not sys.stderr.isatty()).status("Checking the archive …"):
            for problem in integrity.problems():
                found.append(problem)
                if not options["json"]:
                    self.stdout.write(problem)
        checked = {"articles": Article.objects.count(), "statements": Statement.objects.count()}
        if options["json"]:
            self.stdout.write(json.dumps({**checked, "problems": found}, ensure_ascii=False))
        else:
            verdict = f"{len(found)} fault{'' if len(found) == 1 else 's'}" if found else "no fault"
            self.stdout.write(f"{checked['articles']} articles, {checked['statements']} statements: {verdict}")
        if found:
            sys.exit(1)
