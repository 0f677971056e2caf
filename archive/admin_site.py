"""The admin site: where editors sign in, and where a one-time password must be replaced before anything else.

It stands beside the admin package, not in it: the package registers its models on the site, which must exist before.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

#: Whoever is in this group has a password that somebody else has seen.
ONE_TIME_PASSWORD = "One-time password"


class ArchiveAdminSite(AdminSite):
    site_header = "Readout: the editor’s desk"
    site_title = "Readout"
    index_title = "The archive"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, but a one-time password opens only the page that replaces it."""
        stock = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            allowed = (reverse("admin:password_change"), reverse("admin:logout"), reverse("admin:jsi18n"))
            if request.path not in allowed and has_one_time_password(request):
                return redirect("admin:password_change")
            return stock(request, *args, **kwargs)

        return guarded

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        before = request.user.password  # type: ignore[union-attr]
        response = super().password_change(request, extra_context)
        if request.user.is_authenticated and request.user.password != before:
            request.user.groups.remove(*Group.objects.filter(name=ONE_TIME_PASSWORD))
        return response


def has_one_time_password(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.groups.filter(name=ONE_TIME_PASSWORD).exists()
