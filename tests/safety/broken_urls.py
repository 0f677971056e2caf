"""The archive's addresses and one that fails, to see the page for our own faults."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from archive.urls import handler400, handler403, handler404
from archive.urls import urlpatterns as _ours

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]


def broken(request: HttpRequest) -> None:
    raise RuntimeError("a secret of the inside")


def forbidden(request: HttpRequest) -> None:
    raise PermissionDenied("a secret of the inside")


urlpatterns = [*_ours, path("broken/", broken), path("forbidden/", forbidden)]
