"""The article in a browser: links to its words, marks that can be switched off, notes beside the lines or under a finger."""

import pytest
from playwright.sync_api import expect

from archive.models import Statement

pytestmark = pytest.mark.browser

ARTICLE = "/articles/march-call-and-ceasefire-analysis/"


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


def test_without_script_marks_and_notes_of_a_kind_are_switched_off_and_on(window, site):
    page = window(java_script_enabled=False)
    page.goto(site + ARTICLE)
    words, mark, note = page.locator(".text"), page.locator(".text mark.indirect").first, page.locator(".note.indirect").first
    text = words.inner_text()
    page.locator("#show-indirect").uncheck()
    assert mark.evaluate("e => getComputedStyle(e).borderBottomWidth") == "0px"
    expect(note).to_be_hidden()
    page.locator("#show-indirect").check()
    assert mark.evaluate("e => getComputedStyle(e).borderBottomStyle") == "dotted"
    expect(note).to_be_visible()
    expect(page.locator(".note.detail").first).to_be_hidden()
    page.locator("#show-detail").check()
    expect(page.locator(".note.detail").first).to_be_visible()
    page.locator("#show-detail").uncheck()
    assert words.inner_text() == text


def test_without_script_one_speaker_is_marked_alone_and_all_again(window, site):
    page = window(java_script_enabled=False)
    page.goto(site + ARTICLE)
    every = page.locator(".note:not(.detail)").count()
    page.locator(".legend").get_by_role("link", name="Vladimir Putin").click()
    expect(page.locator(".legend a[aria-current]")).to_have_text("Vladimir Putin")
    speakers = page.locator(".note .speaker").all_inner_texts()
    assert 0 < len(speakers) < every
    assert all("Vladimir Putin" in speaker for speaker in speakers)
    page.get_by_role("link", name="Mark all").click()
    assert page.locator(".note:not(.detail)").count() == every


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_a_tap_on_the_number_opens_the_note_and_escape_closes_it(window, site, script):
    page = window(viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=script)
    page.goto(site + ARTICLE)
    number, opened = page.locator(".reference:not(.detail)").nth(2), page.locator(".note:popover-open")
    expect(page.locator(".note:not(.detail)").nth(2)).to_be_hidden()
    number.tap()
    expect(opened).to_be_in_viewport(ratio=1)
    assert opened.locator(".number").inner_text() == number.inner_text()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    number.tap()
    opened.locator(".number").tap()
    expect(page.locator("mark:target")).to_be_in_viewport()


#: Every visible note, from the top: its label and box, the top of the first line of its mark, and the right edge of the text.
NOTES = """() => [...document.querySelectorAll(".note")].filter(e => e.checkVisibility()).map(e => {
  const box = e.getBoundingClientRect(), mark = document.getElementById(e.querySelector(".number").hash.slice(1));
  const own = document.createRange();
  own.selectNodeContents(e.closest("p"));
  return [e.id, box.top, box.bottom, box.left, box.right, mark.getClientRects()[0].top, e.closest("p").getBoundingClientRect().right];
}).sort((a, b) => a[1] - b[1])"""

#: Pixels between a note and the line that it belongs to, when nothing above takes its place, and between two notes that touch.
NEAR, GAP = 60, 16


def test_notes_stand_beside_their_lines_and_neither_over_one_another_nor_over_the_text(window, site):
    page, wrong = window(), []
    page.goto(site + ARTICLE)
    for width, facts in ((1000, False), (1280, True), (1600, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator("#show-detail").set_checked(facts)
        notes, end = page.evaluate(NOTES), 0.0
        assert len(notes) > 30
        for name, top, bottom, left, right, line, text in notes:
            if left < text or right > width or top < end - 1:
                wrong.append((width, name, "lies over something"))
            if abs(top - line) > NEAR and top - end > GAP:
                wrong.append((width, name, f"stands {top - line:.0f} px from its line"))
            end = bottom
    assert wrong == []
