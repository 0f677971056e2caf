"""What readers may see: the status of a record, and ``published()``, the only queryset that public pages start from."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.sources import vocabulary

DRAFT = "draft"
PUBLISHED = "published"
WITHDRAWN = "withdrawn"


Row = TypeVar("Row", bound=models.Model)


class PublishedQuerySet(models.QuerySet[Row]):
    """Base of all querysets. A model that is seen only together with others narrows ``published()``."""

    def published(self) -> Self:
        """The records that readers see."""
        return self.filter(status=PUBLISHED)

    def publish(self) -> int:
        """Show the records to readers; how many were not published before."""
        return self.exclude(status=PUBLISHED).update(status=PUBLISHED, modified=timezone.now())

    def withdraw(self) -> int:
        """Take the records from readers' sight, with everything kept; how many were not withdrawn before."""
        return self.exclude(status=WITHDRAWN).update(status=WITHDRAWN, modified=timezone.now())


class Publishable(models.Model):
    """A record with a status and the two times that an archive keeps of it."""

    status = models.CharField(max_length=12, choices=vocabulary.STATUSES, default=DRAFT, db_index=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    modified = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.modified = timezone.now()
        super().save(*args, **kwargs)


def one_of(field: str, choices: dict[str, str], model: str) -> models.CheckConstraint:
    """The database's own guard of a closed list of words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": sorted(choices)}), name=f"{model}_{field}_is_known")


def not_empty(field: str, model: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=f"{model}_{field}_is_not_empty")


def in_order(field: str, model: str) -> models.CheckConstraint:
    """The earliest day of an EDTF is not after its latest; NULL is an open end."""
    earliest, latest = f"{field}_earliest", f"{field}_latest"
    return models.CheckConstraint(
        condition=Q(**{f"{earliest}__isnull": True}) | Q(**{f"{latest}__isnull": True}) | Q(**{f"{earliest}__lte": models.F(latest)}),
        name=f"{model}_{field}_days_are_in_order",
    )
