"""Columns that know what they hold: clean text, EDTF, spans, and columns derived from another one."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.fields import InvalidJSONInput

from archive import markup
from archive.sources import dates
from archive.sources.shapes import Remark, Span
from archive.sources.text import digest, unacceptable_character


def validate_characters(value: str) -> None:
    """Refuse control characters, surrogates and noncharacters: one of them breaks a feed for every reader."""
    if fault := unacceptable_character(value):
        raise ValidationError(f"{fault[0].upper()}{fault[1:]}.", code="unacceptable_character")


def validate_edtf(value: str) -> None:
    try:
        dates.days(value)
    except dates.DateError as error:
        raise ValidationError(str(error), code="edtf") from None


def validate_markdown(value: str) -> None:
    try:
        markup.check(value)
    except markup.MarkupError as error:
        raise ValidationError(str(error), code="markup") from None


class _CleanText:
    """Checks the characters on every road to the database, ``update()`` and ``bulk_create()`` included."""

    default_validators: list[Callable[[Any], None]] = [validate_characters]

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            validate_characters(value)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]


class CleanCharField(_CleanText, models.CharField):
    """A line of text."""


class CleanTextField(_CleanText, models.TextField):
    """A text of any length."""


class EdtfField(CleanCharField):
    """A date in EDTF, or the empty string when unknown. Beside it stand derived EarliestDayField and LatestDayField."""

    default_validators: list[Callable[[Any], None]] = [validate_characters, validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", dates.MAX_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", f"EDTF: {dates.EXAMPLES}. Leave empty when unknown.")
        super().__init__(*args, **kwargs)


class MarkdownField(CleanTextField):
    """Markdown as written. Beside it stands a derived RenderedField."""

    default_validators: list[Callable[[Any], None]] = [validate_characters, validate_markdown]


class _ShallowJSONField(forms.JSONField):
    """As Django's, but brackets nested thousands deep are a mistake to be told and not a breakdown."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError("This is nested too deeply.", code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return InvalidJSONInput(data)


class ShapedField(models.JSONField):
    """JSON in the database, a checked value of plain Python in the model. ``form`` shows an editor what it looks like."""

    form: str

    def shape(self, value: Any) -> Any:
        """JSON to the Python value. Raises TypeError or ValueError when it has another form."""
        raise NotImplementedError(f"{type(self).__name__} says what it holds")

    def plain(self, value: Any) -> Any:
        """The Python value to JSON."""
        raise NotImplementedError(f"{type(self).__name__} says how it is stored")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": _ShallowJSONField, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self._shaped(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Any:
        return self._shaped(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self.plain(self._shaped(value))

    def value_from_object(self, obj: models.Model) -> Any:
        """As JSON, for forms and fixtures."""
        return self.get_prep_value(super().value_from_object(obj))

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self.plain(value), model_instance)

    def _shaped(self, value: Any) -> Any:
        try:
            return self.shape(value)
        except (TypeError, ValueError, LookupError):
            raise ValidationError(f"This has another form than {self.form}.", code="shape") from None


class SpansField(ShapedField):
    """Spans: ``[[start, end], …]`` in the database, ``tuple[Span, …]`` in Python.

    JSON, not rows: spans are never looked up by themselves, always read with their row, and a trigger can read them.
    """

    form = "[[start, end], …] with whole numbers"

    def shape(self, value: Any) -> tuple[Span, ...]:
        return tuple(_span(*pair) for pair in value or ())

    def plain(self, value: Iterable[Span]) -> list[list[int]]:
        return [list(span) for span in value]


class RemarksField(ShapedField):
    """Stretches with a reason: ``[[start, end, reason], …]`` in the database, ``tuple[Remark, …]`` in Python."""

    form = '[[start, end, "reason"], …] with whole numbers'

    def shape(self, value: Any) -> tuple[Remark, ...]:
        given = [[*remark.span, remark.reason] if isinstance(remark, Remark) else remark for remark in value or ()]
        return tuple(Remark(_span(*remark[:2]), _text(*remark[2:])) for remark in given)

    def plain(self, value: Iterable[Remark]) -> list[list[Any]]:
        return [[*remark.span, remark.reason] for remark in value]


class ReasonsField(ShapedField):
    """Why something was inferred: ``{"said": "“on Monday”; …"}``."""

    form = '{"said": "why", …} with texts'

    def shape(self, value: Any) -> dict[str, str]:
        return {_text(key): _text(reason) for key, reason in dict(value or {}).items()}

    def plain(self, value: Mapping[str, str]) -> dict[str, str]:
        return dict(value)


def _span(start: Any, end: Any) -> Span:
    if type(start) is not int or type(end) is not int:
        raise TypeError("offsets are whole numbers")
    return Span(start, end)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a reason is text")
    if fault := unacceptable_character(value):
        raise ValueError(fault)
    return value


class Derived:
    """A column computed from the column ``source`` whenever the row is saved by ``save()`` or ``bulk_create()``.

    ``QuerySet.update()`` of the source leaves it behind; check_archive finds that.
    """

    source: str
    attname: str

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def derive(self, value: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} says how it is derived")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        del kwargs["editable"]
        return name, path, args, {**kwargs, "source": self.source}


class Deriving(models.Model):
    """A model with derived columns: saving a source alone (``update_fields``) saves what follows from it too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if (chosen := kwargs.get("update_fields")) is not None:
            following = [field.name for field in self._meta.concrete_fields if isinstance(field, Derived) and field.source in chosen]
            kwargs["update_fields"] = {*chosen, *following}
        super().save(*args, **kwargs)


class EarliestDayField(Derived, models.DateField):
    """The earliest day an EDTF allows; NULL when it is open or unknown."""

    def derive(self, value: str) -> dt.date | None:
        return _days(value).earliest


class LatestDayField(Derived, models.DateField):
    """The latest day an EDTF allows; NULL when it is open or unknown."""

    def derive(self, value: str) -> dt.date | None:
        return _days(value).latest


class SortDayField(Derived, models.DateField):
    """Where a list puts an EDTF: at its earliest day, else its latest, else at 1 January of the year 1."""

    def derive(self, value: str) -> dt.date:
        days = _days(value)
        return days.earliest or days.latest or dt.date.min


class RenderedField(Derived, models.TextField):
    """Safe HTML of a MarkdownField."""

    def derive(self, value: str) -> str:
        validate_markdown(value)
        return markup.render(value)


class DigestField(Derived, models.CharField):
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""

    def derive(self, value: str) -> str:
        validate_characters(value)
        return digest(value)


def _days(edtf: str) -> dates.Days:
    validate_edtf(edtf)
    return dates.days(edtf)
