"""The front page: what the archive holds, its latest events, who is quoted, what is new."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import cards
from archive.models import Actor, Article, Event
from archive.search import facets, index
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import tag

#: "Who is quoted" looks at so many of the newest statements.
LATELY = 1_000


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        tally = index.tally(cursor)
    direct = Matches("statement", Tagged((tag("kind", "direct"),)))
    context = {
        "statements": tally["statement"],
        "articles": Article.objects.published().for_list().order_by("-created", "-id")[:5],
        "article_count": tally["article"],
        "actor_count": tally["actor"],
        "event_count": tally["event"],
        "events": cards.records(Event.objects.published(), "event")(Matches("event").newest(7)),
        "quoted": cards.records(Actor.objects.published(), "speaker")(facets.most_frequent(Matches("statement"), "speaker", LATELY, 8)),
        "lately": LATELY if tally["statement"] > LATELY else 0,
        "latest": cards.statements(direct.newest(3)),
    }
    return render(request, "archive/home.html", context)
