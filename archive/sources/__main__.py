"""``python -m archive.sources DIR``: check a folder of annotated sources without a database."""

import sys
from pathlib import Path

from archive.sources import folder
from archive.sources.anchoring import paragraph_number
from archive.sources.marks import unaccounted


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m archive.sources DIR", file=sys.stderr)
        return 2
    try:
        archive = folder.read(Path(sys.argv[1]))
    except folder.NoArchive as error:
        print(error, file=sys.stderr)
        return 2
    for problem in archive.problems:
        print(problem)
    open_marks = 0
    for article in archive.articles:
        for position, character in unaccounted(article):
            open_marks += 1
            context = article.source.text[max(0, position - 20) : position + 20].replace("\n", " ")
            number = paragraph_number(article.source.text, position)
            print(f"{article.source.name}: the mark {character} in paragraph {number} is not accounted for: …{context}…")
    statements = sum(len(article.statements) for article in archive.articles)
    print(f"{len(archive.articles)} articles, {statements} statements; {len(archive.problems)} faults, {open_marks} marks open")
    return 1 if archive.problems or open_marks else 0


if __name__ == "__main__":
    sys.exit(main())
