"""What a filter's value means: a slug, a name or a part of one, to the tags of the records that readers know by it.

The same for ``speaker:putin`` in a query and ``?speaker=vladimir-putin`` in an address. A slug or a whole name is that record alone; else
every record counts of which a name holds the words side by side; else those of which a name goes on from them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from archive.models import Actor, Article, Event, Topic
from archive.search import matching, nearest, sqlite
from archive.search.highlight import fold, words
from archive.search.query import Phrase, Prefix, Tagged
from archive.search.tags import TEXTS, tag
from archive.sources import vocabulary

#: At most so many records are meant by one value.
MOST = 500
#: Names that are looked at for a likeness with one that nobody has.
LOOKED_AT = 300

#: Letters that a value needs to be the beginning of a name.
BEGINNING = 3

#: What the values of a field name, and the columns of the index that hold its names; roles count where no name does.
NOUNS = {
    "speaker": "actor", "to": "actor", "via": "actor", "actor": "actor", "publisher": "actor",
    "event": "event", "article": "article",
}  # fmt: skip
_COLUMNS = {"actor": (("name", "names"), ("called",)), "event": (("title",),), "article": (("title",),)}
_MODELS: dict[str, tuple[Any, str]] = {"actor": (Actor, "name"), "event": (Event, "title"), "article": (Article, "title")}
#: The fields that each noun has.
FIELDS = {
    "statement": {*NOUNS.keys() - {"actor", "publisher"}, "kind", "channel", "topic", "said", "published"},
    "article": {"published"},
    "actor": {"kind"},
    "event": {"kind"},
}
#: kind -> its words in readers' language. The three nouns share one tag, for no kind of theirs has the same word.
KINDS = {**vocabulary.STATEMENT_KINDS, **vocabulary.ACTOR_KINDS, **vocabulary.EVENT_KINDS}


class Record(NamedTuple):
    """What a value means: the key in tags (a primary key or a text), the value that names it alone in an address, and its label."""

    key: int | str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Known:
    """The records behind a value; when there are none, the nearest values that have some."""

    records: tuple[Record, ...] = ()
    nearest: tuple[str, ...] = ()

    def tagged(self, name: str) -> Tagged:
        return Tagged(tuple(tag(name, record.key) for record in self.records))


def look_up(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """What each (field, value) means. At most five queries a noun, and one for each value that is not known."""
    values: dict[str, set[str]] = defaultdict(set)
    pairs = list(dict.fromkeys(wanted))
    for name, value in pairs:
        values[NOUNS.get(name, name)].add(value)
    found: dict[str, Mapping[str, Known]] = {}
    for noun, asked in values.items():
        found[noun] = _texts(noun, asked) if noun in TEXTS else _topics(asked) if noun == "topic" else _records(noun, asked)
    return {(name, value): found[NOUNS.get(name, name)][value] for name, value in pairs}


def labels(name: str, keys: Collection[str]) -> dict[str, Record]:
    """The records behind keys out of tags; those that readers may not see are left out."""
    if name == "kind":
        return {key: Record(key, key, KINDS.get(key, key)) for key in keys}
    if name == "channel":
        return {key: Record(key, key, key) for key in keys}
    if name == "topic":
        return {str(pk): Record(pk, slug, label) for pk, slug, label in Topic.objects.filter(pk__in=keys).values_list("pk", "slug", "name")}
    return {str(record.key): record for record in _published(NOUNS[name], "id", keys)}


def _records(noun: str, asked: set[str]) -> dict[str, Known]:
    found = {record.value: Known((record,)) for record in _published(noun, "slug", asked)}
    for begins in (False, True):
        for columns in _COLUMNS[noun]:
            if rest := sorted(value for value in asked - found.keys() if not begins or len(value) >= BEGINNING):
                match = {value: matching.bound(columns, matching.quoted(Prefix(value) if begins else Phrase(value))) for value in rest}
                found |= {value: Known(tuple(records)) for value, records in _named(noun, columns, match).items() if records}
    return found | {value: Known(nearest=_nearest(noun, value)) for value in asked - found.keys()}


def _published(noun: str, column: str, values: Collection[str]) -> list[Record]:
    """The published records of which the column has one of the values."""
    model, title = _MODELS[noun]
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, slug, {title} FROM {model._meta.db_table} WHERE status = 'published' AND {column} IN ({marks})", [*values]
        )
        return [Record(*row) for row in cursor.fetchall()]


def _named(noun: str, names: Collection[str], match: Mapping[str, str]) -> dict[str, list[Record]]:
    """For each value the records that have it as a name in the columns ``names``; if none has, all that its MATCH finds."""
    model, title = _MODELS[noun]
    values = list(match)
    arm = (
        f"SELECT %s, entry.id, row.slug, row.{title}, {', '.join(f'entry.{name}' for name in names)} FROM search_{noun} AS entry "
        f"JOIN {model._meta.db_table} AS row ON row.id = entry.id "
        f"WHERE entry.key IN (SELECT rowid FROM search_{noun}_fts WHERE search_{noun}_fts MATCH %s LIMIT {MOST})"
    )
    params = [param for at, value in enumerate(values) for param in (at, match[value])]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([arm] * len(values)), params)
        rows = cursor.fetchall()
    whole: dict[str, list[Record]] = {value: [] for value in values}
    part: dict[str, list[Record]] = {value: [] for value in values}
    for at, pk, slug, label, *called in rows:
        value = values[at]
        own = {words(name) for column in called for name in column.split(sqlite.BARRIER)}
        (whole if words(value) in own else part)[value].append(Record(pk, slug, label))
    return {value: whole[value] or part[value] for value in values}


def _nearest(noun: str, value: str) -> tuple[str, ...]:
    """Names that a value without a record may have been meant for, out of those that begin a word as it does."""
    beginnings = [Prefix(word[:2]) for word in re.findall(r"\w{3,}", fold(value))[:4]]
    if not beginnings:
        return ()
    columns = [column for group in _COLUMNS[noun] for column in group]
    match = matching.bound(columns, " OR ".join(matching.quoted(beginning) for beginning in beginnings))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM search_{noun} WHERE key IN "
            f"(SELECT rowid FROM search_{noun}_fts WHERE search_{noun}_fts MATCH %s LIMIT {LOOKED_AT})",
            [match],
        )
        names = {name.strip() for row in cursor.fetchall() for column in row for name in column.split(sqlite.BARRIER)}
    return tuple(nearest.nearest(value, sorted(names - {""})))


def _topics(asked: set[str]) -> dict[str, Known]:
    records = _topic_records()
    return {value: _among(value, records) for value in asked}


def _topic_records() -> list[Record]:
    """Topics have no status: readers know one by the published statements on it."""
    topics = list(Topic.objects.values_list("pk", "slug", "name"))
    seen = matching.existing("statement", [Tagged((tag("topic", pk),)) for pk, _, _ in topics])
    return [Record(*topic) for topic, is_seen in zip(topics, seen, strict=True) if is_seen]


def _texts(name: str, asked: set[str]) -> dict[str, Known]:
    known = KINDS if name == "kind" else {channel: channel for channel in channels()}
    records = [Record(key, key, label) for key, label in known.items()]
    return {value: _among(value, records) for value in asked}


def _among(value: str, records: list[Record]) -> Known:
    """The records of a short list that are meant: by value, by whole label, by words of the label, by their beginnings."""
    wanted = words(value)
    if not wanted:
        return Known()
    length = len(wanted)
    found = (
        [record for record in records if value == record.value]
        or [record for record in records if wanted in (words(record.value), words(record.label))]
        or [record for record in records if wanted in _runs(record.label, length)]
        or [record for record in records if len(value) >= BEGINNING and any(_begins(run, wanted) for run in _runs(record.label, length))]
    )
    return Known(tuple(found)) if found else Known(nearest=tuple(nearest.nearest(value, [record.label for record in records])))


def _begins(run: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1])


def _runs(label: str, length: int) -> list[tuple[str, ...]]:
    """The words of a label, so many side by side."""
    own = words(label)
    return [own[at : at + length] for at in range(len(own) - length + 1)]


def channels() -> list[str]:
    """Every channel of a statement that readers see. The distinct ones are stepped through on their index, not gathered from all rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE step(channel) AS (SELECT min(channel) FROM archive_statement WHERE channel > '' UNION ALL "
            "SELECT (SELECT min(channel) FROM archive_statement WHERE channel > step.channel) FROM step WHERE channel IS NOT NULL) "
            f"SELECT channel FROM step WHERE channel IS NOT NULL LIMIT {MOST}"
        )
        found = [channel for (channel,) in cursor.fetchall()]
    seen = matching.existing("statement", [Tagged((tag("channel", channel),)) for channel in found])
    return [channel for channel, is_seen in zip(found, seen, strict=True) if is_seen]


