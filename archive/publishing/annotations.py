"""The statements of an article as W3C Web Annotations: each span as a position in the text and as a quotation with its surroundings.

https://www.w3.org/TR/annotation-model/. The target is the article's text exactly as received, so positions are code points of it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from archive import cards
from archive.models import Article, Statement
from archive.publishing import phrases
from archive.sources.shapes import Span

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
#: Characters before and after the quotation.
AROUND = 32


def collection(article: Article, statements: Iterable[Statement]) -> dict[str, Any]:
    """An AnnotationCollection with all of an article's published statements on one page."""
    address = f"{settings.SITE_URL}{article.get_absolute_url().rstrip('/')}"
    source, own = f"{address}.txt", f"{address}.annotations.jsonld"
    rows = {statement.pk: statement for statement in statements}
    items = [_annotation(card, rows[card.pk], article.text, source) for card in cards.statements(rows)]
    found: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": own,
        "type": "AnnotationCollection",
        "label": f"Statements reported in: {article.title}",
        "total": len(items),
    }
    if items:
        found["first"] = {"id": f"{own}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return found


def _annotation(card: cards.Card, statement: Statement, text: str, source: str) -> dict[str, Any]:
    url = settings.SITE_URL + card.url
    return {
        "id": f"{url}#annotation",
        "type": "Annotation",
        "motivation": "describing",
        "created": statement.created.isoformat(),
        "modified": statement.modified.isoformat(),
        "body": [
            {
                "type": "TextualBody",
                "value": f"{phrases.attribution(card)}: {phrases.KINDS[card.kind]}.",
                "format": "text/plain",
                "language": "en",
                "purpose": "describing",
            },
            {"type": "SpecificResource", "source": url, "purpose": "linking"},
        ],
        "target": [{"type": "SpecificResource", "source": source, "selector": _selectors(text, span)} for span in statement.spans],
    }


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]
