"""The page of an event: when and who, where reports differ, who reported what, what was said, before and after."""

import pytest

from archive.models import Event, Participation
from tests import builders
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db


def main(client, record):
    return find(read(client, record.get_absolute_url()), "main")[0]


@pytest.fixture
def event() -> Event:
    event = builders.make_event("The call", place="Bern", description="A *call*.", inferred={"date": "by the weekday"})
    Participation.objects.create(actor=builders.make_actor("Anna"), event=event, role="caller")
    for title, minutes in (("First", "90 minutes"), ("Second", "two hours")):
        article = builders.make_article("It took long. It was good.", title=title)
        builders.make_detail(article, event, "length", minutes, "It took long.")
        if title == "First":
            builders.make_detail(article, event, "mood", "good", "It was good.")
    return event


def test_an_event_says_when_where_and_who_took_part(client, event):
    for wanted in ("18 March 2025", "Bern", "Anna", "caller", "A call.", "by the weekday"):
        assert wanted in words(main(client, event))


def test_reports_that_differ_stand_side_by_side_each_leading_to_its_words(client, event):
    (table,) = find(main(client, event), "table", class_="compared")
    lines = {words(find(row, "th")[0]).split()[0]: [words(cell) for cell in find(row, "td")] for row in list(table.iter("tr"))[1:]}
    assert lines["length"] == ["90 minutes", "two hours"]
    assert "silent" in lines["mood"][1]
    for link in [a.get("href") for a in table.iter("a") if "#" in a.get("href")]:
        path, _, anchor = link.partition("#")
        assert [element for element in read(client, path).iter() if element.get("id") == anchor]


def test_a_differing_aspect_is_told_from_an_agreed_one(client, event):
    differing = [words(find(row, "th")[0]) for row in find(main(client, event), "tr", class_="differs")]
    assert len(differing) == 1
    assert differing[0].startswith("length")


def test_an_event_is_reported_by_articles_with_a_published_statement_or_detail_each_once(client, event):
    said, hidden = builders.make_article(title="Only said"), builders.make_article(title="A draft", status="draft")
    builders.make_statement(said, event=event), builders.make_statement(said, "denied", event=event)
    silent = builders.make_article(title="Only in a draft")
    builders.make_statement(silent, event=event, status="draft"), builders.make_statement(hidden, event=event)
    builders.make_detail(said, event, "length", "long", "denied", status="draft")
    articles = [article.title for article in client.get(event.get_absolute_url()).context["articles"]]
    assert sorted(articles) == ["First", "Only said", "Second"]


def test_an_event_without_anything_has_a_page_that_says_so(client):
    root = main(client, builders.make_event("The call", date=""))
    assert not list(root.iter("table"))
    assert "No statement" in words(root)
    assert "date not known" in words(root)


def test_neighbours_that_say_the_same_are_one_cell_that_leads_to_each(client):
    event, details = builders.make_event(), []
    for number, length in enumerate(("one hour", "one hour", "two hours")):
        article = builders.make_article("It took long.", title=f"Report {number}", published=f"2025-03-1{number}")
        details.append(builders.make_detail(article, event, "length", length, "It took long."))
    merged, alone = find(find(main(client, event), "table", class_="compared")[0], "td")
    assert merged.get("colspan") == "2"
    assert [a.get("href") for a in merged.iter("a")] == [detail.get_absolute_url() for detail in details[:2]]
    assert words(alone) == "two hours"


def reported(*kinds, utterance, event, number=0):
    """One statement of the utterance in each article; a kind that is empty is silence, told by a statement of its own."""
    articles = []
    for kind in kinds:
        number += 1
        article = builders.make_article("They will come. He left.", title=f"Report {number}", published=f"2025-03-{10 + number}")
        if kind:
            builders.make_statement(article, "They will come.", kind=kind, utterance=utterance, event=event)
        builders.make_statement(article, "He left.", kind="indirect", event=event)
        articles.append(article)
    return articles


def test_the_matrix_tells_who_reports_an_utterance_how_and_who_is_silent(client):
    event, utterance = builders.make_event(date="2025-03-18"), builders.make_utterance("A promise")
    reported("direct", "indirect", "", utterance=utterance, event=event)
    (table,) = find(main(client, event), "table", class_="matrix")
    rows = {words(find(row, "th")[0]).split(" speaker")[0]: [words(cell) for cell in find(row, "td")] for row in list(table.iter("tr"))[1:]}
    assert rows["A promise"] == ["direct", "indirect", "—silent"]
    assert rows["Further statements at this event"] == ["1", "1", "1"]


