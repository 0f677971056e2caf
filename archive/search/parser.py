"""What a reader typed to a Query. It never raises: what makes no sense as an operator is searched as words or set aside, and said so.

ceasefire energy     both words                     "root causes"         the phrase       mobili*   beginnings
ceasefire -energy    without energy, as NOT energy  (a OR b) c            one of a and b, and c
a NEAR/5 b           within 5 words of each other   speaker:putin         said by whom, and so on for FIELDS
said:2025-03         in that month                  said:2025-03..2025-05 from the first day to the last; either may be missing
"""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.search.nearest import nearest
from archive.search.query import AllOf, AnyOf, Field, Near, Node, Not, Part, Period, Phrase, Prefix, Query, Term, Word, in_words

MAX_LENGTH = 500
MAX_TERMS = 32
MIN_BEGINNING = 2
MAX_BEGINNINGS = 4
MAX_DISTANCE = 50
DISTANCE = 10
FIELDS = ("speaker", "to", "via", "event", "article", "kind", "channel", "topic")
PERIODS = ("said", "published")

_QUOTES = str.maketrans(dict.fromkeys("“„«”»", '"'))
_SPACES = ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
# A hyphen that hangs on a closing quote or bracket is no minus and belongs to no word.
_TOKEN = re.compile(
    r"""(?:(?P<minus>(?<![^\s(])-+(?=[^\s-]))|(?<=[)"])-+(?=[^\s-]))?
        (?P<body>(?P<bracket>[()])
        |(?P<name>[^\W\d_]+):(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>[^\s"()]*))
        |"(?P<phrase>[^"]*)(?:"|$)
        |(?P<word>[^\s"()]+))""",
    re.VERBOSE,
)
_LAST_RUN = re.compile(r"[^\W_]+$")
_NEAR = re.compile(r"NEAR(?:/([0-9]+))?")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SCHEMES = ("http", "https", "ftp", "mailto", "tel", "file", "urn", "doi")
_LONE_NEAR = "NEAR needs a word, a phrase or a bracketed OR of these on each side; without them it was set aside."


def parse(typed: str) -> Query:
    """Parse a query of at most MAX_LENGTH characters and MAX_TERMS terms; what is beyond is set aside with a note."""
    notes: list[str] = []
    text = "".join(" " if unicodedata.category(c) in _SPACES else c for c in typed[:MAX_LENGTH])
    if len(typed) > MAX_LENGTH:
        notes.append(f"Only the first {MAX_LENGTH} characters were searched.")
    parser = _Parser(text.translate(_QUOTES), notes)
    root = parser.any()
    if root is None and not parser.refused:
        root = parser.plain_words()
        if root is None and typed.strip():
            notes.append("There is no word in it to search for.")
    return Query(typed, root.node if root else None, _parts(text, root), tuple(notes))


def is_searchable(text: str) -> bool:
    """Whether the text has a letter or digit; an index holds nothing else."""
    return any(character.isalnum() for character in text)


