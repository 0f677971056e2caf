"""The filters of a list in a browser: by keyboard, with names suggested while typing, and without script."""

import pytest
from playwright.sync_api import expect

from tests.browser.watching import open_filters, press_until, watch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_the_filters_work_by_keyboard_alone_and_the_focus_is_always_seen(window, site, width):
    page = window(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(f"{site}/statements/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    if page.locator(".fold > summary").is_visible():
        press_until(page, ".fold > summary")
        page.keyboard.press("Enter")
    press_until(page, "input[type=checkbox][name=kind][value=mixed]")
    page.keyboard.press("Space")
    press_until(page, ".filters button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("ul.chips")).to_contain_text("mixed")
    assert "kind=mixed" in page.url


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
    expect(page.locator("section .statement").first).to_be_visible()
