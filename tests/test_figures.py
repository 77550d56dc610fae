"""Figures: what they can mean, and that none is taken for another a thousand times as large without a word."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.model.figures import figures, readings, shortest, thousandfold


@pytest.mark.parametrize(
    ("figure", "meant"),
    [
        ("24,9", ["24.9"]), ("24.9", ["24.9"]), ("12", ["12"]), ("−3,5", ["-3.5"]), ("0,125", ["0.125"]), ("0.125", ["0.125"]),
        ("1.250", ["1.250", "1250"]), ("1,250", ["1.250", "1250"]), ("1.250,5", ["1250.5"]), ("1,250.5", ["1250.5"]),
        ("1.250.000", ["1250000"]), ("1250.125", ["1250.125"]), ("1.25.3", []), ("1.2,3", []), ("x", []),
    ],
)  # fmt: skip
def test_a_figure_means_these_numbers(figure: str, meant: list[str]) -> None:
    assert readings(figure) == tuple(map(Decimal, meant))


@pytest.mark.parametrize(
    ("quote", "numbers"),
    [
        ("1.250 in 2026", {"1.250", "1250", "2026"}),
        ("1.250 en 24,9", {"1250", "24.9"}),
        ("EUR 1.250.000", {"1250000"}),
        ("1.250.000 en 1.250", {"1250000", "1250"}),
        ("1,250,000 and 1,250", {"1250000", "1250"}),
        ("12.0 and 1.250", {"12.0", "1.250"}),
        ("12,0 en 1,250", {"12.0", "1.250"}),
        ("12.5 en 1,5 en 1.250", {"12.5", "1.5", "1.250", "1250"}),
        ("10 12, 5", {"10", "12.5", "12", "5"}),
        ("nothing", set()),
    ],
)
def test_a_quote_holds_these_numbers(quote: str, numbers: set[str]) -> None:
    assert figures(quote) == set(map(Decimal, numbers))


@pytest.mark.parametrize(
    ("amount", "quote", "many"),
    [
        ("1.250", None, "1250"),
        ("1.250", "1.250 in 2026", "1250"),
        ("1.250", "1,250 in 2026", None),
        ("24.125", "24.125 and 3.5", None),
        ("24.125", "24.125 en 3,5", "24125"),
        ("-1.250", None, "-1250"),
        ("1.25", None, None),
        ("0.125", None, None),
        ("1250.125", None, None),
    ],
)
def test_what_an_amount_can_also_mean(amount: str, quote: str | None, many: str | None) -> None:
    assert thousandfold(Decimal(amount), quote) == (None if many is None else Decimal(many))


@given(st.decimals(min_value=-999999, max_value=999999, places=3), st.sampled_from(",."))
def test_a_figure_with_two_readings_is_always_seen_as_one(amount: Decimal, sign: str) -> None:
    figure = f"{amount:f}".replace(".", sign)
    found = readings(figure)
    assert amount in found
    assert (len(found) == 2) == (thousandfold(amount) is not None)
    assert Decimal(shortest(amount)) == amount


DIKES = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbord
    budget:
      - {letter: 2020-01-15-water, passage: 3, quote: 1.250 in 2026, amounts: {2026: 1250}}
      - {letter: 2020-01-15-water, passage: 3, quote: "1,250", amount: 13}
    history:
      - {date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: Twelve dikes will be raised}
"""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("budget.1.amounts.2026=1.250", "`1.250` can be 1250 or 1.25; write the one that is meant"),
        ("budget.1.amounts.2026=1,250", "`1,250` is not an amount; expected 1.25 or 1250, the one that is meant"),
        ("budget.1.amounts.2026=1.250,5", "`1.250,5` is not an amount; did you mean 1250.5?"),
        (
            "budget.1.amount=24.125",
            "`24.125` can be 24125 or 24.125; write the one that is meant, or first quote the figure",
        ),
    ],
)
def test_a_typed_figure_with_two_readings_is_refused_with_both(
    ct: Callable[..., Any], registry: Callable[..., Path], word: str, said: str
) -> None:
    ran = ct("set", "dijken", word, folder=registry(DIKES))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_quote_beside_it_shows_what_a_typed_figure_means(
    ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    folder = registry(DIKES)
    assert ct("set", "dijken", "budget.2.amount=1.250", folder=folder).code == 0
    assert "amount: 1.250" in (folder / "measures.yaml").read_text(encoding="utf-8")


def test_check_shows_both_readings(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    ran = ct("check", folder=registry(DIKES.replace("amount: 13", 'amount: "1,250"')))
    assert "expected: 1.25 or 1250, the one that is meant" in ran.out
    assert "nearest" not in ran.out


@pytest.mark.parametrize("due", ["Q3-Q4 2031", "2031-W12", "1 en 2 maart 2018", "11-13 July 2017", "eind 2031"])
def test_the_nearest_date_accounts_for_the_whole_text(
    ct: Callable[..., Any], registry: Callable[..., Path], due: str
) -> None:
    nearest = {
        "Q3-Q4 2031": "nearest: 2031-07/2031-12",
        "2031-W12": "nearest: 2031-03-17/2031-03-23",
        "1 en 2 maart 2018": "nearest: 2018-03-01/2018-03-02",
        "11-13 July 2017": "nearest: 2017-07-11/2017-07-13",
        "eind 2031": "expected: 2031-12, 2031-11/2031-12 or 2031-10/2031-12, the one that is meant",
    }
    ran = ct("check", folder=registry(DIKES.replace("status: announced,", f"status: announced, due: {due},")))
    assert nearest[due] in ran.out
