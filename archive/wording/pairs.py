"""Each wording of an utterance beside one of them: its text with what it adds and leaves out, and a sentence on how it differs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from archive.cards import Card
from archive.sources.anchoring import JOINT
from archive.sources.shapes import Span
from archive.wording import sentences
from archive.wording.alignment import Change, changes
from archive.wording.words import Word, quoted, words

SAME = "same"
ADDED = "added"
LEFT_OUT = "left out"
REPORTERS = "reporter's"

#: Two wordings with less than this part of the shorter one's letters in common are not compared word by word.
ALIKE = 0.4

#: Fewer words than this beside more than BESIDE times as many have nothing to compare: one word quoted out of a sentence.
FEW, BESIDE = 3, 4

#: Wordings of more words than this are not compared word by word.
WORDS = 300

_KINDS = ("direct", "mixed", "indirect")

#: Said before how they differ, by whether the base and the statement are reported speech.
_TOLD = {
    (True, True): "Both are paraphrases. ",
    (False, True): "A paraphrase, without quotation marks. ",
    (True, False): "In quotation marks, unlike the other. ",
}


class Stretch(NamedTuple):
    """A run of words and the space behind it. ``added`` stands in this wording alone, ``left out`` in the one compared with;
    ``reporter's`` words stand around those quoted and are not compared."""

    text: str
    change: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """``siglum`` is the wording's letter on the page, where it has one; ``compared`` is false of what is shown as it stands."""

    statement: Card
    stretches: tuple[Stretch, ...]
    summary: str
    is_base: bool = False
    compared: bool = False
    siglum: str = ""


def compare(statements: Iterable[Card], base: Card | None = None) -> list[Wording]:
    """Each statement's words against the base, which comes first; without one given, against ``fullest``."""
    statements = list(statements)
    if not statements:
        return []
    base = base or fullest(statements)
    first = Wording(base, whole(base), "The wording that the others are compared with.", is_base=True)
    return [first, *against(base, (statement for statement in statements if statement is not base))]


def against(base: Card, statements: Iterable[Card]) -> list[Wording]:
    """Each statement's words against the base."""
    return [_against(base, statement) for statement in statements]


def fullest(statements: Iterable[Card]) -> Card:
    """The longest direct wording, else the longest mixed one, else the longest."""
    return min(statements, key=lambda statement: (_KINDS.index(statement.kind), -len(statement.text)))


def whole(statement: Card) -> tuple[Stretch, ...]:
    """The statement's text, not compared; of a mixed one the reporter's words are told apart."""
    spans = _spans(statement)
    own = _words(statement, spans)
    return _stretches(statement.text, spans, own, own, [("equal", 0, len(own), 0, len(own))])


def repeats(one: Card, other: Card) -> bool:
    """Whether the two are the same characters in the same article: a repeated passage, and no second report."""
    return one.text == other.text and one.article.url == other.article.url


def spoken(statement: Card) -> list[Word]:
    """The words that are compared: of quotations those inside the marks, several joined by an ellipsis; of reported speech all."""
    return _joined(statement, _spans(statement))


def is_quoted(statement: Card) -> bool:
    return bool(quoted(statement.text, statement.kind))


def alike(old: Sequence[Word], new: Sequence[Word], found: Sequence[Change]) -> bool:
    """Whether enough of the shorter of the two stands in the other, and it is more than a word or two out of many."""
    shorter, longer = sorted((len(old), len(new)))
    if shorter < FEW and longer > BESIDE * shorter:
        return False
    shared = sum(len(word.key) for change, i1, i2, _, _ in found if change == "equal" for word in old[i1:i2])
    return shared > 0 and shared >= ALIKE * min(sum(len(word.key) for word in side) for side in (old, new))


