"""Addresses that somebody might type or a machine send: every parameter of every page, with queries of all sorts."""

from urllib.parse import quote, quote_from_bytes

from hypothesis import strategies as st

from archive.filters import ActorFilter, ArticleFilter, EventFilter, StatementFilter

LISTS = {"statements": StatementFilter, "articles": ArticleFilter, "actors": ActorFilter, "events": EventFilter}
PARAMETERS = {f"/{path}/": [*filterset.base_filters, "order", "after", "before", "facets", "exact"] for path, filterset in LISTS.items()}
PARAMETERS["/search/"] = ["q", "exact"]
PARAMETERS |= {f"/suggest/{field}/": ["q"] for field in ("speaker", "event", "article", "kind", "channel", "topic", "publisher", "nobody")}

PIECES = [
    *'"()-*:^+{}\\/.,;!?%&=<>|~_$@[]', "“", "„", "«", "’", "'", " ", "  ", "\t", "\0", "\x1b", "\x7f", "\u202e", "\ufeff", "\ue000",
    "\uffff", "\u0301", " OR ", " AND ", " NOT ", " NEAR ", " NEAR/5 ", " NEAR/0 ", " NEAR/99999999999 ", "NEAR(", "OR",
    "speaker:", "to:", "via:", "event:", "article:", "kind:", "channel:", "topic:", "said:", "published:", "sayd:", "http://", "..",
    "2025", "2025-03", "2025-02-30", "0000", "9999", "10000", "2025-03..2024", "99999999999999999999", "war", "ceasefire", "putin",
    "Zelensky", "Зеленський", "Élysée", "don't", "U.S.", "z0", "s1", "мир", "😀", "नमस्ते", "שלום", "中文", "a*", "ab*", "e*", "x" * 40,
    "' OR 1=1 --", "text:", "rank", "tags", "<b>", "{{", "None", "null",
]  # fmt: skip
QUERIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join) | st.text(max_size=120)
LONG = st.tuples(st.sampled_from(PIECES), st.integers(50, 3_000)).map(lambda pair: pair[0] * pair[1])
DAYS = st.from_regex(r"[0-9]{1,5}(-[0-9]{1,2}){0,3}(_[0-9]{1,22})?|[0-9]{1,40}|-?[0-9]{1,3}", fullmatch=True)
VALUES = (QUERIES | LONG | DAYS).map(lambda text: quote(text.encode("utf-8", "surrogatepass"))) | st.binary(max_size=40).map(
    quote_from_bytes
)


@st.composite
def addresses(draw) -> str:
    """A page with one to four parameters, ``q`` oftener than others."""
    path = draw(st.sampled_from(list(PARAMETERS)))
    names = draw(st.lists(st.sampled_from(["q", *PARAMETERS[path]]), min_size=1, max_size=4))
    return f"{path}?" + "&".join(f"{name}={draw(VALUES)}" for name in names)
