"""What all lists share: order, one page by cursor, the count, notes. Each row is met once, whatever the order and whoever writes."""

import pytest

from archive.models import Actor, Article, Event, Statement
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, notes, read, rows, shown_count, walk

pytestmark = pytest.mark.django_db

NOUNS = {"statement": Statement, "article": Article, "actor": Actor, "event": Event}
ORDERS = {
    "statement": ["newest", "oldest"],
    "article": ["newest", "oldest"],
    "actor": ["name", "name-reversed"],
    "event": ["newest", "oldest"],
}
every_list = pytest.mark.parametrize("noun", NOUNS)
every_order = pytest.mark.parametrize(("noun", "order"), [(noun, order) for noun, orders in ORDERS.items() for order in orders])


def make_rows(noun: str, number: int, said: str = "2025-03-18") -> None:
    """Rows that all share their place in the order of the list."""
    if noun == "statement":
        article = cast.make_article_of(number)
        for n in range(1, number + 1):
            builders.make_statement(article, f"Sentence {n}.", said=said)
    elif noun == "article":
        [builders.make_article(published=said) for _ in range(number)]
    elif noun == "actor":
        [builders.make_actor(name="Anna Same") for _ in range(number)]
    else:
        [builders.make_event(date=said) for _ in range(number)]


def keys(noun: str, order: str, queryset=None) -> list[str]:
    """What the list should hold, from a plain queryset."""
    column = {"statement": "said_sort", "article": "published_sort", "actor": "sort", "event": "date_sort"}[noun]
    sign = "-" if order in ("newest", "name-reversed") else ""
    rows = (queryset or NOUNS[noun].objects).published().order_by(f"{sign}{column}", f"{sign}pk")
    return list(rows.values_list("public_id" if noun == "statement" else "slug", flat=True))


@every_order
def test_paging_forward_meets_every_row_once_and_in_order_though_many_share_a_place(client, noun, order):
    cast.clear()
    make_rows(noun, 41)
    assert walk(client, f"/{noun}s/?order={order}", noun) == keys(noun, order)


@pytest.mark.parametrize(
    ("noun", "order"), [("statement", "newest"), ("statement", "oldest"), ("actor", "name-reversed"), ("event", "oldest")]
)
def test_paging_back_from_the_last_page_meets_every_row_once(client, noun, order):
    cast.clear()
    make_rows(noun, 43)
    last = read(client, f"/{noun}s/?order={order}")
    while query := next((a.get("href") for a in find(last, "a", rel="next")), ""):
        address = f"/{noun}s/{query}"
        last = read(client, address)
    assert walk(client, address, noun, rel="prev") == keys(noun, order)


@pytest.mark.parametrize(("noun", "order"), [("statement", "newest"), ("article", "oldest"), ("actor", "name"), ("event", "newest")])
def test_rows_that_stood_throughout_are_met_once_while_others_come_between_pages(client, noun, order):
    cast.clear()
    make_rows(noun, 30)
    stood = set(keys(noun, order))
    seen = walk(client, f"/{noun}s/?order={order}", noun, between=lambda: make_rows(noun, 2))
    assert len(seen) == len(set(seen))
    assert stood <= set(seen)


def test_a_row_withdrawn_between_pages_takes_no_other_with_it(client):
    cast.clear()
    make_rows("event", 50)
    stood = keys("event", "newest")
    gone = iter(Event.objects.filter(slug__in=stood[::7]))
    seen = walk(client, "/events/", "event", between=lambda: Event.objects.filter(pk=next(gone).pk).withdraw())
    assert len(seen) == len(set(seen))
    assert set(keys("event", "newest")) <= set(seen)


@every_list
def test_the_count_is_the_number_of_rows_paged_through(client, noun):
    make_rows(noun, 25)
    assert shown_count(read(client, f"/{noun}s/")) == len(walk(client, f"/{noun}s/", noun)) == NOUNS[noun].objects.published().count()


@every_list
def test_relevance_pages_through_all_matches_once_and_leads_back(client, noun):
    cast.clear()
    make_rows(noun, 43)
    q = {"statement": "sentence", "article": "anna", "actor": "anna", "event": "event"}[noun]
    seen = walk(client, f"/{noun}s/?q={q}", noun)
    assert len(seen) == len(set(seen)) == shown_count(read(client, f"/{noun}s/?q={q}")) >= 43
    root = read(client, f"/{noun}s/?q={q}&after=40")
    assert walk(client, f"/{noun}s/?q={q}&after=40", noun, rel="prev") == seen[: 40 + len(rows(root, noun))]


