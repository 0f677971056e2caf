"""What a list shows: statements as cards of plain values, without model instances; other records with the number of their statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from archive.models import Actor, Article, Event, Statement, Utterance
from archive.models.status import PUBLISHED
from archive.search import matching
from archive.search.query import Tagged
from archive.search.tags import tag
from archive.sources import dates

#: The statements of a row are counted up to this.
COUNTED = 1_000


class Link(NamedTuple):
    label: str
    url: str


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
    def said_words(self) -> str:
        try:
            return dates.days(self.said).words
        except dates.DateError:  # only plain SQL can bring it in
            return self.said

    @property
    def said_machine(self) -> str:
        return dates.machine(self.said)

    @property
    def in_article(self) -> str:
        """The statement's place in the article."""
        return f"{self.article.url}#{self.public_id}"


_COLUMNS = (
    "pk", "public_id", "kind", "text", "cue", "channel", "said", "inferred", "article__slug", "article__title", "article__language",
    "event__slug", "event__title", "event__status", "utterance__slug", "utterance__title", "utterance__status",
    "relayed_by__slug", "relayed_by__name", "relayed_by__status",
)  # fmt: skip


def statements(pks: Iterable[int]) -> list[Card]:
    """The cards of published statements, in the order of the keys; a key that readers may not see gives none. Three queries."""
    pks = list(pks)
    if not pks:
        return []
    rows = Statement.objects.published().filter(pk__in=pks).order_by().values_list(*_COLUMNS)
    speakers, addressees = (_people(relation, pks) for relation in ("speakers", "addressees"))
    found = {row[0]: _card(row, speakers[row[0]], addressees[row[0]]) for row in rows}
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


def _card(row: tuple, speakers: list[Link], addressees: list[Link]) -> Card:
    pk, public_id, kind, text, cue, channel, said, inferred, slug, title, language, *linked = row
    event, utterance, relayed_by = (
        Link(label, _prefix(model) + slug + "/") if status == PUBLISHED else None
        for model, (slug, label, status) in zip((Event, Utterance, Actor), zip(*[iter(linked)] * 3, strict=True), strict=True)
    )
    return Card(
        pk, public_id, f"{_prefix(Statement)}{public_id}/", kind, text, cue, channel, said, "said" in inferred, language,
        Link(title, f"{_prefix(Article)}{slug}/"), event, utterance, relayed_by, speakers, addressees,
    )  # fmt: skip


def _people(relation: str, pks: Iterable[int]) -> dict[int, list[Link]]:
    """Published actors by statement, in the order of Actor."""
    through = getattr(Statement, relation).through
    rows = through.objects.filter(statement_id__in=pks, actor__status=PUBLISHED).order_by("actor__sort", "actor_id")
    found: dict[int, list[Link]] = defaultdict(list)
    for pk, slug, name in rows.values_list("statement_id", "actor__slug", "actor__name"):
        found[pk].append(Link(name, f"{_prefix(Actor)}{slug}/"))
    return found


@cache
def _prefix(model: type) -> str:
    """What the addresses of a model's pages begin with; ``reverse`` is too slow for each link of a list."""
    name = model.__name__.lower()
    return reverse(f"{name}-detail", args=["x"]).removesuffix("x/")
