"""seeds/ and fixtures/archive.json say the same, byte for byte."""

from django.conf import settings

from archive.fixtures import fixture
from archive.sources import folder


def test_the_fixture_is_what_the_seeds_give():
    archive = folder.read(settings.BASE_DIR / "seeds")
    assert archive.problems == ()
    assert fixture(archive) == (settings.BASE_DIR / "fixtures" / "archive.json").read_text(encoding="utf-8")


def test_the_seeds_are_complete_articles():
    archive = folder.read(settings.BASE_DIR / "seeds")
    assert len(archive.articles) == 5
    assert 110 <= sum(len(article.statements) for article in archive.articles) <= 160
