"""Search over statements, articles, actors and events at once; and the suggestions of the filters' fields."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from archive import cards, parameters
from archive.models import Actor, Article, Event
from archive.search import known, parser, relevance
from archive.search.explain import why_nothing
from archive.search.matching import Matches
from archive.search.reading import understand
from archive.sources import vocabulary

#: Best matches shown of each noun; the rest is a list away.
SHOWN = {"statement": 10, "article": 5, "actor": 5, "event": 5}
#: The help page: a query and what it finds; a field, what it finds, and a query with it.
EXAMPLES = (
    ("ceasefire negotiations", "both words, in any order"),
    ('"root causes"', "the words side by side"),
    ("ceasefire -energy", 'the first without the second; so do -"peace deal" and NOT energy'),
    ("truce OR ceasefire", "either"),
    ("(truce OR ceasefire) energy", "brackets group"),
    ("negotiat*", "words that begin so"),
    ("(truce OR ceasefire) NEAR/5 energy", "at most five words apart"),
    ("zelensky", "every spelling of the name: Zelensky, Zelenskyy"),
    ('"root causes" speaker:putin', "the phrase, said by Putin"),
    ("to:trump -hockey", "what was said to Trump, without hockey"),
)
FIELDS = (
    ("speaker", "said by", "speaker:putin"),
    ("to", "said to", "to:trump"),
    ("via", "relayed by", "via:kremlin"),
    ("event", "at the event, or in answer to it", "event:call-2025-03-18"),
    ("article", "reported in the article", "article:ceasefire"),
    ("kind", "direct, mixed or indirect", "kind:direct said:2025-05"),
    ("channel", "over the channel", 'channel:"Truth Social"'),
    ("topic", "about the topic", "topic:ceasefire"),
    ("said", "said on the day, in the month or year, or between two", "said:2025-03-01..2025-05"),
    ("published", "published then", "published:..2025-04"),
)
#: Names that a field suggests.
SUGGESTED = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    given, notes = parameters.read(request.GET, ["q", "exact"])
    query, exactly = given.get("q", ""), given.get("exact") == "on"
    understood = understand(query, exactly=exactly)
    show = {
        "statement": cards.statements,
        "article": cards.records(Article.objects.published().with_publisher(), "article"),
        "actor": cards.records(Actor.objects.published(), "speaker"),
        "event": cards.records(Event.objects.published(), "event"),
    }
    groups = []
    nouns = [noun for noun in SHOWN if understood and understood.fields <= known.FIELDS[noun]]
    for noun in nouns:
        matches = Matches(noun, understood.root, understood.spelled)
        best = relevance.ranked(matches) if understood.terms else matches.newest(SHOWN[noun])
        groups.append((noun, reverse(f"{noun}-list"), show[noun](best[: SHOWN[noun]]), matches.count))
    found = [group for group in groups if group[2]]
    context = {
        "query": query,
        "exactly": exactly,
        "parameters": given.urlencode(),
        "understood": understood,
        "parts": [(part.words, _turned(part.without, exactly)) for part in understood.parts] if len(understood.parts) > 1 else [],
        "notes": [*notes, *understood.notes],
        "groups": found,
        "missing": [
            (missing.words, [(word, _turned(instead, exactly)) for word, instead in missing.instead])
            for missing in (why_nothing(nouns, understood).missing if nouns and not found else ())
        ],
    }
    return render(request, "archive/search.html", context)


def _turned(query: str, exactly: bool) -> str:
    """The parameters of the search page with another query."""
    return urlencode({"q": query, **({"exact": "on"} if exactly else {})})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    context = {
        "examples": EXAMPLES,
        "fields": FIELDS,
        "kinds": ", ".join(vocabulary.STATEMENT_KINDS),
        "max_length": parser.MAX_LENGTH,
        "max_terms": parser.MAX_TERMS,
    }
    return render(request, "archive/search_help.html", context)


@require_safe
def suggest(request: HttpRequest, field: str) -> JsonResponse:
    """Names that begin a word as what was typed into a filter's field; an empty list for a field that has none."""
    given, _ = parameters.read(request.GET, ["q"])
    return JsonResponse({"names": known.beginning(field, given.get("q", ""), SUGGESTED)})
