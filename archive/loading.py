"""Annotated articles into the database: what they share in one transaction, then the articles, each whole or not at all.

Loading adds and never changes: what is already there, by slug or id, stays as its editors left it. An archive that has articles gets
each new one in a transaction of its own, seen and searchable at once. The first load of an empty archive is one transaction, with the
search index made at its end: much faster, and when it dies, nothing has happened.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from archive import schema
from archive.inserting import insert
from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance
from archive.models.status import DRAFT
from archive.rows import Shared, article_rows, shared_rows
from archive.sources.shapes import AnnotatedArchive, AnnotatedArticle

#: Articles inserted together in a first load. More gain little, and are kept in memory.
BATCH = 100

Done = Callable[[str], None]


@dataclass
class Report:
    """How many articles are new and how many were there already; ``failed`` says by slug why one was left out."""

    new: int = 0
    same: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def known() -> Mapping[str, Collection[str]]:
    """Slugs that sources may refer to because the archive has them, by noun."""
    return {
        "actor": set(Actor.objects.values_list("slug", flat=True)),
        "event": set(Event.objects.values_list("slug", flat=True)),
        "utterance": set(Utterance.objects.values_list("slug", flat=True)),
        "topic": set(Topic.objects.values_list("slug", flat=True)),
    }


def load(archive: AnnotatedArchive, done: Done = lambda slug: None) -> Report:
    """Load what the archive does not have yet. ``done`` is called after each article. Raises ValidationError for shared records."""
    return load_articles(archive.articles, load_shared(_told_of(archive)), done)


def load_shared(archive: AnnotatedArchive) -> Shared:
    """Load the actors, events, utterances and topics that are new; all that articles may refer to. Raises ValidationError."""
    shared = Shared(
        actors={actor.slug: actor for actor in Actor.objects.all()},
        events={event.slug: event for event in Event.objects.all()},
        utterances={utterance.slug: utterance for utterance in Utterance.objects.all()},
        topics={topic.slug: topic for topic in Topic.objects.all()},
    )
    with transaction.atomic():
        insert(shared_rows(archive, shared))
    return shared


def load_articles(articles: Iterable[AnnotatedArticle], shared: Shared, done: Done = lambda slug: None) -> Report:
    """Load a stream of articles of any length; of a few at a time is held what they need."""
    report = Report()
    if not Article.objects.exists():
        _load_first(articles, shared, report, done)
    else:
        for article in articles:
            load_article(article, shared, report)
            done(article.slug)
    return report


def load_article(article: AnnotatedArticle, shared: Shared, report: Report) -> None:
    """One article with all that stands on it, or nothing of it."""
    stored = Article.objects.filter(slug=article.slug).values_list("sha256", flat=True).first()
    if stored == article.source.sha256:
        report.same += 1
    elif stored:
        report.failed[article.slug] = "the archive has another text under this slug; a changed text is a new article with a slug of its own"
    elif clash := _ids_in_use(article):
        report.failed[article.slug] = f"the ids {', '.join(sorted(clash))} belong to statements or details of another article"
    else:
        try:
            with transaction.atomic():
                # Published last, so that the index takes its statements once and with their speakers.
                insert(article_rows(replace(article, status=DRAFT), shared))
                Article.objects.filter(slug=article.slug).update(status=article.status)
        except (ValidationError, DatabaseError) as error:
            report.failed[article.slug] = " ".join(getattr(error, "messages", [str(error)]))
        else:
            report.new += 1


def _load_first(articles: Iterable[AnnotatedArticle], shared: Shared, report: Report, done: Done) -> None:
    """All articles in one transaction without triggers and search index, which are made at its end; readers see the archive before it."""
    stream = iter(articles)
    with transaction.atomic():
        schema.suspend(plan=["first load"])
        indexes = _take_indexes()
        while batch := list(islice(stream, BATCH)):
            _load_batch(batch, shared, report)
            for article in batch:
                done(article.slug)
        with connection.cursor() as cursor:
            for sql in indexes.values():
                cursor.execute(sql)
        schema.rebuild()
        schema.lock_texts(connection)


def _load_batch(batch: list[AnnotatedArticle], shared: Shared, report: Report) -> None:
    """Articles of an archive that had none: together, or each by itself when there is a fault in one of them."""
    try:
        with transaction.atomic():
            insert(row for article in batch for row in article_rows(article, shared))
    except (ValidationError, DatabaseError):
        for article in batch:
            load_article(article, shared, report)
    else:
        report.new += len(batch)


def _take_indexes() -> dict[str, str]:
    """Drop the indexes of rows that only make reading fast; what makes them again, by name. Building one from all rows is cheaper."""
    tables = [model._meta.db_table for model in (Article, Statement, Detail)]
    tables += [link.through._meta.db_table for link in (Statement.speakers, Statement.addressees, Statement.topics)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX %%' "
            f"AND tbl_name IN ({', '.join(['%s'] * len(tables))})",
            tables,
        )
        indexes = dict(cursor.fetchall())
        for name in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    return indexes


def _told_of(archive: AnnotatedArchive) -> AnnotatedArchive:
    """The archive without the utterances and events that only refused articles tell of; they come with those articles, once mended."""
    statements = [statement for article in archive.articles for statement in article.statements]
    events = {statement.event for statement in statements} | {detail.event for article in archive.articles for detail in article.details}
    utterances = {statement.utterance for statement in statements}
    return replace(
        archive,
        events=tuple(event for event in archive.events if event.slug in events or event.participants),
        utterances=tuple(utterance for utterance in archive.utterances if utterance.slug in utterances),
    )


def _ids_in_use(article: AnnotatedArticle) -> set[str]:
    ids = {statement.id for statement in article.statements} | {detail.id for detail in article.details}
    return {found for model in (Statement, Detail) for found in model.objects.filter(public_id__in=ids).values_list("public_id", flat=True)}
