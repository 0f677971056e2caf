"""Events: the list, and the page with the table “Where reports differ”."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, comparison
from archive.filters import EventFilter
from archive.listing import BY_DAY, Listing
from archive.models import Article, Detail, Event
from archive.models.article import ArticleQuerySet
from archive.search import facets
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag

#: Statements and articles shown on an event's page; the rest is a list away.
SHOWN = 40
#: The articles are found among so many of the newest statements.
LATELY = 1_000


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, EventFilter, BY_DAY, cards.records(Event.objects.published(), "event"))
    return render(request, "archive/event_list.html", {"listing": listing})


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), slug=slug)
    said = Matches("statement", Tagged((tag("event", event.pk),)))
    details = list(event.details.published().for_table())
    context = {
        "event": event,
        "participations": event.participations.published().select_related("actor"),
        "table": comparison.compare(details),
        "statements": cards.statements(said.newest(SHOWN)),
        "statement_count": said.count,
        "articles": _reporting(said, details),
    }
    return render(request, "archive/event_detail.html", context)


def _reporting(said: Matches, details: Iterable[Detail]) -> ArticleQuerySet:
    """The articles with a detail of the event, or with most of the newest statements on it."""
    telling = {detail.article_id for detail in details} | set(facets.most_frequent(said, "article", LATELY, SHOWN))
    return Article.objects.published().for_list().filter(pk__in=telling)
