"""What readers and their programs take along: lists as CSV, JSON Lines and Atom; citations, texts, annotations; the sitemap."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive import cards
from archive.models import Article, Statement
from archive.publishing import annotations, asked, citations, feeds, formats, records, sitemaps, slots

Lines = Callable[[str, Iterable[Sequence[Mapping[str, Any]]]], Iterator[bytes]]

#: Formats of a list that are written while they are sent: media type, and what writes it.
STREAMED: dict[str, tuple[str, Lines]] = {
    "csv": ("text/csv; charset=utf-8; header=present", formats.csv_lines),
    "jsonl": ("application/jsonl; charset=utf-8", formats.json_lines),
}
#: Seconds after which a client with too many exports may ask again.
RETRY_AFTER = 30


@require_safe
def taken_list(request: HttpRequest, noun: str, form: str) -> HttpResponseBase:
    """All matches as CSV or JSON Lines, or the newest as Atom; the parameters are those of the list's page."""
    if form == "atom":
        return HttpResponse(feeds.atom(asked.read(noun, request.GET)), content_type="application/atom+xml; charset=utf-8")
    if form not in STREAMED:
        raise Http404
    media_type, lines = STREAMED[form]
    headers = {"Content-Disposition": _attached(f"readout-{noun}s.{form}")}
    if request.method == "HEAD":
        return StreamingHttpResponse((), content_type=media_type, headers=headers)
    wanted = asked.read(noun, request.GET)
    slot = slots.take(request)
    if slot is None:
        return _too_many()
    return StreamingHttpResponse(slots.Held(slot, lines(noun, wanted.chunks())), content_type=media_type, headers=headers)


@require_safe
def statement(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """A statement as plain JSON, or cited in one of the forms of citations.py."""
    if form != "json" and form not in citations.FORMS:
        raise Http404
    found = get_object_or_404(Statement.objects.published().select_related("article").defer("article__text"), public_id=public_id)
    record, card = next(iter(records.statement_records([found.pk])), None), next(iter(cards.statements([found.pk])), None)
    if record is None or card is None:  # withdrawn between the queries
        raise Http404
    if form == "json":
        return JsonResponse(record, json_dumps_params={"ensure_ascii": False})
    _, media_type, write = citations.FORMS[form]
    headers = {} if form == "txt" else {"Content-Disposition": _attached(f"readout-{public_id}.{form}")}
    return HttpResponse(write(citations.of(found, card)), content_type=media_type, headers=headers)


@require_safe
def article(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """An article's text exactly as received, or its statements as Web Annotations."""
    found = get_object_or_404(Article.objects.published().only("slug", "title", "text"), slug=slug)
    if form == "txt":
        return HttpResponse(found.text.encode(), content_type="text/plain; charset=utf-8")
    if form == "annotations.jsonld":
        said = Statement.objects.published().filter(article=found).order_by("spans__0__0", "pk")
        return JsonResponse(
            annotations.collection(found, said), content_type=annotations.MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
        )
    raise Http404


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return render(request, "sitemap_index.xml", {"sections": sitemaps.sections()}, content_type="application/xml")


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return render(request, "sitemap.xml", {"pages": sitemaps.pages()}, content_type="application/xml")


@require_safe
def sitemap_section(request: HttpRequest, noun: str, number: int) -> HttpResponse:
    """404 for a section without a record."""
    pages = sitemaps.section(noun, number) if noun in sitemaps.MODELS and number < 10**9 else []
    if not pages:
        raise Http404
    return render(request, "sitemap.xml", {"pages": pages}, content_type="application/xml")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1)."""
    return render(request, "opensearch.xml", content_type="application/opensearchdescription+xml")


def _attached(name: str) -> str:
    return content_disposition_header(True, name) or ""


def _too_many() -> HttpResponse:
    """429: the client's exports are all still running."""
    sentence = f"You are already taking {slots.EACH} lists along. Wait until one of them has ended, then ask for this one again.\n"
    return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(RETRY_AFTER)})
