"""Dates and counts in words."""

from django import template

from archive.publishing import phrases
from archive.search.matching import Count
from archive.sources import dates

register = template.Library()


@register.filter
def edtf(value: str) -> str:
    """An EDTF in words: “about 20 May 2025”. A wrong one, which only plain SQL can bring in, is shown as it is."""
    try:
        return dates.days(value).words
    except dates.DateError:
        return value


@register.filter
def moment(value: str) -> str:
    """As ``edtf``, of what happened at one moment: “between 19 and 25 May 2025”."""
    try:
        return dates.moment(value)
    except dates.DateError:
        return value


@register.filter
def edtf_machine(value: str) -> str:
    """What <time datetime> may hold for an EDTF."""
    return dates.machine(value)


@register.filter
def counted(number: int | Count, noun: str) -> str:
    """“1 statement”, “1,284 statements”, “10,000+ statements”; a noun with a plural of its own is given as “foot,feet”."""
    count = number if isinstance(number, Count) else Count(number)
    singular, _, plural = noun.partition(",")
    return f"{count} {singular if count == (1, False) else plural or singular + 's'}"


register.filter("names", phrases.names)
