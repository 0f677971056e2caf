"""Random archives, random changes to them by every way there is to write, and random questions. All out of one ``random.Random``."""

import datetime as dt
from random import Random

from django.db import connection

from archive.models import Actor, ActorName, Article, Event, Statement, Topic
from archive.search import parser
from archive.sources.shapes import Remark, Span
from tests import builders
from tests.tampering import with_another_tool

WORDS = ["war", "Peace", "élan", "ELAN", "don’t", "root-causes", "мир", "Миру", "Zelensky", "Zelenskyy", "U.S.", "prefix", "premier"]
NAMES = ["Zelensky", "Zelenskyy", "Зеленський", "Ann Élan", "Anne Elan", "Premier", "O’Mir", "Anna"]
SAID = [
    "2025-03-18", "2025-03-18", "2025-03-19", "2025-03", "2025", "2024", "2025-03-13/2025-04-02", "2025-03-18/..", "../2025-03-01", "",
    "202X", "2024-12-31", "1999-06", "2025-21", "2025-03-18~", "2024-02-29", "../2024", "2025-04-01/..",
]  # fmt: skip
CHANNELS = ["", "X", "Truth Social", "radio", "Élysée’s site"]
STATUSES = ["published"] * 5 + ["draft", "in-review", "withdrawn"]
PERIODS = ["2025", "2025-03", "2025-03-18", "2024..2025-03", "..2025-03-01", "2025-03-19..", "1990..1999", "2024-02-29", "0001..9999"]


def text(random: Random, most: int = 9) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, most)))


def make_archive(random: Random, articles: int = 3, each: int = 5) -> None:
    """A few articles with statements, of all statuses, linked with a few actors, events and topics; where nothing else stands."""
    for number in range(4):
        actor = builders.make_actor(
            random.choice(NAMES), slug=f"actor-{number}", status=random.choice(STATUSES), description=text(random, 3)
        )
        for name in random.sample(NAMES, random.randint(0, 3)):
            actor.names.create(name=name, kind=random.choice(["name", "name", "called"]))
    for number in range(3):
        builders.make_event(text(random, 3), slug=f"event-{number}", date=random.choice(SAID), status=random.choice(STATUSES))
        Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}")
    for number in range(articles):
        make_article(random, f"article-{number}", each)


def make_article(random: Random, slug: str, each: int = 5) -> Article:
    stretches = [text(random) for _ in range(2 * each)]
    furniture = [Remark(Span(0, 4), "box")] if random.random() < 0.3 else []
    values = {"slug": slug, "title": text(random, 3), "published": random.choice(SAID), "status": "draft"}
    article = builders.make_article("Box. " + ". ".join(stretches), furniture=furniture, **values)
    for _ in range(each):
        statement = unsaved(random, article)
        statement.save()
        for relation in ("speakers", "addressees"):
            getattr(statement, relation).set(random.sample(list(Actor.objects.all()), random.randint(0, 2)))
        statement.topics.set(random.sample(list(Topic.objects.all()), random.randint(0, 2)))
    article.status = random.choice(STATUSES)
    article.save()
    return article


def unsaved(random: Random, article: Article) -> Statement:
    """A statement on one or two stretches of the article."""
    starts = [at + 2 for at, character in enumerate(article.text) if character == "." and article.text[at : at + 2] == ". "]
    spans = []
    for start in sorted(random.sample(starts, min(len(starts), random.choice([1, 1, 2])))):
        end = article.text.find(". ", start)
        spans.append(Span(start, end if end > 0 else len(article.text)))
    return Statement(
        article=article,
        spans=tuple(spans),
        text=" … ".join(article.text[start:end] for start, end in spans),
        kind=random.choice(["direct", "mixed", "indirect"]),
        said=random.choice(SAID),
        channel=random.choice(CHANNELS),
        note=text(random, 3) if random.random() < 0.3 else "",
        event=random.choice([None, *Event.objects.all()]),
        relayed_by=random.choice([None, *Actor.objects.all()]),
        status=random.choice(STATUSES),
    )


