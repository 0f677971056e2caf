import datetime as dt
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.search.parser import FIELDS, MAX_LENGTH, MAX_TERMS, days_of, is_searchable, parse
from archive.search.query import AllOf, AnyOf, Field, Near, Not, Period, Phrase, Prefix, Word, fields, wanted_terms

A, B, C = Word("a"), Word("b"), Word("c")
A_NEAR_B, B_NEAR_C = Near((A,), (B,), 5), Near((B,), (C,), 3)
PUTIN = Field("speaker", "putin")
LONE_NEAR = "NEAR needs a word, a phrase or a bracketed OR of these on each side; without them it was set aside."
HOW_TO_WRITE_DAYS = "Write 2025, 2025-03 or 2025-03-18, or a range 2025-03..2025-05."
NAMES = "speaker, to, via, event, article, kind, channel, topic, said, published"
ROOT_CAUSES = Phrase("root causes")


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("a", A),
        ("  a  ", A),
        ("a b", AllOf((A, B))),
        ("a AND b", AllOf((A, B))),
        ("a and b", AllOf((A, Word("and"), B))),
        ("a OR b", AnyOf((A, B))),
        ("a or b", AllOf((A, Word("or"), B))),
        ("a OR b OR c", AnyOf((A, B, C))),
        ("a b OR c", AnyOf((AllOf((A, B)), C))),
        ("(a OR b) c", AllOf((AnyOf((A, B)), C))),
        ("a (b OR c)", AllOf((A, AnyOf((B, C))))),
        ("((a))", A),
        ("-a", Not(A)),
        ("a -b", AllOf((A, Not(B)))),
        ("a -(b OR c)", AllOf((A, Not(AnyOf((B, C)))))),
        ("(-a b)", AllOf((Not(A), B))),
        ('-"root causes"', Not(ROOT_CAUSES)),
        ("a - b", AllOf((A, B))),
        ("a--b", Word("a--b")),
        ("root-causes", Word("root-causes")),
        ('"root causes"', ROOT_CAUSES),
        ("“root causes”", ROOT_CAUSES),
        ("„root causes“", ROOT_CAUSES),
        ("«root causes»", ROOT_CAUSES),
        ("»root causes«", ROOT_CAUSES),
        ("“root causes\"", ROOT_CAUSES),
        ('"root \t causes', ROOT_CAUSES),
        ('a"b c"', AllOf((A, Phrase("b c")))),
        ('"OR" a', AllOf((Phrase("OR"), A))),
        ("mobili*", Prefix("mobili")),
        ("mobili**", Word("mobili**")),
        ("-mobili*", Not(Prefix("mobili"))),
        ("30*", Prefix("30")),
        ("mo*bili", Word("mo*bili")),
        ("Putin's", Word("Putin's")),
        ("Putin’s", Word("Putin’s")),
        ("U.S.", Word("U.S.")),
        ("мир", Word("мир")),
        ("e\u0301clair", Word("e\u0301clair")),
        ("a\x00b\nc", AllOf((A, B, C))),
        ("a\ud800b", AllOf((A, B))),
        ("a\ue000b\u2028c\U0010fffd", AllOf((A, B, C))),
        ("NOT a", Not(A)),
        ("a AND NOT b", AllOf((A, Not(B)))),
        ("NOT AND a", Not(A)),
        ("NOT NOT a", Not(A)),
        ("not a", AllOf((Word("not"), A))),
        ("NOT -a", Not(A)),
        ("-NOT", Not(Word("NOT"))),
        ('a "b"-c', AllOf((A, Phrase("b"), C))),
        ("(a)-b", AllOf((A, B))),
        ("10:30", Word("10:30")),
        ("https://example.org/a", Word("https://example.org/a")),
        ("mailto:a@b.org", Word("mailto:a@b.org")),
        ("Putin: no", AllOf((Word("Putin:"), Word("no")))),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_tree(typed, root):
    query = parse(typed)
    assert (query.root, query.notes, query.typed) == (root, (), typed)


