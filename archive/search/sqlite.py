"""The index in SQLite: for each noun a view that says what is searched, a table that keeps it, FTS5 over that table, and triggers.

The view is the definition; the table is what the view gave when a row last changed; FTS5 has the table as external content, so its
integrity check (with rank = 1) compares the two. Only what readers may see is in it.
"""

from collections.abc import Iterable

#: noun -> its columns, weightiest first, with their weights for bm25.
COLUMNS = {
    "statement": {"text": 10.0, "names": 4.0, "note": 1.0},
    "article": {"title": 8.0, "text": 2.0},
    "actor": {"name": 10.0, "names": 8.0, "description": 1.0},
    "event": {"title": 10.0, "place": 4.0, "description": 1.0},
}

_SPEAKER_NAMES = """
    SELECT group_concat(name, ' · ') FROM (
        SELECT actor.name AS name FROM archive_statement_speakers AS link
        JOIN archive_actor AS actor ON actor.id = link.actor_id AND actor.status = 'published'
        WHERE link.statement_id = statement.id
        UNION
        SELECT spelling.name FROM archive_statement_speakers AS link
        JOIN archive_actor AS actor ON actor.id = link.actor_id AND actor.status = 'published'
        JOIN archive_actorname AS spelling ON spelling.actor_id = actor.id AND spelling.kind = 'name'
        WHERE link.statement_id = statement.id
        ORDER BY 1
    )"""

_WITHOUT_FURNITURE = """
    SELECT group_concat(substr(article.text, before + 1, first - before), ' ') FROM (
        SELECT first, lag(last, 1, 0) OVER (ORDER BY first) AS before FROM (
            SELECT json_extract(value, '$[0]') AS first, json_extract(value, '$[1]') AS last FROM json_each(article.furniture)
            UNION ALL SELECT length(article.text), length(article.text)
        )
    )"""

VIEWS = {
    "statement": f"""SELECT statement.id AS id, statement.text AS text, coalesce(({_SPEAKER_NAMES}), '') AS names, statement.note AS note
        FROM archive_statement AS statement JOIN archive_article AS article ON article.id = statement.article_id
        WHERE statement.status = 'published' AND article.status = 'published'""",
    "article": f"""SELECT article.id AS id, article.title AS title, ({_WITHOUT_FURNITURE}) AS text
        FROM archive_article AS article WHERE article.status = 'published'""",
    "actor": """SELECT actor.id AS id, actor.name AS name, coalesce((
            SELECT group_concat(name, ' · ') FROM (SELECT name FROM archive_actorname WHERE actor_id = actor.id ORDER BY name)
        ), '') AS names, actor.description AS description
        FROM archive_actor AS actor WHERE actor.status = 'published'""",
    "event": """SELECT event.id AS id, event.title AS title, event.place AS place, event.description AS description
        FROM archive_event AS event WHERE event.status = 'published'""",
}

_SPOKEN_BY = "SELECT statement_id FROM archive_statement_speakers WHERE actor_id = {row}.{key}"


def _refresh(noun: str, ids: str) -> str:
    return (
        f"DELETE FROM search_{noun} WHERE id IN ({ids}); INSERT INTO search_{noun} SELECT * FROM search_{noun}_source WHERE id IN ({ids});"
    )


def _trigger(name: str, event: str, table: str, body: str) -> tuple[str, str]:
    name = f"search_{table}_{name}"
    return name, f"CREATE TRIGGER {name} AFTER {event} ON archive_{table} BEGIN {body} END"


def _follow_row(table: str, refresh: dict[str, str], columns: str) -> Iterable[tuple[str, str]]:
    """Triggers on a table of rows; ``refresh`` maps a noun to the ids to make anew, with {row} for NEW or OLD."""

    def body(row: str) -> str:
        return " ".join(_refresh(noun, ids.format(row=row)) for noun, ids in refresh.items())

    yield _trigger("insert", "INSERT", table, body("NEW"))
    yield _trigger("update", f"UPDATE OF {columns}", table, f"{body('OLD')} {body('NEW')}")
    yield _trigger("delete", "DELETE", table, body("OLD"))


def _objects() -> Iterable[tuple[str, str]]:
    """(name, SQL) in the order of creation."""
    for noun, columns in COLUMNS.items():
        names = ", ".join(columns)
        new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
        fts = f"search_{noun}_fts"
        add = f"INSERT INTO {fts}(rowid, {names}) VALUES (NEW.id, {new});"
        take = f"INSERT INTO {fts}({fts}, rowid, {names}) VALUES ('delete', OLD.id, {old});"
        yield f"search_{noun}_source", f"CREATE VIEW search_{noun}_source AS {VIEWS[noun]}"
        yield f"search_{noun}", f"CREATE TABLE search_{noun} (id INTEGER PRIMARY KEY, {names})"
        yield (
            fts,
            f"CREATE VIRTUAL TABLE {fts} USING fts5({names}, content='search_{noun}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')",
        )
        for event, body in (("INSERT", add), ("DELETE", take), ("UPDATE", f"{take} {add}")):
            name = f"search_{noun}_fts_{event.lower()}"
            yield name, f"CREATE TRIGGER {name} AFTER {event} ON search_{noun} BEGIN {body} END"
    yield from _follow_row("statement", {"statement": "{row}.id"}, "id, status, article_id, text, note")
    yield from _follow_row("statement_speakers", {"statement": "{row}.statement_id"}, "statement_id, actor_id")
    yield from _follow_row("event", {"event": "{row}.id"}, "id, status, title, place, description")
    yield from _follow_row(
        "article",
        {"article": "{row}.id", "statement": "SELECT id FROM archive_statement WHERE article_id = {row}.id"},
        "id, status, title, text, furniture",
    )
    yield from _follow_row(
        "actor",
        {"actor": "{row}.id", "statement": _SPOKEN_BY.format(row="{row}", key="id")},
        "id, status, name, description",
    )
    yield from _follow_row(
        "actorname",
        {"actor": "{row}.actor_id", "statement": _SPOKEN_BY.format(row="{row}", key="actor_id")},
        "actor_id, name, kind",
    )


OBJECTS = dict(_objects())
