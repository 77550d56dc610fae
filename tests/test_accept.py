"""`accept`: a letter's coding sheet becomes the registry's events, all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Ran
from uncoded import ROOT_LETTERS, copy_of, loaded, said, take_out

Ct = Callable[..., Ran]


# 1. the proof: a letter taken out of a registry comes back with its sheet


@pytest.mark.slow
@pytest.mark.parametrize("letter", ROOT_LETTERS)
def test_a_letter_that_was_taken_out_comes_back_with_its_own_sheet(letter: str, tmp_path: Path, ct: Ct) -> None:
    folder = copy_of(ROOT, tmp_path / "registry")
    before = said(loaded(folder))
    take_out(folder, letter)
    assert said(loaded(folder)) != before
    ran = ct("accept", letter, folder=folder)
    assert ran.code == 0, ran.err
    assert said(loaded(folder)) == before
    again = ct("accept", letter, folder=folder)
    assert again.out == "nothing to change: all of it is in the registry already\n"
