"""Actors: the list, and what one of them said, was told and relayed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards
from archive.filters import ActorFilter
from archive.listing import Listing
from archive.models import Actor
from archive.search import facets
from archive.search.matching import BY_NAME, BY_NAME_REVERSED, CAP, Matches
from archive.search.query import Tagged
from archive.search.tags import tag

#: Statements shown in each group; the rest is a list away.
SHOWN = 10

GROUPS = (("speaker", "Said"), ("to", "Said to"), ("via", "Relayed"))


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, ActorFilter, (BY_NAME, BY_NAME_REVERSED), cards.records(Actor.objects.published(), "speaker"))
    return render(request, "archive/actor_list.html", {"listing": listing})


@require_safe
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.published().prefetch_related("names"), slug=slug)
    found = {name: Matches("statement", Tagged((tag(name, actor.pk),))) for name, _ in GROUPS}
    shown = {name: cards.statements(matches.newest(SHOWN)) for name, matches in found.items()}
    said = found["speaker"]
    channels, months, undated = facets.over_time(said)
    context = {
        "actor": actor,
        "groups": [(name, title, shown[name], found[name].count) for name, title in GROUPS if shown[name]],
        "channels": channels,
        "months": months,
        "undated": undated,
        "newest_only": CAP if said.count.capped else 0,
        "participations": actor.participations.published().select_related("event").order_by("-event__date_sort")[:30],
    }
    return render(request, "archive/actor_detail.html", context)
