"""The archive's settings with what tests need: a database in memory, a fast password hash, static files as they are."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 5)
os.environ["DATABASE_URL"] = "sqlite://:memory:"
for name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "SITE_URL"):
    os.environ.pop(name, None)

from archive.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # static files as they are, without collectstatic
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "https://readout.example"
# A folder of this process alone: all tests come from one address, and would take each other's exports for their own (slots.py).
_own = tempfile.TemporaryDirectory(prefix="readout-")
VAR_DIR = Path(_own.name)
