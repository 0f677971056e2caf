"""Text with matches marked. Everything is escaped by the template; only its own <mark> is markup."""

from collections.abc import Iterable
from typing import Any

from django import template

from archive.search import highlight
from archive.search.query import Term

register = template.Library()


@register.inclusion_tag("archive/_marked.html")
def marked(text: str, terms: Iterable[Term]) -> dict[str, Any]:
    """The whole text with the terms marked."""
    return {"pieces": highlight.pieces(text, highlight.matches(text, terms))}


@register.inclusion_tag("archive/_marked.html")
def snippet(text: str, terms: Iterable[Term], width: int = 280) -> dict[str, Any]:
    """The part of the text around the first match, with the terms marked."""
    return {"pieces": highlight.snippet(text, terms, width)}