@every_list
def test_a_list_with_words_can_be_put_in_order_of_relevance_and_without_cannot(client, noun):
    with_words, without = (read(client, f"/{noun}s/?order=relevance{more}") for more in ("&q=a*", ""))
    assert "no order" in notes(without)
    assert "no order" not in notes(with_words)


@every_list
def test_the_orders_are_links_and_the_present_one_is_marked(client, noun):
    for order in ORDERS[noun]:
        (orders,) = find(read(client, f"/{noun}s/?order={order}&kind=direct&kind=call&kind=person"), "ul", **{"aria-label": "Order"})
        assert len(find(orders, "span", **{"aria-current": "true"})) == 1
        assert [a for a in orders.iter("a") if f"order={order}&" in a.get("href") + "&"] == []
        assert len(list(orders.iter("li"))) == 2


@every_list
def test_an_unknown_order_is_explained_and_the_usual_one_taken(client, noun):
    odd, plain = read(client, f"/{noun}s/?order=price"), read(client, f"/{noun}s/")
    assert "price" in notes(odd)
    assert rows(odd, noun) == rows(plain, noun)


BAD_PLACES = ["_5", "x_1", "1_0", "-1", "%2B1", "1.5", "2025-03-18", "2025-03-18_5", "٢٠٢٥", "9" * 19]
BAD_CURSORS = ["x", "_", "a_x", "a_-1", "a_" + "9" * 40, "9" * 40]


@pytest.mark.parametrize(("noun", "cursor"), [(noun, cursor) for noun in NOUNS for cursor in BAD_CURSORS + BAD_PLACES * (noun != "actor")])
def test_a_bad_cursor_is_explained_and_the_first_page_shown(client, noun, cursor):
    root = read(client, f"/{noun}s/?after={cursor}")
    assert "not understood" in notes(root)
    assert rows(root, noun) == keys(noun, ORDERS[noun][0])[:20]


@every_list
def test_a_bad_cursor_backwards_is_explained(client, noun):
    assert "not understood" in notes(read(client, f"/{noun}s/?before=x"))


@pytest.mark.parametrize("cursor", ["-1", "1e3", "99999", "x", "٢٠"])
def test_a_bad_place_among_the_best_is_explained(client, cursor):
    root = read(client, f"/statements/?q=ceasefire&after={cursor}")
    assert "not understood" in notes(root)
    assert rows(root, "statement")


@every_list
def test_an_order_chosen_stays_on_the_next_page_and_in_the_form(client, noun):
    make_rows(noun, 25)
    order = ORDERS[noun][1]
    root = read(client, f"/{noun}s/?order={order}")
    assert f"order={order}" in find(root, "a", rel="next")[0].get("href")
    assert find(root, "input", name="order", value=order)


@every_list
def test_an_empty_list_says_so(client, noun):
    cast.clear()
    root = read(client, f"/{noun}s/")
    assert shown_count(root) == 0
    assert find(root, "div", class_="empty")


@every_list
def test_a_search_without_a_match_offers_ways_on(client, noun):
    root = read(client, f"/{noun}s/?q=xyzzy")
    (empty,) = find(root, "div", class_="empty")
    assert {a.get("href") for a in empty.iter("a")} == {f"/{noun}s/", "/search/?q=xyzzy"}


@every_list
@pytest.mark.parametrize("order", [0, 1])
def test_a_page_past_the_end_is_not_the_end_of_the_way(client, noun, order):
    """Whoever follows an old cursor to rows that are gone can go back."""
    cast.clear()
    make_rows(noun, 3)
    cursor = ("zzz_999999", "0_0") if noun == "actor" else ("9" * 18, "0")
    root = read(client, f"/{noun}s/?order={ORDERS[noun][order]}&after={cursor[(order == 0) != (noun == 'actor')]}")
    assert rows(root, noun) == []
    assert find(results_of(root), "a")


def results_of(root):
    return find(root, "section", **{"aria-label": "Results"})[0]
