"""What a list shows: statements as cards of plain values, without model instances; other records with the number of their statements."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from archive.models import Actor, Article, Event, Statement, Utterance
from archive.search import matching
from archive.search.query import Tagged
from archive.search.tags import tag
from archive.sources import dates

#: The statements of a row are counted up to this.
COUNTED = 1_000

_OVER = {
    "phone call": "by phone", "press conference": "at a press conference", "joint statement": "in a joint statement",
    "readout": "in a readout", "remarks": "in remarks", "interview": "in an interview",
    "Truth Social": "on Truth Social", "X": "on X", "social media": "on social media",
}  # fmt: skip


class Link(NamedTuple):
    label: str
    url: str

    def __str__(self) -> str:
        return self.label

    @property
    def slug(self) -> str:
        """By which filters know what the link leads to."""
        return self.url.rstrip("/").rpartition("/")[2]


class Card(NamedTuple):
    """A statement in a row; what it names that readers may not see is left out."""

    pk: int
    public_id: str
    url: str
    kind: str
    text: str
    cue: str
    channel: str
    said: str
    said_inferred: bool
    language: str
    article: Link
    event: Link | None
    utterance: Link | None
    relayed_by: Link | None
    speakers: list[Link]
    addressees: list[Link]

    @property
    def over(self) -> str:
        """The channel as a sentence names it: “by phone”; an unusual one as it stands."""
        return _OVER.get(self.channel, self.channel)

    @property
    def said_words(self) -> str:
        try:
            return dates.moment(self.said)
        except dates.DateError:  # only plain SQL can bring it in
            return self.said

    @property
    def said_machine(self) -> str:
        return dates.machine(self.said)

    @property
    def in_article(self) -> str:
        """The statement's place in the article."""
        return f"{self.article.url}#{self.public_id}"


#: Published statements with what readers may see of what they name. CROSS JOIN keeps the order.
SEEN = """
FROM archive_statement AS statement
CROSS JOIN archive_article AS article ON article.id = statement.article_id AND article.status = 'published'
LEFT JOIN archive_event AS event ON event.id = statement.event_id AND event.status = 'published'
LEFT JOIN archive_utterance AS utterance ON utterance.id = statement.utterance_id AND utterance.status = 'published'
LEFT JOIN archive_actor AS relay ON relay.id = statement.relayed_by_id AND relay.status = 'published'
WHERE statement.status = 'published' AND statement.id IN ({keys})
"""
#: Written out because it is asked for every list: Django's compiler would need ten times as long as SQLite.
_STATEMENTS = f"""
SELECT statement.id, statement.public_id, statement.kind, statement.text, statement.cue, statement.channel, statement.said,
    statement.inferred, article.slug, article.title, article.language,
    event.slug, event.title, utterance.slug, utterance.title, relay.slug, relay.name
{SEEN}"""
_PEOPLE = """
SELECT link.statement_id, {speaks}, actor.slug, actor.name, actor.sort, actor.id
FROM archive_statement_{relation} AS link CROSS JOIN archive_actor AS actor ON actor.id = link.actor_id AND actor.status = 'published'
WHERE link.statement_id IN ({keys})
"""


def statements(pks: Iterable[int]) -> list[Card]:
    """The cards of published statements, in the order of the keys; a key that readers may not see gives none. Two queries."""
    pks = list(pks)
    if not pks:
        return []
    keys = ", ".join(["%s"] * len(pks))
    people = " UNION ALL ".join(
        _PEOPLE.format(speaks=speaks, relation=relation, keys=keys) for speaks, relation in ((1, "speakers"), (0, "addressees"))
    )
    speakers: dict[int, list[Link]] = defaultdict(list)
    addressees: dict[int, list[Link]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"{people} ORDER BY 5, 6", [*pks, *pks])
        for pk, speaks, slug, name, *_ in cursor.fetchall():
            (speakers if speaks else addressees)[pk].append(Link(name, _prefix(Actor) + slug + "/"))
        cursor.execute(_STATEMENTS.format(keys=keys), pks)
        found = {row[0]: _card(row, speakers[row[0]], addressees[row[0]]) for row in cursor.fetchall()}
    return [found[pk] for pk in pks if pk in found]


def records(rows: QuerySet, counted: str) -> Callable[[Sequence[int]], list[Any]]:
    """What makes records out of keys, in their order, each with ``statements_seen``: how many statements have it as ``counted``."""

    def show(pks: Sequence[int]) -> list[Any]:
        found = rows.in_bulk(pks) if pks else {}
        shown = [found[pk] for pk in pks if pk in found]
        seen = matching.counts("statement", [Tagged((tag(counted, record.pk),)) for record in shown], COUNTED)
        for record, count in zip(shown, seen, strict=True):
            record.statements_seen = count
        return shown

    return show


def _card(row: tuple[Any, ...], speakers: list[Link], addressees: list[Link]) -> Card:
    pk, public_id, kind, text, cue, channel, said, inferred, slug, title, language, *linked = row
    event, utterance, relayed_by = (
        Link(label, f"{_prefix(model)}{its_slug}/") if its_slug else None
        for model, its_slug, label in zip((Event, Utterance, Actor), linked[::2], linked[1::2], strict=True)
    )
    return Card(
        pk, public_id, f"{_prefix(Statement)}{public_id}/", kind, text, cue, channel, said, "said" in json.loads(inferred), language,
        Link(title, f"{_prefix(Article)}{slug}/"), event, utterance, relayed_by, speakers, addressees,
    )  # fmt: skip


@cache
def _prefix(model: type) -> str:
    """What the addresses of a model's pages begin with; ``reverse`` is too slow for each link of a list."""
    name = model.__name__.lower()
    return reverse(f"{name}-detail", args=["x"]).removesuffix("x/")
