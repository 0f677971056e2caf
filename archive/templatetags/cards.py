"""What a list page has many of: statements in rows, the sentence that attributes each, and the choices of its filters.

They are written in Python because they are most of the page: Django's templates need 3 ms for twenty rows, this 0.3. Every value goes
through ``escape``; nothing here is marked safe that did not.
"""

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from archive.cards import Card, Link
from archive.filters import FacetGroup, Option
from archive.search import highlight
from archive.search.query import Term
from archive.voices import voice

register = template.Library()

#: Characters of a statement that a row shows.
SHOWN = 480
#: Choices of a facet that are shown at once; the rest unfolds.
FIRST = 6


@register.simple_tag
def statement_row(card: Card, terms: Iterable[Term] = (), hide_event: bool = False, hide_speaker: bool = False) -> SafeString:
    """One statement in a list: who said it to whom, the words around the first match, and where it stands."""
    event = f"{_link(card.event)} · " if card.event and not hide_event else ""
    wordings = f' · <a href="{escape(card.utterance.url)}">All reports of it</a>' if card.utterance else ""
    return mark_safe(  # every part is escaped
        f'<div class="statement voice-{voice(card.speakers[0].slug if card.speakers else "")}">\n'
        f'<p class="who small">{_attribution(card, hide_speaker)} <span class="kind {card.kind}">{card.kind}</span></p>\n'
        f'<blockquote class="words {card.kind}" lang="{escape(card.language)}" cite="{escape(card.article.url)}">'
        f'<p><a href="{escape(card.url)}">{_words(card.text, terms)}</a></p></blockquote>\n'
        f'<p class="where small quiet">{event}In <cite><a href="{escape(card.in_article)}">{escape(card.article.label)}</a></cite>'
        f"{wordings}</p>\n</div>\n"
    )


@register.simple_tag
def attribution(card: Card) -> SafeString:
    """A statement's provenance as a sentence: speaker, the article's reporting words, relayed by, to, channel, day."""
    return mark_safe(_attribution(card))  # every part is escaped


@register.simple_tag
def choices(facet: FacetGroup) -> SafeString:
    """The checkboxes of a facet, with the number of rows where it was counted."""
    rows = [_choice(facet.name, option) for option in facet.options]
    if len(rows) > FIRST + 1:
        is_open = " open" if any(option.selected for option in facet.options[FIRST:]) else ""
        rows.insert(FIRST, f'<details class="more"{is_open}><summary>{len(rows) - FIRST} more</summary>\n')
        rows.append("</details>\n")
    return mark_safe("".join(rows))  # every part is escaped


def _choice(name: str, option: Option) -> str:
    count = "" if option.rows is None else f' <span class="count"><span class="hidden">: </span>{option.rows}</span>'
    checked = " checked" if option.selected else ""
    return (
        f'<label class="choice"><input type="checkbox" name="{name}" value="{escape(option.value)}"{checked}> '
        f"<span>{escape(option.label)}</span>{count}</label>\n"
    )


@register.simple_tag
def links(people: Sequence[Link]) -> SafeString:
    """Linked names in a row: “Donald Trump and Vladimir Putin”."""
    return mark_safe(_people(people))  # every part is escaped


def _attribution(card: Card, hide_speaker: bool = False) -> str:
    said = "" if hide_speaker else _people(card.speakers) or "<span>Speaker not known</span>"
    if card.cue:
        said = f'{said} <q class="cue">{escape(card.cue)}</q>'.strip()
    parts = [said] if said else []
    if card.relayed_by:
        parts.append(f"relayed by {_link(card.relayed_by)}")
    if card.addressees:
        parts.append(f"to {_people(card.addressees)}")
    if card.channel:
        parts.append(escape(card.over))
    inferred = ' <span class="quiet">(inferred)</span>' if card.said_inferred else ""
    return ", ".join([*parts, f"{_date(card)}{inferred}"])


def _date(card: Card) -> str:
    if not card.said:
        return "date not known"
    title = f'title="EDTF {escape(card.said)}"'
    if not card.said_machine:
        return f"<span {title}>{escape(card.said_words)}</span>"
    return f'<time datetime="{card.said_machine}" {title}>{escape(card.said_words)}</time>'


def _words(text: str, terms: Iterable[Term]) -> str:
    if not terms:
        return escape(text if len(text) <= SHOWN else Truncator(text).chars(SHOWN))
    pieces = highlight.snippet(text, terms, SHOWN)
    return "".join(f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text) for piece in pieces)


def _people(people: Sequence[Link]) -> str:
    *others, last = map(_link, people) if people else ("",)
    return f"{', '.join(others)} and {last}" if others else last


def _link(link: Link) -> str:
    return f'<a href="{escape(link.url)}">{escape(link.label)}</a>'
