"""Dates and counts in words."""

from django import template

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
def edtf_machine(value: str) -> str:
    """What <time datetime> may hold for an EDTF: the plain date, or nothing for an interval, season or decade."""
    plain = value.rstrip("?~%")
    return plain if len(plain) in (4, 7, 10) and plain.replace("-", "").isdigit() and not 21 <= int(plain[5:7] or 0) <= 41 else ""


@register.filter
def counted(number: int, noun: str) -> str:
    """“1 statement”, “1,284 statements”; a noun in -y gives its plural as “utterance,utterances”."""
    singular, _, plural = noun.partition(",")
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


@register.filter
def names(actors) -> str:
    """Names in a row: “Donald Trump and Vladimir Putin”."""
    found = [str(actor) for actor in actors]
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)
