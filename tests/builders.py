"""The smallest valid rows, for what the seed archive does not have. Everything is published unless told otherwise."""

from itertools import count

from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance
from archive.sources import anchoring

_numbers = count(1)


def make_actor(name: str = "", **fields) -> Actor:
    number = next(_numbers)
    name = name or f"Actor {number}"
    return Actor.objects.create(**{"slug": f"actor-{number}", "name": name, "kind": "person", "status": "published", **fields})


def make_event(title: str = "", **fields) -> Event:
    number = next(_numbers)
    values = {"slug": f"event-{number}", "title": title or f"Event {number}", "kind": "call", "date": "2025-03-18", "status": "published"}
    return Event.objects.create(**values | fields)


def make_topic(name: str = "") -> Topic:
    number = next(_numbers)
    return Topic.objects.create(slug=f"topic-{number}", name=name or f"Topic {number}")


def make_utterance(title: str = "", **fields) -> Utterance:
    number = next(_numbers)
    return Utterance.objects.create(
        **{"slug": f"utterance-{number}", "title": title or f"Utterance {number}", "status": "published"} | fields
    )


def make_article(text: str = "Anna said: “We will come.” Berta denied it.", **fields) -> Article:
    number = next(_numbers)
    values = {"slug": f"article-{number}", "title": f"Article {number}", "text": text, "published": "2025-03-19", "status": "published"}
    return Article.objects.create(**values | fields)


def make_statement(
    article: Article | None = None, words: str | list[str] = "We will come.", speakers: list[Actor] = (), **fields
) -> Statement:
    """A statement on the words, which must stand in the article; ``addressees`` and ``topics`` are lists."""
    article = article or make_article()
    links = {name: fields.pop(name) for name in ("addressees", "topics") if name in fields}
    stretches = [words] if isinstance(words, str) else words
    values = {"kind": "direct", "said": "2025-03-18", "status": "published", "spans": anchoring.find(article.text, stretches, 1)}
    statement = Statement.objects.create(article=article, **values | fields)
    statement.speakers.set(speakers)
    for name, linked in links.items():
        getattr(statement, name).set(linked)
    return statement


def make_detail(article: Article, event: Event, aspect: str, value: str, words: str, **fields) -> Detail:
    values = {"status": "published", "spans": anchoring.find(article.text, [words], 1)}
    return Detail.objects.create(article=article, event=event, aspect=aspect, value=value, **values | fields)
