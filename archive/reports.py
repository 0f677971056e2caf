"""Who reported what: the utterances at one event by the articles that report it, and what each speaker said there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.cards import Card, Link
from archive.models import Article


class Row(NamedTuple):
    """One utterance. ``speakers`` has everybody to whom one of the reports ascribes it, several in one voice together; ``cells`` has for
    each article its statements; none means that the article is silent on it."""

    utterance: Link
    speakers: list[list[Link]]
    cells: tuple[tuple[Card, ...], ...]


class Matrix(NamedTuple):
    """``others`` has for each article how many statements at the event it has beside those in the rows."""

    articles: tuple[Article, ...]
    rows: tuple[Row, ...]
    others: tuple[int, ...]


class Passage(NamedTuple):
    """A statement, and the places where the same article has the same words of the same speaker again."""

    card: Card
    again: tuple[Card, ...]


class Said(NamedTuple):
    """What one speaker, or several in one voice, said; ``rows`` counts the statements."""

    speakers: list[Link]
    passages: tuple[Passage, ...]
    rows: int


def matrix(statements: Iterable[Card], articles: Sequence[Article], totals: Mapping[int, int]) -> Matrix:
    """The statements by utterance and article, utterances in their order. ``totals``: an article's key to its statements at the event."""
    columns = {article.get_absolute_url(): number for number, article in enumerate(articles)}
    utterances: dict[Link, list[list[Card]]] = defaultdict(lambda: [[] for _ in columns])
    for card in statements:
        if card.utterance and card.article.url in columns:
            utterances[card.utterance][columns[card.article.url]].append(card)
    rows = tuple(Row(utterance, _speakers(cells), tuple(map(tuple, cells))) for utterance, cells in utterances.items())
    told = [sum(len(row.cells[number]) for row in rows) for number in columns.values()]
    return Matrix(tuple(articles), rows, tuple(max(0, totals.get(article.pk, 0) - n) for article, n in zip(articles, told, strict=True)))


def _speakers(cells: Iterable[Iterable[Card]]) -> list[list[Link]]:
    return list({tuple(card.speakers): card.speakers for cell in cells for card in cell if card.speakers}.values())


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
