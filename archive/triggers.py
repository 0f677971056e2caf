"""Triggers that hold what a check constraint cannot say: the words of a statement or detail stand at its spans.

They guard ``update()``, ``bulk_create()`` and plain SQL, where no Python of ours runs; ``Anchored.check_anchor`` says the same with a
better message. Offsets are code points in SQLite's ``substr`` and ``length`` as they are in Python.
"""

_ANCHOR = """
CREATE TRIGGER {table}_anchor_{when} BEFORE {event} ON archive_{table}
WHEN NOT EXISTS (
    SELECT 1 FROM archive_article AS article
    WHERE article.id = NEW.article_id
    AND NEW.text = (
        SELECT group_concat(words, ' … ') FROM (
            SELECT substr(article.text, json_extract(value, '$[0]') + 1, json_extract(value, '$[1]') - json_extract(value, '$[0]')) AS words
            FROM json_each(NEW.spans) ORDER BY key
        )
    )
    AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT json_extract(value, '$[0]') AS first, json_extract(value, '$[1]') AS last,
                   lag(json_extract(value, '$[1]'), 1, 0) OVER (ORDER BY key) AS before
            FROM json_each(NEW.spans)
        ) AS span
        WHERE NOT (span.first >= span.before AND span.first < span.last AND span.last <= length(article.text))
        OR EXISTS (
            SELECT 1 FROM json_each(article.furniture) AS furniture
            WHERE span.first < json_extract(furniture.value, '$[1]') AND json_extract(furniture.value, '$[0]') < span.last
        )
    )
)
BEGIN
    SELECT RAISE(ABORT, 'the words of this {table} do not stand at its spans in the article');
END
"""

ANCHORS = {
    f"{table}_anchor_{when}": _ANCHOR.format(table=table, when=when, event=event).strip()
    for table in ("statement", "detail")
    for when, event in (("insert", "INSERT"), ("update", "UPDATE OF article_id, spans, text"))
}
