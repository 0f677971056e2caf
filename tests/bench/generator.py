"""An annotated archive of any size, the same each time: what articles share, and a stream of articles of which each is made by itself.

An article is a function of its number and of the size of the archive, so nothing is kept and the stream may begin anywhere.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from archive.sources import ids, vocabulary
from archive.sources.shapes import (
    AnnotatedActor,
    AnnotatedArchive,
    AnnotatedArticle,
    AnnotatedEvent,
    AnnotatedParticipation,
    AnnotatedStatement,
    AnnotatedTopic,
    Remark,
    SourceText,
    Span,
)
from archive.sources.text import digest
from tests.bench.vocabulary import names, urn, words

#: Raised when the same number gives another archive than before.
VERSION = 1

STATEMENTS_AN_ARTICLE = 20
FIRST_DAY, DAYS = dt.date(2005, 1, 1), 20 * 365 + 5
FURNITURE = "Read more about this below.\n\n"
CHANNELS = (
    "press conference", "phone call", "interview", "speech", "written statement", "Telegram", "X", "Truth Social", "television", "radio",
    "letter", "briefing",
)  # fmt: skip
KINDS = ("indirect", "indirect", "direct", "direct", "mixed")
CUES = ("said", "wrote", "told", "added", "announced", "asked", "warned")
#: Coprime to the number of ids, so that consecutive statements get ids that look like any others.
_STEP = 387_420_489_017


@dataclass(frozen=True)
class Generator:
    """An archive of about ``statements`` statements."""

    statements: int

    @property
    def articles(self) -> int:
        return max(1, self.statements // STATEMENTS_AN_ARTICLE)

    @cached_property
    def actors(self) -> tuple[AnnotatedActor, ...]:
        """Outlets are scattered among the people, states and organisations."""
        random = Random("actors")
        kinds = random.choices(["person", "organisation", "state", "outlet"], [80, 10, 5, 5], k=self._scaled(5_000))
        kinds[7] = "outlet"  # however few they are
        return tuple(
            AnnotatedActor(
                slug=name.lower().replace(" ", "-"),
                name=name,
                kind=kind,
                sort=", ".join(reversed(name.split())),
                names=self._spellings(name, random),
                description=f"A {kind} of the generated archive." if random.random() < 0.5 else "",
            )
            for name, kind in zip(names(len(kinds), "actors"), kinds, strict=True)
        )

    @cached_property
    def events(self) -> tuple[AnnotatedEvent, ...]:
        random, count = Random("events"), self._scaled(2_000)
        days = [FIRST_DAY + dt.timedelta(days=random.randrange(DAYS)) for _ in range(count)]
        kinds = tuple(vocabulary.EVENT_KINDS)
        return tuple(
            AnnotatedEvent(
                slug=f"event-{number}",
                title=" ".join(random.choices(words()[20:5_000], k=3)).capitalize(),
                kind=random.choice(kinds),
                date=day.isoformat(),
                place=random.choice(words()[1_000:2_000]).title(),
                participants=tuple(AnnotatedParticipation(slug, "party") for slug in dict.fromkeys(random.choices(self._people, k=2))),
            )
            for number, day in enumerate(days, 1)
        )

    @cached_property
    def topics(self) -> tuple[AnnotatedTopic, ...]:
        return tuple(AnnotatedTopic(slug=f"topic-{word}", name=word.capitalize()) for word in words()[300:360])

    def shared(self) -> AnnotatedArchive:
        return AnnotatedArchive(actors=self.actors, events=self.events, topics=self.topics)

    def stream(self, first: int = 0, count: int | None = None) -> Iterator[AnnotatedArticle]:
        """``count`` articles (all by default) from number ``first`` on; those from ``self.articles`` on are later than the archive."""
        for number in range(first, first + (self.articles if count is None else count)):
            yield _Writer(self, number).article()

    def _scaled(self, at_a_million: int) -> int:
        """Fewer in a smaller archive, but not in proportion: the square root of it."""
        return max(40, round(at_a_million * min(1.0, self.statements / 1_000_000) ** 0.5))

    @staticmethod
    def _spellings(name: str, random: Random) -> tuple[str, ...]:
        """One name in five has other spellings."""
        if random.random() > 0.2:
            return ()
        doubled = name.replace("a", "aa", 1).replace("e", "é", 1)
        return tuple({doubled, name.split()[-1]} - {name})

    @cached_property
    def _people(self) -> list[str]:
        return urn([actor.slug for actor in self.actors])

    @cached_property
    def _outlets(self) -> list[str]:
        return urn([actor.slug for actor in self.actors if actor.kind == "outlet"])

    @cached_property
    def _events(self) -> list[str]:
        return urn([event.slug for event in self.events])

    @cached_property
    def _topics(self) -> list[str]:
        return urn([topic.slug for topic in self.topics])

    @cached_property
    def _channels(self) -> list[str]:
        return urn(CHANNELS)

    @cached_property
    def _words(self) -> list[str]:
        return urn(words())

    @cached_property
    def _names(self) -> dict[str, str]:
        return {actor.slug: actor.name for actor in self.actors}


class _Writer:
    """Writes one article: sentences one after the other, the position known at each, so that a statement's spans are where it was put."""

    def __init__(self, generator: Generator, number: int) -> None:
        self.generator, self.number = generator, number
        self.random = Random(number * 2_654_435_761 + 1)
        self.day = FIRST_DAY + dt.timedelta(days=number * DAYS // generator.articles)
        self.parts: list[str] = []
        self.length = 0

    def article(self) -> AnnotatedArticle:
        random, generator = self.random, self.generator
        furniture = (Remark(self._write(FURNITURE), "a link of the page"),) if random.random() < 0.05 else ()
        statements = []
        for place in range(STATEMENTS_AN_ARTICLE):
            if place % 2 == 0:
                self._write(f"{self._some(8, 24).capitalize()}. ")
            statements.append(self._statement(place))
            self._write("\n\n" if place % 4 == 3 else " ")
        text = "".join(self.parts)
        title = self._some(5, 9).capitalize()
        return AnnotatedArticle(
            slug=f"article-{self.number + 1}",
            title=title,
            source=SourceText(f"article-{self.number + 1}.txt", text, digest(text)),
            published=self.day.isoformat(),
            publisher=random.choice(generator._outlets),
            byline=generator._names[random.choice(generator._people)],
            url=f"https://news.example/{self.number + 1}",
            furniture=furniture,
            statements=tuple(statements),
            status="published" if random.random() > 0.01 else "draft",
        )

    def _statement(self, place: int) -> AnnotatedStatement:
        random, generator = self.random, self.generator
        kind, cue = random.choice(KINDS), random.choice(CUES)
        speakers = tuple(dict.fromkeys(random.choices(generator._people, k=1 + (random.random() < 0.03)))) if random.random() > 0.03 else ()
        named = generator._names[speakers[0]] if speakers else "a source"
        spans = self._sentence(kind, named, cue)
        others = iter(random.choices(generator._people, k=2))
        text = "".join(self.parts)
        return AnnotatedStatement(
            id=_id(self.number * STATEMENTS_AN_ARTICLE + place),
            kind=kind,
            spans=spans,
            text=" … ".join(text[start:end] for start, end in spans),
            speakers=speakers,
            named_as=named,
            cue=cue,
            relayed_by=next(others) if random.random() < 0.05 else "",
            to=(next(others),) if random.random() < 0.3 else (),
            channel=random.choice(generator._channels) if random.random() < 0.6 else "",
            said=self._said(),
            event=random.choice(generator._events) if random.random() < 0.5 else "",
            topics=tuple(dict.fromkeys(random.choices(generator._topics, k=random.randrange(3)))),
            note=f"See *{self._some(2, 6)}*." if random.random() < 0.01 else "",
            status="published" if random.random() > 0.01 else "draft",
        )

    def _sentence(self, kind: str, named: str, cue: str) -> tuple[Span, ...]:
        """One sentence of 12 to 30 words that are the statement's; one in ten is interrupted, so it has two spans."""
        interrupted = self.random.random() < 0.1
        if kind == "indirect":
            self._write(f"{named} {cue} that ")
            first = self._write(self._some(8, 20))
            if interrupted:
                self._write(", people close to the talks think, ")
        else:
            quote = f"{self._some(3, 6)} “{self._some(6, 14)}" if kind == "mixed" else f"“{self._some(8, 20).capitalize()}"
            first = self._write(quote)
            self._write(f",” {cue} {named}, “" if interrupted else f" {self._some(3, 8)}” {cue} {named}")
        spans = (first, self._write(self._some(4, 10))) if interrupted else (first,)
        self._write(".")
        return spans

    def _said(self) -> str:
        """Mostly a day shortly before the article; 8 % are less exact or unknown."""
        random = self.random
        day = self.day - dt.timedelta(days=min(int(random.expovariate(0.7)), 30))
        if random.random() > 0.08:
            return day.isoformat()
        before = day - dt.timedelta(days=random.randrange(1, 10))
        form = random.choice(("{day:%Y-%m}", "{day:%Y}", "{before}/{day}", "../{day}", "{day}~", ""))
        return form.format(day=day, before=before)

    def _some(self, least: int, most: int) -> str:
        random = self.random
        return " ".join(random.choices(self.generator._words, k=random.randint(least, most)))

    def _write(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)


def _id(number: int) -> str:
    """The permanent id of a statement: every number has its own."""
    rest, letters = (number * _STEP) % len(ids.ALPHABET) ** ids.LENGTH, []
    for _ in range(ids.LENGTH):
        rest, letter = divmod(rest, len(ids.ALPHABET))
        letters.append(ids.ALPHABET[letter])
    return "".join(letters)
