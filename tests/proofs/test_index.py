"""Promise 11 at length: search equals content through 400 changes and for many archives; each divergence of F1 is found and mended."""

from random import Random

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Statement
from tests.pages import cast
from tests.search import churn, reference
from tests.search.test_equivalence import check, in_a_random_archive, problems
from tests.search.test_index import DIVERGENCES

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

STEPS, BETWEEN, SAMPLED = 400, 40, 200


@pytest.fixture(autouse=True)
def empty() -> None:
    cast.clear()


@pytest.mark.parametrize("seed", [11, 12])
def test_the_index_equals_the_rows_through_four_hundred_changes(seed):
    random = Random(seed)
    churn.make_archive(random, articles=4)
    for step in range(1, STEPS + 1):
        way = churn.change(random)
        assert problems() == [], (step, way)
        if step % BETWEEN == 0:
            archive = reference.read()
            for _ in range(SAMPLED // 10):
                check(random, archive, churn.term(random))
                check(random, archive, churn.question(random))
    archive = reference.read()
    for word in churn.WORDS + churn.NAMES:
        check(random, archive, ("phrase", word))
    before = [reference.answer(archive, ("word", word)) for word in churn.WORDS]
    call_command("reindex")
    assert problems() == []
    assert [reference.answer(reference.read(), ("word", word)) for word in churn.WORDS] == before
    for word in churn.WORDS:
        check(random, archive, ("word", word))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), changes=st.integers(0, 25))
def test_the_index_finds_what_a_reading_of_every_row_finds_in_many_archives(seed, changes):
    in_a_random_archive(seed, changes=changes, questions=6)


@pytest.mark.parametrize("plant", DIVERGENCES, ids=lambda plant: plant.__name__)
def test_each_divergence_is_found_by_check_archive_and_mended_by_reindex_after_changes(plant, capsys):
    random = Random(plant.__name__)
    while True:  # until it has published statements of different words to be spoilt
        churn.make_archive(random, articles=1)
        [churn.change(random) for _ in range(40)]
        if Statement.objects.published().values("text").distinct().order_by().count() > 1:
            break
        cast.clear()
    plant()
    with pytest.raises(SystemExit):
        call_command("check_archive")
    assert "full-text index of statements" in capsys.readouterr().out
    call_command("reindex")
    assert problems() == []
    archive = reference.read()
    for _ in range(20):
        check(random, archive, churn.question(random))
