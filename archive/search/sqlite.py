"""The index in SQLite: for each noun a view that says what is searched, a table that keeps it, FTS5 over that table, and triggers.

The view is the definition; the table is what the view gave when a row last changed; FTS5 has the table as external content, so its
integrity check (with rank = 1) compares the two. Only what readers may see is in it.

``key`` is the order of the lists: the day, and a number within the day. It is the rowid of the full-text table, so the newest matches are
read off its end, and a cursor is a bound on it. Filters are words of the columns ``tags`` and ``days`` (tags.py), so a filtered list is
one look-up without a join. Names of speakers are not here: names.py turns a name into the tags of its actors, and a renamed actor costs
nothing.
"""

import re
from collections.abc import Iterable

from archive.search.tags import CALENDARS, DIGITS, EVERY, LETTERS, TEXTS

#: Numbers within a day: a day holds two to the power of BITS rows of a noun.
BITS = 20
ROOM = (1 << BITS) - 1

#: noun -> its columns of words, weightiest first, with their weights for relevance.
COLUMNS = {
    "statement": {"text": 1.0, "note": 0.1},
    "article": {"title": 4.0, "text": 1.0},
    "actor": {"name": 5.0, "names": 4.0, "called": 2.0, "description": 0.5},
    "event": {"title": 5.0, "place": 2.0, "description": 0.5},
}

#: A character that no text and no query holds. It stands between words that are not side by side, so that no phrase crosses it.
BARRIER = "\ue000"

_WITHOUT_FURNITURE = f"""
    SELECT group_concat(substr(article.text, before + 1, first - before), ' {BARRIER} ') FROM (
        SELECT first, lag(last, 1, 0) OVER (ORDER BY first) AS before FROM (
            SELECT json_extract(value, '$[0]') AS first, json_extract(value, '$[1]') AS last FROM json_each(article.furniture)
            UNION ALL SELECT length(article.text), length(article.text)
        )
    )"""


def _tag(name: str, column: str) -> str:
    if name in TEXTS:
        return f"CASE WHEN {column} = '' THEN '' ELSE ' {LETTERS[name]}' || lower(hex({column})) END"
    return f"coalesce(' {LETTERS[name]}' || {column}, '')"


def _linked(name: str, table: str, row: str, linked: str) -> str:
    """The tags of a many-to-many relation, in an order that does not depend on how they were added."""
    letter = LETTERS[name]
    return f"""coalesce((SELECT group_concat(' {letter}' || {linked}, '') FROM (
            SELECT {linked} FROM archive_{table} AS link WHERE link.{row}_id = {row}.id GROUP BY {linked} ORDER BY {linked}
        )), '')"""


