import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.parser import MAX_LENGTH, MAX_TERMS, is_searchable, parse
from archive.search.query import AllOf, AnyOf, Not, Phrase, Prefix, Word, wanted_terms

A, B, C = Word("a"), Word("b"), Word("c")
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
        ("speaker:putin", Word("speaker:putin")),
        ("U.S.", Word("U.S.")),
        ("мир", Word("мир")),
        ("e\u0301clair", Word("e\u0301clair")),
        ("a\x00b\nc", AllOf((A, B, C))),
        ("a\ud800b", AllOf((A, B))),
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


@pytest.mark.parametrize("typed", ["(" * 500, ")" * 500, "-(" * 250, "(a " * 160, "a OR " * 100, '"' * 500, '"a" ' * 125, "( OR " * 100])
def test_a_query_of_nothing_but_syntax_is_answered(typed):
    assert len(list(wanted_terms(parse(typed).root))) <= MAX_TERMS


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
        ('"a b" mobili*', "the exact phrase “a b” and words that begin with “mobili”"),
        ("", ""),
    ],
)
def test_a_query_can_be_read_aloud(typed, understood):
    assert parse(typed).understood == understood


def test_terms_under_an_exclusion_are_not_wanted():
    assert list(wanted_terms(parse('a -b (c OR "d e") -(f g)').root)) == [A, C, Phrase("d e")]


@pytest.mark.parametrize(
    ("text", "searchable"), [("a", True), ("…7", True), ("é", True), ("мир", True), ("…", False), ("_", False), ("", False)]
)
def test_a_text_is_searchable_with_a_letter_or_digit(text, searchable):
    assert is_searchable(text) is searchable


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600) | st.lists(st.sampled_from(['"', "(", ")", "-", "OR", "AND", "*", " ", "a", "“", "»", "\0"])).map("".join))
def test_whatever_is_typed_is_read(typed):
    query = parse(typed)
    assert query.typed == typed
    assert len(list(wanted_terms(query.root))) <= MAX_TERMS
    assert query.root is not None or query.notes or not typed.strip()
