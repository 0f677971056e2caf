"""The style page: the tokens of the stylesheet, read from it, and the parts of the pages in one place."""

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.sources import vocabulary

_STYLESHEET = settings.BASE_DIR / "static" / "css" / "site.css"
_ROLES = {
    "paper": "the page", "raised": "a surface that stands out", "ink": "text", "quiet": "text that steps back", "rule": "hairlines",
    "edge": "edges of controls", "accent": "the one accent", "match": "words that were searched", "target": "words that were linked to",
    "added": "words only here", "gone": "words not here",
}  # fmt: skip
#: What is written in a colour must hold 4.5:1 against the page, what is drawn 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
WRITTEN = ("ink", "quiet", "accent", "added", "gone")


class Colour(NamedTuple):
    """A colour of both themes, with its contrast against the page of each."""

    name: str
    role: str
    light: str
    dark: str
    on_light: float
    on_dark: float


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    light, _ = tokens()
    sizes = ("h1", "h2", "h3", "quote", "body", "small", "label")
    context = {
        "colours": [colour(name, role) for name, role in _ROLES.items()],
        "voices": [colour(name, "") for name in light if name.startswith("voice-")],
        "sizes": [(name, light[name]) for name in sizes],
        "spaces": [(name, light[name]) for name in light if re.fullmatch("s[0-9]", name)],
        "kinds": vocabulary.STATEMENT_KINDS,
    }
    return render(request, "archive/style.html", context)


@cache
def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """Name to value of each token in the light and in the dark theme, in the order of the stylesheet."""
    blocks = re.findall(r":root \{(.*?)\}", _STYLESHEET.read_text(encoding="utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", block)) for block in blocks[:2])
    return light, light | dark


def colour(name: str, role: str) -> Colour:
    light, dark = tokens()
    return Colour(name, role, light[name], dark[name], contrast(light[name], light["paper"]), contrast(dark[name], dark["paper"]))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours in #rrggbb, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
