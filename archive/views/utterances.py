"""An utterance: the wordings of one act of speaking, set side by side."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, parameters, wording
from archive.cards import Card, Link
from archive.models import Statement, Utterance

#: What the statements may differ in is told up to so many.
TOLD = 4


class Circumstances(NamedTuple):
    """What the shown statements say of the act: each once, in their order. Those of more than one are told as alternatives."""

    speakers: list[list[Link]]
    events: list[Link]
    days: list[Card]


@require_safe
def utterance_detail(request: HttpRequest, slug: str) -> HttpResponse:
    utterance = get_object_or_404(Utterance.objects.published(), slug=slug)
    statements = Statement.objects.published().filter(utterance=utterance)
    oldest = statements.order_by("article__published_sort", "article_id", "pk").values_list("pk", flat=True)[: wording.SHOWN]
    shown = cards.statements(oldest)
    given, notes = parameters.read(request.GET, ["against"])
    base = next((card for card in shown if card.public_id == given.get("against")), None)
    if "against" in given and not base:
        notes.append(f"“{given['against'][:40]}” is not a wording on this page; they are compared with the fullest one.")
    context = {
        "utterance": utterance,
        "synopsis": wording.synopsis(shown, base),
        "circumstances": _circumstances(shown),
        "count": statements.count(),
        "shown": len(shown),
        "article_count": statements.order_by().values("article").distinct().count(),
        "notes": notes,
    }
    return render(request, "archive/utterance_detail.html", context)


def _circumstances(shown: Sequence[Card]) -> Circumstances:
    return Circumstances(
        list({tuple(card.speakers): card.speakers for card in shown if card.speakers}.values())[:TOLD],
        list(dict.fromkeys(card.event for card in shown if card.event))[:TOLD],
        list({card.said: card for card in shown if card.said}.values())[:TOLD],
    )
