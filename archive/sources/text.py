"""Bytes to text, exactly: UTF-8 decoded, nothing stripped, no line end translated."""

import errno
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from archive.sources.shapes import SourceText, Span

#: A text longer than this is not a news article.
MAX_BYTES = 2_000_000

#: C0 controls but tab, line feed and return, then surrogates and noncharacters. They break feeds, XML and UTF-8 output
#: for every reader, so nothing that holds one is stored.
UNACCEPTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class UnreadableText(ValueError):
    """The bytes are not a text that the archive can keep; the message says why and where."""


def unacceptable_character(text: str) -> str:
    """Describe the first character that may not be stored, or return the empty string."""
    found = UNACCEPTABLE.search(text)
    if found is None:
        return ""
    return f"the character U+{ord(found[0]):04X} at position {found.start()} cannot be stored"


def decode(data: bytes, name: str) -> SourceText:
    """Decode the bytes of one article.

    Raises UnreadableText when they are too many, empty, not UTF-8 or hold a control character.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableText(f"the text is too long; at most {MAX_BYTES:,} bytes are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableText(f"the text is not UTF-8: byte {error.start} is 0x{data[error.start]:02x}") from None
    if not text.strip():
        raise UnreadableText("the text is empty")
    if fault := unacceptable_character(text):
        raise UnreadableText(fault)
    return SourceText(name, text, digest(text))


def read(path: Path) -> SourceText:
    """Read one article's file. Raises UnreadableText or OSError."""
    return decode(read_bytes(path, MAX_BYTES), path.name)


def read_bytes(path: Path, limit: int) -> bytes:
    """At most one byte more than the limit, so that the caller can tell that there is more. Raises OSError for what is no file."""
    if not path.is_file() and path.exists():
        raise OSError(errno.EINVAL, "this is not a regular file")
    with path.open("rb") as file:
        return file.read(limit + 1)


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank, in order, without their line ends."""
    for line in re.finditer(r"[^\r\n]+", text):
        if line[0].strip():
            yield Span(*line.span())
