"""What is asked for: many different queries, filters and records, the same for every run over the same rows."""

import datetime as dt
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.bench.addresses import COLUMNS, LINKS, Filters, Place, Value
from tests.bench.generator import CHANNELS, Generator
from tests.bench.vocabulary import words

#: Different values of one filter, and different records of one noun.
VALUES, RECORDS = 12, 200
PAGE = 20


@dataclass
class Population:
    """``lists`` has (filters, place of the middle page) by the names of the filters; ``records`` (slug, primary key) by noun."""

    common: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    narrowed: list[tuple[str, Filters]] = field(default_factory=list)
    lists: dict[str, list[tuple[Filters, Place]]] = field(default_factory=dict)
    records: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def population(database: Path, statements: int) -> Population:
    """Of the archive in this file."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.execute("PRAGMA cache_size = -64000")
    try:
        return _Sampler(connection, Generator(statements)).all()
    finally:
        connection.close()


class _Sampler:
    def __init__(self, connection: sqlite3.Connection, generator: Generator) -> None:
        self.connection, self.generator, self.random = connection, generator, Random("population")

    def all(self) -> Population:
        values = {
            "speaker": self._slugs("actor", [actor.slug for actor in self.generator.actors]),
            "to": self._slugs("actor", [actor.slug for actor in self.generator.actors]),
            "event": self._slugs("event", [event.slug for event in self.generator.events]),
            "topic": self._slugs("topic", [topic.slug for topic in self.generator.topics]),
            "kind": [Value(kind, kind) for kind in ("direct", "indirect", "mixed")],
            "channel": [Value(channel, channel) for channel in CHANNELS],
        }
        single = {name: [{name: value} for value in found] for name, found in values.items()}
        speakers, kinds = values["speaker"], values["kind"]
        chosen: dict[str, list[Filters]] = {
            "no filter": [{}],
            **single,
            "a quarter of a year": [self._days(91) for _ in range(VALUES)],
            "speaker + kind": [{"speaker": speaker, "kind": kinds[0]} for speaker in speakers],
            "topic + from a day on": [{"topic": topic, "said_from": self._days(365 * 6)["said_from"]} for topic in values["topic"]],
        }
        return Population(
            common=list(words()[1:9]),
            mixed=self._mixed(),
            narrowed=[(word, {"speaker": speaker}) for word, speaker in zip(words()[1:9], speakers, strict=False)],
            lists={name: self._with_places(filters) for name, filters in chosen.items()},
            records={noun: self._records(noun) for noun in ("statement", "article", "actor", "event")},
        )

    def _mixed(self) -> list[str]:
        """Common, medium and rare words, two words, phrases that stand somewhere."""
        vocabulary = words()
        ranks = [*range(1, 9), *range(40, 400, 30), *range(1_000, 20_000, 1_400)]
        pairs = [f"{vocabulary[rank]} {vocabulary[rank * 3 + 5]}" for rank in (2, 4, 6, 20, 60, 150, 400, 900)]
        texts = [text for _, text in self._rows("SELECT id, text FROM archive_statement WHERE id = ?", 12)]
        phrases = [" ".join(text.replace("“", "").split()[4:6]) for text in texts if " … " not in text]
        found = [*(vocabulary[rank] for rank in ranks), *pairs, *(f'"{phrase}"' for phrase in phrases)]
        self.random.shuffle(found)
        return found

    def _slugs(self, noun: str, slugs: list[str]) -> list[Value]:
        """From the most popular to about the two-hundredth."""
        ranks = sorted({min(round(1.62**step) - 1, len(slugs) - 1) for step in range(VALUES)})
        found = dict(self.connection.execute(f"SELECT slug, id FROM archive_{noun}").fetchall())
        return [Value(slugs[rank], str(found[slugs[rank]])) for rank in ranks]

    def _days(self, length: int) -> Filters:
        first = dt.date(2006, 1, 1) + dt.timedelta(days=self.random.randrange(6_500))
        last = first + dt.timedelta(days=length)
        return {"said_from": Value(first.isoformat(), first.isoformat()), "said_to": Value(last.isoformat(), last.isoformat())}

    def _with_places(self, chosen: list[Filters]) -> list[tuple[Filters, Place]]:
        """The lists that have a middle page, with its place."""
        return [(filters, place) for filters in chosen if (place := self._middle(filters))]

    def _middle(self, filters: Filters) -> Place | None:
        conditions, parameters = ["1"], []
        for name, value in filters.items():
            if name in LINKS:
                table, column = LINKS[name]
                conditions.append(f"statement.id IN (SELECT statement_id FROM {table} WHERE {column} = ?)")
            else:
                column = {"said_from": "said_latest >=", "said_to": "said_earliest <="}.get(name) or f"{COLUMNS[name]} ="
                conditions.append(f"statement.{column} ?")
            parameters.append(value.stored)
        tables = "search_statement AS entry CROSS JOIN archive_statement AS statement"
        source = f"FROM {tables} WHERE statement.id = entry.id AND {' AND '.join(conditions)}"
        (count,) = self.connection.execute(f"SELECT count(*) {source}", parameters).fetchone()
        if count <= PAGE:
            return None
        rows = f"SELECT entry.key, statement.said_sort, statement.id {source} ORDER BY entry.key DESC LIMIT 1 OFFSET ?"
        key, said_sort, pk = self.connection.execute(rows, [*parameters, count // 2]).fetchone()
        return Place(key, said_sort, pk, count // 2 // PAGE + 1)

    def _records(self, noun: str) -> list[tuple[str, int]]:
        column = "public_id" if noun == "statement" else "slug"
        hidden = "AND article_id IN (SELECT id FROM archive_article WHERE status = 'published')" if noun == "statement" else ""
        return self._rows(f"SELECT {column}, id FROM archive_{noun} WHERE id = ? AND status = 'published' {hidden}", RECORDS, noun)

    def _rows(self, sql: str, count: int, noun: str = "statement") -> list[tuple]:
        """Rows of random primary keys."""
        (last,) = self.connection.execute(f"SELECT max(id) FROM archive_{noun}").fetchone()
        found = (self.connection.execute(sql, [self.random.randint(1, last)]).fetchone() for _ in range(count))
        return [row for row in found if row]
