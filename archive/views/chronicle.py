"""The timeline of a list of events: each event drawn while there are few, counts for each unit of time when there are many."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from archive import cards, charts, timeline
from archive.models import Event
from archive.search import facets
from archive.search.matching import Matches
from archive.templatetags.wording import edtf

#: Up to so many events are drawn one by one; of more, at most so many bars.
DRAWN, BARS = 40, 60


def of(matches: Matches, parameters: QueryDict) -> dict[str, Any]:
    """What ``_timeline.html`` needs for the events that match: ``timeline``, or ``bars`` with the parameters that each bar narrows.

    Three queries for few events, one for many.
    """
    if matches.count.capped or matches.count.rows > DRAWN:
        return {"bars": charts.bars(facets.over_time(matches, "date"), BARS), "bars_query": _without_days(parameters)}
    return {"timeline": drawn(cards.records(Event.objects.published(), "event")(matches.newest(DRAWN)))}


def drawn(events: Sequence[Event]) -> timeline.Timeline | None:
    """The events, in their order, each with ``statements_seen``."""
    dated = [event for event in events if event.date_earliest or event.date_latest]
    return timeline.draw([_happening(event) for event in dated], len(events) - len(dated))


def _happening(event: Any) -> timeline.Happening:
    return timeline.Happening(
        event.date_earliest, event.date_latest, any(sign in event.date for sign in "~?%"), edtf(event.date), event.title,
        event.get_absolute_url(), event.statements_seen.rows,
    )  # fmt: skip


def _without_days(parameters: QueryDict) -> str:
    """The parameters of the list without its days and its place, ready to be followed by days."""
    kept = parameters.copy()
    for name in ("date_from", "date_to", "after", "before"):
        kept.pop(name, None)
    return kept.urlencode() + "&" if kept else ""