@pytest.mark.parametrize(
    ("typed", "root", "note"),
    [
        ("(a b", AllOf((A, B)), "An open bracket was closed at the end."),
        ("((a OR b) c", AllOf((AnyOf((A, B)), C)), "An open bracket was closed at the end."),
        ("a) b", AllOf((A, B)), "A bracket that closes nothing was set aside."),
        (")a(", A, "A bracket that closes nothing was set aside."),
        ("a OR", A, "An OR with nothing beside it was set aside."),
        ("OR a", A, "An OR with nothing beside it was set aside."),
        ("a OR OR b", AnyOf((A, B)), "An OR with nothing beside it was set aside."),
        ("OR", Word("OR"), "This was read as plain words."),
        ("AND OR (", AllOf((Word("AND"), Word("OR"))), "This was read as plain words."),
        ("AND", Word("AND"), "This was read as plain words."),
        ("NOT", Word("NOT"), "This was read as plain words."),
        ("NEAR/5", Word("NEAR/5"), "This was read as plain words."),
        ("a NOT", A, "A NOT with nothing after it was set aside."),
        ("(a NOT) b", AllOf((A, B)), "A NOT with nothing after it was set aside."),
        ("a NOT OR b", AnyOf((A, B)), "A NOT with nothing after it was set aside."),
        ("a OR b) c", AnyOf((A, AllOf((B, C)))), "A bracket that closes nothing was set aside."),
        ("(" * 40 + "a" + ")" * 40, A, "Brackets within 32 others were set aside."),
        ('"', None, "There is no word in it to search for."),
        ("-", None, "There is no word in it to search for."),
        ("*", None, "There is no word in it to search for."),
        ("()", None, "There is no word in it to search for."),
        ('"…" -!', None, "There is no word in it to search for."),
        ("“”", None, "There is no word in it to search for."),
    ],
)
def test_what_makes_no_sense_is_set_aside_and_said(typed, root, note):
    query = parse(typed)
    assert query.root == root
    assert note in query.notes


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("a NEAR/5 b", A_NEAR_B),
        ("a NEAR b", Near((A,), (B,), 10)),
        ("a near b", AllOf((A, Word("near"), B))),
        ("a NEAR/x b", AllOf((A, Word("NEAR/x"), B))),
        ("a NEAR/٥ b", AllOf((A, Word("NEAR/٥"), B))),
        ("(a OR b) NEAR/5 c", Near((A, B), (C,), 5)),
        ('"root causes" NEAR/5(mobili* OR (a OR b))', Near((ROOT_CAUSES,), (Prefix("mobili"), A, B), 5)),
        ("(a) NEAR/5 b", A_NEAR_B),
        ("a NEAR/5 b c", AllOf((A_NEAR_B, C))),
        ("c OR a NEAR/5 b", AnyOf((C, A_NEAR_B))),
        ("-(a NEAR/5 b)", Not(A_NEAR_B)),
        ("a NEAR/5 b NEAR/3 c", AllOf((A_NEAR_B, B_NEAR_C))),
        ("speaker:putin a NEAR/5 b NEAR/3 c", AllOf((PUTIN, A_NEAR_B, B_NEAR_C))),
        ("-(a NEAR/5 b NEAR/3 c)", Not(AllOf((A_NEAR_B, B_NEAR_C)))),
        ("a NEAR/1 b NEAR/50 c", AllOf((Near((A,), (B,), 1), Near((B,), (C,), 50)))),
    ],
)
def test_near_binds_what_stands_beside_it(typed, root):
    query = parse(typed)
    assert (query.root, query.notes) == (root, ())


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("a NEAR/5", A),
        ("NEAR/5 a", A),
        ("a NEAR/5 NEAR/5 b", AllOf((A, B))),
        ("a NEAR/5 AND b", AllOf((A, B))),
        ("a NEAR OR b", AnyOf((A, B))),
        ("a NEAR …", A),
        ("a NEAR/5 -b", AllOf((A, Not(B)))),
        ("-a NEAR/5 b", AllOf((Not(A), B))),
        ("a NEAR (b c)", AllOf((A, AllOf((B, C))))),
        ("a NEAR (b OR -c)", AllOf((A, AnyOf((B, Not(C)))))),
        ("speaker:putin NEAR/5 a", AllOf((PUTIN, A))),
        ("a NEAR/5 b NEAR speaker:putin", AllOf((A_NEAR_B, PUTIN))),
        ("speaker:putin NEAR a NEAR/5 b", AllOf((PUTIN, A_NEAR_B))),
        ("(a NEAR/5 b) NEAR/3 c", AllOf((A_NEAR_B, C))),
    ],
)
def test_a_near_without_words_on_each_side_is_set_aside_and_both_sides_stand(typed, root):
    query = parse(typed)
    assert query.root == root
    assert LONE_NEAR in query.notes


