import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sources import text
from archive.sources.text import UnreadableText, decode


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        "a byte order mark: \ufeffkept at its place",
        "\ufeffat the beginning",
        "line\r\nends\rof\nall kinds",
        " spaces at both ends \n\n",
        "tab\tand 𝔞stral and e\u0301 and שלום",
        "no-break\u00a0space, line separator\u2028, next line\u0085",
    ],
)
def test_a_text_is_kept_code_point_by_code_point(words):
    source = decode(words.encode(), "one.txt")
    assert (source.name, source.text) == ("one.txt", words)
    assert source.sha256 == hashlib.sha256(words.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the text is empty"),
        (b" \r\n\t ", "the text is empty"),
        (b"caf\xe9", "not UTF-8: byte 3 is 0xe9"),
        (b"a lone surrogate \xed\xa0\x80", "not UTF-8: byte 17"),
        (b"NUL \0", "U+0000 at position 4"),
        (b"escape \x1b[31m", "U+001B at position 7"),
        (b"delete \x7f", "U+007F at position 7"),
        ("noncharacter \ufffe".encode(), "U+FFFE at position 13"),
        ("noncharacter \ufdd0".encode(), "U+FDD0 at position 13"),
        (b"x" * 2_000_001, "at most 2,000,000 bytes"),
    ],
)
def test_what_is_no_text_is_refused_with_the_place(data, message):
    with pytest.raises(UnreadableText, match=message.replace("+", r"\+")):
        decode(data, "one.txt")


def test_a_text_of_exactly_the_limit_is_read():
    assert len(decode(b"x" * text.MAX_BYTES, "one.txt").text) == text.MAX_BYTES


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_are_read_exactly_or_refused(data):
    try:
        source = decode(data, "one.txt")
    except UnreadableText:
        return
    assert source.text.encode() == data
    assert text.unacceptable_character(source.text) == ""


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\ud800", "\udfff", "\ufdef", "\uffff"])
def test_a_character_that_breaks_a_feed_is_described(character):
    assert text.unacceptable_character(f"ab{character}") == f"the character U+{ord(character):04X} at position 2 cannot be stored"


@pytest.mark.parametrize("character", ["\t", "\n", "\r", " ", "\ufeff", "\u200f", "\U0001f600", "\ue000"])
def test_every_other_character_may_stand_in_a_text(character):
    assert text.unacceptable_character(character) == ""


@pytest.mark.parametrize(
    ("words", "paragraphs"),
    [
        ("one", ["one"]),
        ("one\ntwo\n", ["one", "two"]),
        ("one\r\n\r\ntwo\rthree", ["one", "two", "three"]),
        ("\n  \none\n\t\n", ["one"]),
        (" one \n", [" one "]),
        ("", []),
    ],
)
def test_paragraphs_are_the_lines_that_are_not_blank(words, paragraphs):
    assert [words[start:end] for start, end in text.paragraphs(words)] == paragraphs


def test_a_file_is_read_as_its_bytes(tmp_path):
    (tmp_path / "one.txt").write_bytes(b"\xef\xbb\xbfa\r\nb")
    assert text.read(tmp_path / "one.txt").text == "\ufeffa\r\nb"
