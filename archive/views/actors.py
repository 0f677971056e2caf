"""Actors: the list, and one of them: what was said by, to, through and of it; with whom, on what and when it spoke."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive import cards, charts
from archive.cards import Card
from archive.filters import ActorFilter
from archive.listing import Listing
from archive.models import Actor
from archive.search import facets, highlight, known, matching
from archive.search.matching import BY_NAME, BY_NAME_REVERSED, CAP, Count, Matches
from archive.search.query import Node, Tagged, Term
from archive.search.reading import understand
from archive.search.tags import tag

#: Statements shown in each group, choices in each company, and events; the rest is a list away.
SHOWN, CHOICES, EVENTS = 5, 8, 12
#: The rows in which the actor is spoken of are taken from so many of the newest: those first whose words, and not only a note, have a name.
LOOKED_AT = 30
#: Bars of the chart.
BARS = 40
#: Names that are looked for in the words of statements.
NAMES = 16

GROUPS = (("speaker", "Said"), ("to", "Said to"), ("via", "Relayed"))


class Group(NamedTuple):
    """Statements that have the actor in one role; ``query`` is their list, ``terms`` are marked in the rows."""

    name: str
    title: str
    rows: list[Card]
    found: Count
    query: str
    terms: tuple[Term, ...]


class Choice(NamedTuple):
    """A value that statements have, how many have it, and the parameters of their list."""

    label: str
    query: str
    rows: Count


class Company(NamedTuple):
    """Whom, what or where: the values most statements have."""

    title: str
    choices: list[Choice]


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, ActorFilter, (BY_NAME, BY_NAME_REVERSED), cards.records(Actor.objects.published(), "speaker"))
    return render(request, "archive/actor_list.html", {"listing": listing})


@require_safe
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.published().prefetch_related("names"), slug=slug)
    groups = {group.name: group for group in _groups(actor)}
    said, told = (Matches("statement", _tagged(name, actor)) for name in ("speaker", "to"))
    counted = facets.count(["to", "via", "topic", "channel", "article"], said)
    took_part = list(actor.participations.published().select_related("event").order_by("-event__date_sort", "pk")[: EVENTS + 1])
    context = {
        "actor": actor,
        "groups": [group for group in groups.values() if group.rows],
        **{name: group.found for name, group in groups.items()},
        "article_count": Count(len(counted["article"]), groups["speaker"].found.capped),
        "companies": _companies(actor, counted, facets.count(["speaker"], told)["speaker"]),
        "chart": charts.bars(facets.over_time(said, "said"), BARS),
        "chart_query": urlencode({"speaker": actor.slug}) + "&",
        "newest_only": Count(CAP) if groups["speaker"].found.capped or groups["to"].found.capped else None,
        "participations": took_part[:EVENTS],
        "more_events": len(took_part) > EVENTS,
    }
    return render(request, "archive/actor_detail.html", context)


def _tagged(name: str, actor: Actor) -> Node:
    return Tagged((tag(name, actor.pk),))


def _groups(actor: Actor) -> list[Group]:
    """What was said by, to and through the actor, and of it: the same query as the list that the group leads to."""
    mentions = _mentions(actor)
    understood = understand(mentions, noun="statement")
    found = [(name, title, Matches("statement", _tagged(name, actor)), {name: actor.slug}) for name, title in GROUPS]
    if understood.root:
        found.append(("of", "Named", Matches("statement", understood.root, understood.spelled), {"q": mentions, "order": "newest"}))
    keys = {name: matches.newest(LOOKED_AT if name == "of" else SHOWN) for name, _, matches, _ in found}
    shown = {card.pk: card for card in cards.statements(dict.fromkeys(key for own in keys.values() for key in own))}
    counts = matching.counts("statement", [matches.root for _, _, matches, _ in found if matches.root], CAP)
    groups = []
    for (name, title, _, parameters), count in zip(found, counts, strict=True):
        rows, terms = [shown[key] for key in keys[name] if key in shown], understood.terms if name == "of" else ()
        if terms:
            rows.sort(key=lambda card: not highlight.matches(card.text, terms))
        groups.append(Group(name, title, rows[:SHOWN], count, urlencode(parameters), terms))
    return groups


def _mentions(actor: Actor) -> str:
    """A search for the actor's names, without those that hold another of them. Roles are left out: “the president” is many people."""
    names = {highlight.words(name): name for name in (actor.name, *(other.name for other in actor.names.all() if other.kind == "name"))}
    kept: list[tuple[str, ...]] = []
    for own in sorted(filter(None, names), key=lambda own: (len(own), own)):
        if len(kept) < NAMES and not any(own[at : at + len(less)] == less for less in kept for at in range(len(own))):
            kept.append(own)
    return " OR ".join('"' + names[own].replace('"', " ") + '"' for own in kept)


def _companies(actor: Actor, counted: Mapping[str, Counter[str]], speaking: Counter[str]) -> list[Company]:
    """Whom the actor spoke to most, who spoke to it, who relayed it, on what and where. A query for each kind of label."""
    own = {"speaker": actor.slug}
    wanted = [
        ("Spoke to", "to", counted["to"], own),
        ("Was spoken to by", "speaker", speaking, {"to": actor.slug}),
        ("Was relayed by", "via", counted["via"], own),
        ("On", "topic", counted["topic"], own),
        ("Where", "channel", counted["channel"], own),
    ]
    keys = {name: [key for key, _ in counter.most_common(CHOICES)] for _, name, counter, _ in wanted}
    actors = known.labels("speaker", {key for name in ("to", "speaker", "via") for key in keys[name]})
    labels = {"topic": known.labels("topic", keys["topic"]), "channel": known.labels("channel", keys["channel"])}
    companies = [
        Company(
            title,
            [
                Choice(record.label, urlencode({**parameters, name: record.value}), Count(counter[key]))
                for key in keys[name]
                if (record := labels.get(name, actors).get(key))
            ],
        )
        for title, name, counter, parameters in wanted
    ]
    return [company for company in companies if company.choices]