@pytest.mark.parametrize(("typed", "read"), [("0", 1), ("51", 50), ("9" * 400, 50)])
def test_the_distance_is_1_to_50_words(typed, read):
    query = parse(f"a NEAR/{typed} b")
    assert query.root == Near((A,), (B,), read)
    assert query.notes == (f"NEAR/{typed} was read as NEAR/{read}: the distance is 1 to 50 words.",)


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("speaker:putin", PUTIN),
        ("SPEAKER:putin", PUTIN),
        ("-speaker:putin", Not(PUTIN)),
        ("NOT speaker:putin", Not(PUTIN)),
        ('speaker:"Vladimir \t Putin"', Field("speaker", "Vladimir Putin")),
        ("speaker:“Vladimir Putin”", Field("speaker", "Vladimir Putin")),
        ('speaker:"Vladimir Putin', Field("speaker", "Vladimir Putin")),
        ('-to:"trump" a', AllOf((Not(Field("to", "trump")), A))),
        ("(speaker:putin OR to:Trump) a", AllOf((AnyOf((PUTIN, Field("to", "Trump"))), A))),
        ("kind:direct", Field("kind", "direct")),
        ("event:2025-05-19:call", Field("event", "2025-05-19:call")),
        ('"speaker:putin"', Phrase("speaker:putin")),
    ],
)
def test_a_field_keeps_its_value_as_typed(typed, root):
    query = parse(typed)
    assert (query.root, query.notes) == (root, ())


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_read(name):
    assert parse(f"{name}:x a").root == AllOf((Field(name, "x"), A))


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-03-18", "2025-03-18", "2025-03-18"),
        ("2025-03-01..2025-05", "2025-03-01", "2025-05-31"),
        ("2025-03..2025-03", "2025-03-01", "2025-03-31"),
        ("2025-03..2025", "2025-03-01", "2025-12-31"),
        ("..2025-04", None, "2025-04-30"),
        ("2025-04..", "2025-04-01", None),
        ("0001..9999", "0001-01-01", "9999-12-31"),
    ],
)
def test_a_period_is_the_days_from_its_first_to_its_last(value, first, last):
    assert parse(f"said:{value}").root == Period("said", day(first), day(last), value)
    assert parse(f'-Published:"{value}"').root == Not(Period("published", day(first), day(last), value))


@pytest.mark.parametrize(
    "value",
    [
        "march",
        "2025-3",
        "2025-13",
        "2025-02-30",
        "0000",
        "25",
        "20250318",
        "٢٠٢٥",
        "..",
        "2025...2026",
        "2025..2026..2027",
        "2025..x",
        "2025-00",
    ],
)
def test_a_period_that_is_none_is_set_aside_and_the_note_says_what_to_write(value):
    query = parse(f"a said:{value}")
    assert query.root == A
    assert query.notes == (f"“{value}” is no day, month, year or range; it was set aside. {HOW_TO_WRITE_DAYS}",)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("a said:2025-05..2025-03", "The range 2025-05..2025-03 ends before it begins; it was set aside."),
        ("a said:", f"“said:” needs a date right after it; it was set aside. {HOW_TO_WRITE_DAYS}"),
        ("Speaker: a", '“speaker:” needs a value right after it, as in speaker:word or speaker:"two words"; it was set aside.'),
        ('a to:""', '“to:” needs a value right after it, as in to:word or to:"two words"; it was set aside.'),
        ("a -via:…", '“via:” needs a value right after it, as in via:word or via:"two words"; it was set aside.'),
        ("kind:(a)", '“kind:” needs a value right after it, as in kind:word or kind:"two words"; it was set aside.'),
    ],
)
def test_a_field_without_a_sound_value_is_set_aside(typed, note):
    query = parse(typed)
    assert (query.root, query.notes) == (A, (note,))


