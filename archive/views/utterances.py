"""An utterance: the wordings of one act of speaking, compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, wording
from archive.models import Statement, Utterance

#: Wordings compared on one page.
SHOWN = 40


@require_safe
def utterance_detail(request: HttpRequest, slug: str) -> HttpResponse:
    utterance = get_object_or_404(Utterance.objects.published(), slug=slug)
    statements = Statement.objects.published().filter(utterance=utterance)
    context = {
        "utterance": utterance,
        "wordings": wording.compare(cards.statements(statements.order_by("article_id", "pk").values_list("pk", flat=True)[:SHOWN])),
        "count": statements.count(),
        "article_count": statements.order_by().values("article").distinct().count(),
    }
    return render(request, "archive/utterance_detail.html", context)
