"""Why nothing was found: the word that stands nowhere and what it may have been meant for, or the filter that leaves the rest out."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from archive.search import matching, nearest
from archive.search.highlight import fold
from archive.search.query import AllOf, Node, Not, Prefix, Word, wanted_terms
from archive.search.reading import Understood

#: Parts of a query for which words are suggested; a long list of words that are nowhere is not mended one by one.
MENDED = 3
#: Words of the index that are looked at for a likeness.
LOOKED_AT = 3_000


class Missing(NamedTuple):
    """A part of the query that nothing has: its words, what the index has instead, and the query with each of these put in."""

    words: str
    instead: list[tuple[str, str]]


class Reasons(NamedTuple):
    """Why nothing was found. ``without`` holds the labels of filters each of which alone leaves out what would be found."""

    missing: list[Missing]
    without: list[str]


def why_nothing(noun: str, understood: Understood, filters: Sequence[tuple[str, Node]]) -> Reasons:
    """``filters`` are the labels and trees of the filters beside the query."""
    parts = [(part, node) for part in understood.parts if not isinstance(part.node, Not) and (node := understood.node(part.node))]
    present = matching.existing(noun, [node for _, node in parts])
    absent = [part for (part, _), is_present in zip(parts, present, strict=True) if not is_present]
    missing = [
        Missing(part.words, _instead(noun, part.node, understood.asked.typed) if at < MENDED else []) for at, part in enumerate(absent)
    ]
    if missing:
        return Reasons(missing, [])
    rest = [_all([*([understood.root] if understood.root else []), *_but(filters, label)]) for label, _ in filters]
    return Reasons([], [label for (label, _), found in zip(filters, matching.existing(noun, rest), strict=True) if found])


def _but(filters: Sequence[tuple[str, Node]], label: str) -> list[Node]:
    return [node for other, node in filters if other != label]


def _all(nodes: list[Node]) -> Node | None:
    return AllOf(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None


def _instead(noun: str, node: Node, typed: str) -> list[tuple[str, str]]:
    """Words of the index near to the words of a part, each with the query that has it in place of the word as typed."""
    words = [term.text for term in wanted_terms(node) if isinstance(term, (Word, Prefix))]
    return [(near, re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, typed)) for word in words[:3] for near in did_you_mean(noun, word)]


def did_you_mean(noun: str, word: str) -> list[str]:
    """Words of the index near to one that is not in it: those one edit away, the most frequent first; else those that begin alike."""
    word = fold(word)
    if not word.isalpha():
        return []
    vocabulary = f"search_{noun}_words"
    with connection.cursor() as cursor:
        edits = sorted(nearest.edits(word))
        if edits:
            cursor.execute(
                f"SELECT term FROM {vocabulary} WHERE term IN ({', '.join(['%s'] * len(edits))}) AND term <> %s ORDER BY doc DESC LIMIT 3",
                [*edits, word],
            )
            if found := [term for (term,) in cursor.fetchall()]:
                return found
        cursor.execute(
            f"SELECT term FROM {vocabulary} WHERE term >= %s AND term < %s LIMIT {LOOKED_AT}", [word[:3], word[:3] + "\U0010ffff"]
        )
        return nearest.nearest(word, [term for (term,) in cursor.fetchall() if term.isalpha() and term != word])
