"""The front page: what the archive holds, its latest events, where reports part ways, who is quoted, what is new."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import cards
from archive.cards import Card
from archive.models import Actor, Article, Detail, Event, Statement, Utterance
from archive.search import facets, index
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag
from archive.views import chronicle

#: "Who is quoted" looks at so many of the newest statements, "where reports differ" at so many of the newest events, and
#: "said once, worded differently" at so many of the utterances added last.
LATELY, EVENTS_LATELY, UTTERANCES_LATELY = 1_000, 100, 50
#: Events on the timeline, events on which reports differ, aspects of each, and values of each aspect.
EVENTS, DIFFERING, ASPECTS, VALUES = 8, 3, 2, 4
#: Utterances with several wordings, and wordings shown of each.
WORDED, WORDINGS = 3, 2
#: Rows that are read to find the values and wordings to show.
READ = 200


class Differing(NamedTuple):
    """An event with some of the aspects on which reports differ, each with its values, and how many aspects there are."""

    event: Event
    aspects: list[tuple[str, list[str]]]
    differ: int


class Worded(NamedTuple):
    """An utterance with some of its wordings, and how many it has."""

    utterance: Utterance
    wordings: list[Card]
    worded: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        tally = index.tally(cursor)
    direct = Matches("statement", Tagged((tag("kind", "direct"),)))
    newest = Matches("event").newest(EVENTS_LATELY)
    events = cards.records(Event.objects.published(), "event")(newest[:EVENTS])
    context = {
        "statements": tally["statement"],
        "articles": Article.objects.published().for_list().order_by("-created", "-id")[:5],
        "article_count": tally["article"],
        "actor_count": tally["actor"],
        "event_count": tally["event"],
        "events": events,
        "timeline": chronicle.drawn(events),
        "differing": _differing(newest),
        "worded": _worded(),
        "quoted": cards.records(Actor.objects.published(), "speaker")(facets.most_frequent(Matches("statement"), "speaker", LATELY, 8)),
        "lately": LATELY if tally["statement"] > LATELY else 0,
        "latest": cards.statements(direct.newest(4)),
    }
    return render(request, "archive/home.html", context)


def _differing(events: Collection[int]) -> list[Differing]:
    """Of these events those on which reports differ in most aspects. Three queries."""
    details = Detail.objects.published()
    found = details.filter(event__in=events).values_list("event", "aspect").annotate(values=Count("value", distinct=True))
    aspects = list(found.filter(values__gt=1).order_by("-values", "aspect"))
    most = dict(Counter(event for event, _, _ in aspects).most_common(DIFFERING))
    shown: dict[int, list[str]] = {event: [aspect for of, aspect, _ in aspects if of == event][:ASPECTS] for event in most}
    values: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    wanted = {aspect for own in shown.values() for aspect in own}
    for event, aspect, value in details.filter(event__in=most, aspect__in=wanted).values_list("event", "aspect", "value")[:READ]:
        values[event, aspect][value] = None
    records = Event.objects.published().in_bulk(list(most))
    return [
        Differing(records[event], [(aspect, list(values[event, aspect])[:VALUES]) for aspect in shown[event]], count)
        for event, count in most.items()
        if event in records
    ]


def _worded() -> list[Worded]:
    """Of the utterances added last those that most articles word differently. Five queries."""
    utterances = {utterance.pk: utterance for utterance in Utterance.objects.published().order_by("-pk")[:UTTERANCES_LATELY]}
    statements = Statement.objects.published().filter(utterance__in=utterances).order_by("pk")
    found = statements.order_by().values_list("utterance").annotate(texts=Count("text", distinct=True)).filter(texts__gt=1)
    found = found.annotate(articles=Count("article", distinct=True))
    most = {utterance: texts for utterance, texts, _ in found.order_by("-articles", "-texts", "-utterance")[:WORDED]}
    wordings: dict[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for utterance, text, article, pk in statements.filter(utterance__in=most).values_list("utterance", "text", "article", "pk")[:READ]:
        if not any(text == other or article == its_article for other, its_article in wordings[utterance]):
            wordings[utterance][text, article] = pk
    shown = {card.pk: card for card in cards.statements(pk for own in wordings.values() for pk in list(own.values())[:WORDINGS])}
    return [
        Worded(utterances[utterance], [shown[pk] for pk in wordings[utterance].values() if pk in shown], count)
        for utterance, count in most.items()
    ]