def test_a_field_set_aside_is_not_searched_as_words():
    query = parse("said:tomorrow")
    assert query.root is None and query.parts == ()
    assert len(query.notes) == 1


@pytest.mark.parametrize(
    ("typed", "root", "name", "hint"),
    [
        ("foo:bar", Word("foo:bar"), "foo", ""),
        ('foo:"b c"', Phrase("foo:b c"), "foo", ""),
        ("-foo:bar*", Not(Prefix("foo:bar")), "foo", ""),
        ("speakr:putin", Word("speakr:putin"), "speakr", " Did you mean “speaker:”?"),
        ("Speakers:", Word("Speakers:"), "Speakers", " Did you mean “speaker:”?"),
        ("хто:a", Word("хто:a"), "хто", ""),
    ],
)
def test_an_unknown_field_is_searched_as_words_and_said(typed, root, name, hint):
    query = parse(typed)
    assert query.root == root
    assert query.notes == (f"There is no field “{name}”; it was searched as words. Fields are {NAMES}.{hint}",)


@pytest.mark.parametrize("typed", ["", " ", "\n\t"])
def test_nothing_typed_is_nothing_asked_and_needs_no_word(typed):
    query = parse(typed)
    assert (query.root, query.notes) == (None, ())


def test_only_the_first_500_characters_are_searched():
    query = parse("a" * MAX_LENGTH + "b")
    assert query.root == Word("a" * 500)
    assert query.notes == ("Only the first 500 characters were searched.",)
    assert parse("a" * MAX_LENGTH).notes == ()


def test_only_the_first_32_words_are_searched():
    query = parse(" ".join(f"w{n}" for n in range(40)))
    assert query.root == AllOf(tuple(Word(f"w{n}") for n in range(32)))
    assert query.notes == ("Only the first 32 words were searched.",)
    assert parse(" ".join(["a"] * MAX_TERMS)).notes == ()


def test_fields_count_as_words():
    query = parse(" ".join(f"to:x{n}" for n in range(40)))
    assert len(list(fields(query.root))) == 32
    assert query.notes == ("Only the first 32 words were searched.",)


def test_a_word_between_two_nears_counts_twice():
    query = parse(" NEAR ".join(f"w{n}" for n in range(40)))
    assert len(list(wanted_terms(query.root))) == MAX_TERMS
    assert "Only the first 32 words were searched." in query.notes


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 500,
        ")" * 500,
        "-(" * 250,
        "(a " * 160,
        "a OR " * 100,
        '"' * 500,
        '"a" ' * 125,
        "( OR " * 100,
        "NOT " * 125,
        "a NEAR " * 72,
        "a:" * 250,
    ],
)
def test_a_query_of_nothing_but_syntax_is_answered(typed):
    assert len(list(wanted_terms(parse(typed).root))) <= MAX_TERMS


