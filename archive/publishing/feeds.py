"""A list as an Atom feed (RFC 4287): its newest records, each with its permanent address as its id."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from archive import cards
from archive.models import Actor, Article, Event, Statement
from archive.publishing import phrases, records
from archive.publishing.asked import Asked

#: Entries of a feed.
NEWEST = 50
#: When an empty feed was changed: an answer without records is the same at any time.
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class _Feed(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """What Django calls the description is the whole content here, and no summary of it."""
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["description"], {"type": "html"})


def atom(asked: Asked) -> str:
    """The newest matches, as XML."""
    page = f"{settings.SITE_URL}/{asked.noun}s"
    query = f"?{asked.query}" if asked.query else ""
    feed = _Feed(
        title=f"Readout: {asked.noun}s" + (f" ({phrases.shortened(asked.words, 200)})" if asked.words else ""),
        link=f"{page}/{query}",
        description=None,
        language="en",
        author_name="Readout",
        author_link=f"{settings.SITE_URL}/",
        feed_url=f"{page}.atom{query}",
        feed_guid=f"{page}.atom{query}",
    )
    newest = asked.matches.newest(NEWEST)
    for title, content, row in _statements(newest) if asked.noun == "statement" else _others(asked.noun, newest):
        link = settings.SITE_URL + row.get_absolute_url()
        feed.add_item(title, link, content, unique_id=link, pubdate=row.created, updateddate=row.modified)
    return feed.writeString("utf-8")


def _statements(pks: list[int]) -> Iterable[tuple[str, str, Statement]]:
    rows = Statement.objects.published().only("public_id", "created", "modified").in_bulk(pks)
    for card in cards.statements(pks):
        if card.pk in rows:
            speakers = phrases.names(card.speakers) if card.speakers else phrases.UNKNOWN_SPEAKER
            article = settings.SITE_URL + card.in_article
            content = format_html(
                '<blockquote><p lang="{}">{}</p></blockquote><p>{} ({}). In <cite><a href="{}">{}</a></cite>.</p>',
                card.language, card.text, phrases.attribution(card), phrases.KINDS[card.kind], article, card.article.label,
            )  # fmt: skip
            yield f"{speakers}: {phrases.words(card.kind, phrases.title(card.kind, card.text))}", content, rows[card.pk]


def _others(noun: str, pks: list[int]) -> Iterable[tuple[str, str, Any]]:
    rows: dict[int, Any] = {"article": records.articles, "actor": records.actors, "event": records.events}[noun]().in_bulk(pks)
    for row in (rows[pk] for pk in pks if pk in rows):
        yield str(row), _about(row), row


def _about(row: Article | Actor | Event) -> str:
    match row:
        case Article():
            lines = [f"{row.publisher or 'Publisher not known'}, {phrases.day(row.published)}", row.byline]
        case Actor():
            lines = [row.get_kind_display().capitalize()]
        case Event():
            lines = [f"{row.get_kind_display().capitalize()}, {phrases.day(row.date)}", row.place]
    described = "" if isinstance(row, Article) else mark_safe(row.description_html)  # cleaned by markup.render
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line)) + described
