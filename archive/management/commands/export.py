import json
import os
import sys
from itertools import islice
from typing import Any

from rich.console import Console
from rich.progress import track

from archive.management.base import ArchiveCommand
from archive.models import Statement
from archive.publishing.records import statement_records

#: Statements read at a time.
CHUNK = 500


class Command(ArchiveCommand):
    help = "Write the published statements as JSON Lines to standard output, by article and place in its text."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Statement.objects.published().order_by("article__source_file", "article_id", "spans__0__0", "pk")
        quiet = not sys.stderr.isatty() or sys.stdout.isatty()
        keys = track(
            rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK),
            "Exporting statements",
            total=rows.count(),
            console=Console(stderr=True),
            transient=True,
            disable=quiet,
        )
        shown = iter(keys)
        try:
            while chunk := list(islice(shown, CHUNK)):
                for record in statement_records(chunk):
                    self.stdout.write(json.dumps(record, ensure_ascii=False))
        except BrokenPipeError:
            # Whoever reads has had enough (`export | head`); what is still buffered has nowhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
