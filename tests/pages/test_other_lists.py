"""The lists of articles, actors and events: their filters against plain querysets, what a row says, and their queries."""

import pytest
from django.db.models import Q

from archive.models import Actor, Article, Event
from tests import builders
from tests.pages import cast
from tests.pages.reading import chips, find, notes, options, read, results, rows, shown_count, walk, words

pytestmark = pytest.mark.django_db

MODELS = {"article": Article, "actor": Actor, "event": Event}
FILTERS = {
    ("actor", "kind=person"): Q(kind="person"),
    ("actor", "kind=state&kind=organisation"): Q(kind__in=["state", "organisation"]),
    ("event", "kind=call"): Q(kind="call"),
    ("event", "kind=call&kind=talks"): Q(kind__in=["call", "talks"]),
    ("event", "actor=donald-trump"): Q(participants__slug="donald-trump"),
    ("event", "actor=donald-trump&actor=vladimir-putin"): Q(participants__slug__in=["donald-trump", "vladimir-putin"]),
    ("event", "actor=vladimir-putin&kind=call"): Q(participants__slug="vladimir-putin", kind="call"),
    ("event", "date_from=2025-03-18"): Q(date_latest__gte="2025-03-18") | Q(date_latest=None, date_earliest__isnull=False),
    ("event", "date_to=2024"): Q(date_earliest__lte="2024-12-31") | Q(date_earliest=None, date_latest__isnull=False),
    ("article", "published_from=2025-05"): Q(published_latest__gte="2025-05-01")
    | Q(published_latest=None, published_earliest__isnull=False),
    ("article", "published_to=2025-04"): Q(published_earliest__lte="2025-04-30")
    | Q(published_earliest=None, published_latest__isnull=False),
}


@pytest.mark.parametrize(("noun", "query"), FILTERS)
def test_a_filter_narrows_to_what_a_plain_queryset_gives(client, noun, query):
    wanted = set(MODELS[noun].objects.published().filter(FILTERS[noun, query]).values_list("slug", flat=True))
    assert set(walk(client, f"/{noun}s/?{query}", noun)) == wanted
    assert wanted
    assert shown_count(read(client, f"/{noun}s/?{query}")) == len(wanted)


def test_articles_are_filtered_by_their_publisher(client):
    gazette, herald = builders.make_actor("Gazette", kind="outlet"), builders.make_actor("Herald", kind="outlet")
    by_gazette, by_herald = builders.make_article(publisher=gazette), builders.make_article(publisher=herald)
    assert rows(read(client, f"/articles/?publisher={gazette.slug}"), "article") == [by_gazette.slug]
    both = rows(read(client, f"/articles/?publisher={gazette.slug}&publisher={herald.slug}"), "article")
    assert set(both) == {by_gazette.slug, by_herald.slug}
    assert options(read(client, "/articles/"), "publisher") == {gazette.slug: 1, herald.slug: 1}


@pytest.mark.parametrize(
    ("noun", "name", "path"), [("actor", "kind", "kind"), ("event", "kind", "kind"), ("event", "actor", "participants__slug")]
)
def test_the_number_beside_a_choice_is_what_choosing_it_gives(client, noun, name, path):
    found = options(read(client, f"/{noun}s/"), name)
    assert found
    for value, count in found.items():
        assert count == MODELS[noun].objects.published().filter(**{path: value}).distinct().count(), value


@pytest.mark.parametrize(("noun", "name"), [("actor", "kind"), ("event", "kind"), ("event", "actor"), ("article", "publisher")])
def test_an_unknown_value_is_explained_and_ignored(client, noun, name):
    root = read(client, f"/{noun}s/?{name}=nobody-at-all")
    assert "nobody-at-all" in notes(root)
    assert shown_count(root) == MODELS[noun].objects.published().count()


@pytest.mark.parametrize("day", ["2025-02-30", "9" * 40, "soon", "2025-W10"])
@pytest.mark.parametrize(
    ("noun", "name"), [("event", "date_from"), ("event", "date_to"), ("article", "published_from"), ("article", "published_to")]
)
def test_a_bad_day_is_explained_and_ignored(client, noun, name, day):
    root = read(client, f"/{noun}s/?{name}={day}")
    assert day in notes(root)
    assert shown_count(root) == MODELS[noun].objects.published().count()


