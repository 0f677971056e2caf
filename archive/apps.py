"""The app, and the admin site in its place."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ArchiveConfig(AppConfig):
    name = "archive"

    def ready(self) -> None:
        from archive import checks, deadline, schema
        from archive.search import spelling

        assert checks
        for prepare in (schema.lock_texts, spelling.teach, deadline.watch):
            connection_created.connect(prepare)
        pre_migrate.connect(schema.suspend, sender=self)
        post_migrate.connect(schema.ensure, sender=self)


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.admin_site.ArchiveAdminSite"
