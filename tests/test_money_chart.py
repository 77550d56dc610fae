"""The money as a chart: nothing left out, nothing counted twice, and shares of what the lines add up to."""

import csv
import io
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from support import ROOT

from ctmeasures.model.clock import Clock
from ctmeasures.read.registry import load
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.money_chart import MONEY, chart, percent, shares
from ctmeasures.reports.budget import Budget, budget
from ctmeasures.reports.query import Query


def money(by: str) -> Budget:
    read = load(str(ROOT / "measures.yaml")).registry
    assert read
    return budget(read, Clock(date(2021, 1, 1)), Query(), by)


@pytest.mark.parametrize("by", ["track", "owner"])
@pytest.mark.parametrize("look", LANGUAGES, ids=lambda look: look.code)
def test_the_parts_of_each_year_add_up_to_its_sum(by: str, look: Look) -> None:
    found = money(by)
    for one in found.packages:
        drawn = chart(one, found.view.registry, look)
        assert [row.total for row in drawn.rows] == [one.sums[year] for year in one.years]
        parts = shares(one, found.view.registry, look)
        assert len({part.shade for part in parts}) == len(parts)  # no two parts have one colour
        assert len({part.label for part in parts}) == len(parts)


@pytest.mark.slow
def test_the_data_of_the_chart_add_up_to_the_same() -> None:
    found = money("track")
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(io.StringIO("".join(MONEY.csv(found, Look())))):
        sums[row["package"], int(row["year"])] += Decimal(row["amount"])
    assert sums == {(one.package.key, year): amount for one in found.packages for year, amount in one.sums.items()}


def test_a_share_is_to_the_nearest_per_cent_and_never_nothing_for_something() -> None:
    said = [percent(Decimal(part), Decimal("128.8"), Look()) for part in ("40.0", "0.5", "128.8")]
    assert said == ["31%", "<1%", "100%"]
    assert percent(Decimal(0), Decimal(1), Look()) == percent(None, None, Look()) == "–"


@pytest.mark.parametrize(
    ("part", "said"),
    [("0.4", "<1%"), ("0.5", "1%"), ("1.5", "2%"), ("2.5", "3%"), ("12.5", "13%"), ("12.4999", "12%"), ("99.5", "100%"),
     ("250", "250%"), ("-0.4", ">-1%"), ("-0.5", "-1%"), ("-12.5", "-13%"), ("-0.0", "–")],
)  # fmt: skip
def test_a_half_per_cent_is_rounded_upwards_and_nothing_is_less_than_nothing(part: str, said: str) -> None:
    assert percent(Decimal(part), Decimal(100), Look()) == said


def test_shares_of_halves_add_up() -> None:
    said = [percent(Decimal(part), Decimal(16), Look()) for part in ("9", "5", "2")]
    assert said == ["56%", "31%", "13%"]
