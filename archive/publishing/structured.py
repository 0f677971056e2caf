"""What pages tell machines of themselves: JSON-LD in the words of schema.org. Only exact dates are dates there."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from archive.models import Actor, Article, Event
from archive.publishing.citations import ARCHIVE, Citation
from archive.sources import dates

_ACTORS = {"person": "Person", "organisation": "Organization", "state": "Organization", "outlet": "NewsMediaOrganization"}
#: So that no text ends the script it stands in; ``<!--`` and U+2028 included, since the rest is ASCII.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def script(data: dict[str, Any]) -> SafeString:
    """JSON for a ``<script type="application/ld+json">``; what is empty is left out."""
    given = {name: value for name, value in data.items() if value not in ("", None, [], {})}
    return mark_safe(json.dumps({"@context": "https://schema.org", **given}).translate(_ESCAPES))


def describe(record: Citation | Article | Event | Actor) -> dict[str, Any]:
    """A record in the words of schema.org."""
    match record:
        case Citation():
            return _quotation(record)
        case Article():
            return _article(record)
        case Event():
            return _event(record)
        case Actor():
            return _actor(record)


def _quotation(cited: Citation) -> dict[str, Any]:
    """A Quotation; only who chose the words is their creator, everybody else has them attributed."""
    people = [{"@type": _ACTORS[person.kind], "name": person.name} for person in cited.speakers]
    return {
        "@type": "Quotation",
        "@id": cited.url,
        "url": cited.url,
        "identifier": cited.id,
        "version": cited.version,
        "text": cited.text,
        "inLanguage": cited.language,
        "spokenByCharacter": people,
        "creator": people if cited.kind == "direct" else [],
        "dateCreated": _exact(cited.said),
        "isBasedOn": _filled(
            {
                "@type": "NewsArticle",
                "url": cited.source_url or cited.article_url,
                "name" if cited.title_is_editors else "headline": cited.article,
                "datePublished": _exact(cited.published),
                "publisher": _filled({"@type": "Organization", "name": cited.publisher}) if cited.publisher else "",
            }
        ),
        "isPartOf": {"@type": "Collection", "name": ARCHIVE, "url": f"{settings.SITE_URL}/"},
    }


def _article(article: Article) -> dict[str, Any]:
    url = settings.SITE_URL + article.get_absolute_url()
    return {
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": url,
        "url": article.url or url,
        "name" if article.title_by == "editor" else "headline": article.title,
        "inLanguage": article.language,
        "datePublished": _exact(article.published),
        "publisher": {"@type": _ACTORS[article.publisher.kind], "name": article.publisher.name} if article.publisher else "",
        "identifier": f"sha256:{article.sha256}",
        "isPartOf": {"@type": "Collection", "name": ARCHIVE, "url": f"{settings.SITE_URL}/"},
    }


def _event(event: Event) -> dict[str, Any]:
    url = settings.SITE_URL + event.get_absolute_url()
    return {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "startDate": _exact(event.date),
        "location": {"@type": "Place", "name": event.place} if event.place else "",
        "description": strip_tags(event.description_html).strip(),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    url = settings.SITE_URL + actor.get_absolute_url()
    return {
        "@type": _ACTORS[actor.kind],
        "@id": url,
        "url": url,
        "name": actor.name,
        "alternateName": [other.name for other in actor.names.all() if other.kind == "name"],
        "description": strip_tags(actor.description_html).strip(),
    }


def _exact(edtf: str) -> str:
    """A date that is one day, without a doubt; else nothing."""
    return edtf if len(edtf) == 10 and dates.machine(edtf) == edtf else ""


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
