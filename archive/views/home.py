"""The front page: what the archive holds, its latest events, who is quoted, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Actor, Article, Event, Statement, statement_count


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    quoted = Actor.objects.published().annotate(statements_seen=statement_count("speakers")).filter(statements_seen__gt=0)
    events = Event.objects.published().annotate(statements_seen=statement_count("event"))
    context = {
        "statements": Statement.objects.published().count(),
        "articles": Article.objects.published().for_list().order_by("-created", "-id")[:5],
        "article_count": Article.objects.published().count(),
        "actor_count": Actor.objects.published().count(),
        "event_count": Event.objects.published().count(),
        "events": events[:7],
        "quoted": quoted.order_by("-statements_seen", "sort")[:8],
        "latest": Statement.objects.published().for_list().filter(kind="direct").order_by("-said_sort", "-pk")[:3],
    }
    return render(request, "archive/home.html", context)
