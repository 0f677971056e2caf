"""An annotated archive as a Django fixture, byte for byte the same each time; no database is needed."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.core import serializers

from archive.models.fields import Derived
from archive.rows import Row, Shared, article_rows, shared_rows
from archive.sources.shapes import AnnotatedArchive

#: Times and versions begin when a row is loaded.
_LEFT_OUT = {"created", "modified", "version"}


def fixture(archive: AnnotatedArchive) -> str:
    """JSON with natural keys, ready for ``loaddata``, in an order in which every reference points back."""
    shared = Shared()
    rows = chain(shared_rows(archive, shared), chain.from_iterable(article_rows(article, shared) for article in archive.articles))
    return json.dumps(list(_records(rows)), ensure_ascii=False, indent=1, default=dt.date.isoformat) + "\n"


def _records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    for instance, links in rows:
        columns = [field for field in instance._meta.concrete_fields if field.name not in _LEFT_OUT]
        for field in columns:
            if isinstance(field, Derived):
                field.pre_save(instance, add=True)
        [record] = serializers.serialize(
            "python",
            [instance],
            fields=[field.name for field in columns],
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
        record["fields"] |= {
            name: [linked.natural_key() for linked in linked_rows]  # type: ignore[attr-defined]
            for name, linked_rows in links.items()
        }
        yield record
