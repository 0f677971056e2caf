import datetime as dt

import pytest

from archive.search.parser import parse
from archive.search.query import (
    AllOf,
    AnyOf,
    Field,
    Near,
    Not,
    Period,
    Phrase,
    Prefix,
    Query,
    Word,
    all_terms,
    fields,
    wanted_terms,
)

A, B, C, D = Word("a"), Word("b"), Word("c"), Phrase("d e")
TREE = AllOf((A, Not(AllOf((B, Field("to", "x")))), AnyOf((Near((C,), (D, Prefix("f")), 5), Field("via", "y")))))


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("a", "“a”"),
        ("a b", "“a” and “b”"),
        ("a -b", "“a” without “b”"),
        ("-a", "without “a”"),
        ("-a -b", "everything without “a” without “b”"),
        ("a OR b", "“a” or “b”"),
        ("(a OR b) c", "(“a” or “b”) and “c”"),
        ("a -(b OR c)", "“a” without (“b” or “c”)"),
        ('"a b" mobili*', "the phrase “a b” and words that begin with “mobili”"),
        ("(truce OR ceasefire) NEAR/5 energy", "“truce” or “ceasefire” within 5 words of “energy”"),
        ("a NEAR/1 b c", "(“a” within 1 word of “b”) and “c”"),
        ("-(a NEAR/2 b)", "without (“a” within 2 words of “b”)"),
        ("speaker:putin", "said by “putin”"),
        ("-speaker:putin", "not said by “putin”"),
        ('speaker:putin "root causes" -hockey', "the phrase “root causes” without “hockey”, said by “putin”"),
        ("to:trump -hockey -via:leavitt", "to “trump”, not relayed by “leavitt”, without “hockey”"),
        ("(speaker:a OR to:b) c", "(said by “a” or to “b”) and “c”"),
        ("kind:direct channel:phone", "of the kind “direct”, by the channel “phone”"),
        ("event:call topic:war", "at the event “call”, on the topic “war”"),
        ("article:kellogg", "in the article “kellogg”"),
        ("said:2025", "said in 2025"),
        ("said:2025-03", "said in March 2025"),
        ("published:2025-03-18", "published on 18 March 2025"),
        ("said:2025-03-01..2025-05", "said from 1 March 2025 to May 2025"),
        ("said:..2025-04", "said in April 2025 or before"),
        ("said:2025-04-02..", "said on 2 April 2025 or later"),
        ('-said:"2024 .. 2025-01"', "not said from 2024 to January 2025"),
        ("", ""),
    ],
)
def test_a_query_can_be_read_aloud(typed, understood):
    assert parse(typed).understood == understood


def test_terms_under_an_exclusion_are_not_wanted():
    assert list(wanted_terms(parse('a -b (c OR "d e") -(f g)').root)) == [A, C, D]


def test_terms_are_found_wherever_they_stand():
    assert list(wanted_terms(TREE)) == [A, C, D, Prefix("f")]
    assert list(all_terms(TREE)) == [A, B, C, D, Prefix("f")]
    assert list(all_terms(None)) == list(wanted_terms(None)) == []


def test_fields_are_found_wherever_they_stand():
    assert list(fields(TREE)) == [Field("to", "x"), Field("via", "y")]
    assert list(fields(Near((A,), (B,), 1))) == list(fields(None)) == []


def test_a_tree_is_a_value():
    period = Period("said", dt.date(2025, 1, 1), None, "2025..")
    assert {period, Period("said", dt.date(2025, 1, 1), None, "2025..")} == {period}
    assert Query("", None) == parse("")
