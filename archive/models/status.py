"""What readers may see: the status of a record, and ``published()``, the only queryset that public pages start from."""

from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from archive.models.fields import Deriving
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
        return self.exclude(status=PUBLISHED)._move(PUBLISHED)

    def withdraw(self) -> int:
        """Take the records from readers' sight, with everything kept; how many were not withdrawn before."""
        return self.exclude(status=WITHDRAWN)._move(WITHDRAWN)

    def _move(self, status: str) -> int:
        return self.update(status=status, modified=timezone.now(), version=F("version") + 1)


class ChangedMeanwhile(ValidationError):
    """Somebody saved the record after it was read; saving it now would overwrite that."""

    def __init__(self, record: "Publishable") -> None:
        super().__init__(
            f"“{record}” was changed by somebody else after you opened it, so nothing was saved. What you typed is still here: "
            "open the record anew in another tab, compare, and enter your changes there.",
            code="changed_meanwhile",
        )


class Publishable(Deriving):
    """A record with a status, the two times that an archive keeps of it, and a version that each save raises by one.

    ``save()`` raises ChangedMeanwhile when the record in the database has another version than the one that was read.
    """

    status = models.CharField(max_length=12, choices=vocabulary.STATUSES, default=DRAFT)
    created = models.DateTimeField(default=timezone.now, editable=False)
    modified = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        before = self.version, self.modified
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "modified", "version"}
        try:
            with transaction.atomic():
                self._claim()
                super().save(*args, **kwargs)
        except BaseException:
            self.version, self.modified = before
            raise

    def _claim(self) -> None:
        """Raise the version of the record as it was read, or find that somebody else did."""
        mine = type(self)._default_manager.filter(pk=self.pk, version=self.version)
        if not mine.update(version=F("version") + 1):
            raise ChangedMeanwhile(self)
        self.version += 1
        self.modified = timezone.now()


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