def _days(name: str, date: str) -> str:
    """SQL for the calendar tags of the date in the columns ``{date}_earliest`` and ``{date}_latest``; empty when both are NULL."""
    within, piece = CALENDARS[name]
    first, last = f"{date}_earliest", f"{date}_latest"

    def units(smallest: int) -> str:
        return " || ".join(f"' {within}' || substr(replace({first}, '-', ''), 1, {digits})" for digits in DIGITS if digits <= smallest)

    year = f"{units(4)} || ' {piece}' || substr({first}, 1, 4)"
    month = f"{units(6)} || ' {piece}' || substr({first}, 1, 4) || substr({first}, 6, 2)"
    lengths = " UNION ALL ".join(f"SELECT {digits} AS length" for digits in DIGITS)

    def end(day: str) -> str:
        """The last day of the largest unit that begins on the day and does not reach beyond ``until``."""
        return f"""CASE
            WHEN substr({day}, 2) = '000-01-01' AND substr({day}, 1, 1) || '999-12-31' <= until THEN substr({day}, 1, 1) || '999-12-31'
            WHEN substr({day}, 3) = '00-01-01' AND substr({day}, 1, 2) || '99-12-31' <= until THEN substr({day}, 1, 2) || '99-12-31'
            WHEN substr({day}, 4) = '0-01-01' AND substr({day}, 1, 3) || '9-12-31' <= until THEN substr({day}, 1, 3) || '9-12-31'
            WHEN substr({day}, 5) = '-01-01' AND substr({day}, 1, 4) || '-12-31' <= until THEN substr({day}, 1, 4) || '-12-31'
            WHEN substr({day}, 8) = '-01' AND coalesce(date({day}, '+1 month', '-1 day'), '9999-12-31') <= until
                THEN coalesce(date({day}, '+1 month', '-1 day'), '9999-12-31')
            ELSE {day} END"""

    return f"""CASE WHEN {first} = {last} THEN {units(8)} WHEN {first} IS NULL AND {last} IS NULL THEN ''
    WHEN substr({first}, 5) = '-01-01' AND {last} = substr({first}, 1, 4) || '-12-31' THEN {year}
    WHEN substr({first}, 8) = '-01' AND {last} = date({first}, '+1 month', '-1 day') THEN {month} ELSE (
        WITH RECURSIVE piece(first, last, until) AS (
            SELECT day, {end("day")}, until FROM (SELECT coalesce({first}, '0000-01-01') AS day, coalesce({last}, '9999-12-31') AS until)
            UNION ALL
            SELECT date(last, '+1 day'), {end("date(last, '+1 day')")}, until FROM piece WHERE last < until
        ), unit(digits) AS (
            SELECT CASE
                WHEN first = last THEN replace(first, '-', '')
                WHEN substr(first, 1, 7) = substr(last, 1, 7) THEN substr(first, 1, 4) || substr(first, 6, 2)
                WHEN substr(first, 1, 4) = substr(last, 1, 4) THEN substr(first, 1, 4)
                WHEN substr(first, 1, 3) = substr(last, 1, 3) THEN substr(first, 1, 3)
                WHEN substr(first, 1, 2) = substr(last, 1, 2) THEN substr(first, 1, 2)
                ELSE substr(first, 1, 1) END
            FROM piece
        )
        SELECT group_concat(tag, '') FROM (
            SELECT ' {within}' || substr(digits, 1, length) AS tag
            FROM unit JOIN ({lengths})
            WHERE length <= length(digits)
            UNION
            SELECT ' {piece}' || digits FROM unit WHERE length(digits) < 8
            ORDER BY 1
        )
    ) END"""


def _day(column: str) -> str:
    """The number of a day, as Python's ``date.toordinal()``."""
    return f"CAST(julianday({column}) - 1721424.5 AS INTEGER)"


VIEWS = {
    "statement": f"""SELECT statement.id AS id, {_day("statement.said_sort")} AS day, '' AS sort,
        replace(statement.text, ' … ', ' {BARRIER} ') AS text, statement.note AS note,
        {_tag("article", "statement.article_id")} || {_tag("kind", "statement.kind")} || {_tag("channel", "statement.channel")}
        || {_tag("event", "statement.event_id")} || {_tag("via", "statement.relayed_by_id")}
        || {_linked("speaker", "statement_speakers", "statement", "actor_id")}
        || {_linked("to", "statement_addressees", "statement", "actor_id")}
        || {_linked("topic", "statement_topics", "statement", "topic_id")} AS tags,
        '{EVERY}' || {_days("said", "statement.said")} || {_days("published", "article.published")} AS days
        FROM archive_statement AS statement JOIN archive_article AS article ON article.id = statement.article_id
        WHERE statement.status = 'published' AND article.status = 'published'""",
    "article": f"""SELECT article.id AS id, {_day("article.published_sort")} AS day, '' AS sort,
        article.title AS title, ({_WITHOUT_FURNITURE}) AS text,
        {_tag("publisher", "article.publisher_id")} AS tags, '{EVERY}' || {_days("published", "article.published")} AS days
        FROM archive_article AS article WHERE article.status = 'published'""",
    "actor": f"""SELECT actor.id AS id, 0 AS day, actor.sort AS sort, actor.name AS name,
        coalesce((SELECT group_concat(name, ' {BARRIER} ') FROM (
            SELECT name FROM archive_actorname WHERE actor_id = actor.id AND kind = 'name' ORDER BY name
        )), '') AS names,
        coalesce((SELECT group_concat(name, ' {BARRIER} ') FROM (
            SELECT name FROM archive_actorname WHERE actor_id = actor.id AND kind <> 'name' ORDER BY name
        )), '') AS called, actor.description AS description,
        {_tag("kind", "actor.kind")} AS tags, '{EVERY}' AS days
        FROM archive_actor AS actor WHERE actor.status = 'published'""",
    "event": f"""SELECT event.id AS id, {_day("event.date_sort")} AS day, '' AS sort,
        event.title AS title, event.place AS place, event.description AS description,
        {_tag("kind", "event.kind")} || {_linked("actor", "participation", "event", "actor_id")} AS tags,
        '{EVERY}' || {_days("date", "event.date")} AS days
        FROM archive_event AS event WHERE event.status = 'published'""",
}


