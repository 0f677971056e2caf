"""A search that is slow and obviously right: every row is read, and the question is asked of it in plain Python.

A question is a tuple: ("word", "war"), ("phrase", "root causes"), ("prefix", "cease"), ("near", [terms], [terms], 5), ("field", "speaker",
"anna"), ("period", "said", first, last, typed), ("not", question), ("all", questions), ("any", questions). ``typed`` writes it as a reader
would; ``answer`` is what must be found. Nothing of archive.search is used.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from archive.models import Actor, Article, Event, Statement
from archive.sources import dates

#: Stands between words that are not side by side.
GAP = "|"


#: What can be asked of other nouns than statements.
FIELDS = {"article": {"published"}, "actor": {"kind"}, "event": {"kind"}}


@dataclass
class Row:
    pk: int
    day: dt.date
    columns: list[list[str]]
    fields: dict[str, set[str]]
    periods: dict[str, dates.Days]
    speakers: list[list[list[str]]]  # for each speaker its names, each as words


def words(text: str) -> list[str]:
    """Folded words: accents off, lower case."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()
    return re.findall(rf"[^\W_]+|\{GAP}", plain)


def names_of(actor: Actor) -> list[list[str]]:
    return [words(actor.name), *(words(name.name) for name in actor.names.all() if name.kind == "name")]


@dataclass
class Archive:
    """What readers may see at one moment, all of it."""

    rows: dict[str, list[Row]]
    slugs: dict[str, set[str]]
    names: list[list[list[str]]]  # of each actor


def read() -> Archive:
    actors = Actor.objects.filter(status="published").prefetch_related("names")
    slugs = {
        model.__name__: set(model.objects.filter(status="published").values_list("slug", flat=True)) for model in (Actor, Event, Article)
    }
    rows = {"statement": _statements(), "article": _articles(), "actor": _actors(), "event": _events()}
    return Archive(rows, slugs, [names_of(actor) for actor in actors])


def _statements() -> list[Row]:
    found = Statement.objects.filter(status="published", article__status="published").select_related("article", "event", "relayed_by")
    return [
        Row(
            row.pk,
            row.said_sort,
            [words(row.text.replace(" … ", GAP)), words(row.note)],
            {
                "speaker": {actor.slug for actor in row.speakers.all()},
                "to": {actor.slug for actor in row.addressees.all()},
                "via": {row.relayed_by.slug} if row.relayed_by else set(),
                "event": {row.event.slug} if row.event else set(),
                "article": {row.article.slug},
                "topic": {topic.slug for topic in row.topics.all()},
                "kind": {row.kind},
                "channel": {row.channel} - {""},
            },
            {"said": dates.days(row.said), "published": dates.days(row.article.published)},
            [names_of(actor) for actor in row.speakers.all() if actor.status == "published"],
        )
        for row in found.prefetch_related("speakers__names", "addressees", "topics")
    ]


def _articles() -> list[Row]:
    found = []
    for row in Article.objects.filter(status="published"):
        furniture = {at for start, end in row.furniture_spans for at in range(start, end)}
        text = "".join(GAP if at in furniture else character for at, character in enumerate(row.text))
        text = re.sub(rf"\{GAP}+", GAP, text)
        found.append(Row(row.pk, row.published_sort, [words(row.title), words(text)], {}, {"published": dates.days(row.published)}, []))
    return found


def _actors() -> list[Row]:
    found = []
    for row in Actor.objects.filter(status="published").prefetch_related("names"):
        columns = [words(name.name) for name in row.names.all()]
        found.append(Row(row.pk, dt.date.min, [words(row.name), words(row.description), *columns], {"kind": {row.kind}}, {}, []))
    return found


def _events() -> list[Row]:
    return [
        Row(row.pk, row.date_sort, [words(row.title), words(row.place), words(row.description)], {"kind": {row.kind}}, {}, [])
        for row in Event.objects.filter(status="published")
    ]


def answer(archive: Archive, question: tuple, noun: str = "statement") -> set[int]:
    """The primary keys of the rows that must be found; none when nothing that is known was asked."""
    meant = _known(question, archive, noun)
    return {row.pk for row in archive.rows[noun] if meant and _holds(meant, row, archive.names)}


