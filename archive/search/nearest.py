"""Likeness of words: which known words a mistyped one may stand for, and all that are one slip of the finger away."""

import string
from collections.abc import Iterable
from difflib import SequenceMatcher

from archive.search.highlight import fold

MAX_LETTERS = 30

_LONGEST_COMPARED = 100
_LEAST = 0.7
_LATIN = string.ascii_lowercase
_CYRILLIC = "".join(map(chr, range(ord("а"), ord("я") + 1))) + "іїєґ"


def nearest(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The ``most`` known words nearest to the word, best first, without regard to case and accents; none that is not really near.

    Near are words that have 7 in 10 letters of the longer one in common, in the same order: one edit in four letters, two in seven.
    """
    wanted = fold(word)
    if not wanted or len(wanted) > _LONGEST_COMPARED:
        return []
    matcher: SequenceMatcher[str] = SequenceMatcher(b=wanted, autojunk=False)
    found: list[tuple[float, str]] = []
    for candidate in dict.fromkeys(known):
        folded = fold(candidate)
        longer, both = max(len(folded), len(wanted)), len(folded) + len(wanted)
        if min(len(folded), len(wanted)) < _LEAST * longer:
            continue
        matcher.set_seq1(folded)
        # A ratio is twice the letters in common to all letters; the quick one is an upper bound, and most candidates fall to it.
        if matcher.quick_ratio() * both >= 2 * _LEAST * longer and (ratio := matcher.ratio()) * both >= 2 * _LEAST * longer:
            found.append((ratio * both / longer, candidate))
    return [candidate for _, candidate in sorted(found, key=lambda pair: -pair[0])[:most]]


def edits(word: str) -> set[str]:
    """All strings one edit away: a letter left out, two swapped, one replaced or put in; none for a word of more than MAX_LETTERS.

    The letters are those of the word's own script, Latin or Cyrillic, and digits if it has some.
    """
    plain = fold(word)
    if len(plain) > MAX_LETTERS:
        return set()
    alphabet = _alphabet(plain)
    cuts = [(plain[:at], plain[at:]) for at in range(len(plain) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in alphabet}
    found |= {left + letter + right for left, right in cuts for letter in alphabet}
    return found - {plain, ""}


def _alphabet(word: str) -> str:
    scripts = [letters for letters in (_LATIN, _CYRILLIC, string.digits) if not set(word).isdisjoint(letters)]
    return "".join(scripts)
