"""The rows of the archive.

    Article ◀── Statement ──▶ Actor (speakers, addressees, relayed by) ◀── ActorName
       ▲            ├───────▶ Event ◀── Participation ──▶ Actor
       │            ├───────▶ Utterance   one act of speaking, reported by several statements
       │            └───────▶ Topic
       └─────── Detail ─────▶ Event       one fact about an event, as one article gives it

Article, Statement, Detail, Actor, Event and Utterance have a status (status.py); public pages start from ``published()``.
Statement and Detail stand on words of their article (anchored.py).
"""

from archive.models.actor import Actor, ActorName
from archive.models.article import Article
from archive.models.event import Detail, Event, Participation
from archive.models.statement import Statement
from archive.models.topic import Topic
from archive.models.utterance import Utterance

__all__ = ["Actor", "ActorName", "Article", "Detail", "Event", "Participation", "Statement", "Topic", "Utterance"]
