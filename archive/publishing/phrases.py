"""A statement in plain words, for feeds, citations and annotations. Only the speaker's own words stand in quotation marks."""

from collections.abc import Iterable, Sequence
from typing import Any

from archive.cards import Card
from archive.sources import dates
from archive.sources.shapes import Span

UNKNOWN_SPEAKER = "Speaker not known"
#: What the kinds of statements are, said so that nobody takes the article's words for the speaker's.
KINDS = {
    "direct": "direct quotation",
    "mixed": "quoted in part, the rest in the article’s words",
    "indirect": "indirect speech, in the article’s words and not the speaker’s",
}
#: What stands before the words where a title cannot say more.
_LABELS = {"direct": "", "mixed": "Quoted in part: ", "indirect": "Reported, not quoted: "}


def one_line(text: str) -> str:
    """Without line breaks of any alphabet."""
    return " ".join(line for line in text.splitlines() if line)


def shortened(text: str, length: int) -> str:
    """At most so many characters in one line, cut between words where there is a gap."""
    text = one_line(text)
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rpartition(' ')[0] or cut} …"


def names(people: Iterable[Any]) -> str:
    """“Anna, Berta and Carla”; each says its name by ``str``. Empty without people."""
    *others, last = [str(person) for person in people] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def words(kind: str, text: str) -> str:
    """The words, in quotation marks when they are the speaker's from end to end."""
    return f"“{text}”" if kind == "direct" else text


def title(kind: str, text: str) -> str:
    return shortened(f"{_LABELS[kind]}{text}", 120)


def day(edtf: str) -> str:
    """When something was said or published, in words, “date not known” when there is none, and as it stands when it is none."""
    try:
        return dates.moment(edtf) or "date not known"
    except dates.DateError:  # only plain SQL can bring it in
        return edtf


def passage(spans: Sequence[Span]) -> str:
    """“offsets 12–40 and 55–60”: half-open, counted from 0, as everywhere in the archive."""
    return f"offsets {names([f'{span.start}–{span.end}' for span in spans])}"


def attribution(card: Card) -> str:
    """Who said it, through whom we know it, to whom, over which channel and when."""
    said = names(card.speakers) if card.speakers else UNKNOWN_SPEAKER
    if card.relayed_by:
        said += f", relayed by {card.relayed_by}"
    if card.addressees:
        said += f", to {names(card.addressees)}"
    if card.channel:
        said += f", {card.over}"
    return f"{said}, {day(card.said)}{' (inferred)' if card.said_inferred else ''}"


def quotation(card: Card, url: str) -> str:
    """A statement to be pasted into a text: the words, who said them, how they are known, and where they stand."""
    return f"{words(card.kind, one_line(card.text))} — {attribution(card)} ({KINDS[card.kind]}), in {card.article}: {url}"
