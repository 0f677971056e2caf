"""What the archive's commands share: they touch no database of a newer version, and say in a sentence what is wrong with one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class ArchiveCommand(BaseCommand):
    #: Whether the command wants an archive that is there already.
    needs_archive = True

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            self._look_at_database()
            return super().execute(*args, **options)
        except DatabaseError as error:
            raise CommandError(f"The database {connection.settings_dict['NAME']} cannot be used: {error}.") from None

    def _look_at_database(self) -> None:
        """Raise CommandError when there is no archive in the database, or one of a newer version."""
        name = str(connection.settings_dict["NAME"])
        in_memory = name == ":memory:" or "mode=memory" in name
        applied = set()
        if in_memory or Path(name).exists():
            applied = {migration for app, migration in MigrationRecorder(connection).applied_migrations() if app == "archive"}
        if self.needs_archive and not applied:
            raise CommandError(f"There is no archive in {name}; `make run` makes one.")
        if newer := applied - {migration for app, migration in MigrationLoader(None).disk_migrations if app == "archive"}:
            raise CommandError(
                f"The database {name} was made by a newer version of Readout (migration {max(newer)}). "
                "Update the code, or point DATABASE_URL to another file."
            )