@pytest.mark.parametrize(
    ("typed", "without"),
    [
        ("a", [""]),
        ("  a  b ", ["b", "a"]),
        ("a OR b OR c", ["b OR c", "a OR c", "a OR b"]),
        ("a AND b", ["b", "a"]),
        ("(a b)", ["(b)", "(a)"]),
        ("(a OR b) -c", ["-c", "(a OR b)"]),
        ("a b OR c", ["c", "a b"]),
        ("“a  b” NOT c to:“d e”", ["NOT c to:“d e”", "“a b” to:“d e”", "“a b” NOT c"]),
        ("a NEAR/5 b c", ["c", "a NEAR/5 b"]),
        ("a NEAR b NEAR/3 c", ["b NEAR/3 c", "a NEAR b"]),
        ("x a NEAR b NEAR c NEAR d", ["a NEAR b NEAR c NEAR d", "x b NEAR c NEAR d", "x a NEAR b c NEAR d", "x a NEAR b NEAR c"]),
        ('a "b"-c', ['"b"-c', "a c", 'a "b"']),
        ('"b"-c', ["c", '"b"']),
        ("a said:tomorrow", [""]),
        ("a OR", [""]),
        ("AND OR", ["OR", "AND"]),
        ("", []),
    ],
)  # fmt: skip
def test_each_part_can_be_taken_out_of_the_query(typed, without):
    assert [part.without for part in parse(typed).parts] == without


def test_a_part_says_what_it_is():
    parts = parse('(a OR b) -"root causes" said:2025').parts
    assert [part.words for part in parts] == ["“a” or “b”", "without the phrase “root causes”", "said in 2025"]
    assert [part.node for part in parts][1:] == [Not(ROOT_CAUSES), Period("said", dt.date(2025, 1, 1), dt.date(2025, 12, 31), "2025")]


def test_days_of_a_month_are_its_first_and_last():
    assert days_of("2025-02") == (dt.date(2025, 2, 1), dt.date(2025, 2, 28))
    assert days_of("2025-02 ") is None


@pytest.mark.parametrize(
    ("text", "searchable"), [("a", True), ("…7", True), ("é", True), ("мир", True), ("…", False), ("_", False), ("", False)]
)
def test_a_text_is_searchable_with_a_letter_or_digit(text, searchable):
    assert is_searchable(text) is searchable


MARKS = ['"', "“", "»", "(", ")", "-", "*", " ", "\0", "\ue000", ":", "..", "/", "OR", "AND", "NOT", "NEAR", "NEAR/5", "NEAR/99"]
ATOMS = st.sampled_from([*MARKS, "a", "b", '"a b"', "speaker:", "said:", "foo:", "2025", "2025-03"])
SOUP = st.lists(ATOMS, max_size=60).map("".join) | st.lists(ATOMS, max_size=25).map(" ".join)
LEAVES = st.sampled_from(["a", "b", "c*", '"a b"', "“c”", "speaker:x", 'to:"x y"', "said:2025-03", "published:..2025", "a NEAR/5 b"])
SENSIBLE = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds("({})".format, inner)
        | st.builds("-({})".format, inner)
        | st.builds("{} {}".format, inner, inner)
        | st.builds("{} AND {}".format, inner, inner)
        | st.builds("{} OR {}".format, inner, inner)
        | st.builds("({}) NOT {}".format, inner, inner)
        | st.builds("(a OR b) NEAR ({})".format, inner)
    ),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600) | SOUP | SENSIBLE)
def test_whatever_is_typed_is_read(typed):
    query = parse(typed)
    assert query.typed == typed
    assert len(list(wanted_terms(query.root))) + len(list(fields(query.root))) <= MAX_TERMS
    assert query.root is not None or query.notes or not typed.strip()
    assert bool(query.understood) == (query.root is not None) == bool(query.parts)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60) | SOUP | SENSIBLE)
def test_a_query_without_a_part_is_the_query_of_the_other_parts(typed):
    query = parse(typed)
    assume(not any(note.startswith("Only the first") for note in query.notes))
    nodes = [part.node for part in query.parts]
    assert nodes in ([], [query.root]) or type(query.root)(tuple(nodes)) == query.root
    for at, part in enumerate(query.parts):
        rest = nodes[:at] + nodes[at + 1 :]
        expected = type(query.root)(tuple(rest)) if len(rest) > 1 else rest[0] if rest else None
        assert parse(part.without).root == expected


@pytest.mark.parametrize("unit", ["(", "a ", "-", '"', "a:", "a NEAR ", "a OR ", "-(", "said:..", "NOT ", "é\u0301", "*"])
def test_a_million_characters_are_read_at_once(unit):
    began = time.perf_counter()
    parse(unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - began < 0.5
