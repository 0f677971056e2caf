"""Markdown to safe HTML: the one place where stored text becomes markup.

Input is bounded before it is parsed (Python-Markdown is quadratic in runs of brackets), and what the parser makes is cleaned by
nh3 last, because Markdown keeps raw HTML and ``javascript:`` links.
"""

import re

import markdown
import nh3
from markdown.extensions.tables import TableExtension

MAX_LENGTH = 20_000

#: Python-Markdown needs seconds for thousands of unclosed brackets and for deep quotation.
MAX_BRACKETS = 500
MAX_HEADINGS = 100
_HEADING = re.compile(r"^[ ]{0,3}(?:#|[=*_-]+[ \t]*$)", re.MULTILINE)
_DEEP = re.compile(r"^[ \t]*(?:>[ \t]*){12}|[\[\]()*_`<!&]{60}", re.MULTILINE)

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "hr", "ins", "li", "ol", "p", "pre",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "h2": {"id"}, "h3": {"id"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}


class MarkupError(ValueError):
    """The text cannot be rendered in bounded time; the message says why."""


def check(text: str) -> None:
    """Raise MarkupError when the text is longer or more tangled than a note can be."""
    if len(text) > MAX_LENGTH:
        raise MarkupError(f"A note has at most {MAX_LENGTH:,} characters; this one has {len(text):,}.")
    brackets = sum(text.count(character) for character in "[(<")
    if brackets > MAX_BRACKETS:
        raise MarkupError(f"A note has at most {MAX_BRACKETS} opening brackets; this one has {brackets:,}.")
    if len(_HEADING.findall(text)) > MAX_HEADINGS:
        raise MarkupError(f"A note has at most {MAX_HEADINGS} headings and rules.")
    if found := _DEEP.search(text):
        raise MarkupError(f"The run “{found[0][:20]}…” is too long for a note.")


def render(text: str) -> str:
    """Markdown (with tables) to HTML of a short list of tags. Raises MarkupError."""
    if not text:
        return ""
    check(text)
    html = markdown.markdown(text, extensions=[TableExtension(use_align_attribute=True), "sane_lists"])
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener noreferrer")
