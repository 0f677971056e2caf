"""What the archive's commands share: they touch no database of a newer version, and say in a sentence what is wrong with one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class ArchiveCommand(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            refuse_newer_database()
            return super().execute(*args, **options)
        except (DatabaseError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise CommandError(f"The database {connection.settings_dict['NAME']} cannot be used: {error}.") from None


def refuse_newer_database() -> None:
    """Raise CommandError when the database has migrations that this version does not know."""
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "archive"}
    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "archive"}
    if newer := applied - known:
        raise CommandError(
            f"The database {connection.settings_dict['NAME']} was made by a newer version of Readout (migration {max(newer)}). "
            "Update the code, or point DATABASE_URL to another file."
        )