def _known(question: tuple, archive: Archive, noun: str) -> tuple | None:
    """The question without the fields that the noun lacks, or whose value readers do not know: they are set aside."""
    match question:
        case ("field" | "period", name, *_) if noun != "statement" and name not in FIELDS[noun]:
            return None
        case ("field", name, value):
            models = {"speaker": "Actor", "to": "Actor", "via": "Actor", "event": "Event", "article": "Article"}
            if name in models:
                return question if value in archive.slugs[models[name]] else None
            return question if name == "kind" or any(value in row.fields[name] for row in archive.rows["statement"]) else None
        case ("not", child):
            kept = _known(child, archive, noun)
            return ("not", kept) if kept else None
        case ("all" | "any" as how, children):
            kept = [child for child in (_known(child, archive, noun) for child in children) if child]
            return (how, kept) if kept else None
    return question


def _holds(question: tuple, row: Row, namesakes: list[list[list[str]]], speaking: bool = True) -> bool:
    """``speaking`` is whether a word that is a name stands for who speaks, too: not under NOT."""
    match question:
        case ("all", children):
            return all(_holds(child, row, namesakes, speaking) for child in children)
        case ("any", children):
            return any(_holds(child, row, namesakes, speaking) for child in children)
        case ("not", child):
            return not _holds(child, row, namesakes, False)
        case ("field", name, value):
            return value in row.fields.get(name, set())
        case ("period", name, first, last, _):
            return may_lie(row.periods.get(name, dates.UNKNOWN), first, last)
        case ("near", left, right, distance):
            return any(_near(column, _spellings(left, namesakes), _spellings(right, namesakes), distance) for column in row.columns)
    said_by = speaking and question[0] == "word" and any(words(question[1]) in speaker for speaker in row.speakers)
    return said_by or any(_stands(term, column) for term in _spellings([question], namesakes) for column in row.columns)


def may_lie(days: dates.Days, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a date may lie between two days; an open end is None, and of a date without any end nothing is known."""
    if days.earliest is None and days.latest is None:
        return False
    begins_in_time = last is None or days.earliest is None or days.earliest <= last
    return begins_in_time and (first is None or days.latest is None or days.latest >= first)


def _spellings(terms: list[tuple], namesakes: list[list[list[str]]]) -> list[tuple]:
    """The terms, and for one that is a whole name the other names, of as many words or more, of those who have it."""
    found = list(terms)
    for kind, text in terms:
        same = [names for names in namesakes if kind != "prefix" and words(text) in names]
        known = [("phrase", text)]
        for name in sorted((name for names in same for name in names if len(name) >= len(words(text))), key=len):
            if not any(_stands(term, name) for term in known):
                known.append(("phrase", " ".join(name)))
        found += known[1:]
    return found


def _places(term: tuple, column: list[str]) -> list[tuple[int, int]]:
    """Where the words of the term stand side by side: the places of its first and last word."""
    kind, text = term
    wanted, found = words(text), []
    for at in range(len(column) - len(wanted) + 1):
        run = column[at : at + len(wanted)]
        if run == wanted or (kind == "prefix" and run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1])):
            found.append((at, at + len(wanted) - 1))
    return found


def _stands(term: tuple, column: list[str]) -> bool:
    return bool(_places(term, column))


def _near(column: list[str], left: list[tuple], right: list[tuple], distance: int) -> bool:
    """At most so many words stand between one of the left terms and one of the right ones."""
    ones = [place for term in left for place in _places(term, column)]
    others = [place for term in right for place in _places(term, column)]
    return any(max(one[0], other[0]) - min(one[1], other[1]) - 1 <= distance for one in ones for other in others)


def typed(question: tuple) -> str:
    """The question as a reader types it."""
    match question:
        case ("word", text):
            return text
        case ("prefix", text):
            return f"{text}*"
        case ("phrase", text):
            return f'"{text}"'
        case ("field", name, value):
            return f'{name}:"{value}"'
        case ("period", name, _, _, value):
            return f"{name}:{value}"
        case ("near", left, right, distance):
            return f"({' OR '.join(map(typed, left))}) NEAR/{distance} ({' OR '.join(map(typed, right))})"
        case ("not", child):
            return f"-({typed(child)})"
        case ("all", children):
            return " ".join(f"({typed(child)})" for child in children)
        case ("any", children):
            return " OR ".join(f"({typed(child)})" for child in children)
    raise ValueError(question)
