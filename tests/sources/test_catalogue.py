import pytest

from archive.sources import folder
from tests.sources.samples import ACTORS, EVENTS, changed, line_of, problems, write


def test_an_actor_has_all_its_names(tmp_path):
    anna, berta = folder.read(write(tmp_path)).actors
    assert (anna.name, anna.kind, anna.names, anna.called) == ("Anna Alba", "person", ("Alba",), ("the guest",))
    assert (berta.names, berta.called, berta.sort, berta.status) == ((), (), "", "published")


def test_an_event_has_its_participants_and_date(tmp_path):
    [event] = folder.read(write(tmp_path)).events
    assert (event.title, event.kind, event.date) == ("The call", "call", "2025-03-18")
    assert [(part.actor, part.role) for part in event.participants] == [("anna", "party")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: Berta Brun", "nmae: Berta Brun", "an actor has an unknown key “nmae”; did you mean “name”?"),
        ("  name: Berta Brun\n", "", "an actor has no “name”"),
        ("kind: person\n", "kind: dog\n", "“dog” is no kind; it is one of person, organisation, state, outlet"),
        ("slug: berta", "slug: Berta B", "“Berta B” is not a slug"),
        ("slug: berta", "slug: anna", "the actor “anna” is already in actors.yaml:1"),
        ("kind: person\n", "kind: person\n  names: [B, B]\n", "“names” names something twice"),
        ("kind: person\n", "kind: person\n  names: [B]\n  called: [B]\n", "“B” is both a name and a role"),
        ("kind: person\n", "kind: person\n  called: [Berta Brun]\n", "“Berta Brun” is both a name and a role"),
        ("kind: person\n", "kind: person\n  names: {a: b}\n", "“names” is a text or a list of texts, none of them empty"),
        ("kind: person\n", "kind: person\n  names: []\n", "“names” is a text or a list of texts, none of them empty"),
        ("kind: person\n", "kind: person\n  sort:\n", "“sort” is empty; leave the key out when there is nothing to say"),
        ("name: Berta Brun", f"name: {'B' * 201}", "“name” has 201 characters; at most 200 are kept"),
        ("name: Berta Brun", "name: [Berta, Brun]", "“name” is one text"),
    ],
)
def test_a_fault_of_an_actor_is_told(tmp_path, old, new, message):
    found = problems(write(tmp_path, actors=changed(old, new, ACTORS)))
    assert any(problem.startswith("actors.yaml:") and message in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: The call", "titel: The call", "an event has an unknown key “titel”; did you mean “title”?"),
        ("date: 2025-03-18", "date: 18 March", "is not a date in EDTF. Examples: 2025-03-18"),
        ("kind: call", "kind: cal", "“cal” is no kind; it is one of attack, call"),
        ("{actor: anna, role: party}", "{role: party}", "a participant has no “actor”"),
        ("{actor: anna, role: party}", "{actor: ana}", "“ana” is not an actor; did you mean “anna”?"),
        ("{actor: anna, role: party}", "anna", "a participant is written as keys and values"),
        ("{actor: anna, role: party}\n", "{actor: anna}\n      - {actor: anna}\n", "the same actor takes part twice in the same role"),
        ("date: 2025-03-18", "inferred: {date: because}", "“date” is marked as inferred but not given"),
        ("date: 2025-03-18", "date: 2025\n    inferred: {title: because}", "“title” cannot be inferred"),
        ("utterances:\n", "uterances:\n", "events.yaml has an unknown key “uterances”; did you mean “utterances”?"),
        ("{slug: coming, title: They will come}", "{slug: coming}", "an utterance has no “title”"),
        ("{slug: travel, name: Travel}", "{slug: travel}", "a topic has no “name”"),
    ],
)
def test_a_fault_of_an_event_utterance_or_topic_is_told(tmp_path, old, new, message):
    found = problems(write(tmp_path, events=changed(old, new, EVENTS)))
    assert any(problem.startswith("events.yaml:") and message in problem for problem in found), found


def test_a_fault_stands_with_the_line_of_its_key(tmp_path):
    events = changed("date: 2025-03-18", "date: 2025-02-30", EVENTS)
    [problem] = folder.read(write(tmp_path, events=events)).problems
    assert problem.line == line_of("date: 2025-02-30", events)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [("actors", "slug: anna\n", "actors.yaml is a list of actors"), ("events", "- call\n", "events.yaml is written as keys and values")],
)
def test_a_shared_file_of_another_form_is_a_fault(tmp_path, file, content, message):
    assert any(message in problem for problem in problems(write(tmp_path, **{file: content})))
