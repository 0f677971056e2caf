"""Actor: who speaks, is addressed, relays or acts, with all its names."""

from typing import Any

from django.db import models
from django.urls import reverse

from archive.models.fields import CleanCharField, MarkdownField, RenderedField
from archive.models.status import Publishable, PublishedQuerySet, not_empty, one_of
from archive.sources import vocabulary


class ActorQuerySet(PublishedQuerySet["Actor"]):
    def get_by_natural_key(self, slug: str) -> "Actor":
        return self.get(slug=slug)


class Actor(Publishable):
    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address. Stays when the name changes.")
    name = CleanCharField(max_length=200)
    sort = CleanCharField(max_length=200, blank=True, help_text="Where a list puts it: “Putin, Vladimir”. The name itself when empty.")
    kind = models.CharField(max_length=15, choices=vocabulary.ACTOR_KINDS)
    description = MarkdownField(blank=True, help_text="Markdown.")
    description_html = RenderedField(source="description", blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "id"]
        indexes = [models.Index(fields=["sort", "id"], name="actor_order")]
        constraints = [
            one_of("status", vocabulary.STATUSES, "actor"),
            one_of("kind", vocabulary.ACTOR_KINDS, "actor"),
            not_empty("slug", "actor"),
            not_empty("name", "actor"),
            not_empty("sort", "actor"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("actor-detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        self.sort = self.sort or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort = self.sort or self.name
        super().save(*args, **kwargs)


class ActorNameQuerySet(models.QuerySet["ActorName"]):
    def get_by_natural_key(self, slug: str, name: str) -> "ActorName":
        return self.get(actor__slug=slug, name=name)


class ActorName(models.Model):
    """Another spelling or short form, or a role under which articles speak of the actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")
    name = CleanCharField(max_length=200, db_index=True)
    kind = models.CharField(
        max_length=10,
        choices=vocabulary.NAME_KINDS,
        default="name",
        help_text="A search for one spelling finds all of them. Roles and metonyms are only shown.",
    )

    objects = ActorNameQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "name"], name="actorname_once_per_actor"),
            one_of("kind", vocabulary.NAME_KINDS, "actorname"),
            not_empty("name", "actorname"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (*self.actor.natural_key(), self.name)
