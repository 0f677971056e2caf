"""What a search finds, as the site asks for it: primary keys, newest first."""

from archive.search.matching import CAP, Matches
from archive.search.reading import understand


def found(typed: str, noun: str = "statement", exactly: bool = False) -> list[int]:
    understood = understand(typed, exactly=exactly, noun=noun)
    return Matches(noun, understood.root, understood.spelled).newest(CAP) if understood else []
