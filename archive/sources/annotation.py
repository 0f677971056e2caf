"""One article's annotation: its YAML and its text become an AnnotatedArticle."""

from itertools import pairwise

from archive.sources import anchoring, vocabulary
from archive.sources.anchoring import AnchorError
from archive.sources.ids import ID, new_id
from archive.sources.record import Mention, Reading, Record
from archive.sources.shapes import AnnotatedArticle, AnnotatedDetail, AnnotatedStatement, Remark, SourceText, Span
from archive.sources.strict_yaml import Node

_INFERRED_OF_ARTICLE = ("published", "publisher", "byline", "url", "language")
_INFERRED_OF_STATEMENT = ("speaker", "relayed_by", "to", "channel", "said", "event")


def article(node: Node, source: SourceText, reading: Reading) -> AnnotatedArticle:
    """Read the annotation of ``source``. Its faults are in ``reading``; with any, the result is not to be used."""
    record = Record(node, reading, "the article")
    furniture = _remarks(record, "furniture", source.text)
    marks = _remarks(record, "marks", source.text)
    off_limits = tuple(remark.span for remark in furniture)
    found = AnnotatedArticle(
        slug=record.defines("slug", "article"),
        title=record.text("title", required=True, limit=300),
        source=source,
        title_by=record.choice("title_by", vocabulary.TITLE_SOURCES, "source"),
        published=record.date("published"),
        language=record.text("language", limit=20) or "en",
        publisher=record.reference("publisher", "actor"),
        byline=record.text("byline", limit=300),
        url=record.text("url", limit=2_000),
        note=record.markdown("note"),
        inferred=record.reasons("inferred", _INFERRED_OF_ARTICLE),
        furniture=furniture,
        marks=marks,
        statements=tuple(_statement(item, source.text, off_limits) for item in record.records("statements", "a statement")),
        details=tuple(_detail(item, source.text, off_limits) for item in record.records("details", "a detail")),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    if found.url and not found.url.startswith(("https://", "http://")):
        reading.add(record.line_of("url"), "an address begins with https:// or http://")
    record.finish()
    return found


def _statement(record: Record, text: str, furniture: tuple[Span, ...]) -> AnnotatedStatement:
    spans = _anchor(record, "quote", text, furniture)
    statement = AnnotatedStatement(
        id=_id(record, "statement"),
        kind=record.choice("kind", vocabulary.STATEMENT_KINDS),
        spans=spans,
        text=anchoring.words(text, spans),
        speakers=record.references("speaker", "actor"),
        named_as=_words_of(record, "as", text),
        cue=_words_of(record, "cue", text),
        relayed_by=record.reference("relayed_by", "actor"),
        to=record.references("to", "actor"),
        channel=record.text("channel", limit=60),
        said=record.date("said"),
        event=record.reference("event", "event"),
        utterance=record.reference("utterance", "utterance"),
        topics=record.references("topics", "topic"),
        note=record.markdown("note"),
        inferred=record.reasons("inferred", _INFERRED_OF_STATEMENT),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    record.finish()
    return statement


def _detail(record: Record, text: str, furniture: tuple[Span, ...]) -> AnnotatedDetail:
    spans = _anchor(record, "quote", text, furniture)
    detail = AnnotatedDetail(
        id=_id(record, "detail"),
        event=record.reference("event", "event", required=True),
        aspect=record.text("aspect", required=True, limit=100),
        value=record.text("value", required=True, limit=300),
        spans=spans,
        text=anchoring.words(text, spans),
        according_to=record.reference("according_to", "actor"),
        note=record.markdown("note"),
        status=record.choice("status", vocabulary.STATUSES, "published"),
    )
    record.finish()
    return detail


def _remarks(record: Record, key: str, text: str) -> tuple[Remark, ...]:
    """Stretches set apart, in the order of the text."""
    found = []
    for item in record.records(key, f"an entry of “{key}”"):
        spans = _anchor(item, "words", text, ())
        reason = item.text("reason", required=True)
        found += [Remark(span, reason) for span in spans]
        item.finish()
    found.sort(key=lambda remark: remark.span)
    for before, after in pairwise(found):
        if after.span.start < before.span.end:
            record.reading.add(record.line_of(key), f"two entries of “{key}” overlap at {after.span.start}–{before.span.end}")
    return tuple(found)


def _anchor(record: Record, key: str, text: str, furniture: tuple[Span, ...]) -> tuple[Span, ...]:
    stretches = record.texts(key, required=True)
    occurrence = record.number("occurrence")
    if not stretches:
        return ()
    try:
        spans = anchoring.find(text, stretches, occurrence)
        anchoring.check(text, spans, furniture)
    except AnchorError as error:
        record.reading.add(record.line_of(key), str(error))
        return ()
    return spans


def _words_of(record: Record, key: str, text: str) -> str:
    """Words that stand somewhere in the text."""
    words = record.text(key, limit=200)
    if words and words not in text:
        record.reading.add(record.line_of(key), f"“{key}” is given as “{words}”, which does not stand in the text")
    return words


def _id(record: Record, noun: str) -> str:
    value = record.text("id")
    if not ID.fullmatch(value):
        fault = f"“{value}” is not an id" if value else f"this {noun} has no id"
        record.reading.add(record.line_of("id"), f"{fault}; a fresh one is {new_id()}")
    else:
        record.reading.defined.append(Mention("id", value, record.reading.file, record.line_of("id")))
    return value
