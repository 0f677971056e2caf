"""Spellings: a word that is one of an actor's names is widened to all the names of that actor."""

import re
from collections import defaultdict

from django.db.models import Q

from archive.models import Actor
from archive.search.query import AllOf, AnyOf, Node, Not, Phrase, Query, Term, Word, wanted_terms


def widen(query: Query) -> tuple[Query, tuple[str, ...]]:
    """The query with every spelling of the names in it, and a sentence for each name that was widened.

    A name is widened to names of as many words: “Zelensky” to “Zelenskyy”, not to “Volodymyr Zelenskyy”, which holds it anyway. What is
    excluded is widened too, or ``-zelensky`` would still find Zelenskyy.
    """
    terms = {term.text.casefold() for term in _all_terms(query.root) if isinstance(term, (Word, Phrase))}
    spellings = _spellings(terms) if terms else {}
    if not spellings:
        return query, ()
    notes = [f"“{term}” also finds {', '.join(f'“{name}”' for name in names)} ({actor})." for term, (actor, names) in spellings.items()]
    return Query(query.typed, _widened(query.root, spellings), query.notes), tuple(notes)


def _spellings(terms: set[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """For each term that names an actor: the actor's name and the other names of as many words."""
    wanted = Q()
    for term in terms:
        # SQLite folds the case of ASCII alone; for other letters Python does.
        lookup, value = ("iexact", term) if term.isascii() else ("iregex", f"^{re.escape(term)}$")
        wanted |= Q(**{f"name__{lookup}": value}) | Q(**{f"names__name__{lookup}": value, "names__kind": "name"})
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    actors = Actor.objects.published().filter(wanted).distinct().prefetch_related("names")[:50]
    others: dict[str, dict[str, str]] = defaultdict(dict)
    for actor in actors:
        names = [actor.name, *(name.name for name in actor.names.all() if name.kind == "name")]
        for term in terms & {name.casefold() for name in names}:
            for name in names:
                if name.casefold() != term and len(name.split()) == len(term.split()):
                    others[term][name] = actor.name
    for term, names_of in others.items():
        found[term] = (", ".join(dict.fromkeys(names_of.values())), tuple(names_of))
    return found


def _widened(node: Node | None, spellings: dict[str, tuple[str, tuple[str, ...]]]) -> Node | None:
    match node:
        case Word(text) | Phrase(text) if text.casefold() in spellings:
            names = spellings[text.casefold()][1]
            return AnyOf((node, *(Word(name) if len(name.split()) == 1 else Phrase(name) for name in names)))
        case Not(child):
            return Not(_widened(child, spellings))  # type: ignore[arg-type]
        case AllOf(nodes):
            return AllOf(tuple(_widened(child, spellings) for child in nodes))  # type: ignore[misc]
        case AnyOf(nodes):
            return AnyOf(tuple(_widened(child, spellings) for child in nodes))  # type: ignore[misc]
        case _:
            return node


def _all_terms(node: Node | None) -> list[Term]:
    if isinstance(node, Not):
        return _all_terms(node.node)
    if isinstance(node, (AllOf, AnyOf)):
        return [term for child in node.nodes for term in _all_terms(child)]
    return list(wanted_terms(node))