def beginning(name: str, typed: str, most: int) -> list[str]:
    """Labels of records one of whose names has words that begin as what was typed; those whose words all do."""
    wanted = words(typed)
    if not wanted:
        return []
    if name in TEXTS or name == "topic":
        texts = KINDS.values() if name == "kind" else channels() if name == "channel" else [record.label for record in _topic_records()]
        return [text for text in texts if words(text)[: len(wanted)] == wanted or fold(text).startswith(fold(typed))][:most]
    if name not in NOUNS:
        return []
    noun = NOUNS[name]
    beginnings = " AND ".join(matching.quoted(Prefix(word)) for word in wanted)
    found: list[str] = []
    for columns in _COLUMNS[noun]:
        found = found or _titles(noun, matching.bound(columns, beginnings), most)
    return found


def _titles(noun: str, match: str, most: int) -> list[str]:
    model, title = _MODELS[noun]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row.{title} FROM ("
            f"SELECT rowid FROM search_{noun}_fts WHERE search_{noun}_fts MATCH %s ORDER BY rowid DESC LIMIT {most}"
            f") AS found JOIN search_{noun} AS entry ON entry.key = found.rowid JOIN {model._meta.db_table} AS row ON row.id = entry.id",
            [match],
        )
        return list(dict.fromkeys(label for (label,) in cursor.fetchall()))
