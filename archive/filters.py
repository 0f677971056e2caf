"""GET parameters to querysets: what a list can be narrowed by, the counts beside each choice, and chips in words.

A filter only narrows; it is always given a queryset that is already ``published()``. An unknown value is explained and ignored.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from archive.models import Actor, Article, Event, Statement, Topic
from archive.models.status import PUBLISHED
from archive.search import matching
from archive.search.reading import Understood, understand
from archive.sources import dates, vocabulary

#: Choices shown for one facet; those picked are always shown.
SHOWN = 10


class Option(NamedTuple):
    value: str
    label: str
    rows: int
    selected: bool


class FacetGroup(NamedTuple):
    """The choices of one facet; ``more`` says that there are others than those shown."""

    name: str
    label: str
    options: list[Option]
    more: bool


class Chip(NamedTuple):
    """An active filter: what it is, in words, and the parameters of the list without it."""

    label: str
    value: str
    query: str


class FacetField(forms.Field):
    """Keys of things that exist; those that name nothing are set aside in ``unknown``. Cleans to ``{key: label}``."""

    widget = forms.SelectMultiple

    def __init__(self, *, facet: "Facet", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.facet = facet
        self.unknown: list[str] = []

    def clean(self, value: list[str]) -> dict[str, str]:
        keys = value or []
        labels = self.facet.labels(keys) if keys else {}
        self.unknown = [key for key in keys if key not in labels]
        return {key: labels[key] for key in keys if key in labels}


class Facet(django_filters.Filter):
    """Narrow by one or more keys (any of them); count the rows behind each key. Subclasses say what the keys are."""

    field_class = FacetField

    def __init__(self, field_name: str, label: str) -> None:
        super().__init__(field_name=field_name, label=label)
        self.extra["facet"] = self

    def labels(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The label of each key that exists."""
        raise NotImplementedError(f"{type(self).__name__} has no labels")

    def counted(self, rows: QuerySet) -> Iterable[tuple[str, str, int]]:
        """(key, label, number of rows), most rows first, at most SHOWN + 1."""
        raise NotImplementedError(f"{type(self).__name__} does not count")

    def options(self, rows: QuerySet, selected: Mapping[str, str]) -> tuple[list[Option], bool]:
        found = list(self.counted(rows))
        options = [Option(key, label, count, key in selected) for key, label, count in found[:SHOWN]]
        missing = selected.keys() - {option.value for option in options}
        counts = {key: count for key, _, count in found}
        options += [Option(key, selected[key], counts.get(key, 0), True) for key in selected if key in missing]
        return options, len(found) > SHOWN


class ValueFacet(Facet):
    """A column of short values, with labels where the value is not its own."""

    def __init__(self, field_name: str, label: str, words: Mapping[str, str] | None = None) -> None:
        super().__init__(field_name, label)
        self.words = words

    def labels(self, keys: Iterable[str]) -> Mapping[str, str]:
        if self.words is not None:
            return {key: self.words[key] for key in keys if key in self.words}
        rows = self.model.objects.published().filter(**{f"{self.field_name}__in": keys})
        return {key: key for key in rows.order_by().values_list(self.field_name, flat=True).distinct()}

    def counted(self, rows: QuerySet) -> Iterable[tuple[str, str, int]]:
        column = self.field_name
        counts = rows.exclude(**{column: ""}).order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column)[: SHOWN + 1]
        return [(key, (self.words or {}).get(key, key), count) for key, count in counts]

    def filter(self, qs: QuerySet, value: Mapping[str, str]) -> QuerySet:
        return qs.filter(**{f"{self.field_name}__in": list(value)}) if value else qs


class RelatedFacet(Facet):
    """Related records by slug, of which readers see the published ones."""

    def __init__(self, field_name: str, label: str, related: Any, title: str) -> None:
        super().__init__(field_name, label)
        self.related = related
        self.title = title

    def _seen(self) -> QuerySet:
        """Related records that readers may know of. A topic has no status: it is known by the published statements on it."""
        if self.related is Topic:
            return Topic.objects.filter(statements__in=Statement.objects.published()).distinct()
        return self.related.objects.published()

    def labels(self, keys: Iterable[str]) -> Mapping[str, str]:
        return dict(self._seen().filter(slug__in=keys).order_by().values_list("slug", self.title))

    def counted(self, rows: QuerySet) -> Iterable[tuple[str, str, int]]:
        slug, title = f"{self.field_name}__slug", f"{self.field_name}__{self.title}"
        seen = {} if self.related is Topic else {f"{self.field_name}__status": PUBLISHED}
        counts = rows.filter(**seen).exclude(**{slug: None}).order_by().values_list(slug, title)
        return counts.annotate(n=Count("pk", distinct=True)).order_by("-n", title)[: SHOWN + 1]

    def filter(self, qs: QuerySet, value: Mapping[str, str]) -> QuerySet:
        if not value:
            return qs
        # As a set of rows: a statement by two of the chosen speakers is still one statement.
        keys = self._seen().filter(slug__in=list(value)).values("pk")
        return qs.filter(pk__in=self.model.objects.filter(**{f"{self.field_name}__in": keys}).values("pk"))


class DayField(forms.CharField):
    """A year, month or day; cleans to ``dates.Days``."""

    def clean(self, value: str) -> dates.Days | None:
        if not value:
            return None
        try:
            days = dates.days(value)
        except dates.DateError:
            days = dates.UNKNOWN
        if not (value.replace("-", "").isdigit() and days.earliest and days.latest):
            raise ValidationError(f"“{value[:40]}” is not a year, month or day. Write 2025, 2025-03 or 2025-03-18.")
        return days


