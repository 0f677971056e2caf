"""Prints one address of every kind of page as JSON: those of the tests, asked of the archive that the environment names."""

import json

import django

django.setup()

from tests.pages.reading import KINDS  # noqa: E402

#: Pages that are no kind of their own, whose markup is: nothing found, every filter in use, not found.
MORE = {
    "nothing found": "/statements/?q=xyzzy&kind=direct&said_from=x",
    "list, in parts": '/statements/?q=zelensky+"ceasefire"+-energy+said:2025&speaker=putin&exact=on&facets=on&order=oldest',
    "events, filtered": "/events/?actor=donald-trump&q=call",
    "meant otherwise": "/search/?q=ceasfire+speaker:nobody",
    "utterance, against": f"{KINDS['utterance']()}?against=nothing",
    "not found": "/nowhere/",
}

if __name__ == "__main__":
    print(json.dumps({**{kind: address() for kind, address in KINDS.items()}, **MORE}))
