"""An annotated archive into the database: one transaction for what articles share, then one for each article.

Loading adds and never changes: what is already there, by slug or id, stays as its editors left it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from archive.models import Actor, Article, Detail, Event, Statement, Topic, Utterance
from archive.rows import Row, Shared, article_rows, shared_rows
from archive.sources.shapes import AnnotatedArchive, AnnotatedArticle


@dataclass
class Report:
    """Slugs of the articles by what became of them; ``failed`` says why."""

    new: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def known() -> Mapping[str, Collection[str]]:
    """Slugs that sources may refer to because the archive has them, by noun."""
    return {
        "actor": set(Actor.objects.values_list("slug", flat=True)),
        "event": set(Event.objects.values_list("slug", flat=True)),
        "utterance": set(Utterance.objects.values_list("slug", flat=True)),
        "topic": set(Topic.objects.values_list("slug", flat=True)),
    }


def load(archive: AnnotatedArchive, done: Callable[[str], None] = lambda slug: None) -> Report:
    """Load what the archive does not have yet. ``done`` is called after each article. Raises ValidationError for shared records."""
    report = Report()
    shared = Shared(
        actors={actor.slug: actor for actor in Actor.objects.all()},
        events={event.slug: event for event in Event.objects.all()},
        utterances={utterance.slug: utterance for utterance in Utterance.objects.all()},
        topics={topic.slug: topic for topic in Topic.objects.all()},
    )
    with transaction.atomic():
        save(shared_rows(_told_of(archive), shared))
    for article in archive.articles:
        load_article(article, shared, report)
        done(article.slug)
    return report


def load_article(article: AnnotatedArticle, shared: Shared, report: Report) -> None:
    """One article with all that stands on it, or nothing of it."""
    stored = Article.objects.filter(slug=article.slug).values_list("sha256", flat=True).first()
    if stored == article.source.sha256:
        report.same.append(article.slug)
    elif stored:
        report.failed[article.slug] = "the archive has another text under this slug; a changed text is a new article with a slug of its own"
    elif clash := _ids_in_use(article):
        report.failed[article.slug] = f"the ids {', '.join(sorted(clash))} belong to statements or details of another article"
    else:
        try:
            with transaction.atomic():
                save(article_rows(article, shared))
        except (ValidationError, DatabaseError) as error:
            report.failed[article.slug] = " ".join(getattr(error, "messages", [str(error)]))
        else:
            report.new.append(article.slug)


def save(rows: Iterable[Row]) -> None:
    """Save rows in their order, runs of one model in bulk, then their links."""
    for model, run in groupby(rows, key=lambda row: type(row.instance)):
        saved = list(run)
        model._default_manager.bulk_create([row.instance for row in saved])
        for name in dict.fromkeys(name for row in saved for name in row.links):
            relation = model._meta.get_field(name)
            source, target = relation.m2m_field_name(), relation.m2m_reverse_field_name()
            through = getattr(model, name).through
            through.objects.bulk_create(
                through(**{source: row.instance, target: linked}) for row in saved for linked in row.links.get(name, ())
            )


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
