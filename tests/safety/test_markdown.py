"""Promise 22: whatever a note says, it becomes text and harmless links."""

import re
from urllib.parse import urlsplit

import html5lib
import pytest

from archive import markup

SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;&#97;&#118;&#97;script:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    " javascript:alert(1)",
    "\x0cjavascript:alert(1)",
    "%6aavascript:alert(1)",
    "jav%0aascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "file:///etc/passwd",
    "view-source:javascript:alert(1)",
    "blob:https://example.org/x",
    "livescript:alert(1)",
    "feed:javascript:alert(1)",
]
LINKS = ["[x]({})", "[x](<{}>)", "[x][r]\n\n[r]: {}", "<{}>", "![x]({})", '<a href="{}">x</a>', "<a href={}>x</a>"]
HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<img src=x:x onerror\x0b=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><use href=data:image/svg+xml,x></use></svg>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)>x",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style=background:url(javascript:alert(1))>x</p>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<select onfocus=alert(1) autofocus>",
    "<textarea onfocus=alert(1) autofocus>",
    "<keygen onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1)>",
    "<a href=# onclick=alert(1)>x</a>",
    "<a onmouseover=alert(1)>x</a>",
    "<a href='https://example.org' target=_blank ping=//evil.example>x</a>",
    "<a href='https://example.org' style=color:red>x</a>",
    "<a name=x id=x class=x>x</a>",
    "<p onclick=alert(1)>x</p>",
    "<em onmouseover=alert(1)>x</em>",
    "<td background=javascript:alert(1)>x</td>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<b onpointerenter=alert(1)>x</b>",
    "<x onclick=alert(1) tabindex=1 autofocus>x</x>",
    "<custom-element onfocus=alert(1)>",
    "<!-- --><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<!ENTITY x 'y'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)",
    "<title><script>alert(1)</script></title>",
    "<textarea></textarea><script>alert(1)</script>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<portal src=javascript:alert(1)></portal>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<a href='https://example.org'><script>alert(1)</script></a>",
    "<a href='https://example.org\" onclick=\"alert(1)'>x</a>",
    "<a title='\"><script>alert(1)</script>' href=https://example.org>x</a>",
    '<ol start="1 onclick=alert(1)"><li>x</ol>',
    '<h2 id="x&quot; onclick=&quot;alert(1)">x</h2>',
    "<p",
    "<p <script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<a href=`javascript:alert(1)`>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
]
MARKDOWN = [
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "# <img src=x onerror=alert(1)>",
    "a | b\n---|---\n<script>alert(1)</script> | <img src=x onerror=alert(1)>",
    '[x](https://example.org "title" onclick="alert(1)")',
    '[x](https://example.org "><script>alert(1)</script>")',
    "[x](https://example.org 'a\" onclick=\"alert(1)')",
    "[<script>alert(1)</script>](https://example.org)",
    "[a](javascript:alert(1)//[b](javascript:alert(1)))",
    "[![x](x)](javascript:alert(1))",
    '![x](x"onerror="alert(1))',
    "![<script>](x onerror=alert(1))",
    "*<img src=x onerror=alert(1)>*",
    "**bold** <b onclick=alert(1)>x</b>",
    '<https://example.org/"onclick="alert(1)>',
    "<javascript:alert(1)@example.org>",
    "<x@example.org?subject=<script>>",
    "[x]: javascript:alert(1) 'y'\n\n[x]",
    "\\<script>alert(1)\\</script>",
    "<div markdown=1>\n\n[x](javascript:alert(1))\n\n</div>",
    "<p markdown='1'>*x* <script>alert(1)</script></p>",
    "{: onclick=alert(1)}",
    "# x {: onclick=alert(1) style=color:red }",
    "[x](https://example.org){: onclick=alert(1)}",
    "[^1]: <script>alert(1)</script>\n\nx[^1]",
    "\x02amp\x03 \x02wzxhzdk:0\x03",
    "wzxhzdk:0\n\n<div>a</div>",
    "klzzwxh:0000 `x`",
]
PAYLOADS = (
    [form.format(scheme) for scheme in SCHEMES for form in LINKS[:3]] + [form.format(SCHEMES[0]) for form in LINKS[3:]] + HTML + MARKDOWN
)


def rendered(payload: str) -> str:
    """The note as readers get it, or nothing where it is refused."""
    try:
        return markup.render(payload)
    except markup.MarkupError:
        return ""


def test_the_list_of_payloads_is_long_and_has_no_double():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 170


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_becomes_text_and_harmless_links(payload):
    root = html5lib.parseFragment(rendered(payload), namespaceHTMLElements=False)
    for element in list(root.iter())[1:]:
        assert element.tag in markup.TAGS
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "class", "srcdoc", "action")]
        if "href" in element.attrib:
            assert element.tag == "a"
            address = re.sub(r"[\t\n\r]", "", element.get("href").strip("".join(map(chr, range(33))))).lower()  # as browsers do
            assert urlsplit(address).scheme in ("http", "https", "mailto", "")
            assert not address.startswith(("javascript", "data", "vbscript"))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("**bold** and *em*", "<strong>bold</strong>"),
        ("[x](https://example.org/a?b=1&c=2)", 'href="https://example.org/a?b=1&amp;c=2"'),
        ("<mail@example.org>", "<a"),
        ("- one\n- two", "<li>one</li>"),
        ("a | b\n---|---\n1 | 2", "<td>1</td>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("5 < 6 & 7 > 6", "5 &lt; 6 &amp; 7 &gt; 6"),
    ],
)
def test_what_editors_need_comes_through(written, wanted):
    assert wanted in markup.render(written)


def test_links_tell_the_other_side_nothing():
    assert 'rel="noopener noreferrer"' in markup.render("[x](https://example.org)")


@pytest.mark.parametrize(
    "tangle",
    ["[" * 20_000, "![" * 10_000, "[a](" * 5_000, "> " * 5_000, "*" * 20_000, "a" * 20_001, "`" * 19_999, "<" * 20_000, "(" * 20_000],
)
def test_what_would_take_long_is_refused_with_the_reason(tangle):
    with pytest.raises(markup.MarkupError, match="note"):
        markup.render(tangle)


SHORT = [payload for payload in HTML + [LINKS[0].format(scheme) for scheme in SCHEMES] if len(payload) < 90]


@pytest.mark.browser
def test_no_payload_runs_in_a_browser_without_any_policy(browser):
    context = browser.new_context(bypass_csp=True)
    context.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page = context.new_page()
    page.add_init_script("window.calls = []; window.alert = word => window.calls.push(word)")
    page.goto("https://readout.example/")
    page.set_content("".join(f"<section>{rendered(payload)}</section>" for payload in SHORT))
    page.evaluate("for (const e of document.body.querySelectorAll('*')) { e.focus(); e.dispatchEvent(new Event('mouseover')) }")
    page.evaluate("for (const e of document.body.querySelectorAll(':not(a)')) e.click()")
    schemes = set(page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)"))
    assert page.evaluate("window.calls") == []
    assert page.locator("section").count() == len(SHORT)
    assert schemes <= {"https:", "http:", "mailto:"}
    context.close()
