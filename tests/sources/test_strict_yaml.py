import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sources import strict_yaml
from archive.sources.strict_yaml import Mapping, Sequence, Text, YamlError, read


def plain(node):
    """The node as Python's own values."""
    match node:
        case Text(value):
            return value
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(items):
            return {key: plain(value) for key, value in items.items()}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: NO\nb: yes\nc: ~\nd: null", {"a": "NO", "b": "yes", "c": "~", "d": "null"}),
        ("a: 0123", {"a": "0123"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 1e3\nb: .inf\nc: 0x1F", {"a": "1e3", "b": ".inf", "c": "0x1F"}),
        ("a: 2025-02-30", {"a": "2025-02-30"}),
        ("a: " + "9" * 5_000, {"a": "9" * 5_000}),
        ("- a\n- [b, {c: d}]", ["a", ["b", {"c": "d"}]]),
        ("a: |-\n  two\n  lines\nb: >-\n  one\n  line", {"a": "two\nlines", "b": "one line"}),
        ("a:", {"a": ""}),
        ('a: "“curly” \\u00e9 \\U0001F600"', {"a": "“curly” é 😀"}),
        ("# a remark\na: 1 # another\n", {"a": "1"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: é\r\nb: c\r\n", {"a": "é", "b": "c"}),
    ],
)
def test_every_value_stays_the_text_that_was_written(written, value):
    assert plain(read(written.encode())) == value


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ("a: &x b", 1, "anchors"),
        ("a: b\nc: *x", 2, "anchors"),
        ("a: &x {b: c}", 1, "anchors"),
        ("a: &x [b]", 1, "anchors"),
        ("a: &x {b: c}\nd:\n  <<: *x", 1, "anchors"),
        ("a: b\nc: !!python/object/apply:os.system [ls]", 2, "tags"),
        ("a: !!str b", 1, "tags"),
        ("a: !!set {b, c}", 1, "tags"),
        ("a: b\nc: d\na: e", 3, "“a” stands here and in line 1"),
        ("a: 1\nb: {c: 1, c: 2}", 2, "“c” stands here and in line 2"),
        ("? [a]\n: b", 1, "a key is a single word"),
        ("? {a: b}\n: c", 1, "a key is a single word"),
        ("a: b\n---\nc: d", 2, "a second document"),
        ("", 1, "the file is empty"),
        ("# nothing but a remark\n", 1, "the file is empty"),
        ("a: b\n\tc: d", 2, "not YAML"),
        ("a: [b", 2, "not YAML"),
        ("a: }", 1, "not YAML"),
        ('a: "\\0"', 1, "U+0000"),
        ('a: b\n"c\\e": d', 2, "U+001B"),
        ('a: "\\uFFFE"', 1, "U+FFFE"),
        ("%YAML 9.9\n---\na: b", 1, "not YAML"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(written, line, message):
    with pytest.raises(YamlError, match=message.replace("+", r"\+")) as caught:
        read(written.encode())
    assert caught.value.line == line


def test_a_mark_that_is_never_closed_is_told_with_a_line_from_where_it_opens():
    with pytest.raises(YamlError, match="not YAML: found unexpected end of stream") as caught:
        read(b'a: b\nc: "open\nd: e\n')
    assert 2 <= caught.value.line <= 4


@pytest.mark.parametrize("written", [b"a: \x1b", b"a: \0", b"a: \x7f", b'a: "\\ud800"', b"a: \xff", b"\xff\xfea\0", b"a: \xed\xa0\x80"])
def test_control_characters_surrogates_and_other_encodings_are_refused(written):
    with pytest.raises(YamlError):
        read(written)


def test_a_merge_key_is_a_key_like_any_other():
    assert plain(read(b"<<: {a: b}")) == {"<<": {"a": "b"}}


@pytest.mark.parametrize("opening", [b"[" * 2_000, b"{a: " * 2_000, b"- " * 2_000, b"? " * 2_000, b"[" * 22 + b"]" * 22])
def test_deep_nesting_is_refused(opening):
    with pytest.raises(YamlError):
        read(opening)


def test_twenty_levels_are_read():
    assert plain(read(b"[" * 20 + b"a" + b"]" * 20))


def test_a_file_beyond_one_megabyte_is_refused_unread():
    with pytest.raises(YamlError, match="at most 1,000,000 bytes are read"):
        read(b"[" + b"a," * 500_000 + b"]")


def test_a_file_of_exactly_one_megabyte_is_read():
    assert len(read(b"x" * strict_yaml.MAX_BYTES).value) == 1_000_000


def test_nodes_and_keys_know_their_lines():
    node = read(b"a: b\n\nlist:\n  - c\n  - d: e\n")
    assert (node.line, node.keys) == (1, {"a": 1, "list": 3})
    assert [item.line for item in node.items["list"].items] == [4, 5]


_SNIPPETS = ["a", ": ", "- ", "\n", "  ", *"[]{}'|>%#?é,\t\\", '"', "&x", "*x", "!t", "---", "<<"]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120) | st.lists(st.sampled_from(_SNIPPETS), max_size=40).map(lambda parts: "".join(parts).encode()))
def test_only_its_own_error_gets_out(data):
    try:
        node = read(data)
    except YamlError as error:
        assert error.line >= 0 and str(error)
    else:
        assert isinstance(node, Text | Sequence | Mapping)