def test_each_chip_takes_exactly_one_filter_off(client):
    given = {"kind=call", "kind=talks", "actor=donald-trump", "date_from=2024"}
    found = chips(read(client, "/events/?" + "&".join(sorted(given))))
    found.pop("Clear all")
    left = [given - set(query.removeprefix("?").split("&")) for query in found.values()]
    assert sorted(map(sorted, left)) == sorted([one] for one in given)


def test_a_row_of_an_article_says_publisher_day_and_number_of_statements(client):
    article = builders.make_article(title="The title", publisher=builders.make_actor("Gazette"), published="2025-03")
    builders.make_statement(article)
    builders.make_statement(article, "denied", status="draft")
    text = words(results(read(client, f"/articles/?publisher={article.publisher.slug}")))
    for wanted in ("The title", "Gazette", "March 2025", "1 statement"):
        assert wanted in text


def test_a_row_of_an_actor_says_its_kind_and_number_of_statements(client):
    cast.clear()
    actor = builders.make_actor("Anna", kind="outlet")
    builders.make_statement(speakers=[actor])
    text = words(results(read(client, "/actors/")))
    assert "Anna" in text
    assert "media outlet" in text
    assert "1 statement" in text


def test_a_row_of_an_event_says_when_and_where(client):
    cast.clear()
    builders.make_event("The talks", kind="talks", date="2025-03-11~", place="Jeddah")
    text = words(results(read(client, "/events/")))
    for wanted in ("The talks", "about 11 March 2025", "Jeddah", "talks"):
        assert wanted in text


def test_an_actor_is_found_by_every_name(client):
    actor = builders.make_actor("Anna Example")
    actor.names.create(name="Annuschka")
    actor.names.create(name="Chairwoman Quux", kind="called")
    for q in ("example", "annuschka", "quux"):
        assert rows(read(client, f"/actors/?q={q}"), "actor") == [actor.slug]


def timeline(root):
    return find(root, "figure", class_="timeline")[0]


def drawn(root) -> list[str]:
    """Where the marks or bars of the timeline lead."""
    return [a.get("href") for a in find(timeline(root), "svg")[0].iter("a")]


@pytest.mark.parametrize("query", ["", "?kind=call", "?q=ceasefire", "?date_from=2025-05", "?kind=nothing"])
def test_the_timeline_has_the_dated_events_of_the_list_and_a_table_behind_it(client, query):
    root = read(client, f"/events/{query}")
    listed = walk(client, f"/events/{query}", "event")
    dated = Event.objects.filter(slug__in=listed).exclude(date="")
    wanted = {event.get_absolute_url() for event in dated}
    assert set(drawn(root)) == wanted
    (table,) = timeline(root).iter("table")
    assert [a.get("href") for a in table.iter("a")] == drawn(root)
    left = len(listed) - len(wanted)
    assert (f"{left} event{'s' if left > 1 else ''} without a date" in words(timeline(root))) == (left > 0)


def test_a_mark_says_when_what_and_how_many_statements(client):
    cast.clear()
    event = builders.make_event("The talks", date="2025-03-11~")
    builders.make_statement(event=event)
    (mark,) = find(timeline(read(client, "/events/")), "svg")[0].iter("a")
    assert mark.get("aria-label") == "about 11 March 2025: The talks, 1 statement"


def test_events_without_a_date_have_no_timeline(client):
    cast.clear()
    builders.make_event(date="")
    assert not find(read(client, "/events/"), "figure")


@pytest.fixture
def many() -> None:
    cast.clear()
    for number in range(45):
        builders.make_event(date=f"20{10 + number // 3}-03-18", kind="talks" if number % 3 else "call")
    builders.make_event(date="")


def test_many_events_are_bars_that_narrow_the_list_to_as_many_and_keep_its_other_filters(client, many):
    root = read(client, "/events/?actor=nobody&order=oldest")
    bars = drawn(root)
    assert len(bars) == 15
    for bar in bars[:3]:
        assert shown_count(read(client, bar)) == 3
        assert "order=oldest" in bar
    assert "1 event has no known date" in words(timeline(root))


def test_a_bar_replaces_the_days_of_the_list(client, many):
    bars = drawn(read(client, "/events/?date_from=2000&date_to=2030"))
    assert bars[0] == "/events/?date_from=2010&date_to=2010"


def test_few_enough_events_are_drawn_one_by_one(client, many):
    assert len(drawn(read(client, "/events/?kind=talks"))) == 30
