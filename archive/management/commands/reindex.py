from typing import Any

from archive import schema
from archive.management.base import ArchiveCommand


class Command(ArchiveCommand):
    help = "Make the search index and the triggers anew from the rows, in one transaction; the site may go on reading."

    def handle(self, *args: Any, **options: Any) -> None:
        schema.rebuild()
        self.stdout.write("The search index was made anew.")
