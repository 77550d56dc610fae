"""No plausibility in time: what is dated in the future, and what the newest letter is then."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HERE

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day
from ctmeasures.model.records import Letter, Registry
from ctmeasures.reports.query import View

FUTURE = HERE / "checks" / "future-letter"


@pytest.fixture
def future(registry: Callable[..., Path]) -> Path:
    """Return a registry with a letter of the year 9999."""
    return registry((FUTURE / "bad.yaml").read_text(encoding="utf-8"), FUTURE / "bad-letters")


def test_no_letter_of_the_future_is_the_newest(ct: Callable[..., Any], future: Path) -> None:
    assert "no letter by then" in ct("list", folder=future).out
    assert json.loads(ct("list", "--format", "json", folder=future).out)["newest_letter"] is None
    assert "newest letter 15 January 9999" in ct("list", "--as-of", "9999-02", folder=future).out


def test_a_letter_of_the_future_is_found_also_where_the_registry_is_kept(ct: Callable[..., Any], future: Path) -> None:
    path = future / "measures.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "# " + "x" * 40000 + "\n", encoding="utf-8"
    )  # large enough to be kept
    for _ in range(2):
        ran = ct("check", folder=future)
        assert (ran.code, ran.out.count("[future-letter]")) == (0, 1)
    assert ct("check", "--strict", folder=future).code == 1


def test_a_new_letter_of_the_future_is_not_added_without_a_word(ct: Callable[..., Any], future: Path) -> None:
    ran = ct("letters", "add", "--date", "9998-03-01", "--title", "Later", "--dry-run", folder=future)
    assert (ran.code, ran.err) == (0, "--date: 9998-03-01 is still to come; a letter is of today or earlier\n")


@pytest.mark.slow
@given(st.lists(st.dates()), st.dates(), st.none() | st.dates(), st.none() | st.dates())
def test_the_newest_letter_never_lies_after_the_reference_day(
    dates: list[date], today: date, as_of: date | None, known_by: date | None
) -> None:
    letters = {f"{one}-x": Letter(id=f"{one}-x", date=day(one), title="x", context=(1,)) for one in dates}
    view = View(Registry(path="", measures=(), letters=letters), Clock(today, as_of, known_by))
    past = [one for one in dates if one <= view.clock.reference_day and (known_by is None or one <= known_by)]
    newest = view.newest_letter
    assert (newest.date.first if newest else None) == max(past, default=None)
    assert timedelta(0) <= view.clock.reference_day - (newest.date.first if newest else view.clock.reference_day)
