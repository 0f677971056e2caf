"""A statement's page: the words, who, to whom, when, how known, and the passage in its article."""

import pytest

from archive.models import Statement
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db

TEXT = "It was late. Anna told Berta on the radio: “We will come,” she said, “when we can.” Nobody else spoke.\nThe end."


@pytest.fixture
def statement():
    anna, berta, relay = builders.make_actor("Anna"), builders.make_actor("Berta"), builders.make_actor("The Gazette")
    return builders.make_statement(
        builders.make_article(TEXT, title="The report", published="2025-03-19"),
        ["We will come,", "when we can."],
        speakers=[anna],
        addressees=[berta],
        relayed_by=relay,
        topics=[builders.make_topic("Visits")],
        event=builders.make_event("The talks"),
        **{
            "channel": "radio",
            "cue": "told",
            "named_as": "Anna",
            "said": "2025-03-18~",
            "note": "A *note*.",
            "inferred": {"said": "the day before"},
        },
    )


def page(client, statement):
    return read(client, statement.get_absolute_url())


def test_the_words_stand_in_a_quotation_with_their_language_and_source(client, statement):
    (quote,) = find(page(client, statement), "blockquote", class_="large")
    assert words(quote) == "We will come, … when we can."
    assert (quote.get("lang"), quote.get("cite")) == ("en", statement.article.get_absolute_url())


def test_everything_that_is_known_is_said(client, statement):
    text = words(find(page(client, statement), "main")[0])
    known = [
        "Anna",
        "Berta",
        "The Gazette",
        "radio",
        "told",
        "“Anna”",
        "about 18 March 2025",
        "19 March 2025",
        "The talks",
        "Visits",
        "direct",
    ]
    for wanted in [*known, "The report", "A note.", "the day before", statement.article.sha256[:16]]:
        assert wanted in text


def test_the_passage_has_its_words_marked_and_nothing_else(client, statement):
    root = page(client, statement)
    assert [words(mark) for mark in root.iter("mark")] == ["We will come,", "when we can."]
    assert words(find(root, "div", class_="passage")[0]) == TEXT.partition("\n")[0]


def test_the_way_of_the_words_is_told_step_by_step(client, statement):
    steps = [words(step) for step in find(page(client, statement), "ol", class_="chain")[0]]
    assert steps == ["Speaker Anna", "said to Berta", "relayed by The Gazette", "reported in The report"]


@pytest.mark.parametrize(
    ("kind", "words_copied"), [("direct", "“We will come, … when we can.”"), ("indirect", "We will come, … when we can.")]
)
def test_what_is_copied_says_who_said_it_and_puts_no_marks_around_reported_speech(client, settings, statement, kind, words_copied):
    statement.kind = kind
    statement.save()
    (place,) = find(page(client, statement), "p", class_="actions")
    copied = place.get("data-copies")
    assert copied.startswith(f"{words_copied} — Anna, relayed by The Gazette, to Berta, radio, about 18 March 2025 (inferred)")
    assert copied.endswith(f"in The report: {settings.SITE_URL}{statement.get_absolute_url()}")


def test_the_anchor_gives_the_characters(client, statement):
    text = words(find(page(client, statement), "main")[0])
    for start, end in statement.spans:
        assert f"{start}–{end}" in text


def test_the_page_gives_its_permanent_link(client, settings, statement):
    link = settings.SITE_URL + statement.get_absolute_url()
    assert find(page(client, statement), "a", href=link)


def test_an_unknown_speaker_and_day_are_said_to_be_unknown(client):
    text = words(find(page(client, builders.make_statement(said="")), "main")[0])
    assert "Speaker not known" in text
    assert "date not known" in text


def test_other_wordings_stand_beside_it(client):
    utterance = builders.make_utterance("A promise")
    first = builders.make_statement(utterance=utterance)
    builders.make_statement(builders.make_article("“We shall come.”"), "We shall come.", utterance=utterance)
    root = page(client, first)
    assert {"will", "shall"} <= {words(e).strip("[] ").rpartition(": ")[2] for tag in ("ins", "del") for e in root.iter(tag)}
    assert find(root, "a", href=utterance.get_absolute_url())


def test_a_statement_that_stands_alone_has_no_section_for_others(client):
    root = page(client, builders.make_statement())
    assert not find(root, "h2", id="wordings")
    assert not find(root, "section", **{"aria-labelledby": "at-event"})


def test_every_statement_of_the_seeds_has_a_page(client):
    for statement in Statement.objects.published().order_by("?")[:15]:
        assert words(find(page(client, statement), "blockquote", class_="large")[0]) == " ".join(statement.text.split())
