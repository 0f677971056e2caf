"""Statement: what one article says that one speaker said."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse

from archive.models.actor import Actor
from archive.models.anchored import Anchored, AnchoredQuerySet
from archive.models.event import Event
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
from archive.models.status import in_order, not_empty, one_of
from archive.models.topic import Topic
from archive.models.utterance import Utterance
from archive.sources import vocabulary


class StatementQuerySet(AnchoredQuerySet["Statement"]):
    def with_people(self) -> Self:
        """With all that a row about the statement names; unpublished records are left out of it."""
        people = Actor.objects.published()
        related = [Prefetch("speakers", people), Prefetch("relayed_by", people), Prefetch("addressees", people)]
        return (
            self.prefetch_related(*related)
            .prefetch_related(Prefetch("event", Event.objects.published()))
            .prefetch_related(Prefetch("utterance", Utterance.objects.published()))
        )

    def for_detail(self) -> Self:
        return self.with_people().select_related("article").prefetch_related("topics")


class Statement(Anchored):
    """``speakers`` is empty when the article does not let us know, and has several for a joint statement."""

    kind = models.CharField(max_length=10, choices=vocabulary.STATEMENT_KINDS)
    speakers = models.ManyToManyField(
        Actor, blank=True, related_name="statements", help_text="Leave empty when unknown; several for a joint statement."
    )
    named_as = CleanCharField(
        max_length=200, blank=True, verbose_name="speaker as the article puts it", help_text="In the article's own words."
    )
    cue = CleanCharField(max_length=200, blank=True, help_text="The reporting words: “said”, “wrote on X”.")
    relayed_by = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="relayed_statements",
        help_text="Through whom the article knows it: “according to Bloomberg”.",
    )
    addressees = models.ManyToManyField(Actor, blank=True, related_name="statements_received")
    channel = CleanCharField(max_length=60, blank=True, db_index=True, help_text="Truth Social, phone call, press conference …")
    said = EdtfField()
    said_earliest = EarliestDayField(source="said", null=True)
    said_latest = LatestDayField(source="said", null=True)
    said_sort = SortDayField(source="said")
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text="The event it was said at or in answer to.",
    )
    utterance = models.ForeignKey(
        Utterance,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="statements",
        help_text="The act of speaking that other passages report too.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements")
    note = MarkdownField(blank=True, help_text="Markdown.")
    note_html = RenderedField(source="note", blank=True)
    inferred = ReasonsField(default=dict, blank=True, help_text="What the article does not state, each with the reason.")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-said_sort", "-id"]
        indexes = [
            # The changelist of the admin; readers' lists come from the search index.
            models.Index(fields=["said_sort", "id"], name="statement_order"),
        ]
        constraints = [
            one_of("status", vocabulary.STATUSES, "statement"),
            one_of("kind", vocabulary.STATEMENT_KINDS, "statement"),
            not_empty("text", "statement"),
            in_order("said", "statement"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.text[:60]}"

    def check_anchor(self) -> None:
        """Also that cue and "as the article puts it" are words of the article."""
        super().check_anchor()
        for what, words in (("speaker as the article puts it", self.named_as), ("cue", self.cue)):
            if words and words not in self.article.text:
                raise ValidationError(f"The {what} of {self.public_id} is given as “{words}”, which does not stand in the article.")

    def get_absolute_url(self) -> str:
        return reverse("statement-detail", args=[self.public_id])
