"""Events: the list, and the page that lays the reports of one event side by side."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, comparison, reports
from archive.filters import EventFilter
from archive.listing import BY_DAY, Listing
from archive.models import Article, Detail, Event, Statement
from archive.models.status import PUBLISHED
from archive.search import facets
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag
from archive.views import chronicle

#: Statements and facts that an event's page lays out; the rest is a list away.
SHOWN, FACTS = 120, 1_000
#: Articles that get a column.
COLUMNS = 12
#: The articles are found among so many of the newest statements.
LATELY = 1_000
#: The matrix is filled up to so many columns with later articles that are silent, found among so many.
WITH_SILENT, LATER = 5, 50
#: Rows of the matrix.
UTTERANCES = 40
#: Events shown on either side of this one.
NEIGHBOURS = 3


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, EventFilter, BY_DAY, cards.records(Event.objects.published(), "event"))
    return render(request, "archive/event_list.html", {"listing": listing, **chronicle.of(listing.matches, listing.parameters)})


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), slug=slug)
    said = Matches("statement", Tagged((tag("event", event.pk),)))
    details = list(event.details.published().for_table()[:FACTS])
    statements = cards.statements(said.newest(SHOWN))
    articles, others = _reporting(said, details)
    participations = list(event.participations.published().select_related("actor"))
    columns = {article.pk for article in articles}
    silent = _silent(event, columns, [part.actor_id for part in participations])
    context = {
        "event": event,
        "participations": participations,
        "articles": articles,
        "other_articles": others,
        "table": comparison.compare((detail for detail in details if detail.article_id in columns), articles),
        "matrix": _matrix(event, [*articles, *silent]),
        "silent": silent,
        "said": reports.by_speaker(statements),
        "shown": len(statements),
        "statement_count": said.count,
        "around": _around(event),
    }
    return render(request, "archive/event_detail.html", context)


def _reporting(said: Matches, details: Sequence[Detail]) -> tuple[list[Article], int]:
    """The articles that tell most of the event, earliest first, and how many more report it (of those looked at)."""
    telling = Counter(detail.article_id for detail in details)
    telling.update(facets.most_frequent(said, "article", LATELY, LATELY))
    most = [pk for pk, _ in telling.most_common(COLUMNS)]
    articles = Article.objects.published().for_list().filter(pk__in=most).order_by("published_sort", "pk")
    return list(articles), len(telling) - len(most)


def _silent(event: Event, reporting: Collection[int], participants: Sequence[int]) -> list[Article]:
    """Later articles in which somebody who took part speaks, and which tell nothing of the event; none when the matrix is full without."""
    room = WITH_SILENT - len(reporting)
    if room <= 0 or not reporting or not participants or not event.date:
        return []
    later = Article.objects.published().filter(published_sort__gt=event.date_sort).exclude(pk__in=reporting)
    candidates = later.order_by("published_sort", "pk").values("pk")[:LATER]
    speaks = Statement.objects.published().filter(article=OuterRef("pk"), speakers__in=participants)
    tells = Detail.objects.published().filter(article=OuterRef("pk"), event=event)
    found = Article.objects.for_list().filter(Exists(speaks), ~Exists(tells), pk__in=candidates)
    return list(found.order_by("published_sort", "pk")[:room])


def _matrix(event: Event, articles: Sequence[Article]) -> reports.Matrix:
    """The utterances at the event that most of the articles report, at least two, with all their statements in these articles."""
    here = Statement.objects.published().filter(article__in=articles)
    at_event = here.filter(event=event)
    told = at_event.filter(utterance__status=PUBLISHED).order_by().values("utterance")
    most = told.annotate(articles=Count("article", distinct=True)).filter(articles__gt=1).order_by("-articles", "utterance")[:UTTERANCES]
    order = {row["utterance"]: place for place, row in enumerate(most)}
    keys = here.filter(utterance__in=order).order_by("pk").values_list("pk", "utterance")[: UTTERANCES * COLUMNS]
    ordered = [pk for pk, _ in sorted(keys, key=lambda row: order[row[1]])]
    totals = at_event.order_by().values_list("article").annotate(Count("pk"))
    return reports.matrix(cards.statements(ordered), articles, dict(totals))


def _around(event: Event) -> list[tuple[str, list[Event]]]:
    """The nearest dated events before and after this one, and some that may lie in the same days; those with an open end are left out."""
    first, last = event.date_earliest, event.date_latest
    if not (first and last):
        return []
    dated = Event.objects.published().exclude(pk=event.pk)
    groups = {
        "Before": dated.filter(date_latest__lt=first).order_by("-date_latest", "-pk")[:NEIGHBOURS],
        "The same days": dated.filter(date_latest__gte=first, date_earliest__lte=last).order_by("date_sort", "pk")[: 2 * NEIGHBOURS],
        "After": dated.filter(date_earliest__gt=last).order_by("date_sort", "pk")[:NEIGHBOURS],
    }
    return [(title, sorted(found, key=lambda other: (other.date_sort, other.pk))) for title, found in groups.items() if found]
