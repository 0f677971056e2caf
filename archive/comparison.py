"""Where reports differ: the facts about one event, aspect by aspect and article by article.

Equal values count as agreement; an article that says nothing is silent, which is not agreement. An article that gives two values for one
aspect contradicts itself, unless it names another source for each: then the sources differ, not the article from itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from archive.models import Article, Detail

DIFFER = "reports differ"
CONTRADICTS_ITSELF = "an article contradicts itself"
AGREE = "reports agree"
SINGLE = "one report"

_ORDER = (CONTRADICTS_ITSELF, DIFFER, AGREE, SINGLE)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one article, the ``number``-th of the table, says on one aspect; without details it is silent."""

    article: Article
    number: int
    details: tuple[Detail, ...]

    @property
    def says(self) -> tuple[tuple[str, int | None, str], ...]:
        """Each value with whom the article names for it and the note on it: what must be equal to be told as one."""
        return tuple((detail.value, detail.according_to_id, detail.note) for detail in self.details)

    @property
    def contradicts_itself(self) -> bool:
        values = {(detail.according_to_id, detail.value) for detail in self.details}
        return len(values) > len({source for source, _ in values})


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect. ``values`` has each value once, with the articles that give it."""

    aspect: str
    cells: tuple[Cell, ...]
    values: dict[str, tuple[Article, ...]]
    verdict: str

    @property
    def differs(self) -> bool:
        return self.verdict in (DIFFER, CONTRADICTS_ITSELF)

    @property
    def merged(self) -> list[tuple[Cell, ...]]:
        """The cells, neighbours that say the same in one group; each silent cell stays alone."""
        groups = groupby(self.cells, key=lambda cell: cell.says or cell.article.pk)
        return [tuple(cells) for _, cells in groups]


@dataclass(frozen=True, slots=True)
class Table:
    articles: tuple[Article, ...]
    rows: tuple[Row, ...]

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)


def compare(details: Iterable[Detail], also: Iterable[Article] = ()) -> Table:
    """Lay out the details of one event. Each detail brings its article; differing aspects come first, then alphabetically.

    ``also`` are articles that get a column even when they give no detail: that they report the event and are silent is told.
    """
    by_aspect: dict[str, dict[int, list[Detail]]] = defaultdict(lambda: defaultdict(list))
    articles = {article.pk: article for article in also}
    for detail in details:
        by_aspect[detail.aspect][detail.article_id].append(detail)
        articles[detail.article_id] = detail.article
    columns = tuple(sorted(articles.values(), key=lambda article: (article.published_sort, article.pk)))
    rows = [_row(aspect, found, columns) for aspect, found in by_aspect.items()]
    return Table(columns, tuple(sorted(rows, key=lambda row: (_ORDER.index(row.verdict), row.aspect))))


def _row(aspect: str, found: dict[int, list[Detail]], columns: tuple[Article, ...]) -> Row:
    cells = tuple(
        Cell(article, number, tuple(sorted(found.get(article.pk, ()), key=lambda detail: detail.spans[0].start)))
        for number, article in enumerate(columns, start=1)
    )
    givers: dict[str, dict[int, Article]] = defaultdict(dict)
    for cell in cells:
        for detail in cell.details:
            givers[detail.value][cell.article.pk] = cell.article
    if any(cell.contradicts_itself for cell in cells):
        verdict = CONTRADICTS_ITSELF
    elif len(givers) > 1:
        verdict = DIFFER
    else:
        verdict = AGREE if len(found) > 1 else SINGLE
    return Row(aspect, cells, {value: tuple(by.values()) for value, by in givers.items()}, verdict)
