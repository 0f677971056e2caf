"""The generation of the archive: a number that each change of what readers may see raises, whatever makes the change.

A page is the same as long as the generation is, so it is the entity tag of every public page (middleware.py). It is raised too often (by
drafts as well) rather than too seldom. The token is new whenever the table is made, so that no generation comes twice.
"""

from django.db import connection

#: Every table that a public page reads.
TABLES = (
    "actor", "actorname", "article", "detail", "event", "participation", "statement", "statement_addressees", "statement_speakers",
    "statement_topics", "topic", "utterance",
)  # fmt: skip

OBJECTS = {
    "archive_generation": "CREATE TABLE archive_generation (token TEXT NOT NULL, number INTEGER NOT NULL)",
    **{
        f"generation_{table}_{event.lower()}": (
            f"CREATE TRIGGER generation_{table}_{event.lower()} AFTER {event} ON archive_{table} "
            "BEGIN UPDATE archive_generation SET number = number + 1; END"
        )
        for table in TABLES
        for event in ("INSERT", "UPDATE", "DELETE")
    },
}

FIRST = "INSERT INTO archive_generation(token, number) VALUES (lower(hex(randomblob(8))), 0)"


def current() -> str:
    """The present generation, as text that never comes again once the archive has changed. One small query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token || '-' || number FROM archive_generation")
        row = cursor.fetchone()
    return row[0] if row else ""
