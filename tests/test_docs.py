"""What the documentation names exists, and what exists is named there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from archive.filters import ActorFilter, ArticleFilter, EventFilter, StatementFilter
from archive.listing import BY_DAY, RELEVANCE
from archive.search.matching import BY_NAME, BY_NAME_REVERSED

ROOT = settings.BASE_DIR


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> list[str]:
    return sorted(path.stem for path in (ROOT / "archive/management/commands").glob("[a-z]*.py"))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described(command):
    assert f"`{command}" in text("README.md") + text("docs/operating.md")


def test_every_setting_from_the_environment_is_described():
    names = set(re.findall(r'(?:env\.\w+|_flag)\("([A-Z_]+)"', text("archive/settings.py")))
    assert len(names) >= 6
    assert names <= set(re.findall(r"`([A-Z_]+)`", text("docs/operating.md")))


@pytest.mark.parametrize("filterset", [StatementFilter, ArticleFilter, ActorFilter, EventFilter])
def test_every_parameter_of_a_list_is_described(filterset):
    [row] = [line for line in text("docs/search.md").splitlines() if line.startswith(f"| `/{filterset.noun}s/`")]
    assert set(filterset.base_filters) == set(re.findall(r"`(\w+)`", row))


def test_every_order_is_described():
    assert all(f"`{order.name}`" in text("docs/search.md") for order in (*BY_DAY, BY_NAME, BY_NAME_REVERSED, RELEVANCE))


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.MULTILINE))
def test_every_make_target_is_described(target):
    assert f"`make {target}" in text("README.md") + text("CONTRIBUTING.md") or f"make {target}\n" in text("README.md")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_what_the_documentation_links_to_is_there(page):
    for link in re.findall(r"\]\(([^)#]+)\)", text(page)):
        assert link.startswith("http") or ((ROOT / page).parent / link).exists(), link


@pytest.mark.parametrize("path", re.findall(r"`((?:archive|templates|tests)/[\w/.]+\w)`", text("CONTRIBUTING.md")))
def test_the_files_to_begin_with_are_there(path):
    assert Path(ROOT / path).exists()
