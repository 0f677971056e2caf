"""Actors: the list, and what one of them said, was told and relayed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.filters import ActorFilter
from archive.listing import Listing, Order
from archive.models import Actor, Statement, statement_count

#: Statements shown in each group; the rest is a list away.
SHOWN = 10

BY_NAME = (Order("name", "by name", "sort"), Order("name-reversed", "by name, from Z", "sort", descending=True))


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, ActorFilter, Actor.objects.published().annotate(statements_seen=statement_count("speakers")), BY_NAME)
    return render(request, "archive/actor_list.html", {"listing": listing})


@require_safe
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.published().prefetch_related("names"), slug=slug)
    seen = Statement.objects.published()
    said = seen.filter(speakers=actor)
    groups = [
        ("speaker", "Said", said),
        ("to", "Said to", seen.filter(addressees=actor)),
        ("via", "Relayed", seen.filter(relayed_by=actor)),
    ]
    shown = [(name, title, rows.for_list()[:SHOWN], rows.count()) for name, title, rows in groups]
    context = {
        "actor": actor,
        "groups": [group for group in shown if group[-1]],
        "channels": said.by_channel(),
        "months": said.by_month(),
        "undated": said.count() - sum(month["n"] for month in said.by_month()),
        "participations": actor.participations.published().select_related("event").order_by("-event__date_sort")[:30],
    }
    return render(request, "archive/actor_detail.html", context)
