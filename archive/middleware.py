"""What every answer goes through: headers that no library of ours sets, an early 304, and a limit to what a page may cost."""

import hashlib
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from archive import deadline, generation
from archive.views import errors

Handler = Callable[[HttpRequest], HttpResponse]

#: Seconds that a public page may work on the database.
SECONDS = 2.0
#: How long a shared cache may go on without asking; browsers ask each time, which costs them a 304.
SHARED_SECONDS = 60

_PRIVATE = ("/admin/", "/healthz")


def resource_policy(get_response: Handler) -> Handler:
    """No other site may embed our pages, and they ask for no device of the reader's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        return response

    return middleware


def revalidation(get_response: Handler) -> Handler:
    """Public pages are the same for every reader until the archive changes: its generation is their entity tag, compared before the view.

    Whoever is signed in gets a private copy of everything, so that nothing of an editor's reaches a shared cache.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(_PRIVATE):
            return get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ["Cookie"])
            return response
        tag = _entity_tag()
        if tag and tag in request.headers.get("If-None-Match", ""):
            return _for_readers(HttpResponseNotModified(), tag)
        response = get_response(request)
        if tag and response.status_code == 200:
            return _for_readers(response, tag)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def bounded(get_response: Handler) -> Handler:
    """A public page that works too long on the database is broken off with a page that says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_PRIVATE):
            return get_response(request)
        deadline.begin(SECONDS)
        try:
            return get_response(request)
        finally:
            deadline.end()

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and deadline.passed():
            deadline.end()
            return errors.too_long(request)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _for_readers(response: HttpResponse, tag: str) -> HttpResponse:
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = f"public, max-age=0, s-maxage={SHARED_SECONDS}"
        response.headers["ETag"] = tag
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])  # the second also on a 304, which is not compressed
    return response


def _entity_tag() -> str:
    """The generation and the release; empty when the database does not answer, which the page will tell."""
    try:
        present = generation.current()
    except DatabaseError:
        return ""
    return f'"{present}-{_release()}"' if present else ""


@cache
def _release() -> str:
    """Another release may draw a page another way: a digest of what draws it."""
    digest = hashlib.sha256()
    for folder, kind in (("archive", "*.py"), ("templates", "*"), ("static", "*")):
        for path in sorted((settings.BASE_DIR / folder).rglob(kind)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
