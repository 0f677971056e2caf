"""Promises 12 and 13: what is counted is what is paged through, and no row comes twice or not at all while others come and go."""

from random import Random

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from archive import filters
from archive import listing as listings
from archive.filters import ActorFilter, ArticleFilter, EventFilter, StatementFilter
from archive.listing import BY_DAY, Listing
from archive.models import Actor, Article, Event, Statement, Topic
from archive.search import facets, matching, relevance
from archive.search.matching import BY_NAME, BY_NAME_REVERSED
from archive.sources import dates
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, options, read, shown_count, walk, words
from tests.search import churn, reference

pytestmark = pytest.mark.django_db

LISTS = {
    "statement": (StatementFilter, BY_DAY),
    "article": (ArticleFilter, BY_DAY),
    "actor": (ActorFilter, (BY_NAME, BY_NAME_REVERSED)),
    "event": (EventFilter, BY_DAY),
}
NUMBER = 300


@pytest.fixture
def archive() -> reference.Archive:
    """Three hundred statements in eight articles, all published, of five actors with all that can be linked."""
    cast.clear()
    random = Random(300)
    actors = [builders.make_actor(f"Actor {n}", slug=f"actor-{n}") for n in range(5)]
    events = [builders.make_event(slug=f"event-{n}") for n in range(4)]
    topics = [Topic.objects.create(slug=f"topic-{n}", name=f"Topic {n}") for n in range(3)]
    statements = []
    for n in range(8):
        article = builders.make_article(
            ". ".join(churn.text(random) for _ in range(20)) + ". End", slug=f"article-{n}", published="2025", status="draft"
        )
        statements += [churn.unsaved(random, article) for _ in range(NUMBER // 8 + 1)]
    for statement in statements:
        statement.status, statement.event = "published", random.choice([None, *events])
        statement.relayed_by = random.choice([None, *actors])
    Statement.objects.bulk_create(statements)
    for relation, column, rows in (("speakers", "actor_id", actors), ("addressees", "actor_id", actors), ("topics", "topic_id", topics)):
        through = getattr(Statement, relation).through
        links = [(row.pk, linked.pk) for row in statements for linked in random.sample(rows, random.choice([0, 1, 1, 2]))]
        through.objects.bulk_create([through(**{"statement_id": one, column: other}) for one, other in links])
    Article.objects.publish()
    return reference.read()


def listing(noun: str, query: str) -> Listing:
    """The list as a view makes it, with primary keys for rows."""
    filterset, orders = LISTS[noun]
    return Listing(RequestFactory().get(f"/{noun}s/?{query}"), filterset, orders, list)


def paged(noun: str, query: str, between=lambda: None) -> list[int]:
    """Primary keys of all pages of a list, following its links."""
    seen = []
    for _ in range(200):
        page = listing(noun, query)
        seen += page.rows
        if not page.next_query:
            return seen
        query = page.next_query
        between()
    raise AssertionError("the list has no end")


def paged_back(noun: str, query: str, between=lambda: None) -> list[int]:
    """The same from the last page to the first."""
    page = listing(noun, query)
    while page.next_query:
        page = listing(noun, page.next_query)
    seen = page.rows
    for _ in range(200):
        if not page.previous_query:
            return seen
        between()
        page = listing(noun, page.previous_query)
        seen = page.rows + seen
    raise AssertionError("the list has no beginning")


VALUES = {
    "speaker": [f"actor-{n}" for n in range(5)],
    "to": [f"actor-{n}" for n in range(5)],
    "via": [f"actor-{n}" for n in range(5)],
    "event": [f"event-{n}" for n in range(4)],
    "article": [f"article-{n}" for n in range(8)],
    "kind": ["direct", "mixed", "indirect"],
    "channel": churn.CHANNELS[1:],
    "topic": [f"topic-{n}" for n in range(3)],
}


def combination(random: Random) -> QueryDict:
    """Some filters with one or two values each, some words, a day from which or until which."""
    query = QueryDict(mutable=True)
    for name in random.sample(list(VALUES), random.choice([0, 1, 1, 2, 2, 3])):
        query.setlist(name, random.sample(VALUES[name], random.choice([1, 1, 2])))
    for name in random.sample(["said_from", "said_to"], random.choice([0, 0, 1, 2])):
        query[name] = random.choice(["2024", "2025-03", "2025-03-18", "1999-06", "2025"])
    if random.random() < 0.4:
        query["q"] = random.choice(["war", "peace -elan", "pre*", '"root causes"', "war OR мир", "(war OR peace) NEAR/3 premier"])
    if random.random() < 0.5:
        query["order"] = random.choice(["newest", "oldest"])
    return query


def wanted(archive: reference.Archive, query: QueryDict, without: str = "") -> list[reference.Row]:
    """What the filters must leave, by reading every row."""
    kept = archive.rows["statement"]
    for name in VALUES:
        if name in query and name != without:
            kept = [row for row in kept if row.fields[name] & set(query.getlist(name))]
    if "said_from" in query:
        kept = [row for row in kept if reference.may_lie(row.periods["said"], dates.days(query["said_from"]).earliest, None)]
    if "said_to" in query:
        kept = [row for row in kept if reference.may_lie(row.periods["said"], None, dates.days(query["said_to"]).latest)]
    return kept


def test_the_number_shown_the_rows_paged_through_and_the_counts_beside_filters_are_one(archive):
    random, found = Random(12), []
    for _ in range(60):
        query = combination(random)
        page = listing("statement", query.urlencode())
        seen = paged("statement", query.urlencode())
        assert (page.count.rows, page.count.capped, len(set(seen))) == (len(seen), False, len(seen)), query
        if "q" not in query:
            assert set(seen) == {row.pk for row in wanted(archive, query)}, query
            check_facets(archive, query, page)
        found.append(len(seen))
        assert page.facets_are_counted
        for group in page.facets:
            if group.name in ("kind", "article") and group.name not in query:
                assert sum(option.rows for option in group.options) == len(seen), (query, group.name)
    assert sum(0 < number < NUMBER for number in found) > 30


def check_facets(archive, query, page) -> None:
    for group in page.facets:
        rows = wanted(archive, query, without=group.name)
        for option in group.options:
            assert option.rows == sum(option.value in row.fields[group.name] for row in rows), (query, group.name, option)
            assert option.selected == (option.value in query.getlist(group.name))


def test_the_page_shows_these_numbers(client, archive):
    for query in ("kind=direct", "speaker=actor-1&to=actor-2&said_from=2025", "q=war&topic=topic-0", "said_to=2024"):
        root = read(client, f"/statements/?{query}&order=oldest")
        assert shown_count(root) == len(walk(client, f"/statements/?{query}&order=oldest", "statement"))
        if "kind" not in query:
            assert sum(options(root, "kind").values()) == shown_count(root)


def test_relevance_pages_through_as_many_as_are_counted(archive):
    for q in ("war", "pre*", "peace OR мир"):
        seen = paged("statement", f"q={q}")
        assert len(seen) == len(set(seen)) == listing("statement", f"q={q}").count.rows > 20
        assert paged_back("statement", f"q={q}") == seen
        assert set(seen) == set(paged("statement", f"q={q}&order=newest"))


@pytest.fixture
def low_cap(monkeypatch) -> int:
    for module in (matching, facets, filters, listings):
        monkeypatch.setattr(module, "CAP", 50)
    return 50


#: A filter that leaves nothing out, so that the count is not the one that is kept of everything.
ANY_KIND = "kind=direct&kind=mixed&kind=indirect"


def test_of_everything_the_number_is_known_beyond_the_cap(client, archive, low_cap):
    assert str(listing("statement", "").count) == str(len(archive.rows["statement"]))


def test_beyond_the_cap_the_count_says_plus_and_every_row_is_still_paged_through(client, archive, low_cap):
    total = len(archive.rows["statement"])
    page = listing("statement", ANY_KIND)
    assert str(page.count) == f"{low_cap}+"
    assert len(set(paged("statement", ANY_KIND))) == total > 5 * low_cap
    tally = words(find(read(client, f"/statements/?{ANY_KIND}"), "p", role="status")[0])
    assert f"{low_cap}+ statements" in tally
    exactly = listing("statement", "article=article-0")
    assert str(exactly.count) == str(len(paged("statement", "article=article-0")))


def test_beyond_the_cap_the_counts_beside_filters_are_of_the_newest_and_the_page_says_so(client, archive, low_cap):
    newest = set(paged("statement", "")[:low_cap])
    kinds = {option.value: option.rows for group in listing("statement", "").facets for option in group.options if group.name == "kind"}
    assert sum(kinds.values()) == low_cap
    rows = [row for row in archive.rows["statement"] if row.pk in newest]
    assert kinds == {kind: number for kind in VALUES["kind"] if (number := sum(kind in row.fields["kind"] for row in rows))}
    assert f"newest {low_cap}" in words(find(read(client, "/statements/?facets=on"), "p", role="status")[0])
    assert "newest" not in words(find(read(client, "/statements/?article=article-0"), "p", role="status")[0])


def test_relevance_beyond_its_bound_says_that_it_is_of_the_newest(client, archive, monkeypatch):
    monkeypatch.setitem(relevance.RANKED, "statement", 25)
    page = listing("statement", "q=war")
    assert page.is_bounded and page.count.rows > 25
    seen = paged("statement", "q=war")
    assert sorted(seen) == sorted(paged("statement", "q=war&order=newest")[:25])
    assert "25" in words(find(read(client, "/statements/?q=war"), "p", role="status")[0])
    assert not listing("statement", "q=war&order=newest").is_bounded


def test_facets_are_counted_at_once_up_to_a_bound_and_beyond_it_when_asked(client, archive, monkeypatch):
    monkeypatch.setattr("archive.listing.COUNTED_AT_ONCE", 100)
    root = read(client, "/statements/")
    [link] = [a.get("href") for a in root.iter("a") if "facets=on" in a.get("href", "")]
    assert not any(": " in words(label) for label in root.iter("label") if find(label, "input", type="checkbox", name="kind"))
    assert sum(options(read(client, f"/statements/{link}"), "kind").values()) == shown_count(root)
    assert sum(options(read(client, "/statements/?article=article-0"), "kind").values()) < 100
    chosen = read(client, "/statements/?speaker=actor-1")
    assert find(chosen, "input", type="checkbox", name="speaker", value="actor-1")[0].get("checked") is not None


def make_lists() -> None:
    """Fifty rows of each noun, many of the same day or name."""
    cast.clear()
    article = cast.make_article_of(50, status="draft")
    for n in range(1, 51):
        builders.make_statement(article, f"Sentence {n}.", said=f"2025-03-{n % 6 + 10}")
        builders.make_article(published=f"2025-03-{n % 6 + 10}")
        builders.make_event(date=f"2025-03-{n % 6 + 10}")
        builders.make_actor(f"Anna {n % 6}")
    article.status = "published"
    article.save()


def come_and_go(random: Random, spare: dict[str, list]) -> None:
    """A row of each noun comes anywhere, one goes anywhere, and one that stays is written anew."""
    day = f"2025-03-{random.randint(8, 18):02}"
    builders.make_statement(said=day), builders.make_event(date=day), builders.make_actor(f"Anna {random.randint(0, 7)}")
    for rows in spare.values():
        if rows:
            row = rows.pop()
            type(row).objects.filter(pk=row.pk).withdraw()
    Statement.objects.filter(status="published").update(note=f"Seen {random.random()}")
    Actor.objects.filter(status="published").update(description="Seen.")


@pytest.mark.parametrize("way", [paged, paged_back])
@pytest.mark.parametrize(("noun", "order"), [(noun, order.name) for noun, (_, orders) in LISTS.items() for order in orders])
def test_each_row_that_stands_throughout_is_met_once_while_others_come_and_go(noun, order, way):
    make_lists()
    random = Random(f"{noun} {order} {way.__name__}")
    models = {"statement": Statement, "event": Event, "actor": Actor}
    spare = {name: random.sample(list(model.objects.published()), 12) for name, model in models.items()}
    before = paged(noun, f"order={order}")
    seen = way(noun, f"order={order}", between=lambda: come_and_go(random, spare))
    after = set(paged(noun, f"order={order}"))
    assert len(seen) == len(set(seen))
    assert [pk for pk in seen if pk in before and pk in after] == [pk for pk in before if pk in after]
