"""What only a browser shows of every page: colours and sizes, what the policy refuses, how it prints, how it does with what readers set."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from archive.models import Article, Statement
from tests.browser.watching import open_filters, visit, watch
from tests.pages.reading import KINDS

pytestmark = pytest.mark.browser

PUBLIC = {**KINDS, "not found": lambda: "/nowhere/", "nothing found": lambda: "/statements/?q=xyzzy&kind=direct&said_from=x"}
PUBLIC |= {
    "list, in parts": lambda: '/statements/?q=zelensky+"ceasefire"+-energy+said:2025&speaker=putin&exact=on&facets=on&order=oldest',
    "meant otherwise": lambda: "/search/?q=ceasfire+speaker:nobody",
}

#: axe, quickly: it need not fetch the style sheets again, nor write a selector for what it finds.
QUICK = {"resultTypes": ["violations"], "preload": False, "iframes": False, "selectors": False}
EVERYTHING = {**QUICK, "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
#: What another colour scheme may break, looked at in the first of what repeats: axe needs its time for contrast.
LOOKS = {**QUICK, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
REPEATED = ".statement ~ .statement ~ .statement, tbody tr:nth-child(n+8), .text p:nth-child(n+8), .choice:nth-of-type(n+4)"
#: The pages are shared out among so many tests, which run side by side.
PARTS = 4


def violations(page, *of) -> set[tuple]:
    """What axe finds against the page as it stands, in the light in every respect and in the dark in its colours."""
    found = set()
    for scheme, left_out, options in (("light", [], EVERYTHING), ("dark", [[REPEATED]], LOOKS)):
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("([exclude, options]) => axe.run({ include: [['html']], exclude }, options)", [left_out, options])
        for violation in result["violations"]:
            found |= {(*of, scheme, violation["id"], node["html"][:160]) for node in violation["nodes"][:3]}
    return found


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.prove)])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_can_be_read_by_everybody_in_the_light_and_in_the_dark(window, site, part, width):
    page, axe, found = window(reduced_motion="reduce", viewport={"width": width, "height": 900}), Axe().axe_script, set()
    for kind, address in list(PUBLIC.items())[part::PARTS]:
        page.goto(site + address())
        page.evaluate(axe)
        found |= violations(page, kind)
    assert found == set()


def test_what_a_reader_opens_on_a_telephone_can_be_read_by_everybody(window, site):
    page, axe = window(reduced_motion="reduce", viewport={"width": 390, "height": 844}), Axe().axe_script
    page.goto(f"{site}/statements/?speaker=nobody&kind=direct")
    page.evaluate(axe)
    open_filters(page)
    found = violations(page, "filters")
    page.goto(f"{site}/articles/march-call-and-ceasefire-analysis/")
    page.evaluate(axe)
    page.get_by_label("facts about events").check()
    page.locator(".reference:not(.detail)").first.click()
    assert page.locator(".note:popover-open").count() == 1
    assert found | violations(page, "note and facts") == set()


#: The contrast of what an empty field suggests with the field, which axe does not look at.
SUGGESTED = """() => [...document.querySelectorAll("input[placeholder]")].map(e => {
  const linear = part => part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number).map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [a, b] = [getComputedStyle(e, "::placeholder").color, getComputedStyle(e).backgroundColor].map(light);
  return Math.max(a / b, b / a);
})"""


def test_what_an_empty_field_suggests_can_be_read_in_the_light_and_in_the_dark(window, site):
    page = window()
    page.goto(f"{site}/statements/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert min(page.evaluate(SUGGESTED)) >= 4.5


#: What is wider than its place, but for tables that scroll in a region of their own, which the keyboard reaches.
WIDER = """size => {
  document.documentElement.style.fontSize = size;
  const sideways = e => e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  const wrong = [...document.querySelectorAll("main *")].filter(e => sideways(e) && !e.matches(".across[tabindex='0'][role=region]"));
  return [document.documentElement.scrollWidth, wrong.map(e => e.outerHTML.slice(0, 80))];
}"""


def test_no_page_scrolls_sideways_on_the_smallest_telephone_or_with_text_twice_as_large(window, site):
    page, wrong = window(), {}
    for kind, address in PUBLIC.items():
        page.goto(site + address())
        for size, width in (("100%", 320), ("200%", 640)):
            page.set_viewport_size({"width": width, "height": 740})
            needed, inside = page.evaluate(WIDER, size)
            if needed > width or inside:
                wrong[kind, size] = needed, inside
    assert wrong == {}


#: Part, kind, and the style of the line that tells the kind.
STYLES = """() => [...document.querySelectorAll(":is(.words, .said, .kind):is(.direct, .mixed, .indirect)")].map(e => {
  const style = getComputedStyle(e), side = e.matches(".words") ? "Left" : "Bottom";
  return [...e.classList, parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`]];
})"""
WISHES = {}, {"forced_colors": "active"}, {"contrast": "more"}


def test_the_kind_of_a_statement_is_told_by_the_style_of_its_line_whatever_the_colours(window, site):
    page = window()
    page.goto(f"{site}/about/style/")
    for wish in WISHES:
        page.emulate_media(**{"forced_colors": "none", "contrast": "no-preference", **wish})
        drawn = {(part, kind): style for part, kind, style in page.evaluate(STYLES)}
        for part in ("words", "said", "kind"):
            assert [drawn[part, kind] for kind in ("direct", "mixed", "indirect")] == ["solid", "double", "dotted"]


def test_facts_and_words_aimed_at_are_told_apart_without_colours(window, site):
    page = window(forced_colors="active")
    statement = Statement.objects.published().filter(article__slug="march-call-and-ceasefire-analysis").earliest("pk")
    page.goto(f"{site}{statement.article.get_absolute_url()}#{statement.public_id}")
    page.get_by_label("facts about events").check()
    for mark in ("mark:target", "mark.detail"):
        assert page.locator(mark).first.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


PRINTED = "article", "statement", "event", "statement list", "actor"


def test_on_paper_the_navigation_is_gone_notes_stand_beside_the_text_and_links_are_written_out(window, site):
    page = window(viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    for kind in PRINTED:
        page.goto(site + KINDS[kind]())
        gone = page.locator(".skip, .masthead nav, form, button:not(.reference), .legend, .pages")
        assert gone.evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))") == []
        written = page.locator(":is(.facts, .where) a").evaluate_all("all => all.map(a => getComputedStyle(a, '::after').content)")
        assert all("href" in content or "/" in content for content in written)
        if kind == "article":
            numbers = page.locator(":is(.note, .reference):not(.detail)")
            assert numbers.evaluate_all("all => all.length > 40 && all.every(e => e.checkVisibility())")
        assert page.evaluate("document.documentElement.scrollWidth") <= 718


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
