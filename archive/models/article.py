"""Article: one published text as received."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from archive.models.actor import Actor
from archive.models.fields import (
    CleanCharField,
    CleanTextField,
    DigestField,
    EarliestDayField,
    EdtfField,
    LatestDayField,
    MarkdownField,
    ReasonsField,
    RemarksField,
    RenderedField,
    SortDayField,
)
from archive.models.status import Publishable, PublishedQuerySet, in_order, not_empty, one_of
from archive.sources import anchoring, vocabulary
from archive.sources.shapes import Span
from archive.sources.text import MAX_BYTES

_ANCHORED = {"text", "furniture"}


class ArticleQuerySet(PublishedQuerySet["Article"]):
    def get_by_natural_key(self, slug: str) -> "Article":
        return self.get(slug=slug)

    def for_list(self) -> Self:
        """Without the texts, which a list does not show."""
        return self.defer("text", "note", "note_html", "inferred", "furniture", "marks_quoting_nobody").with_publisher()

    def for_detail(self) -> Self:
        return self.with_publisher().prefetch_related(Prefetch("supersedes", Article.objects.published()))

    def with_publisher(self) -> Self:
        return self.prefetch_related(Prefetch("publisher", Actor.objects.published()))

    def update(self, **kwargs: Any) -> int:
        """As Django's, but the text and its furniture are changed by ``save()`` alone, which looks at what stands on them."""
        if changed := _ANCHORED & kwargs.keys():
            raise ValidationError(f"The {' and the '.join(sorted(changed))} of an article cannot be changed in bulk.", code="anchored")
        return super().update(**kwargs)

    def bulk_create(self, objs: Iterable["Article"], *args: Any, **kwargs: Any) -> list["Article"]:
        """As Django's, the furniture checked first."""
        objs = list(objs)
        for article in objs:
            article.check_furniture()
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]


class Article(Publishable):
    """The text never changes while a statement or detail stands on it: a changed text is a new article that supersedes it."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address. Stays when the title changes.")
    title = CleanCharField(max_length=300)
    title_by = models.CharField(
        max_length=10,
        choices=vocabulary.TITLE_SOURCES,
        default="source",
        help_text="Whether the text itself gives this title, or an editor made it.",
    )
    text = CleanTextField(help_text="As received: nothing stripped, no line end changed. Offsets count its code points.")
    sha256 = DigestField(source="text", max_length=64)
    #: The file the text came in, for whoever holds the sources.
    source_file = CleanCharField(max_length=200, blank=True, editable=False)
    #: Page text that is not the article; never searched or quoted.
    furniture = RemarksField(default=tuple, blank=True)
    #: Scare quotes and titles.
    marks_quoting_nobody = RemarksField(default=tuple, blank=True)
    language = CleanCharField(max_length=20, default="en", help_text="BCP 47, for example en or en-GB.")
    publisher = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="articles_published", help_text="The outlet, when known."
    )
    byline = CleanCharField(max_length=300, blank=True)
    url = CleanCharField(max_length=2_000, blank=True, verbose_name="address", validators=[URLValidator(schemes=["http", "https"])])
    published = EdtfField()
    published_earliest = EarliestDayField(source="published", null=True)
    published_latest = LatestDayField(source="published", null=True)
    published_sort = SortDayField(source="published")
    note = MarkdownField(blank=True, help_text="Markdown. The quality of the text: garbled, cut off, wrong.")
    note_html = RenderedField(source="note", blank=True)
    inferred = ReasonsField(default=dict, blank=True, help_text="What the text does not state, each with the reason.")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_sort", "-id"]
        indexes = [
            models.Index(fields=["published_sort", "id"], name="article_order"),
            # What is new, on the front page.
            models.Index(fields=["created", "id"], name="article_newest"),
        ]
        constraints = [
            one_of("status", vocabulary.STATUSES, "article"),
            one_of("title_by", vocabulary.TITLE_SOURCES, "article"),
            not_empty("slug", "article"),
            not_empty("title", "article"),
            not_empty("text", "article"),
            not_empty("language", "article"),
            in_order("published", "article"),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="article_does_not_supersede_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("article-detail", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if len(self.text.encode(errors="replace")) > MAX_BYTES:
            raise ValidationError({"text": f"An article has at most {MAX_BYTES:,} bytes."})
        self.check_text()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.check_text()
        super().save(*args, **kwargs)

    @property
    def text_without_furniture(self) -> str:
        edges = [0, *(edge for span in self.furniture_spans for edge in span), len(self.text)]
        return " ".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))

    @property
    def furniture_spans(self) -> tuple[Span, ...]:
        return tuple(remark.span for remark in self.furniture)

    def check_furniture(self) -> None:
        """Raise ValidationError when furniture or marks lie outside the text, overlap or have another form."""
        for field in self._meta.concrete_fields:
            if not isinstance(field, RemarksField):
                continue
            name = field.name
            try:
                remarks = field.to_python(getattr(self, name))
                setattr(self, name, remarks)
                if remarks:
                    anchoring.check(self.text, [remark.span for remark in remarks])
            except anchoring.AnchorError as error:
                raise ValidationError({name: f"{field.verbose_name.capitalize()}: {error}."}) from None
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from None

    def check_text(self) -> None:
        """Raise ValidationError when furniture lies outside the text, or when a change would pull words from under an anchor."""
        self.check_furniture()
        stored = type(self).objects.filter(pk=self.pk).values_list("text", "furniture").first() if self.pk else None
        if stored is None or stored == (self.text, self.furniture):
            return
        anchors = [*self.statements.values_list("spans", flat=True), *self.details.values_list("spans", flat=True)]
        if anchors and self.text != stored[0]:
            raise ValidationError(
                {"text": "Statements stand on this text, so it cannot change. Enter the changed text as a new article that supersedes it."}
            )
        try:
            for spans in anchors:
                anchoring.check(self.text, spans, self.furniture_spans)
        except anchoring.AnchorError as error:
            raise ValidationError({"furniture": f"A statement stands there: {error}."}) from None
