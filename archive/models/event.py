"""Event: what the articles tell of; who took part; and what each article says of it, fact by fact."""

from typing import Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from archive.models.actor import Actor
from archive.models.anchored import Anchored, AnchoredQuerySet
from archive.models.fields import (
    CleanCharField,
    EarliestDayField,
    EdtfField,
    LatestDayField,
    MarkdownField,
    ReasonsField,
    RenderedField,
    SortDayField,
)
from archive.models.status import PUBLISHED, Publishable, PublishedQuerySet, in_order, not_empty, one_of
from archive.sources import vocabulary


class EventQuerySet(PublishedQuerySet["Event"]):
    def get_by_natural_key(self, slug: str) -> "Event":
        return self.get(slug=slug)


class Event(Publishable):
    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address. Stays when the title changes.")
    title = CleanCharField(max_length=200)
    kind = models.CharField(max_length=20, choices=vocabulary.EVENT_KINDS)
    date = EdtfField()
    date_earliest = EarliestDayField(source="date", null=True)
    date_latest = LatestDayField(source="date", null=True)
    date_sort = SortDayField(source="date")
    place = CleanCharField(max_length=200, blank=True)
    description = MarkdownField(blank=True, help_text="Markdown.")
    description_html = RenderedField(source="description", blank=True)
    inferred = ReasonsField(default=dict, blank=True, help_text="What no article states, each with the reason.")
    participants = models.ManyToManyField(Actor, through="Participation", related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-date_sort", "-id"]
        indexes = [models.Index(fields=["date_sort", "id"], name="event_order")]
        constraints = [
            one_of("status", vocabulary.STATUSES, "event"),
            one_of("kind", vocabulary.EVENT_KINDS, "event"),
            not_empty("slug", "event"),
            not_empty("title", "event"),
            in_order("date", "event"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("event-detail", args=[self.slug])


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def published(self) -> Self:
        return self.filter(actor__status=PUBLISHED, event__status=PUBLISHED)

    def get_by_natural_key(self, event: str, actor: str, role: str) -> "Participation":
        return self.get(event__slug=event, actor__slug=actor, role=role)


class Participation(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    role = CleanCharField(max_length=100, blank=True, help_text="In the articles' own terms: caller, host, delegate …")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "actor", "role"], name="participation_once_per_role")]

    def __str__(self) -> str:
        return f"{self.actor}, {self.role}" if self.role else str(self.actor)

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.event.natural_key(), *self.actor.natural_key(), self.role)


class DetailQuerySet(AnchoredQuerySet["Detail"]):
    def published(self) -> Self:
        return super().published().filter(event__status=PUBLISHED)

    def for_table(self) -> Self:
        """With the article of each, and with whom it names."""
        return self.select_related("article").prefetch_related(Prefetch("according_to", Actor.objects.published()))


class Detail(Anchored):
    """One fact about an event as one article gives it. Equal aspects line up; equal values count as agreement."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="details")
    aspect = CleanCharField(max_length=100, help_text="The same words for the same question in every article: “length of the call”.")
    value = CleanCharField(max_length=300, help_text="Short and comparable: “90 minutes”.")
    according_to = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="details_given",
        help_text="Whom the article names for it. Left empty when the article says so itself.",
    )
    note = MarkdownField(blank=True, help_text="Markdown.")
    note_html = RenderedField(source="note", blank=True)

    objects = DetailQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["event", "aspect"], name="detail_table")]
        constraints = [
            one_of("status", vocabulary.STATUSES, "detail"),
            not_empty("text", "detail"),
            not_empty("aspect", "detail"),
            not_empty("value", "detail"),
        ]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.value}"

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.public_id}"
