"""Events: the list, and the page with the table “Where reports differ”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import comparison
from archive.filters import EventFilter
from archive.listing import Listing, by_day
from archive.models import Event, Statement, statement_count

#: Statements shown on an event's page; the rest is a list away.
SHOWN = 40


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(
        request, EventFilter, Event.objects.published().annotate(statements_seen=statement_count("event")), by_day("date_sort")
    )
    return render(request, "archive/event_list.html", {"listing": listing})


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.published(), slug=slug)
    statements = Statement.objects.published().filter(event=event)
    details = event.details.published().for_table()
    context = {
        "event": event,
        "participations": event.participations.published().select_related("actor"),
        "table": comparison.compare(details),
        "statements": statements.for_list()[:SHOWN],
        "statement_count": statements.count(),
        "articles": event.reported_by().for_list(),
    }
    return render(request, "archive/event_detail.html", context)
