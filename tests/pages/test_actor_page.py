"""The page of an actor: what was said by, to, through and of it, with whom, on what and when; its numbers are those of the lists."""

from urllib.parse import parse_qs, urlsplit

import pytest

from archive.models import Actor, Participation, Statement
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, read, rows, shown_count, words

pytestmark = pytest.mark.django_db


def main(client, actor: Actor | str):
    return find(read(client, f"/actors/{getattr(actor, 'slug', actor)}/"), "main")[0]


def sections(root) -> list[str]:
    return [h2.get("id") for h2 in root.iter("h2")]


def section(root, name: str):
    return find(root, "section", **{"aria-labelledby": name})[0]


def test_it_shows_what_the_actor_said_was_told_relayed_and_who_spoke_of_it(client):
    anna, berta = builders.make_actor("Anna", description="A *person*."), builders.make_actor("Berta")
    builders.make_statement(speakers=[anna], addressees=[berta], relayed_by=berta, channel="radio", topics=[builders.make_topic("Visits")])
    builders.make_statement(speakers=[berta], addressees=[anna])
    builders.make_statement(relayed_by=anna)
    builders.make_statement(builders.make_article("Anna will come."), "Anna will come.", speakers=[berta])
    anna.names.create(name="Anny")
    Participation.objects.create(actor=anna, event=builders.make_event("The talks"), role="host")
    root = main(client, anna)
    assert sections(root) == ["time", "speaker", "to", "via", "of", "company", "names", "events"]
    for wanted in ("Anny", "Berta", "radio", "Visits", "18 March 2025", "The talks", "host", "A person."):
        assert wanted in words(root)


def test_it_begins_with_a_sentence_of_numbers(client):
    root = main(client, "vladimir-putin")
    said = Statement.objects.published().filter(speakers__slug="vladimir-putin")
    articles = said.values("article").distinct().count()
    assert f"{said.count()} statements reported by {articles} articles;" in words(find(root, "p", class_="summary")[0])


@pytest.mark.parametrize("slug", ["vladimir-putin", "donald-trump", "volodymyr-zelenskyy", "kremlin", "russia", "united-states"])
def test_each_group_leads_to_a_list_of_as_many_statements(client, slug):
    root = main(client, slug)
    groups = [name for name in sections(root) if name in ("speaker", "to", "via", "of")]
    assert "of" in groups
    for name in groups:
        group = section(root, name)
        listed = read(client, find(group, "p")[-1].find("a").get("href"))
        assert shown_count(listed) == int(words(find(group, "h2")[0]).split()[-1]), name
        if name != "of":
            shown = [a.get("href").split("/")[2] for quote in find(group, "blockquote") for a in quote.iter("a")]
            assert shown == rows(listed, "statement")[: len(shown)]


def test_it_is_spoken_of_by_every_name_but_by_no_role(client):
    anna = builders.make_actor("Anna Quuxley")
    anna.names.create(name="Quux")
    anna.names.create(name="the chair", kind="called")
    for text in ("Anna Quuxley came.", "We met Quux’s people.", "We met the chair.", "We met Anna."):
        builders.make_statement(builders.make_article(text), text)
    assert {words(quote) for quote in find(section(main(client, anna), "of"), "blockquote")} == {
        "Anna Quuxley came.",
        "We met Quux’s people.",
    }


def test_who_speaks_of_it_in_so_many_words_comes_before_a_note_that_does(client):
    anna = builders.make_actor("Quuxley")
    builders.make_statement(builders.make_article("Quuxley came."), "Quuxley came.", said="2024")
    builders.make_statement(note="Meant is Quuxley.", said="2025")
    assert [words(quote) for quote in find(section(main(client, anna), "of"), "blockquote")] == ["Quuxley came.", "We will come."]


@pytest.mark.parametrize("slug", ["vladimir-putin", "donald-trump"])
def test_the_numbers_beside_whom_what_and_where_are_those_of_the_lists_they_lead_to(client, slug):
    choices = list(section(main(client, slug), "company").iter("li"))
    assert len(choices) > 5
    for choice in choices:
        assert shown_count(read(client, find(choice, "a")[0].get("href"))) == int(words(find(choice, "span", class_="count")[0]))


@pytest.mark.parametrize("slug", ["vladimir-putin", "donald-trump"])
def test_the_bars_are_filters_with_as_many_statements_and_stand_in_a_table_too(client, slug):
    time = section(main(client, slug), "time")
    bars = list(find(time, "svg")[0].iter("a"))
    table = {a.get("href"): (words(a), words(find(row, "td")[0])) for row in time.iter("tr") for a in row.iter("a")}
    assert bars
    assert list(table) == [bar.get("href") for bar in bars]
    for bar in bars:
        query = parse_qs(urlsplit(bar.get("href")).query)
        assert query.keys() == {"speaker", "said_from", "said_to"}
        when, number = bar.get("aria-label").rsplit(": ", 1)
        assert shown_count(read(client, bar.get("href"))) >= int(number.split()[0])
        assert table[bar.get("href")] == (when, number.split()[0])


def test_what_is_of_no_known_day_is_told_beside_the_bars(client):
    anna = builders.make_actor("Anna")
    article = cast.make_article_of(14)
    for number in range(1, 13):
        builders.make_statement(article, f"Sentence {number}.", speakers=[anna], said=f"2025-03-{number:02}")
    builders.make_statement(article, "Sentence 13.", speakers=[anna], said="2025")
    builders.make_statement(article, "Sentence 14.", speakers=[anna], said="")
    time = words(section(main(client, anna), "time"))
    assert "1 more has no known day." in time
    assert "1 statement has no known date." in time


def test_drafts_do_not_count(client):
    anna = builders.make_actor("Anna")
    for text in ("Anna came.", "Anna went."):
        builders.make_statement(builders.make_article(text), text, speakers=[anna], addressees=[anna], relayed_by=anna, status="draft")
    assert sections(main(client, anna)) == []


def test_an_actor_of_whom_nothing_is_known_says_so(client):
    root = main(client, builders.make_actor("Quuxley"))
    assert "No statement" in words(root)
    assert sections(root) == []


@pytest.mark.parametrize("name", ["—", "“” OR", 'A "B" C', "NOT", "a" * 200])
def test_a_name_of_any_letters_has_a_page(client, name):
    assert words(find(main(client, builders.make_actor(name)), "h1")[0]) == name


def test_the_colour_of_the_chart_is_that_of_the_speaker(client):
    root = main(client, "vladimir-putin")
    voice = find(section(root, "speaker"), "div")[0].get("class").split()[-1]
    assert voice in find(root, "div", class_="actor")[0].get("class").split()
