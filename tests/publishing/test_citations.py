"""A citation says the same in every form, and two readers of each format that are not ours find it there."""

import json
import re

import bibtexparser
import jsonschema
import pybtex.database
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from archive import cards
from archive.models import Actor, Statement
from archive.publishing import citations
from archive.sources.shapes import Span
from archive.sources.text import UNACCEPTABLE
from tests import builders
from tests.publishing.taking import take

pytestmark = pytest.mark.django_db

ODD = [
    "{",
    "}",
    "{}}",
    "\\",
    "\\&",
    "@misc{x,",
    '"',
    "%",
    "#",
    "_",
    "$",
    "~",
    "^",
    "\n",
    "\r\n",
    "\u2028",
    "ER  - ",
    "TY  - ",
    "\nAU  - x",
    " and ",
]
ODD += [",", "😀", "𝔘", "שלום", "\u202eabc\u202c", "é", "e\u0301", "\t", "<b>", "&amp;", "“", "—", "''", "a", "Putin", " "]
TEXTS = st.lists(st.sampled_from(ODD), min_size=1, max_size=12).map("".join) | st.text(min_size=1, max_size=60)
WORDS = TEXTS.map(lambda text: UNACCEPTABLE.sub("", text)).filter(lambda text: text.split())
PEOPLE = st.lists(WORDS.map(lambda name: citations.Person(name, "person")), max_size=3).map(tuple)
DATES = st.sampled_from(
    ["", "2025", "2025-03", "2025-03-18", "2025-03-18~", "2025?", "2025-03-13/2025-03-18", "../2025-03-18", "202X", "2025-21"]
)
CITED = st.builds(
    citations.Citation,
    id=st.just("t7k2m9qd"), url=st.just("https://readout.example/statements/t7k2m9qd/"),
    kind=st.sampled_from(["direct", "mixed", "indirect"]),
    text=WORDS, speakers=PEOPLE, said=DATES, article=WORDS, article_url=st.just("https://readout.example/articles/x/"),
    title_is_editors=st.booleans(), source_url=st.just(""), publisher=st.just("") | WORDS, published=DATES, language=st.just("en"),
    spans=st.just((Span(3, 9), Span(12, 40))), sha256=st.just("5b" * 32), version=st.integers(1, 99),
    wordings=st.sampled_from(["", "https://readout.example/utterances/x/"]),
)  # fmt: skip


def cite(statement: Statement) -> citations.Citation:
    return citations.of(statement, cards.statements([statement.pk])[0])


def lined(text: str) -> str:
    """The text as a line: what a format of lines can hold of it."""
    return " ".join(text.split())


def unescaped(bibtex: str) -> str:
    """LaTeX's commands for characters, read back."""
    commands = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^"}
    return re.sub(r"\\(?:(text\w+)\{\}|([&%$#_]))", lambda found: commands[found[1]] if found[1] else found[2], bibtex)


def strict_ris(text: str) -> list[tuple[str, str]]:
    """A reader from the format's description: CR LF, a tag of two characters, two spaces, a hyphen, a space; TY first, ER last."""
    assert text.endswith("ER  - \r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line, re.DOTALL) for line in lines]
    assert all(found), lines
    assert not re.search(r"[\r\n\u2028\u2029\x85]", "".join(match[2] for match in found))
    tags = [match[1] for match in found]
    assert (tags[0], tags[-1], tags.count("TY"), tags.count("ER")) == ("TY", "ER", 1, 1)
    return [(match[1], match[2]) for match in found]


#: The rules of CSL-JSON for what we write: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
_PARTS = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": _PARTS},
        "circa": {"type": ["boolean", "string", "number"]},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
    "minProperties": 1,
}  # fmt: skip
_NAME = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("family", "given", "literal")},
    "additionalProperties": False,
}
_TEXTS = ("title", "container-title", "publisher", "genre", "language", "abstract", "note", "archive", "archive_location", "version", "URL")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["document"]},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            "event-date": _DATE,
            **{name: {"type": "string"} for name in _TEXTS},
        },
        "additionalProperties": False,
    },
}


@given(cited=CITED)
def test_bibtexparser_reads_back_what_was_cited(cited):
    library = bibtexparser.parse_string(citations.bibtex(cited))
    assert (library.failed_blocks, len(library.entries)) == ([], 1)
    fields = {name: field.value for name, field in library.entries[0].fields_dict.items()}
    assert library.entries[0].key == "readout-t7k2m9qd"
    assert lined(unescaped(fields["abstract"])) == lined(cited.text)
    assert lined(unescaped(fields["title"].removeprefix("{").removesuffix("}"))) == lined(cited.title)
    assert fields["url"] == cited.url
    assert cited.sha256 in fields["note"]


