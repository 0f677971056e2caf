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
                   lag(json_extract(value, '$[1]'), 1, 0) OVER (ORDER BY key) AS before,
                   json_type(value, '$[0]') || ' ' || json_type(value, '$[1]') || ' ' || json_array_length(value) AS form
            FROM json_each(NEW.spans)
        ) AS span
        WHERE span.form IS NOT 'integer integer 2'
        OR NOT (span.first >= span.before AND span.first < span.last AND span.last <= length(article.text))
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

#: A trigger that every connection of the archive makes for itself: no statement or detail loses its words. It is not kept in the
#: file, so whoever holds the file can still change a text with other tools; then check_archive names the article by its digest.
TEXT_LOCK = "article_text_lock"
TEXT_LOCK_SQL = f"""
CREATE TEMP TRIGGER IF NOT EXISTS {TEXT_LOCK} BEFORE UPDATE OF text, furniture ON main.archive_article
WHEN EXISTS (
    SELECT 1 FROM (
        SELECT spans FROM archive_statement WHERE article_id = OLD.id UNION ALL SELECT spans FROM archive_detail WHERE article_id = OLD.id
    ) AS anchored
    WHERE NEW.text IS NOT OLD.text OR EXISTS (
        SELECT 1 FROM json_each(anchored.spans) AS span, json_each(NEW.furniture) AS furniture
        WHERE json_extract(span.value, '$[0]') < json_extract(furniture.value, '$[1]')
        AND json_extract(furniture.value, '$[0]') < json_extract(span.value, '$[1]')
    )
)
BEGIN
    SELECT RAISE(ABORT, 'statements stand on the text of this article; a changed text is a new article that supersedes it');
END
"""
