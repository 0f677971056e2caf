"""Records as lines of text: CSV (RFC 4180) and JSON Lines."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.publishing.records import FIELDS

SEPARATOR = "; "
#: What a spreadsheet takes for the beginning of a formula, also in its full-width form; and apostrophes before it, so that the rule can
#: be undone.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def csv_lines(noun: str, chunks: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[bytes]:
    """A header row, then a row for each record, some at a time."""
    yield _rows([list(FIELDS[noun])])
    for chunk in chunks:
        yield _rows([[cell(value) for value in record.values()] for record in chunk])


def json_lines(noun: str, chunks: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[bytes]:
    """One JSON object a line, exactly as the records are."""
    for chunk in chunks:
        yield "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in chunk).encode()


def cell(value: Any) -> str:
    """A value as a spreadsheet may hold it: lists joined, spans as 12-40, and never the beginning of a formula."""
    match value:
        case None:
            return ""
        case list():
            text = SEPARATOR.join("-".join(map(str, item)) if isinstance(item, list) else item for item in value)
        case dict():
            text = SEPARATOR.join(f"{name}: {reason}" for name, reason in value.items())
        case _:
            text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _rows(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
