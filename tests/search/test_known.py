"""What a filter's value means: a slug, a name or a part of one; what nobody is called is told with the nearest names."""

import pytest

from archive.models import Actor
from archive.search import known
from archive.search.known import look_up
from tests.builders import make_actor, make_article, make_event, make_statement, make_topic
from tests.pages.reading import chips, notes, read, rows, shown_count
from tests.search.finding import found

pytestmark = pytest.mark.django_db

HIDDEN = pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])


def meant(name: str, value: str) -> list[str]:
    """The values that name each record alone."""
    return sorted(record.value for record in look_up([(name, value)])[name, value].records)


def nearest(name: str, value: str) -> tuple[str, ...]:
    return look_up([(name, value)])[name, value].nearest


@pytest.fixture
def quux() -> list[Actor]:
    """Three of the name: Quentin, who has other names; Quincy; and one whose slug is the name of another."""
    quentin = make_actor("Quentin Quux", slug="quentin")
    for name, kind in (("Кукс", "name"), ("Q. Quuxov", "name"), ("the quuxian envoy", "called"), ("O’Quux", "name")):
        quentin.names.create(name=name, kind=kind)
    return [quentin, make_actor("Quincy Quux", slug="quincy"), make_actor("Élodie Œuvre", slug="quuxov")]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("quentin", ["quentin"]),
        ("Quentin Quux", ["quentin"]),
        ("QUENTIN quux", ["quentin"]),
        ("quux", ["quentin", "quincy"]),
        ("Quux Quentin", []),
        ("quuxian", ["quentin"]),
        ("the quuxian envoy", ["quentin"]),
        ("КУКС", ["quentin"]),
        ("o'quux", ["quentin"]),
        ("elodie", ["quuxov"]),
        ("Elodie Œuvre", ["quuxov"]),
        ("quuxov", ["quuxov"]),
        ("Q. Quuxov", ["quentin"]),
        ("qu", []),
        ("quent", ["quentin"]),
        ("Quentin Qu", ["quentin"]),
        ("the quux", ["quentin"]),
        ("quentin-quux", ["quentin"]),
    ],
)
def test_a_speaker_is_meant_by_slug_whole_name_or_part_of_one(quux, value, wanted):
    assert meant("speaker", value) == wanted


def test_a_whole_name_means_its_bearers_alone_and_not_all_who_have_it_in_theirs(quux):
    alone = make_actor("Quux", slug="alone")
    assert meant("speaker", "quux") == ["alone"]
    Actor.objects.filter(pk=alone.pk).withdraw()
    assert meant("speaker", "quux") == ["quentin", "quincy"]


@pytest.mark.parametrize("name", ["speaker", "to", "via", "actor", "publisher"])
def test_every_field_of_actors_understands_the_same(quux, name):
    assert meant(name, "quux") == ["quentin", "quincy"]


def test_events_and_articles_are_meant_by_their_titles_and_topics_and_channels_by_theirs():
    event, article = make_event("The Zagreb talks"), make_article(title="What Zagreb said")
    topic = make_topic("Zoology of war")
    make_statement(article, channel="Zed Social", event=event, topics=[topic])
    assert meant("event", "zagreb talks") == [event.slug]
    assert meant("article", "zagreb") == [article.slug]
    assert meant("topic", "zoology of WAR") == meant("topic", topic.slug) == [topic.slug]
    assert meant("channel", "zed social") == ["Zed Social"]
    assert meant("kind", "DIRECT") == ["direct"]


@HIDDEN
def test_what_readers_do_not_see_means_nothing_and_is_never_the_nearest(quux, status):
    Actor.objects.filter(slug__in=["quentin", "quincy", "quuxov"]).update(status=status)
    for value in ("quentin", "quux", "Quentin Quux", "quuxian", "quuxx", "quentinn"):
        assert look_up([("speaker", value)])["speaker", value] == known.Known()


@HIDDEN
def test_channels_and_topics_of_drafts_alone_mean_nothing(status):
    make_statement(channel="Zed Social", topics=[topic := make_topic("Zoology")], status=status)
    make_statement(make_article(status=status), channel="Zed Sociable", topics=[topic])
    for name, value in (
        ("channel", "zed social"),
        ("channel", "zed socia"),
        ("topic", "zoology"),
        ("topic", topic.slug),
        ("topic", "zoologi"),
    ):
        assert look_up([(name, value)])[name, value] == known.Known()
    assert "Zed" not in " ".join(known.channels())


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [("speaker", "quentin quuks", "Quentin Quux"), ("kind", "dirct", "direct"), ("event", "zagreb talcs", "Zagreb talks")],
)
def test_an_unknown_value_is_told_with_the_nearest(quux, name, value, near):
    make_event("Zagreb talks")
    assert near.lower() in [found.lower() for found in nearest(name, value)]


@pytest.mark.parametrize("value", ["xyzzy", "…", "'", "*", "%", "_", "\\ue000", "a" * 400, "(", "NEAR", "1", "²"])
def test_odd_values_mean_nothing_and_are_no_fault(quux, value):
    for name in (*known.NOUNS, "kind", "channel", "topic"):
        assert meant(name, value) == []


