"""Pages for what went wrong, in the site's clothes. 500.html is static: it must not need what may just have failed."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with the words of the address ready to be searched."""
    words = " ".join(re.findall(r"[^\W\d_]{3,}", request.path)[-6:])
    return render(request, "404.html", {"words": words, "canonical": ""}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form without its token (``reason``, which is logged and not shown)."""
    return render(request, "403.html", {"canonical": ""}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"canonical": ""}, status=400)


def too_long(request: HttpRequest) -> HttpResponse:
    """503 for a page that would have cost more than a page may."""
    words = request.GET.get("q", "")[:200]
    response = render(request, "503.html", {"words": words, "canonical": ""}, status=503)
    response.headers["Retry-After"] = "10"
    return response
