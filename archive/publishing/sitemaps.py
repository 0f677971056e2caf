"""The sitemap (sitemaps.org) in sections: each holds the published records of a noun whose keys lie in one range.

An archive of a million statements has a hundred sections, found by a hundred steps in an index; none is counted and none is skipped over.
(django.contrib.sitemaps counts every section and pages by OFFSET.)
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from archive.models import Actor, Article, Event, Statement, Utterance

#: Keys in a range; the protocol allows 50,000 addresses in a section.
RANGE = 10_000
MODELS: dict[str, type[Statement] | type[Article] | type[Actor] | type[Event] | type[Utterance]] = {
    "statement": Statement, "article": Article, "actor": Actor, "event": Event, "utterance": Utterance,
}  # fmt: skip
#: Pages that show no record of their own.
PAGES = ("home", "statement-list", "event-list", "actor-list", "article-list", "search-help", "about")

#: The rows that readers see: the search index has no others. An utterance is seen with a published statement.
_SEEN = {noun: f"search_{noun} AS row WHERE" for noun in MODELS} | {
    "utterance": "archive_utterance AS row WHERE row.status = 'published' AND EXISTS (SELECT 1 FROM archive_statement AS said "
    "CROSS JOIN search_statement AS shown ON shown.id = said.id WHERE said.utterance_id = row.id) AND"
}


class Page(NamedTuple):
    url: str
    changed: dt.datetime | None = None


def pages() -> list[Page]:
    return [Page(settings.SITE_URL + reverse(name)) for name in PAGES]


def sections() -> list[tuple[str, int]]:
    """The noun and number of every section that has a record, from 0. One query, which steps from one to the next."""
    steps = [
        f"SELECT '{noun}', number FROM (WITH RECURSIVE section(number) AS ("
        f"SELECT (SELECT min(row.id) / {RANGE} FROM {seen} 1) UNION ALL "
        f"SELECT (SELECT min(row.id) / {RANGE} FROM {seen} row.id >= (number + 1) * {RANGE}) FROM section WHERE number IS NOT NULL"
        ") SELECT number FROM section WHERE number IS NOT NULL)"
        for noun, seen in _SEEN.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(steps))
        return [(noun, number) for noun, number in cursor.fetchall()]


def section(noun: str, number: int) -> list[Page]:
    """The addresses of a section. One query."""
    model = MODELS[noun]
    rows: QuerySet = model.objects.published().filter(pk__gte=number * RANGE, pk__lt=(number + 1) * RANGE)
    name = "public_id" if model is Statement else "slug"
    prefix = settings.SITE_URL + reverse(f"{noun}-detail", args=["x"]).removesuffix("x/")
    found: Iterable[tuple[str, dt.datetime]] = rows.order_by("pk").values_list(name, "modified")
    return [Page(f"{prefix}{address}/", changed) for address, changed in found]
