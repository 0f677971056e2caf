"""A reader's way through the site by keyboard, with script and without; the keys; what is copied."""

import pytest
from playwright.sync_api import expect

from archive.models import Statement
from tests.browser.watching import press_until, watch

pytestmark = pytest.mark.browser


def follow(page) -> None:
    """Press Enter, and wait for the page to which that leads."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def first_result(page, script: bool) -> None:
    """The focus on the first result: by the arrow from the field that found it, or by Tab."""
    if script:
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('.statement .words a')")
    else:
        press_until(page, ".statement .words a")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_front_page_to_words_in_their_article_and_back_by_keyboard_alone(window, site, script):
    page = window(java_script_enabled=script, reduced_motion="reduce")
    page.goto(site)
    press_until(page, "main input[type=search]")
    page.keyboard.type("ceasefire -energy")
    follow(page)
    press_until(page, "section[aria-labelledby=statements] > p > a[href^='/statements/?']")
    follow(page)
    press_until(page, "input[name=kind][value=mixed]")
    page.keyboard.press("Space")
    press_until(page, ".filters button[type=submit]")
    follow(page)
    expect(page.locator("ul.chips")).to_contain_text("mixed")
    found, rows = page.url, page.locator(".statement .words").all_inner_texts()
    first_result(page, script)
    follow(page)
    expect(page.locator("blockquote.large")).to_be_visible()
    press_until(page, "#main .passage + p > a")
    follow(page)
    expect(page.locator("mark:target")).to_be_in_viewport()
    assert page.locator("mark:target").inner_text() in rows[0].replace(" … ", "")
    page.go_back()
    page.go_back()
    expect(page.locator("input[name=kind][value=mixed]")).to_be_checked()
    assert page.url == found
    assert page.locator(".statement .words").all_inner_texts() == rows


def test_arrow_keys_go_through_the_results_and_back_to_the_field(window, site):
    page = window()
    page.goto(f"{site}/statements/?q=ceasefire")
    results = page.locator("main .statement .words a")
    page.locator("main input[type=search]").first.focus()
    for place in (0, 1, 2):
        page.keyboard.press("ArrowDown")
        expect(results.nth(place)).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("main input[type=search]").first).to_be_focused()


def test_the_key_to_the_search_box_leaves_fields_alone_and_stays_off_once_switched_off(window, site):
    page = window()
    page.goto(f"{site}/statements/")
    box = page.locator("main input[type=search]")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("24/7")
    expect(box).to_have_value("24/7")
    page.get_by_role("button", name="Switch the keys off").click()
    for address in ("/statements/", "/articles/"):
        page.goto(site + address)
        page.keyboard.press("/")
        expect(page.locator("input[type=search]:focus")).to_have_count(0)
    page.get_by_role("button", name="Switch the keys on").click()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_words_link_and_citation_arrive_on_the_clipboard_and_that_is_said(window, site):
    statement = Statement.objects.published().filter(kind="direct").earliest("pk")
    page = window(permissions=["clipboard-read", "clipboard-write"])
    faults = watch(page)
    page.goto(f"{site}{statement.get_absolute_url()}")
    for name, part in (
        ("Copy as a quotation", statement.text[:40]),
        ("Copy the link", f"https://readout.example{statement.get_absolute_url()}"),
        ("Copy", statement.public_id),
    ):
        page.get_by_role("button", name=name, exact=True).first.click()
        expect(page.locator("[role=status]", has_text="Copied").first).to_be_attached()
        assert part in page.evaluate("navigator.clipboard.readText()")
    assert faults == []


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


def test_without_script_filters_are_put_together_taken_off_and_pages_turned(window, site):
    page = window(java_script_enabled=False)
    page.goto(f"{site}/statements/")
    page.locator("input[name=speaker]").first.check()
    page.locator("input[name=said_from]").fill("2025")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("ul.chips li")).to_have_count(3)
    page.locator("ul.chips a").first.click()
    expect(page.locator("ul.chips li")).to_have_count(2)
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("section .statement").first).to_be_visible()
    expect(page.get_by_role("link", name="Previous page")).to_be_visible()