class DayFilter(django_filters.Filter):
    """Rows that may lie on or after the day (``"from"``) or on or before it (``"to"``); rows without any date do not count."""

    field_class = DayField

    def __init__(self, field_name: str, side: str, label: str) -> None:
        super().__init__(field_name=field_name, label=label)
        self.side = side

    def filter(self, qs: QuerySet, value: dates.Days | None) -> QuerySet:
        if not value:
            return qs
        earliest, latest = f"{self.field_name}_earliest", f"{self.field_name}_latest"
        if self.side == "from":
            return qs.filter(Q(**{f"{latest}__gte": value.earliest}) | Q(**{latest: None, f"{earliest}__isnull": False}))
        return qs.filter(Q(**{f"{earliest}__lte": value.latest}) | Q(**{earliest: None, f"{latest}__isnull": False}))


class WordsFilter(django_filters.Filter):
    """Full-text search over the noun of the list."""

    field_class = forms.CharField

    def __init__(self, noun: str) -> None:
        super().__init__(label="Words")
        self.noun = noun

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        understood = self.parent.understood
        return qs.filter(matching.condition(understood.query, self.noun)) if understood else qs


class ArchiveFilter(django_filters.FilterSet):
    """A FilterSet that explains itself. The noun of the list stands in ``noun``; ``q`` is always its first filter."""

    noun: str

    def __init__(self, data: QueryDict, queryset: QuerySet) -> None:
        super().__init__(data, queryset)
        self.understood: Understood = understand(data.get("q", ""))

    def without(self, name: str) -> QuerySet:
        """The rows with every filter on but one; the counts of a facet leave its own choice out."""
        rows = self.queryset
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        return rows

    def facets(self) -> list[FacetGroup]:
        """Each facet with its choices among the present rows. One query a facet."""
        groups = []
        for name, facet in self.filters.items():
            if isinstance(facet, Facet):
                chosen = self.form.cleaned_data.get(name, {})
                rows = self.without(name) if chosen else self.qs
                options, more = facet.options(rows, chosen)
                if options:
                    groups.append(FacetGroup(name, str(facet.label), options, more))
        return groups

    @property
    def problems(self) -> list[str]:
        """What was not understood and therefore ignored."""
        unknown = [
            f"There is no {str(self.filters[name].label).lower()} “{key}” here; this filter was ignored."
            for name, field in self.form.fields.items()
            for key in getattr(field, "unknown", ())
        ]
        return [*unknown, *self._reversed_days(), *(str(message) for messages in self.form.errors.values() for message in messages)]

    def _reversed_days(self) -> list[str]:
        days = {name: value for name, value in self.form.cleaned_data.items() if isinstance(value, dates.Days)}
        pairs = [(days.get(name), days.get(name.replace("_from", "_to"))) for name in days if name.endswith("_from")]
        return [
            f"The first day, {first.words}, lies after the last, {last.words}."
            for first, last in pairs
            if first and last and first.earliest and last.latest and first.earliest > last.latest
        ]

    @property
    def chips(self) -> list[Chip]:
        """The active filters in words, each with the query string that takes it off."""
        chips = []
        for name, value in self.form.cleaned_data.items():
            label = str(self.filters[name].label)
            if isinstance(value, dict):
                chips += [Chip(label, words, self._leaving_out(name, key)) for key, words in value.items()]
            elif isinstance(value, dates.Days):
                chips.append(Chip(label, value.words, self._leaving_out(name)))
        return chips

    def _leaving_out(self, name: str, key: str | None = None) -> str:
        data = self.data.copy()
        for cursor in ("after", "before"):
            data.pop(cursor, None)
        data.setlist(name, [value for value in data.getlist(name) if key is not None and value != key])
        return data.urlencode()


class StatementFilter(ArchiveFilter):
    noun = "statement"

    q = WordsFilter("statement")
    speaker = RelatedFacet("speakers", "Speaker", Actor, "name")
    to = RelatedFacet("addressees", "Addressee", Actor, "name")
    via = RelatedFacet("relayed_by", "Relayed by", Actor, "name")
    event = RelatedFacet("event", "Event", Event, "title")
    article = RelatedFacet("article", "Article", Article, "title")
    kind = ValueFacet("kind", "Kind", vocabulary.STATEMENT_KINDS)
    channel = ValueFacet("channel", "Channel")
    topic = RelatedFacet("topics", "Topic", Topic, "name")
    said_from = DayFilter("said", "from", "Said from")
    said_to = DayFilter("said", "to", "Said to")

    class Meta:
        model = Statement
        fields: list[str] = []


class ArticleFilter(ArchiveFilter):
    noun = "article"

    q = WordsFilter("article")
    publisher = RelatedFacet("publisher", "Publisher", Actor, "name")
    published_from = DayFilter("published", "from", "Published from")
    published_to = DayFilter("published", "to", "Published to")

    class Meta:
        model = Article
        fields: list[str] = []


class ActorFilter(ArchiveFilter):
    noun = "actor"

    q = WordsFilter("actor")
    kind = ValueFacet("kind", "Kind", vocabulary.ACTOR_KINDS)

    class Meta:
        model = Actor
        fields: list[str] = []


class EventFilter(ArchiveFilter):
    noun = "event"

    q = WordsFilter("event")
    kind = ValueFacet("kind", "Kind", vocabulary.EVENT_KINDS)
    actor = RelatedFacet("participants", "Took part", Actor, "name")
    date_from = DayFilter("date", "from", "From")
    date_to = DayFilter("date", "to", "To")

    class Meta:
        model = Event
        fields: list[str] = []
