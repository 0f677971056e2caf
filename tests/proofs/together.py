"""One of several processes that use an archive at the same time: ``python -m tests.proofs.together importer|editor|reader SECONDS``.

Prints what it did as JSON: how often, how long the slowest took, and every fault.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from random import Random

import django


def importer() -> Iterator[Callable[[], None]]:
    """The articles of the seeds again and again, under other slugs and ids."""
    from django.conf import settings

    from archive import loading
    from archive.sources import folder, ids

    seeds = folder.read(settings.BASE_DIR / "seeds")
    shared = loading.load_shared(seeds)
    for number in count():
        for article in seeds.articles:
            statements = [replace(statement, id=ids.new_id()) for statement in article.statements]
            details = [replace(detail, id=ids.new_id()) for detail in article.details]
            other = replace(article, slug=f"{article.slug}-{number}", statements=statements, details=details)
            yield lambda other=other: _loaded(loading.load_articles([other], shared))


def _loaded(report) -> None:
    assert (report.new, report.failed) == (1, {}), report


def editor() -> Iterator[Callable[[], None]]:
    """The editor's desk: withdraw and publish by its actions, and change records by their models."""
    from django.contrib.auth.models import User
    from django.test import Client

    from archive.models import Actor, Statement

    user, _ = User.objects.get_or_create(username="edda", defaults={"is_staff": True, "is_superuser": True})
    client, random = Client(), Random(1)
    client.force_login(user)

    def act(model: str, action: str) -> None:
        keys = list((Statement if model == "statement" else Actor).objects.values_list("pk", flat=True)[:100])
        given = {"action": action, "_selected_action": [str(key) for key in random.sample(keys, 3)]}
        assert client.post(f"/admin/archive/{model}/", given).status_code == 302

    def change() -> None:
        statement = Statement.objects.order_by("pk")[random.randint(0, 90)]
        statement.note = f"Seen {random.random()}."
        statement.save()
        statement.topics.clear()

    while True:
        for model in ("statement", "actor"):
            for action in ("withdraw", "publish"):
                yield lambda model=model, action=action: act(model, action)
        yield change


def reader() -> Iterator[Callable[[], None]]:
    """Pages of all kinds, as one reader after another sees them."""
    from django.test import Client

    from archive.models import Statement

    client = Client()
    paths = [
        "/",
        "/statements/",
        "/search/?q=ceasefire",
        "/search/?q=zelensky+OR+talks",
        "/statements/?speaker=putin&order=oldest",
        "/actors/",
    ]
    paths += [
        "/statements/?kind=direct&said_from=2025-03",
        "/events/",
        "/articles/?q=peace",
        "/suggest/speaker/?q=pu",
        "/actors/donald-trump/",
    ]
    paths += [f"/statements/{public_id}/" for public_id in Statement.objects.values_list("public_id", flat=True)[:20]]

    def visit(path: str) -> None:
        status = client.get(path).status_code
        assert status == 200 or (status == 404 and path.count("/") == 3), f"{path}: {status}"  # what was withdrawn is not there

    while True:
        for path in paths:
            yield lambda path=path: visit(path)


def main(role: str, seconds: float) -> None:
    done, slowest, faults, begun = 0, 0.0, [], time.monotonic()
    for step in {"importer": importer, "editor": editor, "reader": reader}[role]():
        if time.monotonic() - begun > seconds:
            break
        at = time.monotonic()
        try:
            step()
        except Exception as fault:  # each is told, and the work goes on
            faults.append(f"{type(fault).__name__}: {fault}"[:300])
        done, slowest = done + 1, max(slowest, time.monotonic() - at)
    print(json.dumps({"role": role, "done": done, "slowest": round(slowest, 3), "faults": faults[:5]}))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    django.setup()
    main(sys.argv[1], float(sys.argv[2]))
