"""Utterance: one act of speaking, however many articles report it."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse

from archive.models.fields import CleanCharField, MarkdownField, RenderedField
from archive.models.status import Publishable, PublishedQuerySet, not_empty, one_of
from archive.sources import vocabulary


class UtteranceQuerySet(PublishedQuerySet["Utterance"]):
    def published(self) -> Self:
        """Published, and with a statement that readers see: without one there is nothing to show."""
        statements = apps.get_model("archive", "Statement").objects.published()
        return super().published().filter(Exists(statements.filter(utterance=OuterRef("pk"))))

    def published_without_statements(self) -> Self:
        return super().published().filter(statements=None)

    def get_by_natural_key(self, slug: str) -> "Utterance":
        return self.get(slug=slug)


class Utterance(Publishable):
    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address.")
    title = CleanCharField(max_length=200)
    note = MarkdownField(blank=True, help_text="Markdown. Why these statements report one act of speaking, and how sure that is.")
    note_html = RenderedField(source="note", blank=True)

    objects = UtteranceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            one_of("status", vocabulary.STATUSES, "utterance"),
            not_empty("slug", "utterance"),
            not_empty("title", "utterance"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("utterance-detail", args=[self.slug])
