"""What only a browser shows: colours and sizes, what the policy refuses, where a link lands, and the site by keyboard or without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from archive.models import Article, Statement
from tests.browser.watching import press_until, visit, watch
from tests.pages.reading import KINDS

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PUBLIC = {**KINDS, "not found": lambda: "/nowhere/", "nothing found": lambda: "/statements/?q=xyzzy&kind=direct&said_from=x"}
PUBLIC |= {
    "list, in parts": lambda: '/statements/?q=zelensky+"ceasefire"+-energy+said:2025&speaker=putin&exact=on&facets=on&order=oldest',
    "meant otherwise": lambda: "/search/?q=ceasfire+speaker:nobody",
}


def test_every_page_can_be_read_by_everybody_light_and_wide_dark_and_narrow(window, site):
    page, axe, found = window(reduced_motion="reduce"), Axe().axe_script, set()
    for kind, address in PUBLIC.items():
        page.goto(site + address())
        page.evaluate(axe)
        for scheme, width in [("light", 1280), ("dark", 390)]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            for violation in page.evaluate("options => axe.run(document, options)", RULES)["violations"]:
                found |= {(kind, scheme, width, violation["id"], node["html"][:160]) for node in violation["nodes"][:3]}
    assert found == set()


def test_no_page_scrolls_sideways_on_a_small_telephone_or_with_text_twice_as_large(window, site):
    page, wide = window(), {}
    for kind, address in PUBLIC.items():
        page.goto(site + address())
        for size, width in (("100%", 360), ("200%", 640)):
            page.set_viewport_size({"width": width, "height": 740})
            needed = page.evaluate(
                "size => { document.documentElement.style.fontSize = size; return document.documentElement.scrollWidth }", size
            )
            if needed > width:
                wide[kind, size] = needed
    assert wide == {}


def test_no_page_breaks_its_policy_complains_or_asks_another_host(window, site):
    page, asked = window(), []
    faults = watch(page)
    page.on("request", lambda request: asked.append(request.url))
    for address in KINDS.values():
        faults += visit(page, site + address())
    assert faults == []
    assert [address for address in asked if not address.startswith((site, "data:"))] == []
    assert page.context.cookies() == []


def test_the_editors_desk_breaks_no_policy_and_its_choices_work(window, site, editor):
    page = window()
    faults = watch(page)
    faults += visit(page, f"{site}/admin/login/")
    client = Client()
    client.force_login(editor)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": site}])
    row, text = Statement.objects.published().earliest("pk"), Article.objects.earliest("pk")
    for place in (
        "",
        "archive/statement/",
        f"archive/statement/{row.pk}/change/",
        f"archive/article/{text.pk}/change/",
        "password_change/",
    ):
        faults += visit(page, f"{site}/admin/{place}")
        assert "/login/" not in page.url
    faults += visit(page, f"{site}/admin/archive/statement/add/")
    page.locator(".field-article .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("march")
    page.locator(".select2-results__option", has_text="March").first.click()
    assert page.locator("#id_article").input_value() != ""
    assert faults == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_to_a_statement_lands_on_its_words_and_shows_them(window, site, width):
    statement = Statement.objects.published().filter(article__slug="march-call-and-ceasefire-analysis").latest("spans__0__0")
    page = window(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page.goto(f"{site}{statement.article.get_absolute_url()}")
    mark = page.locator(f"mark:has([id='{statement.public_id}']), mark[id='{statement.public_id}']").first
    before = mark.evaluate("e => getComputedStyle(e).backgroundColor")
    page.goto(f"{site}{statement.get_absolute_url()}")
    page.locator(f"a[href='{statement.article.get_absolute_url()}#{statement.public_id}']").last.click()
    expect(mark).to_be_in_viewport()
    assert page.locator(":target").count() == 1
    assert mark.inner_text().strip()[:20] in statement.text
    assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != before


@pytest.mark.parametrize("width", [1280, 390])
def test_the_filters_work_by_keyboard_alone_and_the_focus_is_always_seen(window, site, width):
    page = window(viewport={"width": width, "height": 900})
    page.goto(f"{site}/statements/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    if page.locator(".filters summary").is_visible():
        press_until(page, ".filters summary")
        page.keyboard.press("Enter")
    press_until(page, "input[type=checkbox][name=kind][value=mixed]")
    page.keyboard.press("Space")
    press_until(page, ".filters button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("ul.chips")).to_contain_text("mixed")
    assert "kind=mixed" in page.url


def open_filters(page) -> None:
    if not page.locator("input[data-suggest]").first.is_visible():
        page.locator("main .filters summary").click()


def test_names_are_suggested_while_typing_and_the_choice_filters_by_keyboard_alone(window, site):
    page = window()
    faults = watch(page)
    page.goto(f"{site}/statements/")
    open_filters(page)
    field = page.locator("input[data-suggest][name=speaker]")
    field.focus()
    page.keyboard.type("zelen", delay=40)
    option = page.locator("datalist#names-speaker option").first
    expect(option).to_have_attribute("value", "Volodymyr Zelenskyy")
    assert field.get_attribute("list") == "names-speaker"
    # The list itself is drawn by the browser, and not by one without a window: the choice is put in as it would be.
    field.fill(option.get_attribute("value"))
    page.keyboard.press("Enter")
    expect(page.locator("ul.chips")).to_contain_text("Volodymyr Zelenskyy")
    assert page.url == f"{site}/statements/?speaker=Volodymyr+Zelenskyy"
    assert faults == []


def test_empty_fields_stay_out_of_the_address_and_come_back_with_the_page(window, site):
    page = window()
    page.goto(f"{site}/statements/")
    open_filters(page)
    page.locator("input[type=checkbox][name=kind][value=direct]").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("ul.chips")).to_contain_text("direct")
    assert page.url == f"{site}/statements/?kind=direct"
    page.go_back()
    expect(page.locator("input[name=q]#q")).to_be_enabled()


def test_a_name_is_not_asked_for_before_two_letters_and_not_twice(window, site):
    page, asked = window(), []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.goto(f"{site}/events/")
    open_filters(page)
    page.locator("input[data-suggest][name=actor]").focus()
    page.keyboard.type("t")
    page.wait_for_timeout(400)
    assert asked == []
    page.keyboard.type("r")
    expect(page.locator("datalist#names-actor option").first).to_be_attached()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    assert len(asked) == 1


@pytest.mark.parametrize(("field", "typed", "chip"), [("speaker", "zelensky", "Zelensk"), ("to", "donald trump", "Donald Trump")])
def test_without_script_a_name_typed_into_a_filter_is_understood(window, site, field, typed, chip):
    page = window(java_script_enabled=False)
    page.goto(f"{site}/statements/")
    open_filters(page)
    box = page.locator(f"input[data-suggest][name={field}]")
    box.fill(typed)
    box.press("Enter")
    expect(page.locator("ul.chips")).to_contain_text(chip)
    expect(page.locator("section article.statement").first).to_be_visible()


def test_without_script_a_query_is_taken_apart_and_a_slip_put_right(window, site):
    page = window(java_script_enabled=False)
    page.goto(f"{site}/search/")
    page.locator("#site-search").fill("ceasfire -energy")
    page.locator("#site-search").press("Enter")
    page.get_by_role("link", name="ceasefire", exact=True).click()
    expect(page.locator("#statements")).to_be_visible()
    assert page.locator("#site-search").input_value() == "ceasefire -energy"
    page.locator("ul.chips a").last.click()
    assert page.locator("#site-search").input_value() == "ceasefire"
    page.get_by_role("link", name="How to search").or_(page.locator("a[href='/search/help/']")).first.click()
    page.locator("table.examples a").first.click()
    expect(page.get_by_role("status")).to_contain_text("article")


def test_the_whole_site_works_without_script(window, site):
    page = window(java_script_enabled=False)
    page.goto(site)
    page.locator("main input[name=q]").fill("ceasefire -energy")
    page.locator("main form button").click()
    expect(page.locator("#statements")).to_be_visible()
    page.get_by_role("link", name="Statements", exact=True).first.click()
    page.locator("input[name=speaker]").first.check()
    page.locator("input[name=said_from]").fill("2025")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("ul.chips li")).to_have_count(3)
    page.locator("ul.chips a").first.click()
    expect(page.locator("ul.chips li")).to_have_count(2)
    page.get_by_role("link", name="Next page").click()
    page.locator("section article.statement blockquote a").first.click()
    expect(page.locator("blockquote.large")).to_be_visible()
    page.locator("a[href^='/articles/'][href*='#']").first.click()
    expect(page.locator(":target")).to_have_count(1)
