"""Names in a query: a word that is a name is widened to all its spellings, and to what the actors of that name said.

A word is widened to names of as many words: “Zelensky” to “Zelenskyy”, not to “Volodymyr Zelenskyy”, which holds it anyway. What is
excluded is widened too, or ``-zelensky`` would still find Zelenskyy.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from django.db import connection

from archive.search import matching, sqlite
from archive.search.highlight import fold
from archive.search.query import AllOf, AnyOf, Near, Node, Not, Phrase, Prefix, Tagged, Term, Word, all_terms
from archive.search.tags import tag

#: A word that is in the names of more actors than this is no name to us ("john"); it is searched as the word it is, and said so.
MOST = 500


class Named(NamedTuple):
    """The actors that have a term in a name: their tags as speakers, their names, and other spellings of the term."""

    tags: tuple[str, ...]
    actors: tuple[str, ...]
    spellings: tuple[str, ...]


def widen(node: Node | None, exactly: bool = False, speakers: bool = True) -> tuple[Node | None, tuple[str, ...]]:
    """The tree with the names in it widened, and a sentence for each.

    ``exactly`` leaves phrases as they were typed; without ``speakers`` a name is widened to its spellings alone.
    """
    terms = [term for term in dict.fromkeys(all_terms(node)) if not (exactly and isinstance(term, Phrase))]
    named = _named(terms) if terms else {}
    if not speakers:
        named = {term: found._replace(tags=()) for term, found in named.items() if found.spellings}
    if node is None or not named:
        return node, ()
    return _widened(node, named), tuple(_sentence(term, found) for term, found in named.items())


def _named(terms: list[Term]) -> dict[Term, Named]:
    """The terms that are in a name of an actor. One query."""
    arm = (
        "SELECT %s, id, name, names FROM search_actor WHERE key IN "
        f"(SELECT rowid FROM search_actor_fts WHERE search_actor_fts MATCH %s LIMIT {MOST + 1})"
    )
    params = [param for at, term in enumerate(terms) for param in (at, matching.bound(("name", "names"), matching.quoted(term)))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([arm] * len(terms)), params)
        rows = cursor.fetchall()
    found: dict[Term, list[tuple[int, str, str]]] = defaultdict(list)
    for at, *actor in rows:
        found[terms[at]].append(tuple(actor))
    return {term: _of(term, actors) for term, actors in found.items()}


def _of(term: Term, actors: list[tuple[int, str, str]]) -> Named:
    if len(actors) > MOST:
        return Named((), (), ())
    words = _words(term.text)
    spellings: dict[str, None] = {}
    for _, name, names in actors:
        all_names = [name, *(spelling.strip() for spelling in names.split(sqlite.BARRIER) if spelling.strip())]
        if not isinstance(term, Prefix) and words in map(_words, all_names):
            spellings |= dict.fromkeys(other for other in all_names if len(_words(other)) == len(words) and _words(other) != words)
    return Named(tuple(tag("speaker", pk) for pk, _, _ in actors), tuple(name for _, name, _ in actors), tuple(spellings))


def _widened(node: Node, named: dict[Term, Named]) -> Node:
    match node:
        case Word() | Phrase() | Prefix():
            found = named.get(node)
            nodes = (node, *_terms(found), *([Tagged(found.tags)] if found.tags else [])) if found else (node,)
            return AnyOf(nodes) if len(nodes) > 1 else node
        case Not(child):
            return Not(_widened(child, named))
        case AllOf(nodes):
            return AllOf(tuple(_widened(child, named) for child in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(_widened(child, named) for child in nodes))
        case Near(left, right, distance):
            return Near(_spelled(left, named), _spelled(right, named), distance)
        case _:
            return node


def _spelled(terms: tuple[Term, ...], named: dict[Term, Named]) -> tuple[Term, ...]:
    """A side of NEAR with its spellings; who speaks does not stand near a word."""
    return tuple(dict.fromkeys(spelling for term in terms for spelling in (term, *(_terms(named[term]) if term in named else ()))))


def _terms(named: Named) -> tuple[Term, ...]:
    return tuple(Word(name) if len(name.split()) == 1 else Phrase(name) for name in named.spellings)


def _sentence(term: Term, named: Named) -> str:
    typed = f"“{term.text}{'*' if isinstance(term, Prefix) else ''}”"
    if not named.actors:
        return f"{typed} is in the names of more than {MOST} actors, so it was searched as a word only."
    who = " and ".join(named.actors) if len(named.actors) < 3 else f"{len(named.actors)} actors of that name"
    found = [*(f"“{name}”" for name in named.spellings), *([f"what {who} said"] if named.tags else [])]
    return f"{typed} also finds {' and '.join([', '.join(found[:-1]), found[-1]] if len(found) > 1 else found)}."


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(name)))
