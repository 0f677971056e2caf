"""One map of an annotation, read key by key; every fault is noted with its line and reading goes on."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from archive import markup
from archive.sources import dates
from archive.sources.problems import Problem
from archive.sources.strict_yaml import Mapping as MappingNode
from archive.sources.strict_yaml import Node, Sequence, Text

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 80


class Mention(NamedTuple):
    """A key that a file defines or refers to, and where; ``noun`` is what it names: "actor", "event" …"""

    noun: str
    key: str
    file: str
    line: int


class Reading:
    """What was noted while one file was read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.defined: list[Mention] = []
        self.referred: list[Mention] = []

    def add(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))


class Record:
    """Reads a map. A wrong value is noted and comes back as its empty form, so that one pass finds all faults."""

    def __init__(self, node: Node, reading: Reading, what: str) -> None:
        self.reading = reading
        self.what = what
        self.line = node.line
        self.node = node if isinstance(node, MappingNode) else MappingNode({}, {}, node.line)
        self._seen: set[str] = set()
        if not isinstance(node, MappingNode):
            reading.add(node.line, f"{what} is written as keys and values")

    def _take(self, key: str, required: bool = False) -> Node | None:
        self._seen.add(key)
        node = self.node.items.get(key)
        if isinstance(node, Text) and not node.value:
            self.reading.add(node.line, f"“{key}” is empty; leave the key out when there is nothing to say")
            return None
        if node is None and required:
            self.reading.add(self.line, f"{self.what} has no “{key}”")
        return node

    def line_of(self, key: str) -> int:
        return self.node.keys.get(key, self.line)

    def text(self, key: str, required: bool = False, limit: int = 1_000) -> str:
        node = self._take(key, required)
        if node is None:
            return ""
        if not isinstance(node, Text):
            self.reading.add(node.line, f"“{key}” is one text")
            return ""
        if len(node.value) > limit:
            self.reading.add(node.line, f"“{key}” has {len(node.value):,} characters; at most {limit:,} are kept")
            return ""
        return node.value

    def markdown(self, key: str) -> str:
        value = self.text(key, limit=markup.MAX_LENGTH)
        try:
            markup.check(value)
        except markup.MarkupError as error:
            self.reading.add(self.line_of(key), f"“{key}”: {error}")
            return ""
        return value

    def _slug(self, value: str, line: int) -> str:
        if value and (not SLUG.fullmatch(value) or len(value) > MAX_SLUG):
            self.reading.add(line, f"“{value}” is not a slug: up to {MAX_SLUG} lower-case letters, digits and single hyphens")
            return ""
        return value

    def defines(self, key: str, noun: str) -> str:
        """The slug that this record gives to the thing it describes."""
        slug = self._slug(self.text(key, required=True), self.line_of(key))
        if slug:
            self.reading.defined.append(Mention(noun, slug, self.reading.file, self.line_of(key)))
        return slug

    def reference(self, key: str, noun: str, required: bool = False) -> str:
        """The slug of something described elsewhere."""
        return self._refer(self.text(key, required), noun, key)

    def references(self, key: str, noun: str) -> tuple[str, ...]:
        return tuple(filter(None, (self._refer(value, noun, key) for value in self.texts(key))))

    def _refer(self, value: str, noun: str, key: str) -> str:
        slug = self._slug(value, self.line_of(key))
        if slug:
            self.reading.referred.append(Mention(noun, slug, self.reading.file, self.line_of(key)))
        return slug

    def choice(self, key: str, choices: Collection[str], default: str = "") -> str:
        value = self.text(key, required=not default)
        if value and value not in choices:
            self.reading.add(self.line_of(key), f"“{value}” is no {key}; it is one of {', '.join(choices)}{nearest(value, choices)}")
            value = ""
        return value or default

    def date(self, key: str) -> str:
        value = self.text(key)
        try:
            dates.days(value)
        except dates.DateError as error:
            self.reading.add(self.line_of(key), str(error))
            return ""
        return value

    def number(self, key: str) -> int | None:
        value = self.text(key)
        if value and not re.fullmatch(r"[1-9][0-9]{0,3}", value):
            self.reading.add(self.line_of(key), f"“{key}” is a whole number from 1")
            return None
        return int(value) if value else None

    def texts(self, key: str, required: bool = False, limit: int = 20_000) -> tuple[str, ...]:
        """One text or a list of texts."""
        node = self._take(key, required)
        items = node.items if isinstance(node, Sequence) else (node,) if node else ()
        found = [item.value for item in items if isinstance(item, Text) and 0 < len(item.value) <= limit]
        if node and (len(found) < len(items) or not items):
            self.reading.add(node.line, f"“{key}” is a text or a list of texts, none of them empty")
            return ()
        if len(set(found)) < len(found) and key != "quote":
            self.reading.add(node.line if node else self.line, f"“{key}” names something twice")
        return tuple(found)

    def reasons(self, key: str, keys: Collection[str]) -> Mapping[str, str]:
        """A map of reasons, each under a key that this record has (``inferred``)."""
        node = self._take(key)
        if node is None:
            return {}
        record = Record(node, self.reading, f"“{key}”")
        return {name: record.text(name) for name in record.node.items if self._is_known(record, name, keys)}

    def _is_known(self, record: "Record", name: str, keys: Collection[str]) -> bool:
        if name not in keys:
            self.reading.add(record.line_of(name), f"“{name}” cannot be inferred{nearest(name, keys)}")
        elif name not in self.node.items:
            self.reading.add(record.line_of(name), f"“{name}” is marked as inferred but not given")
        return name in keys

    def records(self, key: str, what: str) -> Iterator["Record"]:
        node = self._take(key)
        if node is not None and not isinstance(node, Sequence):
            self.reading.add(node.line, f"“{key}” is a list")
        elif node is not None:
            yield from (Record(item, self.reading, what) for item in node.items)

    def finish(self) -> None:
        """Note the keys that nobody asked for. Call it last."""
        for key in self.node.items:
            if key not in self._seen:
                self.reading.add(self.line_of(key), f"{self.what} has an unknown key “{key}”{nearest(key, self._seen)}")


def nearest(word: str, known: Collection[str]) -> str:
    """“; did you mean …” with the known word nearest to this one, or nothing."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean “{close[0]}”?" if close else ""