@given(cited=CITED)
def test_pybtex_reads_back_what_was_cited(cited):
    library = pybtex.database.parse_string(citations.bibtex(cited), "bibtex")
    entry = library.entries["readout-t7k2m9qd"]
    assert (list(library.entries), entry.type) == (["readout-t7k2m9qd"], "misc")
    assert lined(unescaped(entry.fields["abstract"])) == lined(cited.text)
    assert lined(unescaped(entry.fields["title"][1:-1])) == lined(cited.title)
    people = ["".join(map(str, person.last_names)) for person in entry.persons.get("author", [])]
    assert [lined(unescaped(name[1:-1])) for name in people] == [lined(person.name) for person in cited.speakers]
    year, month, day = (entry.fields.get(name, "") for name in ("year", "month", "day"))
    assert (year, bool(month), bool(day)) == {
        "2025": ("2025", False, False), "2025-03": ("2025", True, False), "2025-03-18": ("2025", True, True)
    }.get(cited.published, ("", False, False))  # fmt: skip


@given(cited=CITED)
def test_rispy_reads_back_what_was_cited(cited):
    [entry] = rispy.loads(citations.ris(cited))
    assert entry["type_of_reference"] == "GEN"
    assert lined(entry["abstract"]) == lined(cited.text)
    assert lined(entry["title"]) == lined(cited.title)
    assert [lined(name) for name in entry.get("authors", [])] == [lined(person.name) for person in cited.speakers]
    assert entry["urls"] == [cited.url]
    assert lined(entry["secondary_title"]) == lined(cited.article)
    assert cited.sha256 in entry["notes"][0]


@given(cited=CITED)
def test_a_strict_reader_of_ris_finds_lines_and_nothing_between_them(cited):
    found = strict_ris(citations.ris(cited))
    assert [lined(value) for tag, value in found if tag == "AU"] == [lined(person.name) for person in cited.speakers]
    assert [lined(value) for tag, value in found if tag == "AB"] == [lined(cited.text)]
    assert ("DA" in dict(found)) == ("PY" in dict(found)) == (cited.published in ("2025", "2025-03", "2025-03-18"))


@given(cited=CITED)
def test_csl_json_holds_to_its_rules_and_holds_the_exact_words(cited):
    items = json.loads(citations.csl_json(cited))
    jsonschema.validate(items, CSL)
    assert items[0]["abstract"] == cited.text
    assert [name["literal"] for name in items[0].get("author", [])] == [person.name for person in cited.speakers]
    assert ("issued" in items[0], "event-date" in items[0]) == (bool(cited.published), bool(cited.said))


def test_citeproc_makes_a_bibliography_of_csl_json():
    speaker = builders.make_actor("Anna Arendt", sort="Arendt, Anna")
    cited = cite(builders.make_statement(builders.make_article(title="The report"), speakers=[speaker]))
    source = CiteProcJSON(json.loads(citations.csl_json(cited)))
    bibliography = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain)
    bibliography.register(Citation([CitationItem(f"readout-{cited.id}")]))
    [line] = [str(item) for item in bibliography.bibliography()]
    assert "Arendt" in line
    assert "We will come" in line
    assert "2025" in line


@given(cited=CITED)
def test_the_plain_citation_is_one_paragraph_that_says_what_kind_it_is(cited):
    assert "\n" not in cited.plain
    assert citations.text(cited) == cited.plain + "\n"
    assert {"direct": "(direct quotation)", "mixed": "(quoted in part", "indirect": "(indirect speech"}[cited.kind] in cited.plain
    assert f"version {cited.version}" in cited.plain
    assert "offsets 3–9 and 12–40" in cited.plain
    assert ("Reported in other words too" in cited.plain) == bool(cited.wordings)


