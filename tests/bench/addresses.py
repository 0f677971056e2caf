"""Where each subject shows what: the only place that knows addresses and parameters."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

SITE_LIST, SITE_SEARCH = "/statements/", "/search/"

#: What a list can be narrowed by: name in the site and the plain way, and the column for Datasette (or table and column of the link).
COLUMNS = {"kind": "kind", "channel": "channel", "event": "event_id", "article": "article_id"}
LINKS = {
    "speaker": ("archive_statement_speakers", "actor_id"),
    "to": ("archive_statement_addressees", "actor_id"),
    "topic": ("archive_statement_topics", "topic_id"),
}


class Value(NamedTuple):
    """A value of a filter: as the site writes it and as the database keeps it."""

    public: str
    stored: str


class Place(NamedTuple):
    """A row in the middle of a list: its key in the search index, and what the others need to begin there."""

    key: int
    said_sort: str
    pk: int
    page: int


Filters = dict[str, Value]


def site_list(filters: Filters, after: Place | None = None, **more: str) -> str:
    cursor = {"after": str(after.key)} if after else {}
    return f"{SITE_LIST}?{urlencode({**{name: value.public for name, value in filters.items()}, **more, **cursor})}"


def plain_list(filters: Filters, after: Place | None = None, **more: str) -> str:
    page = {"page": str(after.page)} if after else {}
    return f"/statements/?{urlencode({**{name: value.public for name, value in filters.items()}, **more, **page})}"


def datasette_list(database: str, filters: Filters, after: Place | None = None) -> str:
    parameters = [("_sort_desc", "said_sort")]
    for name, value in filters.items():
        if name in LINKS:
            table, column = LINKS[name]
            parameters.append(("_through", f'{{"table":"{table}","column":"{column}","value":"{value.stored}"}}'))
        elif name == "said_from":
            parameters.append(("said_latest__gte", value.stored))
        elif name == "said_to":
            parameters.append(("said_earliest__lte", value.stored))
        else:
            parameters.append((COLUMNS[name], value.stored))
    if after:
        parameters.append(("_next", f"{after.said_sort},{after.pk}"))
    return f"/{database}/archive_statement?{urlencode(parameters)}"


def datasette_search(database: str, words: str) -> str:
    fts = {"_fts_table": "search_statement_fts", "_fts_pk": "key"}
    return f"/{database}/search_statement?{urlencode({'_search': words, '_sort_desc': 'key', **fts})}"


def datasette_row(database: str, table: str, pk: int) -> str:
    return f"/{database}/archive_{table}/{pk}"


def record(noun: str, slug: str) -> str:
    """The page of one record, in the site and the plain way."""
    return f"/{noun}s/{quote(slug)}/"


def match(words: str) -> str:
    """The MATCH expression that the site makes of plain words or a phrase."""
    terms = [words] if words.startswith('"') else [f'"{word}"' for word in words.split()]
    return "{text note} : (" + " AND ".join(terms) + ")"
