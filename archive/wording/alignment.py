"""Texts aligned word by word: two by difflib, more by placing one after the other into shared columns.

What comes out are segments, as in the parallel segmentation of critical editions: each holds for every text its run of words, or nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import NamedTuple

from archive.wording.words import Word

#: How the texts stand to each other in a segment.
SAME = "same"
MARKS = "marks"  # the same words; case, accents or marks differ
SOME = "some"  # the same words, and not in every text
OTHER = "other"  # other words

#: Agreement that not all texts share is a segment of its own from so many words on; shorter, it belongs to the difference around it.
RUN = 3
#: Letters of a word that may stand in two texts by chance: the, of, and.
SMALL = 3

Change = tuple[str, int, int, int, int]
Column = dict[int, Word]


@dataclass(frozen=True, slots=True)
class Segment:
    """``runs`` has one run of words for each text, in the texts' order; an empty one where the text has nothing here."""

    runs: tuple[str, ...]
    kind: str


class _Look(NamedTuple):
    """What tells a column from its neighbours: whether its words agree, and to the letter; whose they are; whose text is not yet or no
    more here."""

    agreed: bool
    exact: bool = False
    present: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()


def changes(old: Sequence[Word], new: Sequence[Word]) -> list[Change]:
    """difflib's opcodes over the words. A small word alone between two changes, one of them of words for others, is counted to them."""
    found: list[Change] = []
    for change in SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False).get_opcodes():
        if len(found) > 1 and _is_chance(found[-2], found[-1], change, old):
            (_, i1, _, j1, _), (_, _, i2, _, j2) = found[-2], change
            found[-2:] = [("replace", i1, i2, j1, j2)]
        else:
            found.append(change)
    return found


def _is_chance(before: Change, alone: Change, after: Change, old: Sequence[Word]) -> bool:
    _, start, end, _, _ = alone
    key = old[start].key
    return alone[0] == "equal" and end - start == 1 and len(key) <= SMALL and key.isalpha() and "replace" in (before[0], after[0])


def align(texts: Sequence[Sequence[Word]]) -> list[Segment]:
    """The segments of the texts, in order. Each word of each text is in one of them; a text's runs, joined, are the text."""
    columns = _columns(texts)
    reach = [[at for at, column in enumerate(columns) if number in column] for number in range(len(texts))]
    first, last = ([places[end] if places else -1 for places in reach] for end in (0, -1))
    looks = [
        _look(column, frozenset(number for number in range(len(texts)) if not first[number] <= at <= last[number]), len(texts))
        for at, column in enumerate(columns)
    ]
    found, at = [], 0
    for _, run in groupby(_settled(looks, len(texts))):
        size = sum(1 for _ in run)
        found.append(_segment(columns[at : at + size], len(texts)))
        at += size
    return found


def _columns(texts: Sequence[Sequence[Word]]) -> list[Column]:
    """Words of several texts that stand for each other, in one column: at most one of a text, and its columns are in its order."""
    columns: list[Column] = []
    for number, text in enumerate(texts):
        known = {word.key for word in text}
        placed: list[Column] = []
        for change, i1, i2, j1, j2 in changes([_likeliest(column, known) for column in columns], text):
            for column, word in zip_longest(columns[i1:i2], text[j1:j2]):
                new = {number: word} if word else {}
                if change == "replace" and word and column and any(word.key == other.key for other in column.values()):
                    placed += [column, new]  # a chance that changes() has passed over
                else:
                    placed.append((column or {}) | new)
        columns = placed
    return columns


def _likeliest(column: Column, known: set[str]) -> Word:
    """The word of the column that a text with these words is compared with."""
    return next((word for word in column.values() if word.key in known), next(iter(column.values())))


def _look(column: Column, outside: frozenset[int], number: int) -> _Look:
    present = frozenset(column)
    if len({word.key for word in column.values()}) > 1 or len(present) == 1 < number:
        return _Look(agreed=False)
    return _Look(True, len({word.text.rstrip() for word in column.values()}) == 1, present, outside)


def _settled(looks: Sequence[_Look], number: int) -> Iterator[_Look]:
    """The looks, short agreements among some counted to the difference that they stand in."""
    for look, run in groupby(looks):
        size = sum(1 for _ in run)
        skipped = number - len(look.present) - len(look.outside)
        yield from [_Look(agreed=False) if look.agreed and skipped and size < RUN else look] * size


def _segment(columns: Sequence[Column], number: int) -> Segment:
    texts = [[column[text] for column in columns if text in column] for text in range(number)]
    runs = tuple("".join(word.text for word in words) for words in texts)
    if len({tuple(word.key for word in words) for words in texts if words}) > 1:
        return Segment(runs, OTHER)
    if not all(texts):
        return Segment(runs, SOME)
    return Segment(runs, SAME if len({" ".join(run.split()) for run in runs}) == 1 else MARKS)
