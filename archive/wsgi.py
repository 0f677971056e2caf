"""Entry for a WSGI server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

if settings.DEBUG:
    raise ImproperlyConfigured("DEBUG is on. It shows secrets to readers and is for `make dev` alone.")

application = get_wsgi_application()
