"""The colour of a speaker: one of a few, the same on every page and in every archive, since it follows from the slug alone.

Two speakers may share a colour. It is a help to the eye and never the only sign: names stand beside it.
"""

import hashlib
from functools import lru_cache

#: As many as static/css/site.css has (--voice-1 to --voice-10); more could not be told apart.
VOICES = 10


@lru_cache(maxsize=4096)
def voice(slug: str) -> int:
    """The number of the actor's colour, 1 to VOICES; 0, the neutral one, without a slug."""
    return 1 + hashlib.md5(slug.encode(), usedforsecurity=False).digest()[0] % VOICES if slug else 0
