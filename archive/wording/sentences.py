"""How two wordings differ, in a sentence of exact counts."""

import unicodedata
from collections.abc import Sequence

from archive.wording.alignment import Change
from archive.wording.words import Word

#: Words put for others are named when there are at most so many places, of at most so many words each way.
NAMED = 2
SHORT = 3

_EDGES = " \t\r\n.,;:!?…—–()[]“”„«»\"'‘’`"

SAME_CHARACTERS = "the same characters"


def count(number: int, noun: str) -> str:
    """“1 word”, “1,284 words”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def spelled(number: int) -> str:
    """“two”, “12”."""
    return ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")[number] if number < 10 else f"{number:,}"


def listed(parts: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def how(old: Sequence[Word], new: Sequence[Word], found: Sequence[Change], partly: bool = False) -> str:
    """What the new words are beside the old ones, beginning in lower case and without a full stop.

    ``partly``: of at least one only the quoted words were compared, and what is not quoted may stand in the reporter's words around them.
    """
    adds, leaves_out = ("also quotes", "does not quote") if partly else ("adds", "leaves out")
    added = sum(j2 - j1 for change, _, _, j1, j2 in found if change != "equal")
    left_out = sum(i2 - i1 for change, i1, i2, _, _ in found if change != "equal")
    swaps = [(old[i1:i2], new[j1:j2]) for change, i1, i2, j1, j2 in found if change == "replace"]
    if not added and not left_out:
        return marks(old, new)
    if not added:
        return f"shortened: {leaves_out} {count(left_out, 'word')}"
    if not left_out:
        return f"longer: {adds} {count(added, 'word')}"
    if not swaps:
        return f"{adds} {count(added, 'word')} and {leaves_out} {left_out:,}"
    if len(swaps) > NAMED or max(len(words) for swap in swaps for words in swap) > SHORT:
        verb = "stands" if added == 1 else "stand"
        return f"other words: {count(added, 'word')} {verb} only here, {left_out:,} only in the other"
    named = listed([f"{quoted(put)} for {quoted(instead)}" for instead, put in swaps])
    more = added - sum(len(put) for _, put in swaps)
    fewer = left_out - sum(len(instead) for instead, _ in swaps)
    rest = [f"{adds} {count(more, 'word')}"] * bool(more) + [f"{leaves_out} {count(fewer, 'word')}"] * bool(fewer)
    return f"other words: {'; '.join([named, listed(rest)] if rest else [named])}"


def marks(old: Sequence[Word], new: Sequence[Word]) -> str:
    """How two texts of the same words differ."""
    found = ways(old, new)
    return f"the same words; {only(found)}" if found else SAME_CHARACTERS


def only(found: Sequence[str]) -> str:
    """“only capitals and punctuation differ”."""
    return f"only {listed(found)} {'differs' if list(found) == ['punctuation'] else 'differ'}"


def ways(old: Sequence[Word], new: Sequence[Word]) -> list[str]:
    """What differs between two texts of the same words: capitals, accents, punctuation, or else spaces; or nothing at all."""
    if "".join(word.text for word in old) == "".join(word.text for word in new):
        return []
    pairs = list(zip(*(["".join(word.text.split()) for word in words] for words in (old, new)), strict=True))
    seen = {"capitals": _bare, "accents": lambda text: _letters(text).lower(), "punctuation": _points}
    return [what for what, see in seen.items() if any(see(one) != see(other) for one, other in pairs)] or ["spaces"]


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFD", text) if character.isalnum() or unicodedata.combining(character))


def _bare(text: str) -> str:
    """The letters without their accents."""
    return "".join(character for character in _letters(text) if not unicodedata.combining(character))


def _points(text: str) -> str:
    return "".join(character for character in text if not character.isalnum() and not unicodedata.combining(character))


def quoted(words: Sequence[Word]) -> str:
    """The words in quotation marks, without the marks at their edges."""
    return f"“{''.join(word.text for word in words).strip(_EDGES)}”"