def question(random: Random) -> tuple:
    """A question of words, phrases, beginnings, NEAR, fields and periods, joined, denied and nested; with as many beginnings as may be."""
    while str(found := _question(random, 3)).count("'prefix'") > parser.MAX_BEGINNINGS:
        pass
    return found


def _question(random: Random, depth: int) -> tuple:
    roll = random.random()
    if depth and roll < 0.55:
        if roll < 0.15:
            return ("not", _question(random, depth - 1))
        how = "all" if roll < 0.38 else "any"
        return (how, [_question(random, depth - 1) for _ in range(random.randint(2, 3 if depth > 1 else 2))])
    kind = random.choice(["term", "term", "near", "field", "field", "period"])
    if kind == "near":
        left, right = random.sample([word for word in WORDS if word not in ("ELAN", "Миру", "Zelensky")], 2)
        return ("near", [("word", left)], [("word", right)], random.choice([1, 1, 2, 3, 5]))
    if kind == "field":
        values = {
            "speaker": [f"actor-{n}" for n in range(4)],
            "to": [f"actor-{n}" for n in range(4)],
            "via": [f"actor-{n}" for n in range(4)],
            "event": [f"event-{n}" for n in range(3)],
            "article": [f"article-{n}" for n in range(3)],
            "topic": [f"topic-{n}" for n in range(3)],
            "kind": ["direct", "mixed", "indirect"],
            "channel": CHANNELS[1:],
        }
        name = random.choice(list(values))
        return ("field", name, random.choice(values[name]))
    if kind == "period":
        value = random.choice(PERIODS)
        return ("period", random.choice(["said", "published"]), *days(value), value)
    return term(random)


