"""All wordings of one utterance set side by side: a letter for each, their words aligned in one text, and a sentence on the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from string import ascii_uppercase
from typing import NamedTuple

from archive.cards import Card
from archive.wording import sentences
from archive.wording.alignment import MARKS, OTHER, SAME, SOME, Segment, align, changes
from archive.wording.pairs import WORDS, Wording, alike, compare, fullest, is_quoted, repeats, spoken
from archive.wording.words import Word, words

#: Wordings on one page: as many as there are letters to name them.
SHOWN = len(ascii_uppercase)

#: Words of all aligned wordings together; what goes beyond is compared with the base alone.
ALIGNED = 3_000


class Reading(NamedTuple):
    """What stands at a place, and the letters of the wordings that have it; no text where they have nothing."""

    sigla: str
    text: str


class Place(NamedTuple):
    """A segment of the aligned text; ``kind`` is the alignment's. With one reading, all have it."""

    kind: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """``places`` is empty when there are no two wordings to align. ``quoted`` tells whether they are quotations or whole reports."""

    wordings: list[Wording]
    places: list[Place]
    sentence: str
    language: str
    quoted: bool

    @property
    def bases(self) -> list[Wording]:
        """Every wording that the others can be compared with: each once, in the order of the letters."""
        return sorted({wording.siglum: wording for wording in reversed(self.wordings)}.values(), key=lambda wording: wording.siglum)

    @property
    def any_compared(self) -> bool:
        return any(wording.compared for wording in self.wordings)

    @property
    def kinds(self) -> set[str]:
        """The kinds of places there are, for a legend."""
        return {place.kind for place in self.places}


def synopsis(statements: Sequence[Card], base: Card | None = None) -> Synopsis:
    """The wordings, at most SHOWN, in their order; compared one by one with the base, or with the fullest of them."""
    own = {card.pk: next(other for other in statements if card is other or repeats(card, other)) for card in statements}
    distinct = list(dict.fromkeys(own[card.pk].pk for card in statements))
    sigla = {pk: ascii_uppercase[at] for at, pk in enumerate(distinct)}
    wordings = [_named(wording, sigla[own[wording.statement.pk].pk], own[wording.statement.pk]) for wording in compare(statements, base)]
    once = [card for card in statements if own[card.pk] is card]
    if len(once) == 1:
        wordings[0] = replace(wordings[0], summary="")  # there is no other to compare with it
    aligned, quoted = _aligned(once)
    segments = align(list(aligned.values())) if len(aligned) > 1 else []
    letters = "".join(sigla[pk] for pk in aligned)
    return Synopsis(
        wordings,
        [_place(segment, letters) for segment in segments],
        _sentence(len(statements), len(once), list(aligned.values()), segments, quoted),
        next((card.language for card in once if card.pk in aligned), ""),
        quoted,
    )


def _named(wording: Wording, siglum: str, first: Card) -> Wording:
    if wording.is_base or wording.statement is first:
        return replace(wording, siglum=siglum)
    return replace(wording, siglum=siglum, summary="Stands twice in this article, in the same characters.", compared=False)


def _aligned(statements: Sequence[Card]) -> tuple[dict[int, list[Word]], bool]:
    """The words of each statement that can be set beside the fullest, by key, that one first: quotations, or else whole reports."""
    quotations = [card for card in statements if is_quoted(card)]
    quoted = len(quotations) > 1
    texts = {card.pk: spoken(card) if quoted else words(card.text) for card in (quotations if quoted else statements)}
    base = fullest(quotations if quoted else statements).pk
    beside = {pk: text for pk, text in texts.items() if len(text) <= WORDS and alike(texts[base], text, changes(texts[base], text))}
    ordered = sorted(beside, key=lambda pk: pk != base)
    so_far = accumulate(len(beside[pk]) for pk in ordered)
    return {pk: beside[pk] for pk, total in zip(ordered, so_far, strict=True) if total <= ALIGNED}, quoted


def _place(segment: Segment, letters: str) -> Place:
    """The readings of a segment, in the order of the letters; wordings of the same characters share one."""
    found: dict[str, str] = {}
    for siglum, run in sorted(zip(letters, segment.runs, strict=True)):
        text = " ".join(run.split())
        found[text] = found.get(text, "") + siglum
    return Place(segment.kind, tuple(Reading(sigla, text) for text, sigla in found.items()))


def _sentence(shown: int, distinct: int, aligned: Sequence[Sequence[Word]], segments: Sequence[Segment], quoted: bool) -> str:
    """How the wordings differ, in words that can be counted on the page."""
    if shown == 1:
        return "One wording is known so far; there is nothing to compare it with."
    if distinct == 1:  # all are repeats of the first
        return f"One article has it {'twice' if shown == 2 else f'{sentences.spelled(shown)} times'}, in the same characters."
    if not segments:
        unlike = "The two wordings are too unlike" if distinct == 2 else "The other wordings are too unlike the fullest one"
        return f"{unlike} to be set side by side word by word."
    below = distinct - len(aligned)
    stands = "wording stands" if below == 1 else "wordings stand"
    more = f" {sentences.spelled(below).capitalize()} more {stands} below." if below else ""
    who = f"The {sentences.spelled(len(aligned))} {'quotations' if quoted else 'reports'} have"
    if {segment.kind for segment in segments} <= {SAME, MARKS}:
        found = {way: None for text in aligned[1:] for way in sentences.ways(aligned[0], text)}
        return f"{who} the same {f'words; {sentences.only(list(found))}' if found else 'characters'}.{more}"
    common = sum(len(words(segment.runs[0])) for segment in segments if segment.kind in (SAME, MARKS))
    others, some = (sum(segment.kind == wanted for segment in segments) for wanted in (OTHER, SOME))
    parts = [f"{sentences.count(common, 'word') if common else 'no word'} in common", *[f"other words at {_places(others)}"] * bool(others)]
    lacking = "one has words that the other lacks" if len(aligned) == 2 else "some have words that others lack"
    return f"{who} {sentences.listed(parts)}{f'; at {_places(some)} {lacking}' if some else ''}.{more}"


def _places(number: int) -> str:
    return f"{sentences.spelled(number)} place{'' if number == 1 else 's'}"
