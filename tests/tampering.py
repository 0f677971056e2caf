"""What somebody does who holds the file and another tool: plain SQL without the archive's own lock on texts."""

from typing import Any

from django.db import connection

from archive import triggers


def with_another_tool(sql: str, params: tuple[Any, ...] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS temp.{triggers.TEXT_LOCK}")
        cursor.execute(sql, params)
        cursor.execute(triggers.TEXT_LOCK_SQL)
