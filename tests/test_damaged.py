"""Damaged registries and letters: whatever is in a file, there is an answer. `benchmarks/fuzz.py` tries hundreds of thousands."""

from random import Random

import attempts
import mutated
import pytest

from ctmeasures.read.nodes import LOADERS


@pytest.fixture(scope="module")
def pool() -> list[mutated.Files]:
    return mutated.pool(Random(0))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_registry_is_read_checked_and_shown_without_an_exception(
    seed: int, pool: list[mutated.Files]
) -> None:
    rng = Random(seed)
    for number in range(100):
        loader = LOADERS[number % 10 == 0]
        attempts.reading(rng, mutated.damaged(rng, pool), loader)


@pytest.mark.slow
def test_what_is_no_date_is_refused_and_what_is_one_reads_again() -> None:
    rng = Random(1)
    for _ in range(500):
        attempts.dates(rng, mutated.text(rng, rng.choice(mutated.DATES), rng.choice(mutated.DATES)))


@pytest.mark.slow
def test_merges_and_edits_of_damaged_registries_are_right_or_refused(pool: list[mutated.Files]) -> None:
    rng = Random(2)
    for _ in range(100):
        text, other = (rng.choice(pool).registry.decode("utf-8", "replace") for _ in range(2))
        attempts.merging(*(mutated.touched(rng, text, other) for _ in range(3)))
        attempts.editing(rng, mutated.touched(rng, text, other))


@pytest.mark.slow
def test_quotes_are_looked_up_in_any_text(pool: list[mutated.Files]) -> None:
    rng = Random(3)
    for _ in range(100):
        attempts.quotes(rng, mutated.text(rng, rng.choice(pool).registry.decode("utf-8", "replace"), "other"))


def test_every_view_is_tried() -> None:
    from ctmeasures.render.formats import FORMATS

    assert {*FORMATS} - {"log"} <= {*attempts.VIEWS}
