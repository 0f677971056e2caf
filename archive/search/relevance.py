"""Matches by relevance: Okapi BM25 (Robertson and Zaragoza 2009) over the newest RANKED matches, with weights for the columns.

FTS5 has bm25 of its own, but it walks every row that holds a word before it ranks the first: a second for a common word among a million
statements. Here the work is bounded: up to RANKED matches the order is exact; beyond, the newest RANKED are put in order, and the page
says so. How many rows hold a word is counted up to matching.CAP; all words that are more common than that weigh the same.
"""

import math
import re
import unicodedata
from collections.abc import Sequence

from archive.search import matching, sqlite
from archive.search.matching import Matches
from archive.search.query import AllOf, AnyOf, Near, Node, Phrase, Prefix, Tagged, Word

#: Relevance puts this many matches in order, and a list by relevance ends there. Articles are long.
RANKED = {"statement": 1_000, "article": 200, "actor": 1_000, "event": 1_000}

#: BM25's usual constants: how soon more of the same word stops to count, and how much a long text is held against a row.
K1, B = 1.2, 0.75

#: What it counts that a row is tagged (said by an actor of that name), beside a word that stands in it.
TAG_WEIGHT = 0.5

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")

Leaf = Word | Phrase | Prefix | Tagged


def ranked(matches: Matches) -> list[int]:
    """Primary keys of the matches, best first, at most RANKED; equally good ones newest first."""
    columns = sqlite.COLUMNS[matches.noun]
    rows = matches.columns(["id", "tags", *columns], RANKED[matches.noun])
    leaves = list(dict.fromkeys(_leaves(matches.root)))
    if not rows or not leaves:
        return [row[0] for row in rows]
    rarities = _rarities(matches.noun, leaves)
    patterns = [_pattern(leaf) for leaf in leaves]
    scores: list[list[float]] = [[] for _ in rows]
    lengths = [sum(weight * text.count(" ") for weight, text in zip(columns.values(), row[2:], strict=True)) + 1 for row in rows]
    average = sum(lengths) / len(lengths)
    for row, length, score in zip(rows, lengths, scores, strict=True):
        folded = [_folded(text) for text in row[2:]]
        for leaf, pattern, rarity in zip(leaves, patterns, rarities, strict=True):
            if isinstance(leaf, Tagged):
                often = TAG_WEIGHT * (not set(leaf.tags).isdisjoint(row[1].split()))
            else:
                often = sum(weight * len(pattern.findall(text)) for weight, text in zip(columns.values(), folded, strict=True))
            score.append(rarity * often * (K1 + 1) / (often + K1 * (1 - B + B * length / average)))
    best = sorted(range(len(rows)), key=lambda place: (-math.fsum(scores[place]), place))
    return [rows[place][0] for place in best]


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


def _pattern(leaf: Leaf) -> re.Pattern[str]:
    """The words of a term in a folded text, side by side."""
    if isinstance(leaf, Tagged):
        return _WORD
    words = r"[\W_]+".join(re.escape(word) for word in _WORD.findall(_folded(leaf.text)))
    return re.compile(r"(?<![^\W_])" + words + ("" if isinstance(leaf, Prefix) else r"(?![^\W_])"))


def _folded(text: str) -> str:
    """As the index folds: accents off, lower case."""
    return (text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text))).lower()
