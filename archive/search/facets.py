"""How often each value is among the newest matches: one pass over their tags, no join."""

from collections import Counter
from collections.abc import Iterable

from archive.search import tags
from archive.search.matching import CAP, Matches


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


def over_time(matches: Matches, calendar: str) -> Counter[str]:
    """How many of the newest CAP matches lie in each unit of time, by the digits of the smallest that holds the date (``tags.unit``)."""
    found: Counter[str] = Counter()
    for (days,), rows in Counter(matches.columns(["days"], CAP)).items():
        found[tags.unit(days, calendar)] += rows
    return found
