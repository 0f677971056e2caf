"""The colour of a speaker."""

from collections import Counter

import pytest

from archive import voices
from archive.models import Actor, Statement
from archive.views import style


def test_a_speaker_keeps_a_colour_and_nobody_has_none():
    assert [voices.voice(slug) for slug in ("vladimir-putin", "donald-trump", "vladimir-putin", "")] == [1, 5, 1, 0]


def test_the_stylesheet_has_every_colour_in_both_themes():
    light, dark = style.tokens()
    names = [f"voice-{number}" for number in range(1, voices.VOICES + 1)]
    assert all(name in light and name in dark and light[name] != dark[name] for name in names)
    assert f"voice-{voices.VOICES + 1}" not in light


@pytest.mark.django_db
def test_those_who_speak_most_in_the_seeds_can_be_told_apart():
    slugs = Statement.objects.published().values_list("speakers__slug", flat=True).exclude(speakers=None)
    most = [slug for slug, _ in Counter(slugs).most_common(8)]
    assert len({voices.voice(slug) for slug in most}) == 8 < Actor.objects.count()


@pytest.mark.parametrize("name", [name for name in style.tokens()[0] if name.startswith("voice-") or name in style.WRITTEN])
def test_colours_hold_their_contrast_in_both_themes(name):
    colour = style.colour(name, "")
    least = 4.5 if name in style.WRITTEN else 3
    assert min(colour.on_light, colour.on_dark) >= least


def test_contrast_is_measured_as_the_guidelines_say():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert style.contrast("#abcdef", "#abcdef") == 1
