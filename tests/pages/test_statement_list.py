"""The list of statements: each filter narrows as a plain queryset does, counts are true, chips take one filter off."""

import pytest
from django.db.models import Q

from archive.models import Actor, Statement
from tests import builders
from tests.pages import cast
from tests.pages.reading import chips, find, notes, options, read, results, rows, shown_count, walk, words

pytestmark = pytest.mark.django_db

BOTH = "speaker=donald-trump&speaker=vladimir-putin"
FILTERS = {
    "speaker=donald-trump": Q(speakers__slug="donald-trump"),
    BOTH: Q(speakers__slug__in=["donald-trump", "vladimir-putin"]),
    "to=donald-trump": Q(addressees__slug="donald-trump"),
    "to=donald-trump&to=vladimir-putin": Q(addressees__slug__in=["donald-trump", "vladimir-putin"]),
    "event=call-2025-03-18": Q(event__slug="call-2025-03-18"),
    "event=call-2025-03-18&event=call-2025-05-19": Q(event__slug__in=["call-2025-03-18", "call-2025-05-19"]),
    "article=march-call-live-report": Q(article__slug="march-call-live-report"),
    "kind=direct": Q(kind="direct"),
    "kind=direct&kind=mixed": Q(kind__in=["direct", "mixed"]),
    "topic=ceasefire": Q(topics__slug="ceasefire"),
    "topic=ceasefire&topic=energy": Q(topics__slug__in=["ceasefire", "energy"]),
    "speaker=donald-trump&kind=direct&event=call-2025-05-19": Q(
        speakers__slug="donald-trump", kind="direct", event__slug="call-2025-05-19"
    ),
    "said_from=2025-05": Q(said_latest__gte="2025-05-01") | Q(said_latest=None, said_earliest__isnull=False),
    "said_to=2025-03-18": Q(said_earliest__lte="2025-03-18") | Q(said_earliest=None, said_latest__isnull=False),
}


def ids(condition: Q) -> set[str]:
    return set(Statement.objects.published().filter(condition).values_list("public_id", flat=True))


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_narrows_to_what_a_plain_queryset_gives(client, query):
    wanted = ids(FILTERS[query])
    assert wanted
    root = read(client, f"/statements/?{query}")
    assert shown_count(root) == len(wanted)
    assert set(rows(root, "statement")) <= wanted
    assert len(rows(root, "statement")) == min(20, len(wanted))


def test_all_pages_of_a_filtered_list_keep_the_filter(client):
    assert set(walk(client, f"/statements/?{BOTH}&kind=indirect", "statement")) == ids(FILTERS[BOTH] & Q(kind="indirect"))


@pytest.mark.parametrize(("name", "path"), [("via", "relayed_by__slug"), ("channel", "channel"), ("event", "event__slug")])
def test_the_most_frequent_values_of_a_filter_narrow_too(client, name, path):
    for value, count in list(options(read(client, "/statements/"), name).items())[:3]:
        root = read(client, f"/statements/?{name}={value.replace(' ', '+')}")
        assert shown_count(root) == count == len(ids(Q(**{path: value}))) > 0


@pytest.mark.parametrize("given", ["kind=direct", "speaker=donald-trump&topic=negotiations"])
@pytest.mark.parametrize(
    ("name", "path"), [("speaker", "speakers__slug"), ("topic", "topics__slug"), ("kind", "kind"), ("to", "addressees__slug")]
)
def test_the_number_beside_a_choice_is_what_choosing_it_gives(client, given, name, path):
    others = "&".join(part for part in given.split("&") if part and not part.startswith(f"{name}="))
    condition = Q()
    for part in filter(None, others.split("&")):
        condition &= FILTERS[part] if part in FILTERS else Q()
    if "topic=negotiations" in others:
        condition &= Q(topics__slug="negotiations")
    base = Statement.objects.published().filter(pk__in=Statement.objects.filter(condition).values("pk"))
    for value, count in options(read(client, f"/statements/?{given}"), name).items():
        assert count == base.filter(**{path: value}).distinct().count(), value


def test_choices_are_sorted_by_their_number_and_at_most_ten_and_the_chosen(client):
    rare = Actor.objects.published().filter(statements__isnull=False).order_by("pk").last()
    for query in ("", f"speaker={rare.slug}"):
        counts = list(options(read(client, f"/statements/?{query}"), "speaker").items())
        assert len(counts) <= 11
        assert [n for _, n in counts[:10]] == sorted((n for _, n in counts[:10]), reverse=True)
    assert rare.slug in dict(counts)


def test_what_is_chosen_is_ticked_and_typed_again(client):
    root = read(client, "/statements/?kind=direct&speaker=donald-trump&said_from=2025-03&q=peace")
    ticked = {(box.get("name"), box.get("value")) for box in find(root, "input", type="checkbox") if "checked" in box.attrib}
    assert ticked == {("kind", "direct"), ("speaker", "donald-trump")}
    assert find(root, "input", name="said_from")[0].get("value") == "2025-03"
    assert find(root, "input", name="q", id="q")[0].get("value") == "peace"


