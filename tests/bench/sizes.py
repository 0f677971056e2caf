"""How large the file of an archive is, and which share of it the search index has."""

import sqlite3
from pathlib import Path


def sizes(database: Path) -> dict[str, float]:
    """Megabytes: ``file``, and where SQLite can tell ``rows`` (tables), ``indexes`` (of the tables) and ``search``."""
    found = {"file": database.stat().st_size / 1e6}
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        objects = connection.execute(
            "SELECT CASE WHEN name LIKE 'search\\_%' ESCAPE '\\' OR name LIKE '%autoindex\\_search\\_%' ESCAPE '\\' THEN 'search' "
            "WHEN name IN (SELECT name FROM sqlite_master WHERE type = 'index') THEN 'indexes' ELSE 'rows' END AS part, sum(pgsize) / 1e6 "
            "FROM dbstat WHERE aggregate = TRUE GROUP BY part"
        )
        found.update(objects.fetchall())
    except sqlite3.OperationalError:
        pass  # this SQLite was built without dbstat
    finally:
        connection.close()
    return found
