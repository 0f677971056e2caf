"""Rows as plain dictionaries."""

from typing import Any

from django.conf import settings

from archive.models import Statement


def statement_record(statement: Statement) -> dict[str, Any]:
    """One statement, with names for people and slugs for what has a page of its own.

    ``speaker`` is a name, a list of names for a joint statement, or None when unknown. ``spans`` are half-open, in code points.
    The statement comes from a ``for_detail()`` queryset.
    """
    speakers = [actor.name for actor in statement.speakers.all()]
    return {
        "id": statement.public_id,
        "source": statement.article.source_file,
        "article": statement.article.slug,
        "spans": [list(span) for span in statement.spans],
        "text": statement.text,
        "kind": statement.kind,
        "speaker": speakers if len(speakers) > 1 else next(iter(speakers), None),
        "as": statement.named_as,
        "cue": statement.cue,
        "relayed_by": statement.relayed_by.name if statement.relayed_by else None,
        "to": [actor.name for actor in statement.addressees.all()],
        "channel": statement.channel,
        "said": statement.said,
        "event": statement.event.slug if statement.event else None,
        "utterance": statement.utterance.slug if statement.utterance else None,
        "topics": [topic.slug for topic in statement.topics.all()],
        "url": settings.SITE_URL + statement.get_absolute_url(),
    }
