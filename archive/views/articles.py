"""Articles: the list, and the reader that marks every statement in its place."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, parameters, passages
from archive.filters import ArticleFilter
from archive.listing import BY_DAY, Listing
from archive.models import Actor, Article, Statement
from archive.sources import vocabulary


class Speaker(NamedTuple):
    """Who speaks in an article, in how many statements, and whether they alone are marked."""

    actor: Actor
    rows: int
    chosen: bool


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, ArticleFilter, BY_DAY, cards.records(Article.objects.published().for_list(), "article"))
    return render(request, "archive/article_list.html", {"listing": listing})


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole text; ``?speaker=`` marks the statements of one speaker alone."""
    article = get_object_or_404(Article.objects.published().for_detail(), slug=slug)
    given, remarks = parameters.read(request.GET, ["speaker"])
    statements = list(Statement.objects.published().filter(article=article).with_people())
    details = list(article.details.published().select_related("event"))
    notes = passages.numbered([*statements, *details])
    speakers = _speakers(statements, given.get("speaker", ""))
    only = next((speaker.actor for speaker in speakers if speaker.chosen), None)
    if only:
        notes = [note for note in notes if isinstance(note.item, Statement) and only in note.item.speakers.all()]
    elif "speaker" in given:
        remarks.append(f"Nobody called “{given['speaker'][:80]}” speaks in this article; all statements are marked.")
    kinds = Counter(note.kind for note in notes)
    context = {
        "article": article,
        "paragraphs": passages.marked(article, notes),
        "statement_count": len(statements),
        "detail_count": len(details),
        "kinds": [(kind, kinds[kind]) for kind in vocabulary.STATEMENT_KINDS if kinds[kind]],
        "speakers": speakers,
        "only": only,
        "remarks": remarks,
        "superseded_by": Article.objects.published().for_list().filter(supersedes=article).first(),
    }
    return render(request, "archive/article_detail.html", context)


def _speakers(statements: Iterable[Statement], chosen: str) -> list[Speaker]:
    """Most statements first, then by name."""
    rows = Counter(actor for statement in statements for actor in statement.speakers.all())
    ordered = sorted(rows, key=lambda actor: (-rows[actor], actor.sort, actor.pk))
    return [Speaker(actor, rows[actor], actor.slug == chosen) for actor in ordered]