def columns(noun: str) -> list[str]:
    """The columns that the full-text table indexes: the words, then the tags."""
    return [*COLUMNS[noun], "tags", "days"]


def entries(noun: str, where: str) -> str:
    """SQL that makes the entries of some of the view's rows. A row keeps its key while its day stays; a new one gets the next of its day.

    Entries that are as they were are not touched.
    """
    table, names = f"search_{noun}", ["sort", *columns(noun)]
    of_day = f"key BETWEEN day << {BITS} AND (day << {BITS}) + {ROOM}"
    last = f"SELECT (key & {ROOM}) + 1 FROM {table} WHERE {of_day} ORDER BY key DESC LIMIT 1"
    key = f"(SELECT key FROM {table} WHERE id = source.id)"
    number = f"coalesce(({last}), 0) + row_number() OVER (PARTITION BY day ORDER BY id) - 1"
    own, new = ", ".join(f"{table}.{name}" for name in names), ", ".join(f"excluded.{name}" for name in names)
    return (
        f"INSERT INTO {table}(key, id, {', '.join(names)}) "
        f"SELECT coalesce({key}, (day << {BITS}) + {number}), id, {', '.join(names)} FROM {table}_source AS source WHERE {where} "
        f"ON CONFLICT(id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)} WHERE ({own}) IS NOT ({new})"
    )


def filling(noun: str) -> str:
    """SQL that makes all entries of an empty table: numbered first, which sorts no texts, and put in by their keys."""
    names = ", ".join(["sort", *columns(noun)])
    return (
        f"INSERT INTO search_{noun}(key, id, {names}) SELECT numbered.key, source.id, {names} FROM (SELECT id, "
        f"(day << {BITS}) + row_number() OVER (PARTITION BY day ORDER BY id) - 1 AS key FROM search_{noun}_source ORDER BY day, id"
        f") AS numbered CROSS JOIN search_{noun}_source AS source ON source.id = numbered.id"
    )


def _refresh(noun: str, ids: str) -> str:
    """Make the entries of these rows anew."""
    source, table = f"search_{noun}_source", f"search_{noun}"
    return (
        f"DELETE FROM {table} WHERE id IN ({ids}) AND NOT EXISTS ("
        f"SELECT 1 FROM {source} AS source WHERE source.id = {table}.id AND source.day = {table}.key >> {BITS}); "
        f"{entries(noun, f'id IN ({ids})')};"
    )


def _follow(table: str, refresh: dict[str, str], columns: str) -> Iterable[tuple[str, str]]:
    """Triggers on a table; ``refresh`` maps a noun to the ids to make anew: a column of the row, or SQL around ``{column}``.

    They pass over rows of which readers neither see nor saw anything, so that drafts and the links of new rows cost next to nothing.
    """
    for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        name = f"search_{table}_{event.lower()}"
        ids = {noun: _of_rows(column, rows) for noun, column in refresh.items()}
        seen = " OR ".join(
            f"EXISTS (SELECT 1 FROM {entries} WHERE id IN ({ids[noun]}))"
            for noun in ids
            for entries in (f"search_{noun}_source", f"search_{noun}")
        )
        body = " ".join(_refresh(noun, wanted) for noun, wanted in ids.items())
        when = f"UPDATE OF {columns}" if event == "UPDATE" else event
        yield name, f"CREATE TRIGGER {name} AFTER {when} ON archive_{table} WHEN {seen} BEGIN {body} END"


