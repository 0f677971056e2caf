"""What a reader typed to a Query. It never raises: what makes no sense as an operator is searched as words, and said so.

ceasefire energy     both words          "root causes"    the phrase       (a OR b) c     one of a and b, and c
ceasefire -energy    without energy, as NOT energymobili*          beginnings
"""

import re
import unicodedata

from archive.search.query import AllOf, AnyOf, Node, Not, Phrase, Prefix, Query, Word

MAX_LENGTH = 500
MAX_TERMS = 32

_OPENING = "“„«"
_CLOSING = "”»"
_QUOTES = str.maketrans(dict.fromkeys(_OPENING + _CLOSING, '"'))
_TOKEN = re.compile(r'(?P<minus>(?<![^\s(])-+(?=[^\s-]))?(?:(?P<bracket>[()])|"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"()]+))')


def parse(typed: str) -> Query:
    """Parse a query of at most MAX_LENGTH characters and MAX_TERMS terms; what is beyond is set aside with a note."""
    notes: list[str] = []
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Zl", "Zp") else c for c in typed[: MAX_LENGTH + 1])
    if len(typed) > MAX_LENGTH:
        notes.append(f"Only the first {MAX_LENGTH} characters were searched.")
    parser = _Parser(text[:MAX_LENGTH].translate(_QUOTES), notes)
    root = parser.parse()
    if root is None:
        words = [Word(word) for word in re.findall(r"[^\W_]+", text)[:MAX_TERMS]]
        if words:
            notes.append("This was read as plain words.")
            root = words[0] if len(words) == 1 else AllOf(tuple(words))
        elif typed.strip():
            notes.append("There is no word in it to search for.")
    return Query(typed, root, tuple(notes))


def is_searchable(text: str) -> bool:
    """Whether the text has a letter or digit; an index holds nothing else."""
    return any(character.isalnum() for character in text)


class _Parser:
    """Recursive descent over the tokens: any := all (OR all)*; all := item+; item := term | ( any )."""

    def __init__(self, text: str, notes: list[str]) -> None:
        self.tokens = list(_TOKEN.finditer(text))
        self.at = 0
        self.terms = 0
        self.depth = 0
        self.notes = notes

    def parse(self) -> Node | None:
        found = []
        while self.at < len(self.tokens):
            if (node := self._any()) is not None:
                found.append(node)
            if self.at < len(self.tokens):  # a closing bracket that nothing opened
                self.at += 1
                self._note("A bracket that closes nothing was set aside.")
        return _all(found)

    def _any(self) -> Node | None:
        branches = [self._all()]
        while self._operator("OR"):
            self.at += 1
            branches.append(self._all())
        nodes = tuple(branch for branch in branches if branch is not None)
        if len(nodes) < len(branches) and nodes:
            self._note("An OR with nothing beside it was set aside.")
        return AnyOf(nodes) if len(nodes) > 1 else nodes[0] if nodes else None

    def _all(self) -> Node | None:
        found = []
        while self.at < len(self.tokens) and not self._operator("OR") and self.tokens[self.at]["bracket"] != ")":
            token = self.tokens[self.at]
            self.at += 1
            if token["word"] == "AND" and not token["minus"]:
                continue
            negated = bool(token["minus"])
            if token["word"] == "NOT" and not negated and self.at < len(self.tokens) and self.tokens[self.at]["bracket"] != ")":
                token, negated = self.tokens[self.at], True
                self.at += 1
            node = self._group() if token["bracket"] else self._term(token)
            if node is not None:
                found.append(Not(node) if negated else node)
        return _all(found)

    def _group(self) -> Node | None:
        self.depth += 1
        node = self._any() if self.depth < MAX_TERMS else None
        self.depth -= 1
        if self.at < len(self.tokens) and self.tokens[self.at]["bracket"] == ")":
            self.at += 1
        else:
            self._note("An open bracket was closed at the end.")
        return node

    def _term(self, token: re.Match[str]) -> Node | None:
        text = token["phrase"] if token["word"] is None else token["word"]
        if not is_searchable(text):
            return None
        self.terms += 1
        if self.terms > MAX_TERMS:
            self._note(f"Only the first {MAX_TERMS} words were searched.")
            return None
        if token["word"] is None:
            return Phrase(" ".join(text.split()))
        if text.endswith("*") and is_searchable(text[-2:-1]):
            return Prefix(text.rstrip("*"))
        return Word(text)

    def _operator(self, name: str) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token["word"] == name and not token["minus"]

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _all(nodes: list[Node]) -> Node | None:
    return AllOf(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None