def test_many_values_are_looked_up_at_once(django_assert_max_num_queries, quux):
    wanted = [(name, value) for name in ("speaker", "to", "via") for value in ("quentin", "quux", "КУКС", "nobody")]
    with django_assert_max_num_queries(6):  # slugs, names, roles, beginnings of both, and likenesses for the one that nobody has
        look_up(wanted)


def test_no_more_are_meant_than_a_bound(monkeypatch):
    monkeypatch.setattr(known, "MOST", 3)
    for _ in range(5):
        make_actor("Quux Same")
    assert len(meant("speaker", "quux")) == 3


def test_a_field_in_the_query_and_a_filter_beside_it_find_the_same(client, quux):
    mine = [make_statement(speakers=[actor]) for actor in quux[:2]]
    for value in ("quux", "quentin", "Quincy Quux"):
        by_filter = rows(read(client, f"/statements/?speaker={value}"), "statement")
        by_field = rows(read(client, f'/statements/?q=speaker:"{value}"&order=newest'), "statement")
        assert by_filter == by_field != []
    assert {statement.pk for statement in mine} == set(found('speaker:"quux"'))


def test_a_part_of_a_name_is_one_chip_that_says_whom_it_means(client, quux):
    for actor in quux[:2]:
        make_statement(speakers=[actor])
    root = read(client, "/statements/?speaker=quux&kind=direct")
    found = chips(root)
    [label] = [label for label in found if label.startswith("Speaker")]
    assert "Quentin Quux" in label and "Quincy Quux" in label
    assert found[label] == "?kind=direct"
    assert shown_count(root) == 2


def test_the_page_tells_of_an_unknown_value_with_the_nearest(client, quux):
    for address in (
        "/statements/?speaker=Quentin+Quuks",
        '/statements/?q=speaker:"Quentin Quuks" the',
        '/search/?q=speaker:"Quentin Quuks" the',
    ):
        text = notes(read(client, address))
        assert "Quentin Quuks" in text and "Quentin Quux" in text


# Suggestions under a field of the filters.


def names(client, field: str, typed: str) -> list[str]:
    response = client.get(f"/suggest/{field}/", {"q": typed})
    assert response.status_code == 200 and response["Content-Type"] == "application/json"
    return response.json()["names"]


@pytest.mark.parametrize("typed", ["quen", "QUENTIN", "quux quen", "кук", "o’qu", "envoy", "quentin quux"])
def test_a_name_is_suggested_by_the_beginning_of_any_of_its_words(client, quux, typed):
    assert names(client, "speaker", typed) == ["Quentin Quux"]


def test_what_is_suggested_is_understood_as_a_value(client, quux):
    for field, typed in (("speaker", "pu"), ("event", "ca"), ("article", "ma"), ("topic", "ce"), ("channel", "tr"), ("publisher", "qu")):
        for name in names(client, field, typed):
            assert meant(field, name), (field, name)


@pytest.mark.parametrize(
    ("field", "typed", "wanted"), [("kind", "dir", "direct"), ("channel", "truth", "Truth Social"), ("topic", "cease", "Ceasefire")]
)
def test_closed_lists_are_suggested_too(client, field, typed, wanted):
    assert wanted.lower() in [name.lower() for name in names(client, field, typed)]


@HIDDEN
def test_nothing_that_readers_do_not_see_is_suggested(client, status):
    actor = make_actor("Canary Bird", status=status)
    actor.names.create(name="Canarino")
    article = make_article(title="Canary news", status=status)
    make_event("Canary talks", status=status)
    make_statement(article, channel="Canary FM", topics=[make_topic("Canaries")])
    make_statement(channel="Canary FM", topics=[make_topic("Canary song")], status=status)
    for field in (*known.NOUNS, "kind", "channel", "topic", "canary"):
        for typed in ("canary", "can", "ca", "bird", "canarino"):
            assert "canar" not in " ".join(names(client, field, typed)).lower()


@pytest.mark.parametrize("field", ["said", "q", "nobody", "status", "password", "a" * 300])
def test_a_field_without_names_suggests_none(client, field):
    assert names(client, field, "pu") == []


@pytest.mark.parametrize("typed", ["", " ", "…", "*", "%", '"', "\\0", "a" * 10_000, "\\ue000", "' OR 1=1", "(", "x NEAR y"])
def test_odd_beginnings_are_no_fault(client, typed):
    for field in (*known.NOUNS, "kind", "channel", "topic"):
        assert isinstance(names(client, field, typed), list)


def test_few_are_suggested_and_the_bare_address_is_answered(client):
    for _ in range(20):
        make_actor("Quux Same")
        make_actor()
    assert 0 < len(names(client, "speaker", "actor")) <= 8
    assert names(client, "speaker", "quux") == ["Quux Same"]
    assert client.get("/suggest/speaker/").json() == {"names": []}


def test_suggestions_are_json_without_markup_for_a_program_to_read(client):
    make_actor("<script>alert(1)</script> Quux")
    assert names(client, "speaker", "quux") == ["<script>alert(1)</script> Quux"]
    assert client.get("/suggest/speaker/?q=quux").headers["X-Content-Type-Options"] == "nosniff"
