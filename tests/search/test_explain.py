"""Nothing found: the page says which word stands nowhere and what it may have been meant for, or which filter leaves the rest out."""

import pytest

from archive.models import Statement
from archive.search import explain, matching
from archive.search.matching import Matches
from archive.search.reading import understand
from tests.builders import make_actor, make_article, make_event, make_statement, make_topic
from tests.pages import cast
from tests.pages.reading import find, links, read, results, rows, words

pytestmark = pytest.mark.django_db


def why(typed: str, noun: str = "statement") -> explain.Reasons:
    return explain.why_nothing([noun], understand(typed, noun=noun), [])


def instead(typed: str, noun: str = "statement") -> list[str]:
    return [query for missing in why(typed, noun).missing for _, query in missing.instead]


@pytest.fixture
def zebras():
    """An archive of one statement, “The zebra met Зеленський at the Élysée.”, said by Anna, direct, on the radio."""
    cast.clear()
    words = "The zebra met Зеленський at the Élysée."
    statement = make_statement(make_article(words, slug="zebras"), words, [make_actor("Anna Zoo", slug="anna")], channel="radio")
    statement.topics.add(make_topic("Animals"))
    return statement


@pytest.mark.parametrize(("typed", "meant"), [("ceasfire", "ceasefire"), ("zelenski", "zelensky"), ("negotations", "negotiations")])
def test_a_slip_of_the_finger_is_put_right_out_of_the_words_of_the_seeds(typed, meant):
    assert meant in instead(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("zabra", "zebra"), ("ebra", "zebra"), ("zzebra", "zebra"), ("zbera", "zebra"), ("zeleский", None), ("Зеленськый", "зеленський")],
)
def test_one_edit_is_found_in_any_place_and_script(zebras, typed, meant):
    assert instead(typed) == ([meant] if meant else [])


def test_what_is_offered_finds_something_and_keeps_the_rest_of_the_query(zebras):
    [query] = instead("zabra met -horse")
    assert query == "zebra met -horse"
    assert understand(query).root and Matches("statement", understand(query).root).newest(1)


def test_the_words_that_stand_nowhere_are_named_and_the_others_are_not(zebras):
    assert [missing.words for missing in why("the quagga met").missing] == ["“quagga”"]
    assert [missing.words for missing in why('quagga "zebra ran" met').missing] == ["“quagga”", "the phrase “zebra ran”"]


def test_what_is_excluded_is_never_named(zebras):
    assert why("quagga -okapi").missing[0].words == "“quagga”"
    assert len(why("quagga -okapi").missing) == 1
    assert why("zebra -zebra").missing == []


def test_parts_that_all_stand_somewhere_are_not_blamed(zebras):
    make_statement(make_article("A horse ran."), "A horse ran.")
    assert why("zebra horse") == explain.Reasons([], [])


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("noun", ["statement", "article", "actor", "event"])
def test_a_word_that_stands_only_in_what_readers_do_not_see_is_never_offered(zebras, status, noun):
    text = "The canarywords come."
    make_statement(make_article(text, title="Canarywords", status=status), text)
    make_statement(make_article(text.replace("canary", "kanary")), text.replace("canary", "kanary"), status=status, note="Canarywords")
    make_actor("Canarywords", status=status, description="canarywords")
    make_event("Canarywords", status=status, place="canarywords")
    for typed in ("canaryword", "kanaryword", "kanarywords", "canarywordz", "cannarywords"):
        offered = instead(typed, noun)
        assert all("canary" not in query for query in offered)
        assert noun == "article" or not offered


def test_a_word_is_no_longer_offered_once_its_last_statement_is_withdrawn(zebras):
    assert instead("zabra") == ["zebra"]
    Statement.objects.filter(pk=zebras.pk).withdraw()
    assert instead("zabra") == []


def test_the_tags_of_the_index_are_never_offered(zebras):
    for tag in " ".join(matching.Matches("statement").columns(["tags", "days"], 1)[0]).split():
        assert tag not in instead(tag[:-1] or "z") and tag not in instead(tag + "1") and tag not in instead("x" + tag)


@pytest.mark.parametrize("typed", ["qqqqqqqq", "123456", "q", "мммммммм", "x" * 60, "x-y-z", "żż"])
def test_what_is_like_nothing_gets_no_offer(zebras, typed):
    assert instead(typed) == []


def test_the_list_names_the_filter_that_leaves_the_rest_out(client, zebras):
    root = read(client, "/statements/?q=zebra&speaker=anna&kind=indirect")
    found = dict(zip((words(a) for a in results(root).iter("a")), (a.get("href") for a in results(root).iter("a")), strict=True))
    [(_, query)] = [(label, href) for label, href in found.items() if "Kind" in label and "take off “" in label]
    assert query == "?q=zebra&speaker=anna"
    assert rows(read(client, f"/statements/{query}"), "statement") == [zebras.public_id]
    assert not [label for label in found if "take off “Speaker”" in label]


def test_two_filters_that_leave_it_out_together_are_not_blamed_alone(client, zebras):
    make_statement(make_article("A horse ran."), "A horse ran.", kind="indirect", said="2020")
    root = read(client, "/statements/?q=horse&kind=direct&said_from=2024")
    assert "take off “" not in words(results(root))
    assert find(results(root), "div", class_="empty")


def test_a_day_that_leaves_the_rest_out_is_named(client, zebras):
    root = read(client, "/statements/?q=zebra&said_from=2030")
    assert "take off “Said from”" in words(results(root))


def test_the_list_offers_the_word_that_was_meant_and_keeps_its_filters(client, zebras):
    root = read(client, "/statements/?q=zabra&kind=direct")
    [offer] = [a.get("href") for a in results(root).iter("a") if words(a) == "zebra"]
    assert rows(read(client, f"/statements/{offer}"), "statement") == [zebras.public_id]
    assert "kind=direct" in offer


def test_the_search_page_says_which_word_has_none_and_offers_another(client, zebras):
    root = read(client, "/search/?q=zabra+met")
    main = find(root, "main")[0]
    assert "“zabra”" in words(find(main, "div", class_="empty")[0])
    [offer] = [link for link in links(main, "/search/") if "q=zebra" in link]
    assert zebras.get_absolute_url() in links(read(client, offer))


@pytest.mark.parametrize(
    "typed", ['"', "-", "speaker:", "said:soon", "-xyzzy -zebra", "NOT NOT", "zebra NEAR/1 horse", "speaker:nobody", "🦊 *"]
)
def test_whatever_finds_nothing_is_explained_without_a_fault(client, zebras, typed):
    for path in ("/search/", "/statements/", "/articles/", "/actors/", "/events/"):
        assert client.get(path, {"q": typed, "kind": "mixed", "said_from": "2030"}).status_code == 200
