"""From what a reader typed to a query that is ready to run."""

from dataclasses import dataclass

from archive.search import names, parser
from archive.search.query import Query, Term, wanted_terms


@dataclass(frozen=True, slots=True)
class Understood:
    """``asked`` is what was typed, ``query`` the same with every spelling of its names; ``notes`` tell the reader what was done."""

    asked: Query
    query: Query
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """The query in words; empty where they say no more than what was typed."""
        understood = self.asked.understood
        return "" if understood == f"“{self.asked.typed}”" else understood

    @property
    def terms(self) -> tuple[Term, ...]:
        """What to mark in a text that matches."""
        return tuple(wanted_terms(self.query.root))

    def __bool__(self) -> bool:
        return self.query.root is not None


def understand(typed: str) -> Understood:
    """Parse and widen. One query to the database when there is a word in it, none otherwise."""
    asked = parser.parse(typed)
    query, notes = names.widen(asked)
    return Understood(asked, query, (*asked.notes, *notes))
