"""How often each value is among the newest matches: one pass over their tags, no join."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from archive.search import tags
from archive.search.matching import CAP, Matches


class Share(NamedTuple):
    """A value and the number of rows that have it."""

    value: str
    rows: int


def count(names: Iterable[str], matches: Matches) -> dict[str, Counter[str]]:
    """How many of the newest CAP matches have each key, by name of the tag."""
    letters = {tags.LETTERS[name]: name for name in names}
    counters: dict[str, Counter[str]] = {name: Counter() for name in letters.values()}
    if not letters:
        return counters
    for tag, rows in Counter(matches.tags(CAP)).items():
        if name := letters.get(tag[0]):
            [key] = tags.keys(name, [tag])
            counters[name][key] = rows
    return counters


def most_frequent(matches: Matches, name: str, lately: int, most: int) -> list[int]:
    """The primary keys that most of the newest ``lately`` matches have, the most frequent first."""
    letter = tags.LETTERS[name]
    found = Counter(int(tag[1:]) for tag in matches.tags(lately) if tag[0] == letter)
    return [key for key, _ in found.most_common(most)]


def over_time(matches: Matches) -> tuple[list[Share], list[Share], int]:
    """Of the newest CAP matches: the channels, most first; the months (202503), latest first; and how many are of no single month."""
    channels = count(["channel"], matches)["channel"]
    months: Counter[str] = Counter()
    for (days,), rows in Counter(matches.columns(["days"], CAP)).items():
        months[tags.month(days.split())] += rows
    undated = months.pop("", 0)
    return (
        [Share(*item) for item in sorted(channels.items(), key=lambda item: (-item[1], item[0]))],
        [Share(*item) for item in sorted(months.items(), reverse=True)],
        undated,
    )
