"""Words and names that nobody speaks, and the popularity that Zipf found in all languages."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product
from random import Random
from typing import TypeVar

#: Words of the generated language, the most frequent first.
WORDS = 40_000

#: Draws in an urn for each thing in it, on average; more follow Zipf's law more exactly.
DRAWS = 12

Thing = TypeVar("Thing")

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr", "kl", "pl", "sk", "st", "tr")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "n", "r", "l", "s", "t", "m", "nd", "rk")


def urn(things: Sequence[Thing]) -> list[Thing]:
    """A list to draw from with ``choices``: the thing at rank r lies in it about 1/r times as often as the first."""
    weights = [1 / rank for rank in range(1, len(things) + 1)]
    unit = len(things) * DRAWS / sum(weights)
    return [thing for thing, weight in zip(things, weights, strict=True) for _ in range(max(1, round(weight * unit)))]


@cache
def words() -> tuple[str, ...]:
    """All words, by rank: short ones are frequent, as in any language."""
    random = Random("words")
    return tuple(islice(_fresh(random, minimum=1), WORDS))


@cache
def names(count: int, seed: str) -> tuple[str, ...]:
    """Names of two parts, each once."""
    random = Random(seed)
    first = list(islice(_fresh(random, minimum=2), 80))
    last = list(islice(_fresh(random, minimum=2), max(count, 80)))
    return tuple(f"{random.choice(first).title()} {word.title()}" for word in last[:count])


def _fresh(random: Random, minimum: int) -> Iterator[str]:
    """Words of rising length without an end, none twice."""
    seen = set()
    syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
    while True:
        length = minimum + min(len(seen) // 1_500, 1) + (random.random() < 0.4)
        word = "".join(random.choices(syllables, k=length))
        if word not in seen:
            seen.add(word)
            yield word
