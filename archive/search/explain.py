"""Why nothing was found: the word that stands nowhere and what it may have been meant for, or the filter that leaves the rest out."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from archive.search import nearest
from archive.search.highlight import fold
from archive.search.matching import Matches
from archive.search.query import AllOf, Node, Not, Phrase, Prefix, Word, wanted_terms
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
    """Why nothing was found. ``without`` holds the names of filters each of which alone leaves out what would be found."""

    missing: list[Missing]
    without: list[str]


def why_nothing(nouns: Sequence[str], understood: Understood, filters: Sequence[tuple[str, Node]] = ()) -> Reasons:
    """Why none of the nouns has what was asked for; ``filters`` are the names and trees of the filters beside the query."""
    parts = [part for part in understood.parts if not isinstance(part.node, Not)]
    found = list(zip(parts, understood.found_by(parts), strict=True))
    absent = [part for part, node in found if node and not any(_is_there(noun, node, understood.exactly) for noun in nouns)]
    if absent:
        typed = understood.asked.typed
        instead = [_instead(nouns, part.node, typed) for part in absent[:MENDED]] + [[]] * len(absent[MENDED:])
        return Reasons([Missing(part.words, words) for part, words in zip(absent, instead, strict=True)], [])
    without = []
    for name, _ in filters:
        nodes = [*([understood.root] if understood.root else []), *(node for other, node in filters if other != name)]
        root = AllOf(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None
        if any(Matches(noun, root, understood.spelled).counted(1).rows for noun in nouns):
            without.append(name)
    return Reasons([], without)


def _is_there(noun: str, node: Node, exactly: bool) -> bool:
    spelled = (node.text,) if exactly and isinstance(node, Phrase) else ()
    return bool(Matches(noun, node, spelled).counted(1).rows)


def _instead(nouns: Sequence[str], node: Node, typed: str) -> list[tuple[str, str]]:
    """Words of the index near to those words of a part that it lacks, each with the query that has it in place of the word as typed."""
    terms = [term for term in wanted_terms(node) if isinstance(term, (Word, Prefix))]
    lacking = [term.text for term in terms if not any(_is_there(noun, term, False) for noun in nouns)][:MENDED]
    return [
        (near, re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, typed))
        for word in lacking
        for near in next(filter(None, (did_you_mean(noun, word) for noun in nouns)), [])
    ]


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
