"""Articles: the list, and the reader that marks every statement in its place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, passages
from archive.filters import ArticleFilter
from archive.listing import BY_DAY, Listing
from archive.models import Article, Statement


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, ArticleFilter, BY_DAY, cards.records(Article.objects.published().for_list(), "article"))
    return render(request, "archive/article_list.html", {"listing": listing})


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().for_detail(), slug=slug)
    statements = list(Statement.objects.published().filter(article=article).with_people())
    details = list(article.details.published().select_related("event"))
    speakers = {actor.pk: actor for statement in statements for actor in statement.speakers.all()}
    context = {
        "article": article,
        "paragraphs": passages.marked(article, [*statements, *details]),
        "statement_count": len(statements),
        "detail_count": len(details),
        "speakers": sorted(speakers.values(), key=lambda actor: (actor.sort, actor.pk)),
        "superseded_by": Article.objects.published().for_list().filter(supersedes=article).first(),
    }
    return render(request, "archive/article_detail.html", context)
