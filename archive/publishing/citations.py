"""A statement cited: as plain text, BibTeX, RIS and CSL-JSON.

A citation says what kind of statement it is, so that nobody quotes the article's words as the speaker's. Its dates are the article's; the
day on which it was said stands beside them. None carries the day of access: an answer is the same for every reader.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q

from archive.cards import Card
from archive.models import Actor, Statement
from archive.publishing import phrases
from archive.publishing.phrases import one_line
from archive.sources import dates
from archive.sources.shapes import Span

ARCHIVE = "Readout"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Person(NamedTuple):
    """``family`` and ``given`` are empty where the name is not to be turned round."""

    name: str
    kind: str
    family: str = ""
    given: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Citation:
    """What a citation says; nothing in it is hidden from readers. ``publisher`` is empty when unknown, ``wordings`` without others."""

    id: str
    url: str
    kind: str
    text: str
    speakers: tuple[Person, ...]
    said: str
    attribution: str
    article: str
    article_url: str
    title_is_editors: bool
    source_url: str
    publisher: str
    published: str
    language: str
    spans: tuple[Span, ...]
    sha256: str
    version: int
    wordings: str

    @property
    def title(self) -> str:
        """The words, short, with a warning before them when they are not the speaker's own."""
        return phrases.title(self.kind, self.text)

    @property
    def source(self) -> str:
        """The article; a title that an editor made stands in square brackets."""
        return f"[{self.article}]" if self.title_is_editors else f"“{self.article}”"

    @property
    def speaker(self) -> str:
        return phrases.names(self.speakers) if self.speakers else phrases.UNKNOWN_SPEAKER

    @property
    def published_machine(self) -> str:
        """Year, month and day of the article with dashes, as far as they are known without a doubt."""
        return "-".join(part for part in _parts(self.published) if part)

    @property
    def plain(self) -> str:
        """The citation as a paragraph."""
        text = phrases.shortened(self.text, 400)
        return one_line(
            f"{self.attribution}: {phrases.words(self.kind, text)} ({phrases.KINDS[self.kind]}). "
            f"Reported in {self.source}, {self.publisher or 'publisher not known'}, {phrases.day(self.published)}, "
            f"{phrases.passage(self.spans)} of the text (SHA-256 {self.sha256[:16]}…). "
            f"{ARCHIVE}, statement {self.id}, version {self.version}: {self.url}"
            + (f" Reported in other words too: {self.wordings}" if self.wordings else "")
        )

    @property
    def remarks(self) -> str:
        """What the fields of other formats have no place for."""
        return one_line(
            f"{phrases.KINDS[self.kind].capitalize()}. {self.attribution}. "
            f"Article published: {phrases.day(self.published)}. "
            f"{phrases.passage(self.spans).capitalize()} of the text with SHA-256 {self.sha256}. Version {self.version} of the record."
            + (f" Reported in other words too: {self.wordings}" if self.wordings else "")
        )


def of(statement: Statement, card: Card) -> Citation:
    """The citation of a published statement with its article and its card, which has no more than readers may see. Two queries."""
    article = statement.article
    slugs = [speaker.slug for speaker in card.speakers]
    actors = Actor.objects.published().filter(Q(slug__in=slugs) | Q(pk=article.publisher_id)).only("slug", "name", "sort", "kind")
    found = {actor.slug: actor for actor in actors}
    return Citation(
        id=statement.public_id,
        url=settings.SITE_URL + card.url,
        kind=statement.kind,
        text=statement.text,
        speakers=tuple(_person(found[slug]) for slug in slugs if slug in found),
        said=statement.said,
        attribution=phrases.attribution(card),
        article=article.title,
        article_url=settings.SITE_URL + card.article.url,
        title_is_editors=article.title_by == "editor",
        source_url=article.url,
        publisher=next((actor.name for actor in found.values() if actor.pk == article.publisher_id), ""),
        published=article.published,
        language=article.language,
        spans=statement.spans,
        sha256=article.sha256,
        version=statement.version,
        wordings=settings.SITE_URL + card.utterance.url if card.utterance and _is_worded_otherwise(statement) else "",
    )


