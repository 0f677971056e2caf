"""The sitemap names every public page once, in sections found without counting; and a browser learns how to search here."""

from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime

from archive.models import Actor, Article, Event, Statement, Utterance
from archive.publishing import sitemaps
from tests import builders
from tests.pages import cast
from tests.publishing.taking import take

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://readout.example"
MODELS = (Statement, Article, Actor, Event, Utterance)


def urls(client, address: str, tag: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(take(client, address))
    assert root.tag == SITEMAP + {"sitemap": "sitemapindex", "url": "urlset"}[tag]
    assert all(child.tag == SITEMAP + tag for child in root)
    return list(root)


def sections(client) -> list[str]:
    return [element.findtext(f"{SITEMAP}loc").removeprefix(SITE) for element in urls(client, "/sitemap.xml", "sitemap")]


def listed(client) -> list[str]:
    """Every address of the sitemap."""
    elements = [element for section in sections(client) for element in urls(client, section, "url")]
    return [element.findtext(f"{SITEMAP}loc") for element in elements]


def test_the_sitemap_names_every_published_record_once(client):
    found = listed(client)
    assert len(found) == len(set(found))
    assert all(address.startswith(f"{SITE}/") for address in found)
    records = {SITE + row.get_absolute_url() for model in MODELS for row in model.objects.published()}
    assert records < set(found)
    assert set(found) - records == {page.url for page in sitemaps.pages()}


def test_every_address_of_the_sitemap_is_a_page(client):
    for address in listed(client)[::9]:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_records_are_found_whatever_the_size_of_a_section_and_however_wide_the_gaps(client, monkeypatch, size):
    cast.clear()
    monkeypatch.setattr(sitemaps, "RANGE", size)
    made = cast.make_linked_statements(5)
    Statement.objects.filter(pk__in=[made[1].pk, made[2].pk]).withdraw()
    builders.make_actor(pk=1_000_003)
    records = {SITE + row.get_absolute_url() for model in MODELS for row in model.objects.published()}
    assert {address for address in listed(client) if address.count("/") == 5} - {f"{SITE}/search/help/"} == records


def test_a_page_was_changed_when_its_record_was(client):
    statement = builders.make_statement()
    address = next(section for section in sections(client) if section.endswith(f"statements-{statement.pk // sitemaps.RANGE}.xml"))
    changed = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in urls(client, address, "url")}
    assert parse_datetime(changed[SITE + statement.get_absolute_url()]) == statement.modified


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_the_sitemap_names_nothing_that_readers_do_not_see(client, status):
    before = listed(client)
    builders.make_statement(builders.make_article(status=status, slug="hidden"), utterance=builders.make_utterance(slug="hidden"))
    builders.make_statement(
        status=status, article=Article.objects.published().first(), words=Article.objects.published().first().text[40:60]
    )
    builders.make_actor(status=status), builders.make_event(status=status)
    assert listed(client) == before


def test_an_empty_archive_still_has_a_valid_sitemap(client):
    cast.clear()
    assert sections(client) == ["/sitemap-pages.xml"]


@pytest.mark.parametrize(
    "address", ["/sitemap-statements-77777.xml", "/sitemap-statements-99999999999999999999.xml", "/sitemap-topics-0.xml"]
)
def test_a_section_without_records_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_index_takes_one_query_and_a_section_another(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the other is the generation
        take(client, "/sitemap.xml")
    address = f"/sitemap-statements-{Statement.objects.published().earliest('pk').pk // sitemaps.RANGE}.xml"
    with django_assert_num_queries(2):
        take(client, address)


def test_robots_txt_names_the_sitemap(client):
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in take(client, "/robots.txt").decode()


def test_the_description_for_browsers_keeps_the_rules_of_opensearch(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{space}ShortName")) <= 16
    assert 0 < len(root.findtext(f"{space}Description")) <= 1024
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{space}Url")}
    for media_type in ("text/html", "application/atom+xml"):
        address = templates[media_type].replace("{searchTerms}", "ceasefire").removeprefix(SITE)
        assert client.get(address)["Content-Type"].startswith(media_type)