def test_an_utterance_is_ascribed_to_everybody_to_whom_a_report_ascribes_it(client):
    event, utterance = builders.make_event(), builders.make_utterance("A promise")
    for name in ("Anna", "Berta"):
        article = builders.make_article("They will come.", title=f"Report of {name}")
        builders.make_statement(article, "They will come.", speakers=[builders.make_actor(name)], utterance=utterance, event=event)
    (table,) = find(main(client, event), "table", class_="matrix")
    assert words(find(table, "th", scope="row")[0]) == "A promise Anna or Berta"


def test_without_an_utterance_that_two_articles_report_there_is_no_matrix(client):
    event, utterance = builders.make_event(), builders.make_utterance("Only here")
    reported("direct", "", utterance=utterance, event=event)
    assert not find(main(client, event), "table", class_="matrix")


def test_the_matrix_looks_at_all_statements_and_not_at_those_shown(client):
    event, utterance = builders.make_event(), builders.make_utterance("A promise")
    reported("direct", "mixed", utterance=utterance, event=event)
    later = builders.make_article("He left. " * 130, title="Later")
    for number in range(130):
        builders.make_statement(later, "He left.", spans=[[9 * number, 9 * number + 8]], kind="indirect", event=event, said="2025-04-01")
    (table,) = find(main(client, event), "table", class_="matrix")
    assert [words(cell) for cell in find(find(table, "tbody")[0][0], "td")] == ["direct", "mixed", "—silent"]


def test_the_march_call_shows_the_articles_that_report_it_and_those_that_are_silent(client):
    """Three of the five texts tell of it; the two of May, in which both callers speak, do not."""
    root = find(read(client, "/events/call-2025-03-18/"), "main")[0]
    (table,) = find(root, "table", class_="matrix")
    lines = [[words(cell) for cell in find(row, "td")] for row in list(table.iter("tr"))[1:]]
    assert len(find(list(table.iter("tr"))[0], "th")) == 1 + 5
    assert {tuple(line[3:]) for line in lines[:-1]} == {("—silent", "—silent")}
    assert all(sum("silent" not in cell for cell in line) >= 2 for line in lines[:-1])
    assert any("silent" in cell for line in lines for cell in line[:3])


def test_an_article_from_before_the_event_is_not_called_silent_on_it(client):
    anna = builders.make_actor("Anna")
    event = builders.make_event(date="2025-03-18")
    Participation.objects.create(actor=anna, event=event, role="host")
    for title, day in (("Earlier", "2025-03-01"), ("Later", "2025-03-30")):
        builders.make_statement(builders.make_article(title=title, published=day), speakers=[anna])
    builders.make_statement(builders.make_article(title="Then", published="2025-03-19"), event=event, speakers=[anna])
    assert [article.title for article in client.get(event.get_absolute_url()).context["silent"]] == ["Later"]


def test_what_was_said_stands_by_speaker_and_a_repeated_passage_once(client):
    event, anna, berta = builders.make_event(), builders.make_actor("Anna"), builders.make_actor("Berta")
    article = builders.make_article("We will come. He left. We will come.")
    for text, start in (("We will come.", 0), ("We will come.", 23)):
        builders.make_statement(article, text, spans=[(start, start + 13)], speakers=[anna], event=event)
    builders.make_statement(article, "He left.", speakers=[berta], event=event)
    groups = find(main(client, event), "section", class_="speaker")
    assert [words(find(group, "h3")[0]) for group in groups] == ["Anna 2", "Berta 1"]
    assert [len(find(group, "blockquote")) for group in groups] == [1, 1]
    assert "has these words again" in words(groups[0])


def test_the_events_before_after_and_at_the_same_time_are_a_link_away(client):
    days = {"Before": "2001-03-01", "In March": "2001-03", "Now": "2001-03-18", "Too": "2001-03-18", "After": "2001-03-19", "Unknown": ""}
    events = {title: builders.make_event(title, date=day) for title, day in days.items()}
    (around,) = find(main(client, events["Now"]), "nav", class_="around")
    found = {words(group[0]): [words(a) for a in group.iter("a")] for group in around}
    assert (found["Before"][-1], found["The same days"], found["After"][0]) == ("Before", ["In March", "Too"], "After")
    assert not find(main(client, events["Unknown"]), "nav", class_="around")


def test_an_event_of_many_articles_compares_those_that_tell_most(client):
    event = builders.make_event()
    for number in range(14):
        article = builders.make_article("It took long. It was good.", title=f"Report {number}")
        builders.make_detail(article, event, "length", f"{number} hours", "It took long.")
        if number > 1:
            builders.make_detail(article, event, "mood", "good", "It was good.")
    root = main(client, event)
    assert len(find(root, "ol", class_="numbered")[0]) == 12
    assert "2 more articles" in words(root)