def _is_worded_otherwise(statement: Statement) -> bool:
    """Whether another report of the utterance is more than the same words standing again in the same article."""
    reports = Statement.objects.published().filter(utterance=statement.utterance_id)
    return reports.exclude(article=statement.article_id, text=statement.text).exists()


def _person(actor: Actor) -> Person:
    family, comma, given = actor.sort.partition(", ")
    if actor.kind == "person" and comma and family and given and "," not in given:
        return Person(actor.name, actor.kind, family, given)
    return Person(actor.name, actor.kind)


def text(cited: Citation) -> str:
    return cited.plain + "\n"


def bibtex(cited: Citation) -> str:
    """One entry; ``@misc``, since BibTeX has no type for what somebody said."""
    year, month, day = _parts(cited.published)
    fields = {
        "author": " and ".join(_bibtex_name(person) for person in cited.speakers),
        "title": "{" + _bibtex(cited.title) + "}",
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": str(int(day)) if day else "",
        "howpublished": _bibtex(f"Reported in {cited.source}" + (f", {cited.publisher}" if cited.publisher else "")),
        "note": _bibtex(cited.remarks),
        "abstract": _bibtex(cited.text),
        "url": cited.url,
    }
    lines = [f"  {name} = {value if name == 'month' else '{' + value + '}'},\n" for name, value in fields.items() if value]
    return f"@misc{{readout-{cited.id},\n{''.join(lines)}}}\n"


def ris(cited: Citation) -> str:
    """One record. Lines end with CR LF, as the format has it."""
    year, month, day = _parts(cited.published)
    lines = [
        ("TY", "GEN"),
        *(("AU", f"{person.family}, {person.given}" if person.family else person.name) for person in cited.speakers),
        ("TI", cited.title),
        ("T2", cited.article),
        ("PB", cited.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("M3", phrases.KINDS[cited.kind]),
        ("LA", cited.language),
        ("AB", cited.text),
        ("N1", cited.remarks),
        ("DP", ARCHIVE),
        ("ID", cited.id),
        ("UR", cited.url),
    ]
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def csl_json(cited: Citation) -> str:
    item = {
        "id": f"readout-{cited.id}",
        "type": "document",
        "title": cited.title,
        "author": [_csl_name(person) for person in cited.speakers],
        "container-title": cited.article,
        "publisher": cited.publisher,
        "issued": _csl_date(cited.published),
        "event-date": _csl_date(cited.said),
        "genre": phrases.KINDS[cited.kind],
        "language": cited.language,
        "abstract": cited.text,
        "note": cited.remarks,
        "archive": ARCHIVE,
        "archive_location": cited.id,
        "version": str(cited.version),
        "URL": cited.url,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


#: What each form is called, its media type, and what writes it.
FORMS: dict[str, tuple[str, str, Callable[[Citation], str]]] = {
    "txt": ("Plain text", "text/plain; charset=utf-8", text),
    "bib": ("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}

#: A brace would count even behind a backslash, so braces are words.
_BIBTEX = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_"},
        "\\": "\\textbackslash{}",
        "{": "\\textbraceleft{}",
        "}": "\\textbraceright{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)


def _bibtex(value: str) -> str:
    return one_line(value).translate(_BIBTEX)


def _bibtex_name(person: Person) -> str:
    """In braces each part stays whole, whatever it holds: “and” and commas too."""
    return f"{{{_bibtex(person.family)}}}, {{{_bibtex(person.given)}}}" if person.family else f"{{{_bibtex(person.name)}}}"


def _csl_name(person: Person) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.family else {"literal": person.name}


def _parts(edtf: str) -> tuple[str, str, str]:
    """Year, month and day, as far as a date without doubts gives them."""
    year, month, day = f"{edtf if re.fullmatch('[0-9-]+', edtf) and dates.machine(edtf) else ''}--".split("-")[:3]
    return year, month, day


def _csl_date(edtf: str) -> dict[str, Any]:
    """A CSL date: its parts; of an interval, within which the day lies, and of what has no parts the words."""
    if not edtf:
        return {}
    if not dates.machine(edtf):  # an interval too: two dates would be read as how long it took
        return {"literal": phrases.day(edtf)}
    circa = {"circa": True} if set(edtf) & set("?~%") else {}
    return {"date-parts": [[int(part) for part in dates.machine(edtf).split("-")]], **circa}
