"""What pages tell programs: absolute addresses, JSON-LD, and where the forms of a statement or an article stand."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from archive.cards import Card
from archive.models import Actor, Article, Event
from archive.publishing import citations, phrases, structured
from archive.publishing.citations import Citation

register = template.Library()


class Form(NamedTuple):
    name: str
    label: str
    media_type: str
    url: str


@register.simple_tag
def absolute(name: str, *args: str | int) -> str:
    """The address of a page on the configured site."""
    return settings.SITE_URL + reverse(name, args=args)


@register.simple_tag
def json_ld(record: Citation | Article | Event | Actor) -> SafeString:
    """What goes into a script of the type application/ld+json."""
    return structured.script(structured.describe(record))


@register.simple_tag
def quotation(card: Card) -> str:
    """What is copied from a statement's page; the template escapes it."""
    return phrases.quotation(card, settings.SITE_URL + card.url)


@register.filter
def forms(cited: Citation) -> list[Form]:
    """The forms of a citation, each with its address."""
    return [
        Form(name, label, media_type.partition(";")[0], f"{cited.url.removeprefix(settings.SITE_URL).rstrip('/')}.{name}")
        for name, (label, media_type, _) in citations.FORMS.items()
    ]


@register.filter
def siblings(address: str, ending: str) -> str:
    """The address of a record in another form: ``/articles/x/`` with ``txt`` is ``/articles/x.txt``."""
    return f"{address.rstrip('/')}.{ending}"
