"""A small archive of builders' rows, where the seeds are too many or not odd enough."""

from archive.models import Actor, Article, Detail, Event, Participation, Statement, Topic, Utterance
from tests import builders


def clear() -> None:
    """Empty the archive; the test's transaction brings the seeds back. What readers do not see goes away faster, for the index has none."""
    Article.objects.update(status="draft")
    for model in (Detail, Statement, Participation, Utterance, Event, Article, Actor, Topic):
        model.objects.all().delete()


def make_article_of(sentences: int, **fields) -> Article:
    """An article of so many different sentences to stand on: “Sentence 1.”, “Sentence 2.” …"""
    return builders.make_article("\n".join(f"Sentence {n}." for n in range(1, sentences + 1)), **fields)


def make_linked_statements(number: int, **fields) -> list[Statement]:
    """Statements of one article, each with everything a statement can be linked to. Published last, which takes less time."""
    article = make_article_of(number, status="draft")
    event, utterance, topic = builders.make_event(), builders.make_utterance(), builders.make_topic()
    relay = builders.make_actor()
    made = [
        builders.make_statement(
            article,
            f"Sentence {n}.",
            speakers=[builders.make_actor()],
            addressees=[builders.make_actor()],
            topics=[topic],
            **{"relayed_by": relay, "event": event, "utterance": utterance, "channel": "radio", "cue": "Sentence"} | fields,
        )
        for n in range(1, number + 1)
    ]
    article.status = "published"
    article.save()
    return made
