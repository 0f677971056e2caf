"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """``canonical`` is the page's address without parameters, made from the configured site."""
    return {"canonical": f"{settings.SITE_URL}{request.path}"}
