"""A folder of annotated sources, read as one archive with its cross-references checked."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from archive.sources import annotation, catalogue, strict_yaml, text
from archive.sources.problems import Problem
from archive.sources.record import Mention, Reading, nearest
from archive.sources.shapes import AnnotatedArchive, AnnotatedArticle
from archive.sources.strict_yaml import Node, YamlError

ACTORS = "actors.yaml"
EVENTS = "events.yaml"

Found = TypeVar("Found")


class NoArchive(ValueError):
    """The path is no folder of annotated sources."""


def read(folder: Path, known: Mapping[str, Collection[str]] | None = None) -> AnnotatedArchive:
    """Read every source of the folder.

    ``known`` are keys that exist outside the folder, by noun ("actor", "event", "utterance", "topic"): a reference may point to
    them. Articles with a fault are left out of the result and their faults listed; a fault in actors.yaml or events.yaml
    spoils no article by itself. Raises NoArchive.
    """
    if not folder.is_dir():
        raise NoArchive(f"{folder} is not a folder")
    annotations = [path for path in sorted(folder.glob("*.yaml")) if path.name not in (ACTORS, EVENTS)]
    if not annotations and not any((folder / name).exists() for name in (ACTORS, EVENTS)):
        raise NoArchive(f"{folder} holds no annotated sources (*.yaml)")

    readings: list[Reading] = []
    actors = _catalogue(folder / ACTORS, catalogue.actors, readings) or ()
    events, utterances, topics = _catalogue(folder / EVENTS, catalogue.events, readings) or ((), (), ())
    articles: list[tuple[str, AnnotatedArticle]] = []
    for path in annotations:
        reading = Reading(path.name)
        readings.append(reading)
        if (found := _article(path, reading)) is not None:
            articles.append((path.name, found))
    problems = [problem for reading in readings for problem in reading.problems]
    problems += _orphans(folder, annotations)
    problems += _cross_references(readings, known or {})
    faulty = {problem.file for problem in problems}
    return AnnotatedArchive(
        actors,
        events,
        utterances,
        topics,
        tuple(article for name, article in articles if name not in faulty),
        tuple(sorted(set(problems))),
    )


def _node(path: Path, reading: Reading) -> Node | None:
    try:
        return strict_yaml.read(text.read_bytes(path, strict_yaml.MAX_BYTES))
    except YamlError as error:
        reading.add(error.line, str(error))
    except OSError as error:
        reading.add(0, f"cannot be read: {error.strerror}")
    return None


def _catalogue(path: Path, read_node: Callable[[Node, Reading], Found], readings: list[Reading]) -> Found | None:
    """Read a shared file; None when there is none, or none that can be read."""
    reading = Reading(path.name)
    readings.append(reading)
    node = _node(path, reading) if path.exists() else None
    return read_node(node, reading) if node else None


def _article(path: Path, reading: Reading) -> AnnotatedArticle | None:
    node = _node(path, reading)
    try:
        source = text.read(path.with_suffix(".txt"))
    except FileNotFoundError:
        reading.add(0, f"there is no text {path.with_suffix('.txt').name} beside it")
    except text.UnreadableText as error:
        reading.add(0, f"{path.with_suffix('.txt').name}: {error}")
    except OSError as error:
        reading.add(0, f"{path.with_suffix('.txt').name} cannot be read: {error.strerror}")
    else:
        return annotation.article(node, source, reading) if node else None
    return None


def _orphans(folder: Path, annotations: list[Path]) -> Iterator[Problem]:
    stems = {path.stem for path in annotations}
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in stems:
            yield Problem(path.name, 0, f"there is no annotation {path.stem}.yaml beside it")


def _cross_references(readings: list[Reading], known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Keys defined twice, and references to nothing."""
    defined: dict[tuple[str, str], Mention] = {}
    for mention in (mention for reading in readings for mention in reading.defined):
        first = defined.setdefault((mention.noun, mention.key), mention)
        if first is not mention:
            message = f"the {mention.noun} “{mention.key}” is already in {first.file}:{first.line}"
            yield Problem(mention.file, mention.line, message)
    for mention in (mention for reading in readings for mention in reading.referred):
        if (mention.noun, mention.key) not in defined and mention.key not in known.get(mention.noun, ()):
            keys = [key for noun, key in defined if noun == mention.noun]
            article = "an" if mention.noun[0] in "aeu" else "a"
            yield Problem(mention.file, mention.line, f"“{mention.key}” is not {article} {mention.noun}{nearest(mention.key, keys)}")
