"""Statements: the list, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, passages, wording
from archive.filters import StatementFilter
from archive.listing import BY_DAY, Listing
from archive.models import Statement
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag

#: Other statements shown beside one; the rest is a list away.
BESIDE = 8


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/statement_list.html", {"listing": Listing(request, StatementFilter, BY_DAY, cards.statements)})


@require_safe
def statement_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.published().for_detail(), public_id=public_id)
    others = Statement.objects.published().exclude(pk=statement.pk).order_by("pk").values_list("pk", flat=True)
    wordings = others.filter(utterance=statement.utterance)[:BESIDE] if statement.utterance else []
    at_event = Matches("statement", Tagged((tag("event", statement.event.pk),))).newest(BESIDE + 1) if statement.event else []
    beside = [pk for pk in at_event if pk != statement.pk][:BESIDE]
    shown = {card.pk: card for card in cards.statements([statement.pk, *wordings, *beside])}
    context = {
        "statement": statement,
        "card": shown[statement.pk],
        "passage": passages.around(statement),
        "wordings": wording.against(statement, [shown[pk] for pk in wordings]),
        "at_event": [shown[pk] for pk in beside],
    }
    return render(request, "archive/statement_detail.html", context)
