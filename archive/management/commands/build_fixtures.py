from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.fixtures import fixture
from archive.sources import folder


class Command(BaseCommand):
    help = "Make fixtures/archive.json from the annotated sources in seeds/."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seeds", type=Path, default=settings.BASE_DIR / "seeds", help="folder of annotated sources")
        parser.add_argument("--output", type=Path, default=settings.FIXTURE_DIRS[0] / "archive.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            archive = folder.read(options["seeds"])
        except folder.NoArchive as error:
            raise CommandError(str(error)) from None
        if archive.problems:
            raise CommandError("\n".join(map(str, archive.problems)))
        options["output"].parent.mkdir(exist_ok=True)
        options["output"].write_text(fixture(archive), encoding="utf-8")
        statements = sum(len(article.statements) for article in archive.articles)
        self.stdout.write(f"{options['output'].name}: {len(archive.articles)} articles, {statements} statements")
