"""How many exports one client may have at once, over all processes of the server.

A slot is a locked file: the system gives it back when the export ends, when the client hangs up (the server closes the answer) and when
the process dies. Files are named by a digest of the client's address, shortened, so that there are never more than a few thousand.
"""

import fcntl
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Exports at once for each client.
EACH = 2


class Held(Iterator[bytes]):
    """An answer that gives its slot back at its end, or when it is closed before."""

    def __init__(self, slot: IO[bytes], lines: Iterator[bytes]) -> None:
        self._slot, self._lines = slot, lines

    def __next__(self) -> bytes:
        try:
            return next(self._lines)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._slot.close()

    def __del__(self) -> None:
        self.close()


def take(request: HttpRequest) -> IO[bytes] | None:
    """A free slot of the client, to be closed; None when all are taken."""
    folder = settings.VAR_DIR / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    name = salted_hmac(__name__, _client(request), algorithm="sha256").hexdigest()[:3]
    for number in range(EACH):
        slot = (folder / f"{name}-{number}").open("ab")
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            slot.close()
        else:
            return slot
    return None


def _client(request: HttpRequest) -> str:
    """The client's address; behind a proxy on this machine, the one that the proxy saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in ("127.0.0.1", "::1", ""):  # "" is a Unix socket
        return request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return address
