"""Who reported what: the utterances at one event by the articles that report it, and what each speaker said there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.cards import Card, Link
from archive.models import Article


class Row(NamedTuple):
    """One utterance. ``cells`` has for each article its statements; none means that the article is silent on it."""

    utterance: Link
    speakers: list[Link]
    cells: tuple[tuple[Card, ...], ...]

    @property
    def reporting(self) -> int:
        return sum(map(bool, self.cells))


class Matrix(NamedTuple):
    """``alone`` has for each article how many statements it has that no other of these articles reports."""

    articles: tuple[Article, ...]
    rows: tuple[Row, ...]
    alone: tuple[int, ...]


class Passage(NamedTuple):
    """A statement, and the places where the same article has the same words of the same speaker again."""

    card: Card
    again: tuple[Card, ...]


class Said(NamedTuple):
    """What one speaker, or several in one voice, said; ``rows`` counts the statements."""

    speakers: list[Link]
    passages: tuple[Passage, ...]
    rows: int


def matrix(statements: Iterable[Card], articles: Sequence[Article]) -> Matrix:
    """Utterances that at least two of the articles report, most widely reported first, else in the order of the statements."""
    columns = {article.get_absolute_url(): number for number, article in enumerate(articles)}
    utterances: dict[Link, list[list[Card]]] = defaultdict(lambda: [[] for _ in columns])
    alone = [0] * len(columns)
    for card in statements:
        column = columns.get(card.article.url)
        if column is None:
            continue
        if card.utterance:
            utterances[card.utterance][column].append(card)
        else:
            alone[column] += 1
    rows = []
    for utterance, cells in utterances.items():
        row = Row(utterance, next(cell[0].speakers for cell in cells if cell), tuple(map(tuple, cells)))
        if row.reporting > 1:
            rows.append(row)
        else:
            alone = [count + len(cell) for count, cell in zip(alone, cells, strict=True)]
    rows.sort(key=lambda row: -row.reporting)
    return Matrix(tuple(articles), tuple(rows), tuple(alone))


def by_speaker(statements: Iterable[Card]) -> list[Said]:
    """Grouped by who speaks, most statements first; those whose speaker is not known come last."""
    groups: dict[tuple[Link, ...], list[Card]] = defaultdict(list)
    for card in statements:
        groups[tuple(card.speakers)].append(card)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1])))
    return [Said(list(speakers), _without_repetition(cards), len(cards)) for speakers, cards in ordered]


def _without_repetition(cards: Iterable[Card]) -> tuple[Passage, ...]:
    """The same characters in the same article are shown once: some texts repeat a paragraph."""
    places: dict[tuple[Link, str, str], list[Card]] = defaultdict(list)
    for card in cards:
        places[card.article, card.text, card.kind].append(card)
    return tuple(Passage(first, tuple(again)) for first, *again in places.values())