def _of_rows(ids: str, rows: tuple[str, ...]) -> str:
    """``{id}`` to ``OLD.id, NEW.id``."""
    return re.sub(r"\{(\w+)\}", lambda column: ", ".join(f"{row}.{column[1]}" for row in rows), ids)


def _table(noun: str) -> Iterable[tuple[str, str]]:
    """The view, the table, the full-text table and its triggers."""
    names = ", ".join(columns(noun))
    new, old = (", ".join(f"{row}.{column}" for column in columns(noun)) for row in ("NEW", "OLD"))
    table, fts = f"search_{noun}", f"search_{noun}_fts"
    add = f"INSERT INTO {fts}(rowid, {names}) VALUES (NEW.key, {new});"
    take = f"INSERT INTO {fts}({fts}, rowid, {names}) VALUES ('delete', OLD.key, {old});"
    yield f"{table}_source", f"CREATE VIEW {table}_source AS {VIEWS[noun]}"
    yield table, f"CREATE TABLE {table} (key INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, sort, {names})"
    yield f"{table}_sort", f"CREATE INDEX {table}_sort ON {table} (sort, key) WHERE sort <> ''"
    yield (
        fts,
        f"CREATE VIRTUAL TABLE {fts} USING fts5({names}, content='{table}', content_rowid='key', columnsize=0, "
        "tokenize='unicode61 remove_diacritics 2')",
    )
    yield f"{table}_words", f"CREATE VIRTUAL TABLE {table}_words USING fts5vocab({fts}, 'row')"
    more, less = (f"UPDATE search_tally SET rows = rows {sign} 1 WHERE noun = '{noun}';" for sign in "+-")
    for event, body in (("INSERT", f"{add} {more}"), ("DELETE", f"{take} {less}"), ("UPDATE", f"{take} {add}")):
        name = f"{fts}_{event.lower()}"
        yield name, f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END"


def _objects() -> Iterable[tuple[str, str]]:
    """(name, SQL) in the order of creation."""
    # How many rows each noun has, so that nobody needs to count them.
    yield "search_tally", "CREATE TABLE search_tally (noun TEXT PRIMARY KEY, rows INTEGER NOT NULL)"
    for noun in COLUMNS:
        yield from _table(noun)
    yield from _follow(
        "statement",
        {"statement": "{id}"},
        "id, status, article_id, text, note, kind, channel, said_sort, said_earliest, said_latest, event_id, relayed_by_id",
    )
    yield from _follow("statement_speakers", {"statement": "{statement_id}"}, "statement_id, actor_id")
    yield from _follow("statement_addressees", {"statement": "{statement_id}"}, "statement_id, actor_id")
    yield from _follow("statement_topics", {"statement": "{statement_id}"}, "statement_id, topic_id")
    yield from _follow("event", {"event": "{id}"}, "id, status, title, place, description, kind, date_sort, date_earliest, date_latest")
    yield from _follow("participation", {"event": "{event_id}"}, "event_id, actor_id")
    yield from _follow(
        "article",
        {"article": "{id}", "statement": "SELECT id FROM archive_statement WHERE article_id IN ({id})"},
        "id, status, title, text, furniture, publisher_id, published_sort, published_earliest, published_latest",
    )
    yield from _follow("actor", {"actor": "{id}"}, "id, status, name, sort, kind, description")
    yield from _follow("actorname", {"actor": "{actor_id}"}, "actor_id, name, kind")


OBJECTS = dict(_objects())