def test_each_chip_takes_exactly_one_filter_off(client):
    given = {"q=ceasefire", "speaker=donald-trump", "speaker=vladimir-putin", "kind=direct", "said_from=2025"}
    found = chips(read(client, "/statements/?" + "&".join(sorted(given))))
    assert found.pop("Clear all") == "/statements/"
    left = [given - set(query.removeprefix("?").split("&")) for query in found.values()]
    assert sorted(len(off) for off in left) == [1] * 5
    assert set().union(*left) == given
    assert all(set(query.removeprefix("?").split("&")) <= given for query in found.values())


def test_without_filters_there_are_no_chips(client):
    assert chips(read(client, "/statements/?order=oldest&after=x")) == {}


@pytest.mark.parametrize("name", ["speaker", "to", "via", "event", "article", "kind", "channel", "topic"])
def test_an_unknown_value_is_explained_and_ignored(client, name):
    root = read(client, f"/statements/?{name}=nobody-at-all")
    assert "nobody-at-all" in notes(root)
    assert shown_count(root) == Statement.objects.published().count()
    assert chips(root) == {}


def test_an_unknown_value_beside_a_known_one_does_not_widen(client):
    root = read(client, "/statements/?speaker=donald-trump&speaker=nobody-at-all")
    assert shown_count(root) == len(ids(FILTERS["speaker=donald-trump"]))


@pytest.mark.parametrize(
    "day",
    ["2025-02-30", "9" * 40, "yesterday", "2025-13", "2025-3-1", "2025-03-18~", "2025/2026", "../2025", "٢٠٢٥", "-1", "0000", "2025-00"],
)
def test_a_bad_day_is_explained_and_ignored(client, day):
    root = read(client, f"/statements/?said_from={day}&said_to={day}")
    assert notes(root).count(day[:40]) >= 2
    assert shown_count(root) == Statement.objects.published().count()


@pytest.mark.parametrize("day", ["2025", "2025-03", "2025-03-18", "0001", "9999", "9999-12-31", "2024-02-29"])
def test_a_year_month_or_day_is_understood(client, day):
    assert notes(read(client, f"/statements/?said_from={day}&said_to={day}")) == ""


SAID = ["2025-03-10", "2025-03", "2025", "../2025-02-01", "2025-04-01/..", "2025-03-09/2025-03-11", "2025-03-10~", ""]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("said_from=2025-03-10&said_to=2025-03-10", ["2025-03-10", "2025-03", "2025", "2025-03-09/2025-03-11", "2025-03-10~"]),
        ("said_from=2025-04-02", ["2025", "2025-04-01/.."]),
        ("said_to=2025-02-01", ["2025", "../2025-02-01"]),
        ("said_from=2025-02-02&said_to=2025-03-08", ["2025-03", "2025"]),
        ("said_from=0001", SAID[:-1]),
        ("said_from=2026", ["2025-04-01/.."]),
        ("said_from=2025-05&said_to=2025-04", ["2025", "2025-04-01/.."]),
    ],
)
def test_a_day_keeps_what_may_lie_there_and_not_what_has_no_date(client, query, wanted):
    cast.clear()
    article = cast.make_article_of(len(SAID))
    made = {builders.make_statement(article, f"Sentence {n}.", said=said).public_id: said for n, said in enumerate(SAID, start=1)}
    assert sorted(made[row] for row in rows(read(client, f"/statements/?{query}"), "statement")) == sorted(wanted)


def test_statements_without_a_date_stand_last_when_the_newest_are_first(client):
    cast.clear()
    undated, dated = builders.make_statement(said=""), builders.make_statement(said="1990")
    assert rows(read(client, "/statements/"), "statement") == [dated.public_id, undated.public_id]
    assert "date not known" in words(results(read(client, "/statements/")))


def test_a_joint_statement_is_one_row_and_names_all_who_made_it(client):
    both = [builders.make_actor("Anna Joint"), builders.make_actor("Berta Joint")]
    statement = builders.make_statement(speakers=both)
    root = read(client, "/statements/?" + "&".join(f"speaker={actor.slug}" for actor in both))
    assert (rows(root, "statement"), shown_count(root)) == ([statement.public_id], 1)
    assert "Anna Joint and Berta Joint" in words(results(root))


def test_the_words_searched_are_marked_and_what_looks_like_markup_stays_text(client):
    text = "He said “<mark>we</mark> <script>alert(1)</script> & will come & <b onclick=x>go</b>”."
    builders.make_statement(builders.make_article(text), text[9:-2])
    for address in ("/statements/?q=come+script", "/search/?q=come+script"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<b onclick" not in html
        (quote,) = find(read(client, address), "blockquote")
        assert words(quote) == text[9:-2]
        assert {words(mark) for mark in quote.iter("mark")} == {"come", "script"}
