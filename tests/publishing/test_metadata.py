"""What a page's head tells programs, and the section “Cite this”: found, complete, and the same as in the files they lead to."""

import json

import pytest
from django.template.loader import render_to_string

from archive.models import Statement
from archive.publishing import structured
from archive.templatetags import publishing as tags
from tests import builders
from tests.pages.reading import KINDS, find, parse, read, words
from tests.publishing.taking import fetch, take
from tests.publishing.test_citations import cite

pytestmark = pytest.mark.django_db


def json_ld(root) -> dict:
    [script] = find(root, "script", type="application/ld+json")
    return json.loads(script.text)


def alternates(root) -> dict[str, str]:
    return {link.get("href"): link.get("type") for link in find(root, "link", rel="alternate")}


def metas(root) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        found.setdefault(meta.get("name") or meta.get("property") or "", []).append(meta.get("content", ""))
    return found


@pytest.mark.parametrize("kind", ["statement", "article", "statement list", "actor list", "event list", "article list"])
def test_every_alternate_leads_to_an_answer_of_the_type_it_names(client, kind):
    found = alternates(read(client, KINDS[kind]()))
    assert len(found) >= 2
    for address, media_type in found.items():
        response = fetch(client, address)
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == media_type, address


def test_a_statement_is_a_quotation_with_its_source():
    anna = builders.make_actor("Anna")
    article = builders.make_article(title="The report", published="2025-03-19", url="https://example.org/report")
    statement = builders.make_statement(article, speakers=[anna])
    found = structured.describe(cite(statement))
    assert (found["@type"], found["text"], found["url"]) == (
        "Quotation",
        "We will come.",
        f"https://readout.example{statement.get_absolute_url()}",
    )
    assert found["spokenByCharacter"] == found["creator"] == [{"@type": "Person", "name": "Anna"}]
    assert found["dateCreated"] == "2025-03-18"
    based = {"@type": "NewsArticle", "url": "https://example.org/report", "headline": "The report", "datePublished": "2025-03-19"}
    assert found["isBasedOn"] == based


def test_the_words_of_an_article_have_no_creator_but_somebody_they_are_attributed_to():
    statement = builders.make_statement(words="Berta denied it.", kind="indirect", speakers=[builders.make_actor("Berta", kind="state")])
    found = structured.describe(cite(statement))
    assert (found["creator"], found["spokenByCharacter"]) == ([], [{"@type": "Organization", "name": "Berta"}])


@pytest.mark.parametrize("said", ["", "2025", "2025-03", "2025-03-18~", "2025-03-18?", "2025-03-13/2025-03-18", "../2025-03-18", "202X"])
def test_a_date_that_is_not_exact_is_no_date_for_programs(said):
    article = builders.make_article(published=said)
    found = structured.describe(cite(builders.make_statement(article, said=said)))
    assert found["dateCreated"] == ""
    assert "datePublished" not in found["isBasedOn"]
    assert structured.describe(builders.make_event(date=said))["startDate"] == ""


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028\u2029", "&lt;", "😀", "\\", '"'])
def test_no_text_ends_the_script_it_stands_in(text):
    statement = builders.make_statement(builders.make_article(f"{text} she said."), text)
    script = structured.script(structured.describe(cite(statement)))
    assert not set("<>&\u2028\u2029") & set(script)
    assert script.isascii()
    assert json.loads(script)["text"] == text


@pytest.mark.parametrize(
    ("kind", "schema"), [("statement", "Quotation"), ("article", "NewsArticle"), ("event", "Event"), ("actor", "Person")]
)
def test_pages_of_records_say_what_they_are(client, kind, schema):
    found = json_ld(read(client, KINDS[kind]()))
    assert (found["@context"], found["@type"]) == ("https://schema.org", schema)
    assert found["@id"] == f"https://readout.example{KINDS[kind]()}"
    assert None not in found.values() and "" not in found.values()


def test_a_reference_manager_finds_the_fields_it_reads_in_the_head(client):
    anna, gazette = builders.make_actor("Anna Arendt", sort="Arendt, Anna"), builders.make_actor("The Gazette", kind="outlet")
    statement = builders.make_statement(builders.make_article(publisher=gazette, published="2025-03"), speakers=[anna])
    found = metas(read(client, statement.get_absolute_url()))
    url = f"https://readout.example{statement.get_absolute_url()}"
    assert found["citation_title"] == found["DC.title"] == ["We will come."]
    assert found["citation_author"] == found["DC.creator"] == ["Arendt, Anna"]
    assert found["citation_publication_date"] == found["DC.date"] == ["2025-03"]
    assert found["citation_publisher"] == ["The Gazette"]
    assert found["DC.identifier"] == found["citation_abstract_html_url"] == found["og:url"] == [url]
    assert found["og:title"] == ["Anna Arendt: We will come."]


def test_a_page_offers_its_citation_to_be_read_copied_and_taken(client):
    statement = Statement.objects.published().exclude(utterance=None).first()
    root = read(client, statement.get_absolute_url())
    [section] = find(root, "section", **{"aria-labelledby": "cite"})
    assert words(find(section, "h2")[0]) == "Cite this"
    [plain] = [element for element in section.iter() if "data-copy" in element.attrib]
    assert "".join(plain.itertext()) + "\n" == take(client, f"/statements/{statement.public_id}.txt").decode()
    hrefs = [a.get("href") for a in section.iter("a")]
    assert hrefs[-1] == f"https://readout.example{statement.get_absolute_url()}"
    assert [href.partition(".")[2] for href in hrefs[:4]] == ["txt", "bib", "ris", "csl.json"]


@pytest.mark.parametrize(("kind", "warning"), [("indirect", "must not be quoted as the speaker’s"), ("mixed", "the rest is the article’s")])
def test_the_section_warns_where_the_words_are_not_all_the_speakers(kind, warning):
    html = render_to_string("archive/_cite.html", {"citation": cite(builders.make_statement(kind=kind))})
    assert warning in html
    assert "must not" not in render_to_string("archive/_cite.html", {"citation": cite(builders.make_statement())})


def test_a_list_offers_itself_in_one_line(client):
    listing = client.get("/events/?kind=call").context["listing"]
    line = parse(render_to_string("archive/_take_along.html", {"listing": listing}))
    assert words(line) == "This list as CSV · JSON Lines · Atom feed"
    assert [a.get("href") for a in line.iter("a")] == [f"/events.{form}?kind=call" for form in ("csv", "jsonl", "atom")]


def test_addresses_of_other_forms_follow_from_the_page():
    assert tags.siblings("/articles/x/", "txt") == "/articles/x.txt"
    assert tags.absolute("sitemap") == "https://readout.example/sitemap.xml"
    assert [form.url for form in tags.forms(cite(builders.make_statement(public_id="abcd2345")))] == [
        f"/statements/abcd2345.{ending}" for ending in ("txt", "bib", "ris", "csl.json")
    ]
