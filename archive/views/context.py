"""What every page knows: its own address, and those of the parts of the site."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class Place(NamedTuple):
    """An entry of the site's navigation; ``current`` is the value of aria-current, empty where the reader is not."""

    label: str
    url: str
    current: str


def site(request: HttpRequest) -> dict[str, Any]:
    """``canonical`` is the page's address without parameters, made from the configured site; ``urls`` are those of lists and pages."""
    return {"canonical": f"{settings.SITE_URL}{request.path}", "urls": _urls(), "places": _places(request.path)}


@cache
def _urls() -> dict[str, str]:
    """Looked up once: a page has a dozen of them, and ``reverse`` is slow."""
    names = {
        "home": "home", "statements": "statement-list", "events": "event-list", "actors": "actor-list", "articles": "article-list",
        "about": "about", "style": "style", "search": "search", "search_help": "search-help", "opensearch": "opensearch",
    }  # fmt: skip
    return {name: reverse(view) for name, view in names.items()} | {"suggest": reverse("suggest", args=["x"]).removesuffix("x/")}


def _places(path: str) -> list[Place]:
    urls = _urls()
    return [
        Place(name.capitalize(), urls[name], "page" if path == urls[name] else "true" if path.startswith(urls[name]) else "")
        for name in ("statements", "events", "actors", "articles", "about")
    ]
