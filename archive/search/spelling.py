"""``spelled(phrases, text, …)``, a function of SQL: whether each phrase stands in the texts with every letter as it was typed.

The index folds accents and takes apostrophes for spaces. This looks at the texts themselves; only case, and what stands between the words,
is free.
"""

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any


def teach(connection: Any, **kwargs: Any) -> None:
    """Make the function known to a new connection (the connection_created signal)."""
    connection.connection.create_function("spelled", -1, spelled, deterministic=True)


def spelled(phrases: str, *texts: str) -> bool:
    """``phrases`` is a JSON list."""
    plain = [unicodedata.normalize("NFC", text or "").replace("’", "'").lower() for text in texts]
    return all(any(pattern.search(text) for text in plain) for pattern in _patterns(phrases))


@lru_cache(maxsize=64)
def _patterns(phrases: str) -> list[re.Pattern[str]]:
    return [_pattern(phrase) for phrase in json.loads(phrases)]


def _pattern(phrase: str) -> re.Pattern[str]:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", unicodedata.normalize("NFC", phrase).replace("’", "'").lower())
    # Between two words stands more than an apostrophe, which belongs to a word.
    return re.compile(r"(?<![^\W_])" + r"'*(?:[^\w']|_)[\W_]*?".join(map(re.escape, words)) + r"(?![^\W_])")
