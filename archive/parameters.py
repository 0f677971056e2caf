"""The one reader of GET parameters: known names, bounded values, no control characters. What is set aside is said."""

from collections.abc import Iterable

from django.http import QueryDict

from archive.sources.text import UNACCEPTABLE

MAX_VALUES = 20
MAX_LENGTH = 500


def read(given: QueryDict, names: Iterable[str]) -> tuple[QueryDict, list[str]]:
    """The parameters of these names, made safe, and a sentence for each thing set aside. Other names are passed over."""
    kept, notes = QueryDict(mutable=True), []
    for name in names:
        values = list(dict.fromkeys(_clean(value) for value in given.getlist(name)))
        values = [value for value in values if value]
        if any(len(value) > MAX_LENGTH for value in values):
            notes.append(f"“{name}” was longer than {MAX_LENGTH} characters and was cut there.")
        if len(values) > MAX_VALUES:
            notes.append(f"Only the first {MAX_VALUES} values of “{name}” were used.")
        if values:
            kept.setlist(name, [value[:MAX_LENGTH] for value in values[:MAX_VALUES]])
    return kept, notes


def _clean(value: str) -> str:
    # One character more than is kept, so that the caller can tell that something was cut.
    return UNACCEPTABLE.sub(" ", value[: MAX_LENGTH + 1]).strip()