def days(value: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of a period as it is typed."""
    first, dots, last = value.partition("..")
    return _edge(first, 0), _edge(last if dots else first, 1)


def _edge(unit: str, end: int) -> dt.date | None:
    if not unit:
        return None
    year, month, day = (*map(int, unit.split("-")), 0, 0)[:3]
    first = dt.date(year, month or 1, day or 1)
    if not end or day:
        return first
    if month:
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(year, 12, 31)


def term(random: Random) -> tuple:
    kind = random.choice(["word", "word", "phrase", "prefix", "name"])
    if kind == "phrase":
        return ("phrase", " ".join(random.choice(WORDS) for _ in range(2)))
    if kind == "prefix":
        return ("prefix", random.choice(["pre", "zelen", "миру", "root-cau", "éla", "Pea"]))
    if kind == "name":
        name = random.choice(NAMES)
        return ("phrase", name) if " " in name else ("word", name)
    return ("word", random.choice(WORDS))


def change(random: Random) -> str:
    """Change something by one of the ways there are to write; which way it was."""
    way = random.choice(WAYS)
    way(random)
    return way.__name__


def some(random: Random, model):
    rows = list(model.objects.order_by("pk"))
    return random.choice(rows) if rows else None


def save(random: Random) -> None:
    if statement := some(random, Statement):
        statement.note, statement.kind = text(random, 2), random.choice(["direct", "mixed", "indirect"])
        statement.said, statement.channel = random.choice(SAID), random.choice(CHANNELS)
        statement.event, statement.relayed_by = some(random, Event), some(random, Actor)
        statement.save()


def update(random: Random) -> None:
    keys = random.sample(list(Statement.objects.values_list("pk", flat=True)), min(3, Statement.objects.count()))
    Statement.objects.filter(pk__in=keys).update(channel=random.choice(CHANNELS), note=text(random, 2), status=random.choice(STATUSES))


def move(random: Random) -> None:
    """The words of a statement become other words of its article."""
    if statement := some(random, Statement):
        other = unsaved(random, statement.article)
        Statement.objects.filter(pk=statement.pk).update(spans=other.spans, text=other.text)


def bulk_create(random: Random) -> None:
    if article := some(random, Article):
        Statement.objects.bulk_create([unsaved(random, article) for _ in range(3)])


def delete(random: Random) -> None:
    if statement := some(random, Statement):
        statement.delete()


def links(random: Random) -> None:
    if (statement := some(random, Statement)) is None:
        return
    relation = random.choice([statement.speakers, statement.addressees, statement.topics])
    rows = list(relation.model.objects.order_by("pk"))
    chosen = random.sample(rows, min(len(rows), random.randint(0, 2)))
    how = random.choice(["add", "remove", "set", "clear"])
    if how == "set":
        relation.set(chosen)
    elif how == "clear":
        relation.clear()
    else:
        getattr(relation, how)(*chosen)


def publish_or_withdraw(random: Random) -> None:
    row = some(random, random.choice([Statement, Statement, Article, Actor, Event]))
    if row is not None:
        rows = type(row).objects.filter(pk=row.pk)
        random.choice([rows.publish, rows.withdraw])()


def rename_actor(random: Random) -> None:
    actor = some(random, Actor)
    if random.random() < 0.5:
        actor.name = random.choice(NAMES)
        actor.save()
    else:
        Actor.objects.filter(pk=actor.pk).update(name=random.choice(NAMES), description=text(random, 2))


def spellings(random: Random) -> None:
    name, actor = some(random, ActorName), some(random, Actor)
    missing = sorted(set(NAMES) - set(actor.names.values_list("name", flat=True)))
    if name is None or random.random() < 0.5:
        actor.names.create(name=random.choice(missing), kind=random.choice(["name", "called"])) if missing else None
    elif random.random() < 0.5:
        ActorName.objects.filter(pk=name.pk).update(kind=random.choice(["name", "called"]))
    else:
        name.delete()


def article_and_event(random: Random) -> None:
    article, event = some(random, Article), some(random, Event)
    article.title, article.published = text(random, 3), random.choice(SAID)
    article.save()
    event.title, event.place, event.date = text(random, 2), text(random, 2), random.choice(SAID)
    event.save()


def another_article(random: Random) -> None:
    make_article(random, f"article-{Article.objects.count()}-{random.randint(0, 10**9)}", 2)


def plain_sql(random: Random) -> None:
    """What somebody does with another tool."""
    statement, actor, event = some(random, Statement), some(random, Actor), some(random, Event)
    if statement is None:
        return
    key, way = statement.pk, random.randint(0, 5)
    if way == 0:
        with_another_tool(
            "UPDATE archive_statement SET note = %s, channel = 'X', event_id = %s WHERE id = %s", (text(random, 2), event.pk, key)
        )
    elif way == 1:
        with_another_tool("DELETE FROM archive_statement_speakers WHERE statement_id = %s", (key,))
    elif way == 2:
        with_another_tool("INSERT OR IGNORE INTO archive_statement_addressees(statement_id, actor_id) VALUES (%s, %s)", (key, actor.pk))
    elif way == 3:
        with_another_tool("UPDATE archive_statement SET status = 'published' WHERE article_id = %s", (statement.article_id,))
    elif way == 4:
        with_another_tool("UPDATE OR REPLACE archive_statement_topics SET topic_id = (SELECT min(id) FROM archive_topic)")
    else:
        with_another_tool("UPDATE archive_actor SET name = 'Zelenskyy', status = 'published' WHERE id = %s", (actor.pk,))


def reordered_links(random: Random) -> None:
    """The same links, put in the other way round, are the same to the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_id, actor_id FROM archive_statement_speakers ORDER BY id DESC")
        rows = cursor.fetchall()
        cursor.execute("DELETE FROM archive_statement_speakers")
        cursor.executemany("INSERT INTO archive_statement_speakers(statement_id, actor_id) VALUES (%s, %s)", rows)


WAYS = [
    save, save, update, move, bulk_create, delete, links, links, publish_or_withdraw, publish_or_withdraw, rename_actor, spellings,
    article_and_event, another_article, plain_sql, plain_sql, reordered_links,
]  # fmt: skip