def test_a_citation_says_who_said_what_and_who_reported_it():
    anna, gazette = builders.make_actor("Anna Arendt", sort="Arendt, Anna"), builders.make_actor("The Gazette", kind="outlet")
    article = builders.make_article(title="A visit", publisher=gazette, published="2025-03-19~")
    linked = {"utterance": builders.make_utterance(slug="visit"), "relayed_by": builders.make_actor("Her office")}
    statement = builders.make_statement(article, speakers=[anna], inferred={"said": "the day before"}, channel="phone call", **linked)
    builders.make_statement(words="We will come.", utterance=statement.utterance)
    assert cite(statement).plain == (
        "Anna Arendt, relayed by Her office, by phone, 18 March 2025 (inferred): “We will come.” (direct quotation). "
        "Reported in “A visit”, The Gazette, about 19 March 2025, "
        f"offsets 12–25 of the text (SHA-256 {article.sha256[:16]}…). Readout, statement {statement.public_id}, version 1: "
        f"https://readout.example/statements/{statement.public_id}/ Reported in other words too: https://readout.example/utterances/visit/"
    )
    assert "author = {{Arendt}, {Anna}}" in citations.bibtex(cite(statement))
    assert ("AU", "Arendt, Anna") in strict_ris(citations.ris(cite(statement)))
    assert json.loads(citations.csl_json(cite(statement)))[0]["issued"] == {"date-parts": [[2025, 3, 19]], "circa": True}


def test_indirect_speech_is_never_put_into_quotation_marks():
    statement = builders.make_statement(words="Berta denied it.", kind="indirect", speakers=[builders.make_actor("Berta")])
    assert cite(statement).plain.startswith(
        "Berta, 18 March 2025: Berta denied it. (indirect speech, in the article’s words and not the speaker’s)"
    )
    for write in (citations.bibtex, citations.ris, citations.csl_json):
        assert "Reported, not quoted: Berta denied it." in write(cite(statement))


def test_what_is_unknown_is_said_to_be():
    statement = builders.make_statement(builders.make_article(published="", title_by="editor"), said="")
    words = cite(statement).plain
    assert words.startswith("Speaker not known, date not known: ")
    assert f"Reported in [{statement.article.title}], publisher not known, date not known" in words
    assert not {"author", "issued", "event-date", "publisher"} & json.loads(citations.csl_json(cite(statement)))[0].keys()


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_readers_do_not_see_is_in_no_citation(client, status):
    hidden = builders.make_actor("Hidden", status=status)
    tied = {"utterance": builders.make_utterance(slug="hidden", status=status), "relayed_by": hidden, "addressees": [hidden]}
    statement = builders.make_statement(builders.make_article(publisher=hidden), speakers=[hidden], **tied)
    for form in ("json", *citations.FORMS):
        assert b"idden" not in take(client, f"/statements/{statement.public_id}.{form}"), form
    Statement.objects.filter(pk=statement.pk).update(status=status)
    for form in ("json", *citations.FORMS):
        assert client.get(f"/statements/{statement.public_id}.{form}").status_code == 404


MEDIA = {
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
}


@pytest.mark.parametrize("form", MEDIA)
def test_each_form_has_its_media_type_and_the_permanent_address(client, form):
    statement = Statement.objects.published().first()
    response = client.get(f"/statements/{statement.public_id}.{form}")
    assert (response.status_code, response["Content-Type"]) == (200, MEDIA[form])
    assert f"https://readout.example/statements/{statement.public_id}/" in response.content.decode()
    assert client.get(f"/statements/{statement.public_id}.{form}").content == response.content


def test_a_citation_names_the_version_it_was_made_of(client):
    statement = builders.make_statement()
    statement.note = "Seen."
    statement.save()
    for form in ("txt", "bib", "ris", "csl.json", "json"):
        assert re.search(r'[Vv]ersion"?:? "?2\b', take(client, f"/statements/{statement.public_id}.{form}").decode()), form


def test_the_same_words_standing_twice_in_an_article_are_no_other_wording():
    article, utterance = builders.make_article("We will come. We will come."), builders.make_utterance()
    first, _ = (builders.make_statement(article, "We will come.", spans=[[at, at + 13]], utterance=utterance) for at in (0, 14))
    assert cite(first).wordings == ""
    builders.make_statement(builders.make_article("We shall come."), "We shall come.", utterance=utterance)
    assert cite(first).wordings


def test_no_more_than_two_queries_beside_the_card(django_assert_num_queries):
    statement = Statement.objects.published().exclude(utterance=None).select_related("article").first()
    [card] = cards.statements([statement.pk])
    with django_assert_num_queries(2):
        cited = citations.of(statement, card)
    with django_assert_num_queries(0):
        assert [write(cited) for _, _, write in citations.FORMS.values()]
    assert Actor.objects.published().exists()
