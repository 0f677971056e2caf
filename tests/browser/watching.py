"""A page that writes down what goes wrong on it."""

from playwright.sync_api import Page

WATCH = (
    "window.faults = []; document.addEventListener('securitypolicyviolation', e => faults.push(e.violatedDirective + ' ' + e.blockedURI))"
)

#: What a request ends with that the page was left before its answer came, as the icon's may.
LEFT = ("net::ERR_ABORTED",)


def watch(page: Page) -> list[str]:
    """The list to which complaints, failed requests and errors of the page are added from now on."""
    faults: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"{request.url}: {request.failure}") if request.failure not in LEFT else None)
    page.on("response", lambda answer: faults.append(f"{answer.url}: {answer.status}") if answer.status >= 400 else None)
    return faults


def visit(page: Page, address: str) -> list[str]:
    """Open the address; what its Content-Security-Policy had to refuse."""
    page.goto(address)
    return page.evaluate("window.faults")


#: Whether the element with the focus is the wanted one, how it shows the focus, and whether something lies over its middle.
FOCUS = """wanted => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getClientRects()[0];
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const isSeen = over !== null && e.contains(over);
  return [e.matches(wanted), style.outlineStyle, style.outlineWidth, isSeen, e.outerHTML.slice(0, 90)];
}"""


def press_until(page: Page, matches: str, limit: int = 120) -> None:
    """Press Tab until what has the focus matches the selector; each stop on the way must be seen to have it, with nothing lying over it.

    Smooth scrolling would be under way when that is looked at: the page must have been opened with reduced motion.
    """
    for _ in range(limit):
        page.keyboard.press("Tab")
        found, style, width, seen, stop = page.evaluate(FOCUS, matches)
        assert style != "none", stop
        assert width != "0px", stop
        assert seen, f"something lies over {stop}"
        if found:
            return
    raise AssertionError(f"{matches} was not reached by keyboard")


def open_filters(page: Page) -> None:
    """Unfold the filters of a list, where the window is too narrow for them to stand beside it."""
    if (summary := page.locator("main .fold > summary")).is_visible():
        summary.click()
