"""Names in a query: a word that is a name is widened to all its spellings, and to what the actors of that name said.

Only a whole name counts: “house” is no “White House”. It is widened to names of as many words or more, and not to those that hold it
anyway. What is excluded, near something or in quotation marks is widened to spellings alone: ``-putin`` is without the name, not without
the speaker.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db import connection

from archive.search import matching, sqlite
from archive.search.highlight import words
from archive.search.query import AllOf, AnyOf, Near, Node, Not, Phrase, Prefix, Tagged, Term, Word, all_terms
from archive.search.tags import tag

#: Actors that are looked at for a name.
MOST = 500


class Named(NamedTuple):
    """The actors that have a term as a name: their tags as speakers, their names, and other spellings of the term."""

    tags: tuple[str, ...]
    actors: tuple[str, ...]
    spellings: tuple[str, ...]


def widen(node: Node | None, exactly: bool = False, speakers: bool = True) -> tuple[Node | None, tuple[str, ...]]:
    """The tree with the names in it widened, and a sentence for each.

    ``exactly`` leaves phrases as they were typed; without ``speakers`` a name is widened to its spellings alone.
    """
    terms = [term for term in dict.fromkeys(all_terms(node)) if not (isinstance(term, Prefix) or (exactly and isinstance(term, Phrase)))]
    if node is None or not terms:
        return node, ()
    speaking = set(_speaking(node)) if speakers else set()
    named = {term: found if term in speaking else found._replace(tags=()) for term, found in _named(terms).items()}
    return _widened(node, named), tuple(filter(None, (_sentence(term, found) for term, found in named.items())))


def _speaking(node: Node) -> Iterator[Word]:
    """The words that may stand for who speaks."""
    match node:
        case Word():
            yield node
        case AllOf(nodes) | AnyOf(nodes):
            for child in nodes:
                yield from _speaking(child)


def _named(terms: Sequence[Term]) -> dict[Term, Named]:
    """The terms that are a name of an actor. One query."""
    arm = (
        "SELECT %s, id, name, names FROM search_actor WHERE key IN "
        f"(SELECT rowid FROM search_actor_fts WHERE search_actor_fts MATCH %s LIMIT {MOST})"
    )
    params = [param for at, term in enumerate(terms) for param in (at, matching.bound(("name", "names"), matching.quoted(term)))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([arm] * len(terms)), params)
        rows = cursor.fetchall()
    bearers: dict[Term, list[tuple[int, str, list[str]]]] = defaultdict(list)
    for at, pk, name, names in rows:
        own = [name, *(spelling.strip() for spelling in names.split(sqlite.BARRIER) if spelling.strip())]
        if words(terms[at].text) in map(words, own):
            bearers[terms[at]].append((pk, name, own))
    return {term: _of(term, actors) for term, actors in bearers.items()}


def _of(term: Term, actors: list[tuple[int, str, list[str]]]) -> Named:
    spellings: list[str] = []
    names = [name for _, _, own in actors for name in own if len(words(name)) >= len(words(term.text))]
    for name in sorted(names, key=lambda name: (len(words(name)), name)):
        if not any(_holds(name, known) for known in (term.text, *spellings)):
            spellings.append(name)
    return Named(tuple(tag("speaker", pk) for pk, _, _ in actors), tuple(name for _, name, _ in actors), tuple(spellings))


def _holds(name: str, part: str) -> bool:
    """Whether the words of the part stand side by side in the name."""
    own, wanted = words(name), words(part)
    return any(own[at : at + len(wanted)] == wanted for at in range(len(own) - len(wanted) + 1))


def _widened(node: Node, named: dict[Term, Named], excluded: bool = False) -> Node:
    match node:
        case Word() | Phrase():
            found = named.get(node)
            tags = found.tags if found and not excluded else ()
            nodes = (node, *(_terms(found) if found else ()), *([Tagged(tags)] if tags else []))
            return AnyOf(nodes) if len(nodes) > 1 else node
        case Not(child):
            return Not(_widened(child, named, excluded=True))
        case AllOf(nodes):
            return AllOf(tuple(_widened(child, named, excluded) for child in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(_widened(child, named, excluded) for child in nodes))
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
    """What was widened, said to the reader; empty when nothing was."""
    who = " and ".join(named.actors) if len(named.actors) < 3 else f"{len(named.actors)} actors of that name"
    found = [*(f"“{name}”" for name in named.spellings), *([f"what {who} said"] if named.tags else [])]
    also = " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)
    return f"“{term.text}” also stands for {also}." if found else ""
