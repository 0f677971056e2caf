"""YAML read as its plainest part: maps, lists and texts, each with its line.

Aliases, anchors, tags, merges, repeated keys and deep nesting are refused, and every scalar is text, so that no value turns into
something its author did not write (``no``, ``0123``, ``12:30``) and no file can be larger than it looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from archive.sources.text import unacceptable_character

MAX_BYTES = 1_000_000
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """``keys`` holds the line of each key."""

    items: dict[str, "Node"]
    keys: dict[str, int]
    line: int


Node = Text | Sequence | Mapping


class YamlError(ValueError):
    """The file is not the plain YAML that annotations are written in."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(data: bytes) -> Node:
    """Parse one document. Raises YamlError."""
    if len(data) > MAX_BYTES:
        raise YamlError(0, f"the file is too long; at most {MAX_BYTES:,} bytes are read")
    try:
        events = yaml.parse(data.decode("utf-8"), Loader=yaml.CSafeLoader)
        return _document(events)
    except UnicodeDecodeError as error:
        raise YamlError(0, f"the file is not UTF-8: byte {error.start} is 0x{data[error.start]:02x}") from None
    except yaml.MarkedYAMLError as error:
        unclosed = "scanning a quoted scalar" in (error.context or "")
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 0, f"not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise YamlError(0, f"not YAML: {error}") from None


def _document(events: Iterator[yaml.Event]) -> Node:
    next(events), next(events)  # the start of the stream and of the document
    first = next(events, None)
    if first is None or isinstance(first, yaml.StreamEndEvent):
        raise YamlError(1, "the file is empty")
    node = _node(first, events, 0)
    next(events)  # the end of the document
    following = next(events)
    if not isinstance(following, yaml.StreamEndEvent):
        raise YamlError(_line(following), "a second document begins here; a file holds one")
    return node


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if depth > MAX_DEPTH:
        raise YamlError(line, f"nested more than {MAX_DEPTH} levels deep")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlError(line, "anchors (&) and aliases (*) are not used here; write the value out, in quotation marks if it begins so")
    if tag := getattr(event, "tag", None):
        raise YamlError(line, f"tags ({tag}) are not used here; every value is text")
    if isinstance(event, yaml.ScalarEvent):
        if fault := unacceptable_character(event.value):
            raise YamlError(line, fault)
        return Text(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(tuple(_until(yaml.SequenceEndEvent, events, depth)), line)
    return _mapping(events, line, depth)


def _until(end: type[yaml.Event], events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, end):
            return
        yield _node(event, events, depth + 1)


def _mapping(events: Iterator[yaml.Event], line: int, depth: int) -> Mapping:
    items: dict[str, Node] = {}
    keys: dict[str, int] = {}
    nodes = _until(yaml.MappingEndEvent, events, depth)
    for key in nodes:
        if not isinstance(key, Text):
            raise YamlError(key.line, "a key is a single word")
        if key.value in items:
            raise YamlError(key.line, f"the key “{key.value}” stands here and in line {keys[key.value]}")
        items[key.value] = next(nodes)
        keys[key.value] = key.line
    return Mapping(items, keys, line)
