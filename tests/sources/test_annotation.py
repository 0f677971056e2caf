import re

import pytest

from archive.sources import folder
from archive.sources.ids import ID
from archive.sources.shapes import Span
from tests.sources.samples import ANNOTATION, TEXT, changed, line_of, problems, write


def test_an_article_has_all_that_its_annotation_says(tmp_path):
    [article] = folder.read(write(tmp_path)).articles
    assert (article.slug, article.title, article.title_by, article.language) == ("first-article", "They will come", "source", "en")
    assert (article.published, article.url, article.status) == ("2025-03-19", "https://example.org/first", "published")
    assert [(TEXT[slice(*remark.span)], remark.reason) for remark in article.furniture] == [
        ("READ ALSO: Oil “surges” again", "link to another article")
    ]


def test_a_statement_stands_on_the_occurrence_that_was_asked_for(tmp_path):
    [article] = folder.read(write(tmp_path)).articles
    first, _, again = article.statements
    assert first.text == again.text == "We will come."
    assert first.spans[0].start == TEXT.index("We will come.")
    assert again.spans[0].start == TEXT.rindex("We will come.")


def test_a_statement_split_by_its_cue_has_two_spans(tmp_path):
    [article] = folder.read(write(tmp_path)).articles
    split = article.statements[1]
    assert [TEXT[start:end] for start, end in split.spans] == ["We stay,", "and we wait."]
    assert split.text == "We stay, … and we wait."


def test_people_event_and_reasons_are_kept_as_written(tmp_path):
    statement = folder.read(write(tmp_path)).articles[0].statements[0]
    assert (statement.speakers, statement.named_as, statement.cue, statement.to) == (("anna",), "Anna", "said", ("berta",))
    assert (statement.event, statement.utterance, statement.topics) == ("call", "coming", ("travel",))
    assert statement.inferred == {"said": "the day of the call"}


def test_a_detail_stands_on_its_words(tmp_path):
    [detail] = folder.read(write(tmp_path)).articles[0].details
    assert (detail.aspect, detail.value, detail.text, detail.according_to) == ("who denied it", "Berta", "Berta denied it", "anna")


#: (what stands in the right annotation, what a person wrote instead, words of the line that is named, the message)
FAULTS = [
    ("cue: said", "queue: said", "queue", "a statement has an unknown key “queue”; did you mean “"),
    ("title: They", "titel: They", "titel", "the article has an unknown key “titel”; did you mean “title”?"),
    ("value: Berta\n", "vlaue: Berta\n", "vlaue", "a detail has an unknown key “vlaue”; did you mean “value”?"),
    ("title: They will come\n", "", "slug", "the article has no “title”"),
    ("slug: first-article\n", "", "title", "the article has no “slug”"),
    ("slug: first-article", "slug: First Article", "slug", "“First Article” is not a slug"),
    ("slug: first-article", f"slug: {'a' * 81}", "slug", "is not a slug: up to 80"),
    ("published: 2025-03-19", "published: 19 March 2025", "published", "is not a date in EDTF"),
    ("said: 2025-03-18", "said: 2025-02-30", "said: 2025", "“2025-02-30” is not a date in EDTF"),
    ("url: https://example.org/first", "url: javascript:alert(1)", "url", "an address begins with https:// or http://"),
    ("kind: direct\n", "kind: directly\n", "kind: directly", "“directly” is no kind; it is one of direct, mixed, indirect; did you"),
    ("    kind: direct\n", "", "id: aaaaaaa2", "a statement has no “kind”"),
    ("quote: We will come.", "quote: We will go.", "We will go", "the words “We will go.” do not stand in the text"),
    ("quote: We will come.", "quote: we will come.", "we will come", "“We will come.” does, in paragraph 1"),
    ("    occurrence: 1\n", "", "quote: We will", "stand 2 times (paragraphs 1, 4); say which with “occurrence”"),
    ("occurrence: 1", "occurrence: 3", "quote: We will", "occurrence 3 of “We will come.” was asked for; there are 2"),
    ("occurrence: 1", "occurrence: first", "occurrence: first", "“occurrence” is a whole number from 1"),
    ("occurrence: 1", "occurrence: 0", "occurrence: 0", "“occurrence” is a whole number from 1"),
    ("occurrence: 1", "occurrence: -1", "occurrence: -1", "“occurrence” is a whole number from 1"),
    ("occurrence: 1", "occurrence: ١", "occurrence: ١", "“occurrence” is a whole number from 1"),
    ('["We stay,", "and we wait."]', '["and we wait.", "We stay,"]', "and we wait", "do not stand after the stretch before them"),
    ('["We stay,", "and we wait."]', "Oil “surges”", "Oil “surges”\n    speaker", "touches the page furniture"),
    ("quote: Berta denied it", 'quote: "denied it.\\nREAD"', "denied it.\\nREAD", "touches the page furniture"),
    ("quote: We will come.\n", "quote: []\n", "quote: []", "“quote” is a text or a list of texts, none of them empty"),
    ("    quote: We will come.\n", "", "id: aaaaaaa2", "a statement has no “quote”"),
    ("as: Anna", "as: Hannah", "as: Hannah", "“as” is given as “Hannah”, which does not stand in the text"),
    ("cue: said", "cue: shouted", "cue: shouted", "“cue” is given as “shouted”, which does not stand in the text"),
    ("inferred: {said: the day", "inferred: {sayd: the day", "inferred", "“sayd” cannot be inferred; did you mean “said”?"),
    ("inferred: {said: the day", "inferred: {relayed_by: the day", "inferred", "“relayed_by” is marked as inferred but not given"),
    ("id: aaaaaaa3", "id: aaaaaaa1", "id: aaaaaaa1", "“aaaaaaa1” is not an id; a fresh one is "),
    ("id: aaaaaaa3", "id: aaaaaaa3x", "id: aaaaaaa3x", "“aaaaaaa3x” is not an id; a fresh one is "),
    ("- id: aaaaaaa3\n    kind", "- kind", 'direct\n    quote: ["We stay', "this statement has no id; a fresh one is "),
    ("id: aaaaaaa3", "id: aaaaaaa2", "id: aaaaaaa2\n    kind: direct\n    quote: [", "“aaaaaaa2” is already in one.yaml:8"),
    ("statements:\n  - id: aaaaaaa2", "statements:\n  - nothing\n  - id: aaaaaaa2", "nothing", "a statement is written as keys and values"),
    ("words: \"READ ALSO: Oil “surges” again\", ", "", "- {reason", "an entry of “furniture” has no “words”"),
    ("reason: link to another article", "reazon: link", "words: \"READ", "an entry of “furniture” has an unknown key “reazon”"),
    ("to: [berta]", "to: [berta, berta]", "to: [berta, berta]", "“to” names something twice"),
    ("event: call\n    aspect", "aspect", "id: aaaaaaa5", "a detail has no “event”"),
    ("aspect: who denied it", "aspect:", "aspect:", "“aspect” is empty; leave the key out"),
    ("channel: phone call", f"channel: {'x' * 61}", "channel", "“channel” has 61 characters; at most 60 are kept"),
    ("channel: phone call", "channel: [phone, call]", "channel", "“channel” is one text"),
    ("said: 2025-03-18", "status: secret\n    said: 2025-03-18", "status", "“secret” is no status"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "message"), FAULTS, ids=[f"{fault[3][:40]}-{n}" for n, fault in enumerate(FAULTS)])
