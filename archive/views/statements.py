"""Statements: the list, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import passages, wording
from archive.filters import StatementFilter
from archive.listing import Listing, by_day
from archive.models import Statement

#: Other statements shown beside one; the rest is a list away.
BESIDE = 8


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, StatementFilter, Statement.objects.published().for_list(), by_day("said_sort"))
    return render(request, "archive/statement_list.html", {"listing": listing})


@require_safe
def statement_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.published().for_detail(), public_id=public_id)
    seen = Statement.objects.published().for_list()
    others = seen.filter(utterance=statement.utterance).exclude(pk=statement.pk) if statement.utterance else seen.none()
    at_event = seen.filter(event=statement.event).exclude(pk=statement.pk) if statement.event else seen.none()
    context = {
        "statement": statement,
        "passage": passages.around(statement),
        "wordings": wording.against(statement, others[:BESIDE]),
        "at_event": at_event[:BESIDE],
    }
    return render(request, "archive/statement_detail.html", context)
