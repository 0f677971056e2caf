"""Topic: what a statement is about."""

from django.db import models

from archive.models.fields import CleanCharField, Deriving, MarkdownField, RenderedField
from archive.models.status import not_empty


class TopicQuerySet(models.QuerySet["Topic"]):
    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)


class Topic(Deriving):
    """A word of the archive's own vocabulary. It has no page and no status: readers see it on published statements."""

    slug = models.SlugField(max_length=80, unique=True)
    name = CleanCharField(max_length=100, unique=True)
    description = MarkdownField(blank=True, help_text="Markdown.")
    description_html = RenderedField(source="description", blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [not_empty("slug", "topic"), not_empty("name", "topic")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