def _against(base: Card, statement: Card) -> Wording:
    """Of a mixed statement only the quoted words are compared; those around them are the reporter's."""
    if repeats(base, statement):
        return Wording(statement, whole(statement), "Stands twice in this article, in the same characters.")
    spans, old_spans = _spans(statement), _spans(base)
    partly = "mixed" in (base.kind, statement.kind)
    if is_quoted(base) != is_quoted(statement):
        partly = False
        spans, old_spans = [Span(0, len(statement.text))], [Span(0, len(base.text))]
    old, new = _words(base, old_spans), _words(statement, spans)
    if max(len(old), len(new)) > WORDS:
        return Wording(statement, whole(statement), f"Not compared word by word: one of the two has more than {WORDS:,} words.")
    found = changes(old, new)
    if not alike(old, new, found):
        return Wording(statement, whole(statement), _unlike(base, statement, old, new))
    stretches = _stretches(statement.text, spans, old, new, found)
    return Wording(
        statement,
        stretches,
        _summary(base, statement, sentences.how(_joined(base, old_spans), _joined(statement, spans), found, partly)),
        compared=True,
    )


def _summary(base: Card, statement: Card, how: str) -> str:
    if statement.text == base.text and statement.kind == base.kind:
        return "The same characters."
    if how == sentences.SAME_CHARACTERS and "mixed" in (base.kind, statement.kind):
        how += " in quotation marks"
    return f"{_TOLD.get((base.kind == 'indirect', statement.kind == 'indirect'), '')}{how[0].upper()}{how[1:]}."


def _unlike(base: Card, statement: Card, old: Sequence[Word], new: Sequence[Word]) -> str:
    if base.language.partition("-")[0] != statement.language.partition("-")[0]:
        return "In another language, so not compared word by word."
    if is_quoted(base) and is_quoted(statement):
        if len(new) < FEW and _stands_in(new, old):
            return f"Quotes only {sentences.quoted(new)} of it; the rest is told in the reporter’s words."
        if len(old) < FEW and _stands_in(old, new):
            return f"Quotes more: the other has only {sentences.quoted(old)} in quotation marks."
    how = "Quotes other words" if is_quoted(base) and is_quoted(statement) else "Told in other words"
    return f"{how}, too unlike to be compared word by word."


def _stands_in(few: Sequence[Word], many: Sequence[Word]) -> bool:
    keys, wanted = [word.key for word in many], [word.key for word in few]
    return any(keys[at : at + len(wanted)] == wanted for at in range(len(keys)))


def _spans(statement: Card) -> list[Span]:
    return quoted(statement.text, statement.kind) or [Span(0, len(statement.text))]


def _joined(statement: Card, spans: Iterable[Span]) -> list[Word]:
    return words(JOINT.join(statement.text[start:end] for start, end in spans))


def _words(statement: Card, spans: Iterable[Span]) -> list[Word]:
    return [word for start, end in spans for word in words(statement.text[start:end])]


def _stretches(text: str, spans: Sequence[Span], old: Sequence[Word], new: Sequence[Word], found: Iterable[Change]) -> tuple[Stretch, ...]:
    """The text, whole, with what is left out of the old words put in where it would stand."""
    runs = [(change, "".join(piece for _, piece in run)) for change, run in groupby(_pieces(text, spans, old, new, found), itemgetter(0))]
    made = []
    for (change, run), (following, _) in zip(runs, [*runs[1:], ("", "")], strict=True):
        gap = run[len(run.rstrip()) :]
        if change == LEFT_OUT and following == REPORTERS:
            gap = ""
        elif {change, following} in ({LEFT_OUT, SAME}, {LEFT_OUT, ADDED}):
            gap = gap or " "
        made.append(Stretch(run.rstrip(), change, gap))
    return tuple(made)


def _pieces(
    text: str, spans: Sequence[Span], old: Sequence[Word], new: Sequence[Word], found: Iterable[Change]
) -> Iterator[tuple[str, str]]:
    """How it stands, and the words: word by word, in order. What is left out at the edge of a quotation is inside its marks."""
    ends = accumulate((len(words(text[start:end])) for start, end in spans), initial=0)
    edges = zip([0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)], strict=True)
    around = {at: text[start:end] for at, (start, end) in zip(ends, edges, strict=True) if start < end}
    for change, i1, i2, j1, j2 in found:
        if j1 in around and j1 < len(new):
            yield REPORTERS, around.pop(j1)
        if change != "equal" and i1 < i2:
            yield LEFT_OUT, "".join(word.text for word in old[i1:i2])
        for at in range(j1, j2):
            if at in around:
                yield REPORTERS, around.pop(at)
            yield SAME if change == "equal" else ADDED, new[at].text
    if len(new) in around:
        yield REPORTERS, around[len(new)]
