"""What a statement and a detail share: a permanent id and the words of an article that they stand on."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from archive.models.article import Article
from archive.models.fields import CleanTextField, SpansField
from archive.models.status import PUBLISHED, Publishable, PublishedQuerySet
from archive.sources import anchoring, ids

_SPANS = SpansField()

Row = TypeVar("Row", bound="Anchored")


class AnchoredQuerySet(PublishedQuerySet[Row]):
    def published(self) -> Self:
        return super().published().filter(article__status=PUBLISHED)

    def get_by_natural_key(self, public_id: str) -> Row:
        return self.get(public_id=public_id)

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """As Django's, each anchor checked first. (``update()`` is checked by the database: see triggers.py.)"""
        objs = list(objs)
        for obj in objs:
            obj.check_anchor()
        return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]


class Anchored(Publishable):
    """``article.text[start:end]`` for each span, joined by " … ", is ``text``: checked here, and by a trigger for every other road."""

    public_id = models.CharField(
        max_length=ids.LENGTH,
        unique=True,
        default=ids.new_id,
        editable=False,
        validators=[RegexValidator(ids.ID)],
        help_text="Permanent; part of the address.",
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="%(class)ss")
    spans = SpansField()
    text = CleanTextField(blank=True, help_text="What stands at the spans, code point by code point.")

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.public_id,)

    def clean(self) -> None:
        super().clean()
        if self.article_id is not None:  # else the field's own check has said so
            self.check_anchor()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.check_anchor()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} has no page")

    def check_anchor(self) -> None:
        """Fill ``text`` when it is empty. Raises ValidationError when the spans or the words do not hold in the article."""
        if self.article_id is None and "article" not in self._state.fields_cache:
            raise ValidationError(f"{self.public_id} stands on no article.", code="anchor")
        article = self.article
        self.spans = _SPANS.to_python(self.spans)
        try:
            anchoring.check(article.text, self.spans, article.furniture_spans)
            if self.text:
                anchoring.check_words(article.text, self.spans, self.text)
            else:
                self.text = anchoring.words(article.text, self.spans)
        except anchoring.AnchorError as error:
            raise ValidationError(f"The anchor of {self.public_id} in {article.slug} does not hold: {error}.", code="anchor") from None