def test_a_fault_is_told_with_its_line_and_the_article_left_out(tmp_path, old, new, at, message):
    annotation = changed(old, new)
    archive = folder.read(write(tmp_path, annotation=annotation))
    found = [problem for problem in archive.problems if message in problem.message]
    assert found, [str(problem) for problem in archive.problems]
    assert (found[0].file, found[0].line) == ("one.yaml", line_of(at, annotation))
    assert archive.articles == ()


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    annotation = changed("cue: said", "queue: said", changed("said: 2025-03-18", "said: soon", changed("    value: Berta\n", "")))
    assert len(problems(write(tmp_path, annotation=annotation))) == 3


def test_a_missing_id_gets_a_fresh_one_proposed_each_time(tmp_path):
    write(tmp_path, annotation=changed("- id: aaaaaaa3\n    kind", "- kind"))
    proposed = {re.search(r"a fresh one is (\w+)$", problems(tmp_path)[0])[1] for _ in range(3)}
    assert len(proposed) == 3 and all(ID.fullmatch(id) for id in proposed)


@pytest.mark.parametrize("key", ["furniture", "marks"])
def test_entries_set_apart_may_not_overlap(tmp_path, key):
    entries = f"{key}:\n  - {{words: Berta denied, reason: x}}\n  - {{words: denied it, reason: y}}\n"
    [problem] = problems(write(tmp_path, annotation="slug: a\ntitle: A\n" + entries))
    assert re.match(rf"one.yaml:3: two entries of “{key}” overlap at \d+–\d+$", problem)


def test_entries_set_apart_come_in_the_order_of_the_text(tmp_path):
    entries = "marks:\n  - {words: surges, reason: x}\n  - {words: Anna, occurrence: 1, reason: y}\n"
    [article] = folder.read(write(tmp_path, annotation="slug: a\ntitle: A\n" + entries)).articles
    assert [remark.reason for remark in article.marks] == ["y", "x"]
    assert article.marks[0].span == Span(0, 4)


def test_an_annotation_needs_nothing_but_slug_and_title(tmp_path):
    [article] = folder.read(write(tmp_path, annotation="slug: a\ntitle: A\n")).articles
    assert (article.statements, article.details, article.published, article.publisher) == ((), (), "", "")


@pytest.mark.parametrize("annotation", ["just words\n", "- a list\n"])
def test_an_annotation_that_is_no_map_is_a_fault(tmp_path, annotation):
    assert "one.yaml:1: the article is written as keys and values" in problems(write(tmp_path, annotation=annotation))


def test_the_text_is_matched_code_point_by_code_point(tmp_path):
    text = "😀 e\u0301 \r\nשלום “Ja\u00a0so.” x"
    annotation = 'slug: a\ntitle: A\nstatements:\n  - {id: aaaaaaa2, kind: direct, quote: "Ja\u00a0so."}\n'
    [article] = folder.read(write(tmp_path, annotation=annotation, text=text)).articles
    [span] = article.statements[0].spans
    assert article.source.text == text and text[slice(*span)] == "Ja\u00a0so."


def test_a_composed_letter_is_not_taken_for_a_decomposed_one(tmp_path):
    annotation = 'slug: a\ntitle: A\nstatements:\n  - {id: aaaaaaa2, kind: direct, quote: "caf\u00e9"}\n'
    [problem] = problems(write(tmp_path, annotation=annotation, text="cafe\u0301 open"))
    assert "do not stand in the text" in problem


def test_the_sample_itself_has_no_fault(tmp_path):
    assert problems(write(tmp_path, annotation=ANNOTATION)) == []
