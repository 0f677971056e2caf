"""Pages that show no records: about, robots.txt, the icon, health."""

from functools import cache

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive import markup, schema

_ABOUT = settings.BASE_DIR / "templates" / "archive" / "about.md"


@cache
def _about() -> str:
    return mark_safe(markup.render(_ABOUT.read_text(encoding="utf-8")))  # cleaned by markup.render


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html", {"text": _about()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address where a page names no icon, as the admin's do."""
    return redirect(static("icon.svg"))


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and holds what this version puts beside its tables, else 503 with what is wrong."""
    try:
        problems = schema.problems(connection)
    except Exception as error:  # whatever is wrong, the answer is "unhealthy"
        problems = [type(error).__name__]
    return JsonResponse({"healthy": not problems, "problems": problems}, status=503 if problems else 200)
