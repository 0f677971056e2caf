"""Statements: the list, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, passages, wording
from archive.filters import StatementFilter
from archive.listing import BY_DAY, Listing
from archive.models import Statement
from archive.publishing import citations
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
    statements = Statement.objects.published().select_related("article").prefetch_related("topics")
    statement = get_object_or_404(statements, public_id=public_id)
    others = Statement.objects.published().exclude(pk=statement.pk).order_by("pk").values_list("pk", flat=True)
    wordings = others.filter(utterance_id=statement.utterance_id)[:BESIDE] if statement.utterance_id else []
    at_event = Matches("statement", Tagged((tag("event", statement.event_id),))).newest(BESIDE + 1) if statement.event_id else []
    shown = {card.pk: card for card in cards.statements([statement.pk, *wordings, *at_event])}
    card = shown.pop(statement.pk)
    context = {
        "statement": statement,
        "card": card,
        "citation": citations.of(statement, card),
        "passage": passages.around(statement),
        "wordings": wording.against(card, [shown[pk] for pk in wordings]) if card.utterance else [],
        "at_event": [shown[pk] for pk in at_event if pk in shown][:BESIDE] if card.event else [],
    }
    return render(request, "archive/statement_detail.html", context)
