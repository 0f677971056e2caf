"""Permanent ids of statements and details: made once, part of an address, never used again."""

import re
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 8
ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_id() -> str:
    """A fresh random id; 30^8 of them make a clash unlikely, and a unique constraint makes it harmless."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
