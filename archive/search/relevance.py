"""Matches by relevance: Okapi BM25 (Robertson and Zaragoza 2009) over the newest RANKED matches, with weights for the columns.

FTS5 has bm25 of its own, but it walks every row that holds a word before it ranks the first: a second for a common word among a million
statements. Here the work is bounded: up to RANKED matches the order is exact; beyond, the newest RANKED are put in order, and the page
says so. How many rows hold a word is counted up to matching.CAP; all words that are more common than that weigh the same.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from archive.search import matching, sqlite
from archive.search.highlight import fold, occurrences, pattern
from archive.search.matching import Matches
from archive.search.query import AllOf, AnyOf, Near, Node, Phrase, Prefix, Tagged, Word

#: Relevance puts this many matches in order, and a list by relevance ends there. Articles are long.
RANKED = {"statement": 1_000, "article": 200, "actor": 1_000, "event": 1_000}

#: BM25's usual constants: how soon more of the same word stops to count, and how much a long text is held against a row.
K1, B = 1.2, 0.75

#: What it counts that a row is tagged (said by an actor of that name), beside a word that stands in it.
TAG_WEIGHT = 0.5

Leaf = Word | Phrase | Prefix | Tagged


def ranked(matches: Matches) -> list[int]:
    """Primary keys of the matches, best first, at most RANKED; equally good ones newest first."""
    columns = sqlite.COLUMNS[matches.noun]
    rows = matches.columns(["id", "tags", *columns], RANKED[matches.noun])
    leaves = list(dict.fromkeys(_leaves(matches.root)))
    if not rows or not leaves:
        return [row[0] for row in rows]
    rarities = _rarities(matches.noun, leaves)
    weights = list(columns.values())
    texts = [[fold(text) for text in row[2:]] for row in rows]
    lengths = [sum(weight * len(text) for weight, text in zip(weights, words, strict=True)) for words in texts]
    average = sum(lengths) / len(lengths) or 1.0
    held = [K1 * (1 - B + B * length / average) for length in lengths]
    scores = [0.0] * len(rows)
    for leaf, rarity in zip(leaves, rarities, strict=True):
        for place, often in enumerate(_how_often(leaf, rows, texts, weights)):
            if often:
                scores[place] += rarity * often * (K1 + 1) / (often + held[place])
    best = sorted(range(len(rows)), key=lambda place: (-scores[place], place))
    return [rows[place][0] for place in best]


def _how_often(leaf: Leaf, rows: list[tuple[Any, ...]], texts: list[list[str]], weights: list[float]) -> Iterator[float]:
    """For each row the number of times that a leaf stands in it, each counted by the weight of its column."""
    if isinstance(leaf, Tagged):
        tags = set(leaf.tags)
        yield from (0.0 if tags.isdisjoint(row[1].split()) else TAG_WEIGHT for row in rows)
        return
    wanted = pattern(leaf)
    for words in texts:
        often = 0.0
        if wanted:
            for weight, text in zip(weights, words, strict=True):
                if text:
                    often += weight * sum(1 for _ in occurrences(text, wanted))
        yield often


def _leaves(node: Node | None) -> list[Leaf]:
    """What speaks for a row: the terms and tags that are not excluded."""
    match node:
        case AllOf(nodes) | AnyOf(nodes):
            return [leaf for child in nodes for leaf in _leaves(child)]
        case Near(left, right, _):
            return [*left, *right]
        case Word() | Phrase() | Prefix() | Tagged():
            return [node]
        case _:
            return []


def _rarities(noun: str, leaves: Sequence[Leaf]) -> list[float]:
    """The inverse document frequency of each leaf; of a single one it does not matter."""
    if len(leaves) == 1:
        return [1.0]
    counts = matching.counts(noun, leaves, matching.CAP)
    total = max(matching.CAP, *(count.rows for count in counts)) + 1
    return [math.log(1 + (total - count.rows + 0.5) / (count.rows + 0.5)) for count in counts]