def days_of(value: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of 2025, 2025-03 or 2025-03-18; None for anything else."""
    if not (match := _DAY.fullmatch(value)):
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if month is None:
        return first, first.replace(month=12, day=31)
    return first, first if day else first.replace(day=calendar.monthrange(first.year, first.month)[1])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A node and where it was typed. The links of a chain of NEAR overlap in the side they share."""

    node: Node
    start: int
    end: int
    children: tuple["_Piece", ...] = ()


class _Parser:
    """Recursive descent: any := all (OR all)*; all := chain+; chain := unit (NEAR unit)*; unit := NOT* (term | field | ( any ))."""

    def __init__(self, text: str, notes: list[str]) -> None:
        self.notes = notes
        self.tokens = self._balanced(_TOKEN.finditer(text))
        self.at = 0
        self.terms = 0
        self.beginnings = 0
        self.refused = False  # a field was set aside: the reader is told why, and its letters are no words to search for

    def _balanced(self, tokens: Iterable[re.Match[str]]) -> list[re.Match[str]]:
        """The tokens without brackets that close nothing, and without those within more brackets than there can be terms."""
        kept: list[re.Match[str]] = []
        open_ones: list[bool] = []
        for token in tokens:
            stays = True
            if token["bracket"] == "(":
                stays = len(open_ones) < MAX_TERMS
                open_ones.append(stays)
                if not stays:
                    self._note(f"Brackets within {MAX_TERMS} others were set aside.")
            elif token["bracket"]:
                if not open_ones:
                    self._note("A bracket that closes nothing was set aside.")
                stays = bool(open_ones) and open_ones.pop()
            kept += [token] if stays else []
        if any(open_ones):
            self._note("An open bracket was closed at the end.")
        return kept

    def plain_words(self) -> _Piece | None:
        """The operators themselves as words, for a query of nothing else."""
        found = [_piece(Word(token["word"]), token) for token in self.tokens if is_searchable(token["word"] or "")]
        if found:
            self._note("This was read as plain words.")
        if len(found) > MAX_TERMS:
            self._note(f"Only the first {MAX_TERMS} words were searched.")
        return _joined(AllOf, found[:MAX_TERMS])

    def any(self) -> _Piece | None:
        branches = [self._all()]
        while self._here() == "OR":
            self.at += 1
            branches.append(self._all())
        found = [branch for branch in branches if branch is not None]
        if found and len(found) < len(branches):
            self._note("An OR with nothing beside it was set aside.")
        return _joined(AnyOf, found)

    def _all(self) -> _Piece | None:
        found: list[_Piece] = []
        while self.at < len(self.tokens) and self._here() != "OR" and not self._closes():
            if self._here() == "AND":
                self.at += 1
            else:
                found += self._chain()
        return _joined(AllOf, found)

    def _chain(self) -> list[_Piece]:
        """The links of a chain of NEAR, and whatever in it can be no side of a link."""
        found: list[_Piece] = []
        left, linked = self._unit(), False
        while operator := self._near():
            if linked and left:
                self.terms += len(_side(left.node))  # it will stand in two links
            right = self._unit()
            if left and right and (one := _side(left.node)) and (other := _side(right.node)):
                found.append(_Piece(Near(one, other, self._distance(operator)), left.start, right.end))
                linked = True
            else:
                self._note(_LONE_NEAR)
                found += [left] if left and not linked else []
                linked = False
            left = right
        return [*found, left] if left and not linked else found

    def _unit(self) -> _Piece | None:
        """A term, field or group with what negates it; None, and nothing taken but a NOT, where an operator stands instead."""
        first, negated = self.at, False
        while self._here() == "NOT" or (negated and self._here() == "AND"):
            self.at += 1
            negated = True
        if self.at == len(self.tokens) or self._closes() or self._here() in ("AND", "OR") or _NEAR.fullmatch(self._here()):
            if negated:
                self._note("A NOT with nothing after it was set aside.")
            return None
        token = self.tokens[self.at]
        self.at += 1
        piece = self._group(token) if token["bracket"] else self._leaf(token)
        if piece is None or not (negated or token["minus"]):
            return piece
        return replace(piece, node=Not(piece.node), start=_start(self.tokens[first]), children=())

    def _group(self, opening: re.Match[str]) -> _Piece | None:
        inner = self.any()
        self.at += self._closes()
        return replace(inner, start=_start(opening), end=self.tokens[self.at - 1].end()) if inner else None

    def _leaf(self, token: re.Match[str]) -> _Piece | None:
        if not is_searchable(token["body"]):
            return None
        self.terms += 1
        if self.terms > MAX_TERMS:
            self._note(f"Only the first {MAX_TERMS} words were searched.")
            return None
        node: Node | None
        if token["name"] is not None:
            node = self._field(token) if token["name"].lower() in (*FIELDS, *PERIODS) else self._unknown_field(token)
        elif token["word"] is None:
            node = Phrase(" ".join(token["phrase"].split()))
        else:
            node = self._word(token["word"])
        return _piece(node, token) if node else None

    def _field(self, token: re.Match[str]) -> Node | None:
        """A field of ours; None, with a note, if its value says nothing."""
        name, value = token["name"].lower(), _value(token)
        if name in PERIODS:
            node, fault = _period(name, value)
        else:
            node, fault = _valued(name, value)
        if fault:
            self._note(fault)
            self.refused = True
        return node

    def _unknown_field(self, token: re.Match[str]) -> Node:
        """What has the shape of a field, as words; said so unless it is an address or the end of a clause ("Putin: no")."""
        name, value = token["name"], _value(token)
        likely = nearest(name, (*FIELDS, *PERIODS), most=1)
        if name.lower() not in _SCHEMES and not value.startswith("//") and (value or likely):
            hint = f" Did you mean “{likely[0]}:”?" if likely else ""
            self._note(f"There is no field “{name}”; it was searched as words. Fields are {', '.join((*FIELDS, *PERIODS))}.{hint}")
        return Phrase(f"{name}:{value}") if token["quoted"] is not None else self._word(token["body"])

    def _word(self, text: str) -> Word | Prefix:
        """A word, or a beginning if it ends with a star; a beginning that would stand for half the index is read as a word."""
        stem = text.rstrip("*")
        if stem == text or not is_searchable(text[-2:-1]):
            return Word(text)
        if len(_LAST_RUN.search(stem)[0]) < MIN_BEGINNING:  # type: ignore[index]  # it ends with a letter or digit
            self._note(f"A beginning needs {MIN_BEGINNING} letters; “{text}” was searched as a word.")
            return Word(stem)
        self.beginnings += 1
        if self.beginnings > MAX_BEGINNINGS:
            self._note(f"Only the first {MAX_BEGINNINGS} beginnings were searched as such, those after them as words.")
            return Word(stem)
        return Prefix(stem)

    def _here(self) -> str:
        """The word that stands here, if it can be an operator; else the empty string."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token["word"] or "" if token and not token["minus"] else ""

    def _closes(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at]["bracket"] == ")"

    def _near(self) -> re.Match[str] | None:
        """The NEAR that stands here, taken; None if none does."""
        if match := _NEAR.fullmatch(self._here()):
            self.at += 1
        return match

    def _distance(self, operator: re.Match[str]) -> int:
        asked = int(operator[1] or DISTANCE)
        distance = min(max(asked, 1), MAX_DISTANCE)
        if distance != asked:
            self._note(f"{operator[0]} was read as NEAR/{distance}: the distance is 1 to {MAX_DISTANCE} words.")
        return distance

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _joined(kind: type[AllOf] | type[AnyOf], pieces: list[_Piece]) -> _Piece | None:
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    return _Piece(kind(tuple(piece.node for piece in pieces)), pieces[0].start, pieces[-1].end, tuple(pieces))


def _start(token: re.Match[str]) -> int:
    return token.start("minus" if token["minus"] else "body")


def _piece(node: Node, token: re.Match[str]) -> _Piece:
    return _Piece(node, _start(token), token.end())


def _value(token: re.Match[str]) -> str:
    return " ".join((token["plain"] if token["quoted"] is None else token["quoted"]).split())


def _side(node: Node | None) -> tuple[Term, ...]:
    """The terms of one side of NEAR; none if the node can be no side."""
    match node:
        case Word() | Prefix() | Phrase():
            return (node,)
        case AnyOf(nodes) if all(sides := [_side(child) for child in nodes]):
            return tuple(term for side in sides for term in side)
        case _:
            return ()


def _valued(name: str, value: str) -> tuple[Node | None, str]:
    """The field, or None and what it lacks."""
    if is_searchable(value):
        return Field(name, value), ""
    return None, f'“{name}:” needs a value right after it, as in {name}:word or {name}:"two words"; it was set aside.'


def _period(name: str, value: str) -> tuple[Node | None, str]:
    """The period, or None and why the value is none."""
    start, dots, end = (part.strip() for part in value.partition(".."))
    first, last = days_of(start), days_of(end) if dots else days_of(start)
    if (start and not first) or (end and not last) or not (first or last):
        shown = f"“{value[:40]}” is no day, month, year or range" if value else f"“{name}:” needs a date right after it"
        return None, f"{shown}; it was set aside. Write 2025, 2025-03 or 2025-03-18, or a range 2025-03..2025-05."
    if first and last and first[0] > last[1]:
        return None, f"The range {value} ends before it begins; it was set aside."
    return Period(name, first[0] if first else None, last[1] if last else None, value), ""


def _parts(text: str, root: _Piece | None) -> tuple[Part, ...]:
    """The removable parts; with each goes what was typed between it and its neighbours."""
    if root is None:
        return ()
    if not root.children:
        return (Part(root.node, in_words(root.node), ""),)
    parts = []
    joint = " OR " if isinstance(root.node, AnyOf) else " "
    for before, piece, after in zip((None, *root.children), root.children, (*root.children[1:], None), strict=False):
        head = (text[: before.end] if before else text[: piece.start]).rstrip()
        # What hangs on the part with a hyphen would be excluded once it stands alone.
        tail = (text[after.start :] if after else text[piece.end :].lstrip("-")).lstrip()
        between = joint if before and after else "" if head.endswith("(") or tail.startswith(")") else " "
        parts.append(Part(piece.node, in_words(piece.node), " ".join(f"{head}{between}{tail}".split())))
    return tuple(parts)
