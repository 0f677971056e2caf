"""How often each page asks the database: as often for two rows as for twenty, the generation of the archive among it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Participation
from tests import builders
from tests.pages import cast

pytestmark = pytest.mark.django_db


def queries(client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in (200, 304)
    return [query["sql"] for query in captured.captured_queries]


def article(number: int) -> str:
    return cast.make_linked_statements(number)[0].article.get_absolute_url()


def actor(number: int) -> str:
    statements = cast.make_linked_statements(number)
    relay = statements[0].relayed_by
    for statement in statements:
        statement.speakers.add(relay)
        statement.addressees.add(relay)
    return relay.get_absolute_url()


def event(number: int) -> str:
    event = cast.make_linked_statements(number)[0].event
    for n in range(number + 2):  # with five articles or more none is looked for that is silent
        guest = builders.make_actor()
        Participation.objects.create(actor=guest, event=event)
        builders.make_detail(builders.make_article(), event, f"aspect {n}", "x", "denied", according_to=guest)
    return event.get_absolute_url()


def utterance(number: int) -> str:
    return cast.make_linked_statements(number)[0].utterance.get_absolute_url()


def statement(number: int) -> str:
    return cast.make_linked_statements(number)[0].get_absolute_url()


def statements_of_an_article(number: int) -> str:
    return f"/statements/?article={cast.make_linked_statements(number)[0].article.slug}"


def everything(number: int) -> str:
    """Rows for the lists, each linked with others."""
    cast.clear()
    for made in cast.make_linked_statements(number):
        builders.make_article(publisher=made.relayed_by)
        builders.make_event().participations.create(actor=made.relayed_by)
    return "/"


def many_events(number: int) -> str:
    """More events than a timeline draws one by one."""
    everything(number)
    for day in range(1, 31):
        builders.make_event(date=f"2025-03-{day:02}"), builders.make_event(date=f"2025-04-{day:02}")
    return "/events/"


def listed(path: str):
    return lambda number: everything(number) + path


#: A page, what makes it, and how often it asks.
PAGES = {
    "home": (everything, 19),
    "article": (article, 10),
    "actor": (actor, 17),
    "event": (event, 16),
    "utterance": (utterance, 7),
    "statement": (statement, 9),
    "statements": (listed("statements/"), 11),
    "statements of an article": (statements_of_an_article, 14),
    "statements with words": (lambda number: f"{statements_of_an_article(number)}&q=sentence", 16),
    "statements with words, newest first": (lambda number: f"{statements_of_an_article(number)}&q=sentence&order=newest", 15),
    "statements that are not there": (listed("statements/?q=sentense&kind=mixed&speaker=actor"), 16),
    "articles": (listed("articles/"), 9),
    "actors": (listed("actors/"), 7),
    "events": (listed("events/"), 11),
    "events in bars": (many_events, 9),
    "search": (listed("search/?q=sentence+OR+actor+OR+event"), 22),
    "search for nothing": (listed("search/?q="), 1),
    "help": (listed("search/help/"), 1),
    "about": (listed("about/"), 1),
    "suggestions": (listed("suggest/speaker/?q=act"), 2),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_often_for_two_rows_as_for_twenty(client, page):
    make, often = PAGES[page]
    few, many = (queries(client, make(number)) for number in (2, 23))
    assert len(few) == len(many), "\n".join([*few, "-- and --", *many])
    assert len(many) == often, "\n".join(many)
