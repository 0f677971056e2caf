"""Windows of the browser that are closed, and whose requests are over, before the site of the test goes away."""

import threading

import pytest


@pytest.fixture
def window(browser, site):
    """Opens a page in a window of its own; the options are those of a browser context."""
    contexts = []

    def open_window(**options):
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    # A thread of the server that outlives the test would close a connection that is no longer shared with it.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)
