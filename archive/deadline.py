"""No page works longer on the database than its time: what takes longer is broken off, and the reader is told (middleware.py)."""

import threading
import time
from typing import Any

#: How many steps of SQLite's machine between two looks at the clock; some tenths of a millisecond.
STEPS = 10_000


class _Until(threading.local):
    moment: float | None = None


_until = _Until()


def watch(connection: Any, **kwargs: Any) -> None:
    """Let a new connection look at the clock (the connection_created signal)."""
    connection.connection.set_progress_handler(passed, STEPS)


def begin(seconds: float) -> None:
    """Give this thread so many seconds from now on."""
    _until.moment = time.monotonic() + seconds


def end() -> None:
    """Take the limit off."""
    _until.moment = None


def passed() -> bool:
    """Whether the time of this thread is over."""
    return _until.moment is not None and time.monotonic() > _until.moment
