"""A small folder of annotated sources, right in everything, for tests that then put one thing wrong."""

from pathlib import Path

from archive.sources import folder

TEXT = """Anna said: “We will come.” Berta denied it.
READ ALSO: Oil “surges” again
“We stay,” Anna said, “and we wait.”
She repeated: “We will come.”
"""

ACTORS = """- {slug: anna, name: Anna Alba, kind: person, names: [Alba], called: [the guest]}
- slug: berta
  name: Berta Brun
  kind: person
"""

EVENTS = """events:
  - slug: call
    title: The call
    kind: call
    date: 2025-03-18
    participants:
      - {actor: anna, role: party}
utterances:
  - {slug: coming, title: They will come}
topics:
  - {slug: travel, name: Travel}
"""

ANNOTATION = """slug: first-article
title: They will come
published: 2025-03-19
url: https://example.org/first
furniture:
  - {words: "READ ALSO: Oil “surges” again", reason: link to another article}
statements:
  - id: aaaaaaa2
    kind: direct
    quote: We will come.
    occurrence: 1
    speaker: anna
    as: Anna
    cue: said
    to: [berta]
    channel: phone call
    said: 2025-03-18
    event: call
    utterance: coming
    topics: [travel]
    inferred: {said: the day of the call}
  - id: aaaaaaa3
    kind: direct
    quote: ["We stay,", "and we wait."]
    speaker: anna
  - id: aaaaaaa4
    kind: direct
    quote: We will come.
    occurrence: 2
    speaker: anna
    utterance: coming
details:
  - id: aaaaaaa5
    event: call
    aspect: who denied it
    value: Berta
    quote: Berta denied it
    according_to: anna
"""


def write(path: Path, annotation: str = ANNOTATION, text: str = TEXT, actors: str = ACTORS, events: str = EVENTS) -> Path:
    """Write the folder, line ends as they are; a file whose content is empty is left out."""
    files = {"one.yaml": annotation, "one.txt": text, folder.ACTORS: actors, folder.EVENTS: events}
    for name, content in files.items():
        if content:
            (path / name).write_bytes(content.encode())
    return path


def changed(old: str, new: str, content: str = ANNOTATION) -> str:
    """The content with ``old``, which must stand in it, replaced once."""
    assert old in content
    return content.replace(old, new, 1)


def line_of(words: str, content: str) -> int:
    """The number of the line in which the words begin."""
    return content[: content.index(words)].count("\n") + 1


def problems(path: Path) -> list[str]:
    return [str(problem) for problem in folder.read(path).problems]
