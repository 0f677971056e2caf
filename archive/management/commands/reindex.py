from typing import Any

from django.core.management.base import BaseCommand

from archive import schema


class Command(BaseCommand):
    help = "Make the search index and the triggers anew from the rows, in one transaction; the site may go on reading."

    def handle(self, *args: Any, **options: Any) -> None:
        schema.rebuild()
        self.stdout.write("The search index was made anew.")
