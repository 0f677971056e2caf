"""Search over statements, articles, actors and events at once."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import parameters
from archive.models import Actor, Article, Event, Statement, statement_count
from archive.search import matching
from archive.search.reading import understand

#: Best matches shown of each noun; the rest is a list away.
SHOWN = {"statement": 10, "article": 5, "actor": 5, "event": 5}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    given, notes = parameters.read(request.GET, ["q"])
    query = given.get("q", "")
    understood = understand(query)
    rows: dict[str, QuerySet] = {
        "statement": Statement.objects.published().for_list(),
        "article": Article.objects.published().with_publisher(),
        "actor": Actor.objects.published().annotate(statements_seen=statement_count("speakers")),
        "event": Event.objects.published().annotate(statements_seen=statement_count("event")),
    }
    groups = []
    for noun, found in rows.items() if understood else ():
        matches = found.filter(matching.condition(understood.query, noun))
        best = matching.ranked(understood.query, noun)[: SHOWN[noun]]
        shown = found.in_bulk(best)
        groups.append((noun, reverse(f"{noun}-list"), [shown[pk] for pk in best if pk in shown], matches.order_by().count()))
    context = {
        "query": query,
        "understood": understood,
        "notes": [*notes, *understood.notes],
        "groups": [group for group in groups if group[-1]],
        "counts": [(noun, count) for noun, *_, count in groups],
    }
    return render(request, "archive/search.html", context)
