"""Markdown to safe HTML, in bounded time."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import markup
from archive.markup import MarkupError, check, render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("plain", "<p>plain</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("## Head", "<h2>Head</h2>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("“curly” – é 😀", "<p>“curly” – é 😀</p>"),
        ("[x](https://a.example/)", '<p><a href="https://a.example/" rel="noopener noreferrer">x</a></p>'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">x</a></p>'),
        ("[x](/about/)", '<p><a href="/about/" rel="noopener noreferrer">x</a></p>'),
    ],
)
def test_markdown_becomes_html(text, html):
    assert render(text) == html


def test_tables_are_kept():
    html = render("| aspect | value |\n|---|---|\n| length | 90 minutes |")
    for tag in ("<table>", "<thead>", "<th>aspect</th>", "<td>90 minutes</td>"):
        assert tag in html


def test_the_alignment_of_a_table_is_kept():
    assert re.search(r"<td [^>]*align[^>]*right[^>]*>2</td>", render("|a|b|\n|---|--:|\n|1|2|"))


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](view-source:javascript:x)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "![x](javascript:alert(1))",
        "![x](https://a.example/pixel.png)",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p onclick=alert(1)>x</p>",
        "<iframe src=https://a.example></iframe>",
        "<style>*{display:none}</style>",
        "<form action=/x><input name=a><button>b</button></form>",
        "<object data=x></object><embed src=x>",
        "<meta http-equiv=refresh content=0>",
        "<base href=https://a.example/>",
        "<p style='position:fixed'>x</p>",
        "<p id=csrf class=admin>x</p>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<div><script\n>alert(1)</script\n></div>",
        "`<script>`</code><script>alert(1)</script>",
    ],
)
def test_nothing_that_acts_or_loads_is_left(text):
    html = render(text)
    assert not re.search(r"<(?!/?(p|a|code|div|br|strong|em)\b)", html), html
    assert not re.search(r"<[^>]*\b(on\w+|style|src|id|class|action)\s*=", html), html
    assert not re.search(r'href="(?!https?:|mailto:|/)', html), html


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"ab *_`[]()<>!&#\n|-:\"'=/\\", "script", "href", "javascript:", "onclick", "<a ", "<img src=x "]), max_size=40
    ).map("".join)
)
def test_whatever_is_written_gives_only_listed_tags_and_attributes(text):
    html = render(text)
    assert {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z!?][\w-]*)", html)} <= markup.TAGS
    assert set(re.findall(r'<\w+(?: [a-z]+="[^"]*")*? ([a-z]+)="', html)) <= {"href", "title", "rel", "start", "align", "id"}


def test_20001_characters_are_refused_and_20000_are_not():
    with pytest.raises(MarkupError, match="at most 20,000 characters; this one has 20,001"):
        check("x" * 20_001)
    check("x " * 10_000)


#: F10 and its relatives: what Python-Markdown needs long for.
NASTY = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "links": "[a](" * 5_000,
    "brackets just allowed": "[ a " * 499,
    "images just allowed": "![a " * 480,
    "links just allowed": "[a](b " * 240,
    "references": "[a][b] " * 240,
    "definitions": "[x]: y\n" * 450,
    "closing brackets": "]" * 20_000,
    "stars": "*" * 20_000,
    "spaced stars": "* " * 10_000,
    "emphasis": "*a" * 10_000,
    "strong": "**a " * 5_000,
    "mixed emphasis": "*a_" * 6_600,
    "runs of stars": ("*" * 59 + " ") * 333,
    "backticks": "` " * 10_000,
    "backticks of every length": "".join("`" * (n % 58 + 1) + " " for n in range(600)),
    "quotation": "> " * 10_000,
    "eleven levels of quotation": (">" * 11 + "a\n") * 1_500,
    "lines of quotation": ">\n" * 10_000,
    "list": "- a\n" * 5_000,
    "deep list": "\n".join(" " * (4 * n) + "- a" for n in range(97)),
    "numbered list": "1. a\n" * 4_000,
    "table": "a|b\n-|-\n" + "a|b\n" * 4_000,
    "wide table": "|a" * 9_000 + "|\n" + "|-" * 10,
    "headings": "# a\n" * 2_000,
    "underlined headings": "a\n=\n" * 2_500,
    "rules": "- - " * 5_000,
    "tags": "<a " * 6_600,
    "open tags": "<div>" * 480,
    "comments": "<!--" * 480,
    "entities": "&#x1;" * 4_000,
    "ampersands": "&" * 20_000,
    "backslashes": "\\[" * 10_000,
    "blank lines": "\n" * 20_000,
    "spaces": " " * 20_000,
    "code": "    a\n" * 3_300,
    "one word": "x" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_nothing_takes_long(text):
    start = time.perf_counter()
    try:
        render(text[:20_000])
    except MarkupError as error:
        assert "at most" in str(error) or "too long" in str(error)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("name", ["brackets", "images", "links", "stars", "quotation", "tags", "ampersands", "backslashes"])
def test_what_only_tangles_is_refused_at_once(name):
    start = time.perf_counter()
    with pytest.raises(MarkupError):
        render(NASTY[name])
    assert time.perf_counter() - start < 0.5
