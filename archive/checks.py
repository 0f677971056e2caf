"""System checks: what must be true of the machine and the settings before the archive can keep its promises."""

import sqlite3
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connections


@register()
def sqlite_has_full_text_search(**kwargs: Any) -> list[CheckMessage]:
    with sqlite3.connect(":memory:") as connection:
        options = {name for (name,) in connection.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" in options and sqlite3.sqlite_version_info >= (3, 38):
        return []
    return [
        Error(
            f"This Python's SQLite ({sqlite3.sqlite_version}) is too old or has no FTS5.",
            hint="Use a Python built with SQLite 3.38 or newer with FTS5, as Debian 12 and python.org have.",
            id="archive.E001",
        )
    ]


@register()
def writers_wait_for_their_turn(**kwargs: Any) -> list[CheckMessage]:
    if connections["default"].settings_dict["OPTIONS"].get("transaction_mode") == "IMMEDIATE":
        return []
    return [
        Error(
            "The database's transaction_mode is not IMMEDIATE; two writers would fail with “database is locked”.",
            hint="Set OPTIONS in archive/settings.py, not in DATABASE_URL.",
            id="archive.E002",
        )
    ]
