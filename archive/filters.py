"""GET parameters to a tree of the search: what a list can be narrowed by, the counts beside each choice, and chips in words.

A filter only narrows; the index holds nothing but what readers may see. An unknown value is explained and ignored.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from archive.models import Actor, Article, Event, Statement
from archive.search import facets, known, tags
from archive.search.known import Known, Record
from archive.search.matching import CAP, Matches
from archive.search.parser import days_of
from archive.search.query import AllOf, Node, Tagged
from archive.search.reading import Understood, understand
from archive.sources import dates, vocabulary

#: Choices shown for one facet; those picked are always shown.
SHOWN = 10


class Option(NamedTuple):
    """``rows`` is None where nobody counted."""

    value: str
    label: str
    rows: int | None
    selected: bool


class FacetGroup(NamedTuple):
    """The choices of one facet; when it ``is_open`` there may be others than those shown, which can be typed."""

    name: str
    label: str
    options: list[Option]
    is_open: bool
    is_counted: bool


class Chip(NamedTuple):
    """An active filter: what it is, in words, and the parameters of the list without it."""

    label: str
    value: str
    query: str


class ValuesField(forms.Field):
    """Repeated values, as typed."""

    def clean(self, value: list[str]) -> list[str]:
        return value or []


class Facet(django_filters.Filter):
    """Narrow by one or more values (any of them), each a slug or a name. ``words`` are the values, and their labels, of a closed list."""

    field_class = ValuesField

    def __init__(self, label: str, words: Mapping[str, str] | None = None) -> None:
        super().__init__(label=label)
        self.words = words


class DayField(forms.CharField):
    """A year, month or day; cleans to ``dates.Days``."""

    def clean(self, value: str) -> dates.Days | None:
        if not value:
            return None
        try:
            days = dates.days(value)
        except dates.DateError:
            days = dates.UNKNOWN
        if not (days_of(value) and days.earliest and days.latest):
            raise ValidationError(f"“{value[:40]}” is not a year, month or day. Write 2025, 2025-03 or 2025-03-18.")
        return days


class DayFilter(django_filters.Filter):
    """Rows whose date may lie on or after the day (``"from"``) or on or before it (``"to"``); rows without any date do not count."""

    field_class = DayField

    def __init__(self, calendar: str, side: str, label: str) -> None:
        super().__init__(label=label)
        self.calendar = calendar
        self.side = side

    def tagged(self, days: dates.Days) -> Tagged:
        first, last = (days.earliest, None) if self.side == "from" else (None, days.latest)
        return Tagged(tuple(tags.period(self.calendar, first, last)))


class WordsFilter(django_filters.Filter):
    """Full-text search over the noun of the list."""

    field_class = forms.CharField


class ArchiveFilter(django_filters.FilterSet):
    """A FilterSet that explains itself. The noun of the list stands in ``noun``; ``q`` is always its first filter.

    django-filter declares the parameters and cleans them. What they find is not a queryset but ``matches``, read off the search index.
    """

    noun: str

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, self._meta.model._default_manager.none())
        cleaned = self._cleaned()
        self.facets = {name: facet for name, facet in self.filters.items() if isinstance(facet, Facet)}
        self.values: dict[str, list[str]] = {name: cleaned.get(name, []) for name in self.facets}
        self.days = {name: value for name, value in cleaned.items() if isinstance(value, dates.Days)}
        pairs = [(name, value) for name, values in self.values.items() for value in values]
        self.understood: Understood = understand(data.get("q", ""), pairs, exactly=data.get("exact") == "on", noun=self.noun)

    def _cleaned(self) -> dict[str, Any]:
        """Each parameter through the field of its filter. No form is made: none is drawn, and making it costs as much as a query."""
        self.refused: list[str] = []
        cleaned = {}
        for name, declared in self.filters.items():
            try:
                cleaned[name] = declared.field.clean(self.data.getlist(name) if isinstance(declared, Facet) else self.data.get(name, ""))
            except ValidationError as error:
                self.refused += error.messages
        return cleaned

    @cached_property
    def chosen(self) -> dict[str, dict[str, Record]]:
        """The records that are meant, by facet and by the value that names each alone."""
        found = {name: [record for value in values for record in self._known(name, value).records] for name, values in self.values.items()}
        return {name: {record.value: record for record in records} for name, records in found.items()}

    @cached_property
    def matches(self) -> Matches:
        return self._matches(self._narrowing())

    def matches_without(self, name: str) -> Matches:
        """With every filter on but one; the counts of a facet leave its own choice out."""
        return self._matches({other: node for other, node in self._narrowing().items() if other != name})

    def narrowing(self) -> list[tuple[str, Node]]:
        """The active filters beside the words: their names and trees."""
        return list(self._narrowing().items())

    def label(self, name: str) -> str:
        return str(self.filters[name].label)

    def _known(self, name: str, value: str) -> Known:
        """What a value means in this list: of a closed list only its own words."""
        found, words = self.understood.known[name, value], self.facets[name].words
        return replace(found, records=tuple(record for record in found.records if record.value in words)) if words else found

    def _narrowing(self) -> dict[str, Node]:
        found: dict[str, Node] = {
            name: Tagged(tuple(tags.tag(name, record.key) for record in records.values()))
            for name, records in self.chosen.items()
            if records
        }
        return found | {name: self.filters[name].tagged(days) for name, days in self.days.items()}

    def _matches(self, narrowing: Mapping[str, Node]) -> Matches:
        nodes = [*([self.understood.root] if self.understood.root else []), *narrowing.values()]
        root = AllOf(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None
        return Matches(self.noun, root, self.understood.spelled)

    def groups(self, most: int) -> list[FacetGroup]:
        """Each facet with its choices, counted where that looks at no more than ``most`` matches; else only what is chosen.

        With CAP everything is counted, among the newest CAP matches.
        """
        counters = self._counters(most)
        wanted = {name: [key for key, _ in counter.most_common(SHOWN + 1)] for name, counter in counters.items()}
        records = _labels(wanted)
        groups = []
        for name, facet in self.facets.items():
            chosen, counter = self.chosen[name], counters.get(name)
            if facet.words and counter is None:
                frequent = [Record(key, key, label) for key, label in facet.words.items()]
            else:
                frequent = [record for key in wanted.get(name, ()) if (record := records[name].get(key))][:SHOWN]
            shown = {record.value: record for record in frequent} | chosen
            options = [
                Option(record.value, record.label, None if counter is None else counter[str(record.key)], record.value in chosen)
                for record in shown.values()
            ]
            groups.append(FacetGroup(name, str(facet.label), options, is_open=not facet.words, is_counted=counter is not None))
        return groups

    def _counters(self, most: int) -> dict[str, Counter[str]]:
        """How many of the newest CAP matches have each key, by facet."""
        counters: dict[str, Counter[str]] = {}
        looked_at = [([name for name in self.facets if not self.chosen[name]], self.matches)]
        looked_at += [([name], self.matches_without(name)) for name in self.facets if self.chosen[name]]
        for names, matches in looked_at:
            if most == CAP or not matches.counted(most).capped:
                counters |= facets.count(names, matches)
        return counters

    @property
    def problems(self) -> list[str]:
        """What was not understood and therefore ignored."""
        unknown = [
            _unknown(self.label(name), value, self._known(name, value))
            for name, values in self.values.items()
            for value in values
            if not self._known(name, value).records
        ]
        return [*unknown, *self._reversed_days(), *self.refused]

    def _reversed_days(self) -> list[str]:
        pairs = [(self.days.get(name), self.days.get(name.replace("_from", "_to"))) for name in self.days if name.endswith("_from")]
        return [
            f"The first day, {first.words}, lies after the last, {last.words}."
            for first, last in pairs
            if first and last and first.earliest and last.latest and first.earliest > last.latest
        ]

    @property
    def chips(self) -> list[Chip]:
        """The active filters in words, each with the query string that takes it off."""
        chips = []
        for name, values in self.values.items():
            for value in values:
                if records := self._known(name, value).records:
                    words = " or ".join(record.label for record in records[:3]) + (" …" if len(records) > 3 else "")
                    chips.append(Chip(self.label(name), words, self.leaving_out(name, value)))
        return [*chips, *(Chip(self.label(name), days.words, self.leaving_out(name)) for name, days in self.days.items())]

    def leaving_out(self, name: str, value: str | None = None) -> str:
        """The parameters of the list without a filter, or without one value of it; back on the first page."""
        data = self.data.copy()
        for cursor in ("after", "before"):
            data.pop(cursor, None)
        data.setlist(name, [other for other in data.getlist(name) if value is not None and other != value])
        return data.urlencode()


def _labels(wanted: Mapping[str, list[str]]) -> dict[str, dict[str, Record]]:
    """The records behind keys, by facet; fields that name the same noun share one query."""
    keys: dict[str, set[str]] = {}
    for name, found in wanted.items():
        keys.setdefault(known.NOUNS.get(name, name), set()).update(found)
    records = {noun: known.labels(noun, found) if found else {} for noun, found in keys.items()}
    return {name: records[known.NOUNS.get(name, name)] for name in wanted}


def _unknown(what: str, value: str, found: Known) -> str:
    meant = " or ".join(f"“{near}”" for near in found.nearest)
    return f"{what}: “{value}” is not known here; this filter was ignored.{f' Did you mean {meant}?' if meant else ''}"


class StatementFilter(ArchiveFilter):
    noun = "statement"

    q = WordsFilter(label="Words")
    speaker = Facet("Speaker")
    to = Facet("Addressee")
    via = Facet("Relayed by")
    event = Facet("Event")
    article = Facet("Article")
    kind = Facet("Kind", vocabulary.STATEMENT_KINDS)
    channel = Facet("Channel")
    topic = Facet("Topic")
    said_from = DayFilter("said", "from", "Said from")
    said_to = DayFilter("said", "to", "Said to")

    class Meta:
        model = Statement
        fields: list[str] = []


class ArticleFilter(ArchiveFilter):
    noun = "article"

    q = WordsFilter(label="Words")
    publisher = Facet("Publisher")
    published_from = DayFilter("published", "from", "Published from")
    published_to = DayFilter("published", "to", "Published to")

    class Meta:
        model = Article
        fields: list[str] = []


class ActorFilter(ArchiveFilter):
    noun = "actor"

    q = WordsFilter(label="Words")
    kind = Facet("Kind", vocabulary.ACTOR_KINDS)

    class Meta:
        model = Actor
        fields: list[str] = []


class EventFilter(ArchiveFilter):
    noun = "event"

    q = WordsFilter(label="Words")
    kind = Facet("Kind", vocabulary.EVENT_KINDS)
    actor = Facet("Took part")
    date_from = DayFilter("date", "from", "From")
    date_to = DayFilter("date", "to", "To")

    class Meta:
        model = Event
        fields: list[str] = []
