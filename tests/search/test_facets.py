"""What the newest matches have, and how often: by one pass over their tags."""

import pytest

from archive.models import Actor, Statement
from archive.search import facets
from archive.search.matching import Matches
from archive.search.query import Tagged
from archive.search.tags import keys, tag
from tests.builders import make_actor, make_article, make_event, make_statement, make_topic

pytestmark = pytest.mark.django_db


def of(article) -> Matches:
    return Matches("statement", Tagged((tag("article", article.pk),)))


def test_time_is_counted_by_the_smallest_unit_that_holds_a_date():
    article = make_article()
    for said in ("2025-03-18", "2025-03-18~", "2025-03", "2025", "2025-03-31/2025-04-01", "../2025-03", ""):
        make_statement(article, said=said)
    assert facets.over_time(of(article), "said") == {"20250318": 2, "202503": 1, "2025": 2, "": 2}


def test_time_is_counted_by_the_calendar_that_is_asked_for():
    article = make_article(published="2025-04")
    make_statement(article, said="2025-03-18")
    assert facets.over_time(of(article), "published") == {"202504": 1}


def test_each_value_is_counted_once_a_statement():
    anna, berta, event, topic = make_actor(), make_actor(), make_event(), make_topic()
    article = make_article()
    make_statement(article, speakers=[anna, berta], event=event, topics=[topic])
    make_statement(article, speakers=[anna], addressees=[anna], kind="mixed", relayed_by=berta, channel="Élysée’s “site”")
    counted = facets.count(["speaker", "to", "via", "event", "kind", "channel", "topic", "article"], of(article))
    assert counted == {
        "speaker": {str(anna.pk): 2, str(berta.pk): 1},
        "to": {str(anna.pk): 1},
        "via": {str(berta.pk): 1},
        "event": {str(event.pk): 1},
        "kind": {"direct": 1, "mixed": 1},
        "channel": {"Élysée’s “site”": 1},
        "topic": {str(topic.pk): 1},
        "article": {str(article.pk): 2},
    }


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_statements_that_readers_do_not_see_do_not_count(status):
    article = make_article()
    make_statement(article, channel="X", status=status)
    make_statement(hidden := make_article(status=status), channel="X")
    assert facets.count(["channel"], of(article)) == facets.count(["channel"], of(hidden)) == {"channel": {}}
    assert facets.over_time(of(article), "said") == {}


def test_the_most_frequent_are_those_of_the_newest():
    article, often, once, long_ago = make_article(), make_actor(), make_actor(), make_actor()
    for said, speaker in (
        ("2025-03", often),
        ("2025-04", often),
        ("2025-05", once),
        ("1999", long_ago),
        ("1998", long_ago),
        ("1997", long_ago),
    ):
        make_statement(article, said=said, speakers=[speaker])
    assert facets.most_frequent(of(article), "speaker", 3, 8) == [often.pk, once.pk]
    assert facets.most_frequent(of(article), "speaker", 100, 1) == [long_ago.pk]


def test_nothing_is_counted_of_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert facets.count([], Matches("statement")) == {}


@pytest.mark.parametrize("text", ["X", "Truth Social", "Élysée", "мир", "a b  c", "“", "0", "x" * 60])
def test_a_text_comes_out_of_its_tag_as_it_went_in(text):
    assert list(keys("channel", [tag("channel", text), tag("kind", "direct")])) == [text]
    statement = make_statement(channel=text)
    assert facets.count(["channel"], of(statement.article)) == {"channel": {text: 1}}


def test_the_tags_of_a_row_are_those_that_python_makes():
    statement = Statement.objects.published().exclude(event=None).exclude(channel="").filter(speakers__isnull=False).first()
    rows = dict(Matches("statement").columns(["id", "tags"], 1_000))
    wanted = {tag("article", statement.article_id), tag("kind", statement.kind), tag("channel", statement.channel)}
    wanted |= {tag("event", statement.event_id), *(tag("speaker", actor.pk) for actor in Actor.objects.filter(statements=statement))}
    assert wanted <= set(rows[statement.pk].split())
