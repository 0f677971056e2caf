"""Events: the list, and the page with the table “Where reports differ”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, comparison
from archive.filters import EventFilter
from archive.listing import BY_DAY, Listing
from archive.models import Event
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag

#: Statements and articles shown on an event's page; the rest is a list away.
SHOWN = 40


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, EventFilter, BY_DAY, cards.records(Event.objects.published(), "event"))
    return render(request, "archive/event_list.html", {"listing": listing})


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), slug=slug)
    said = Matches("statement", Tagged((tag("event", event.pk),)))
    context = {
        "event": event,
        "participations": event.participations.published().select_related("actor"),
        "table": comparison.compare(event.details.published().for_table()),
        "statements": cards.statements(said.newest(SHOWN)),
        "statement_count": said.count,
        "articles": event.reported_by().for_list()[:SHOWN],
    }
    return render(request, "archive/event_detail.html", context)
