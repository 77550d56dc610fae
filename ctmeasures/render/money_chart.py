"""The money of a package as a chart: a column for each year, its parts the tracks or the owners; and each part's share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.render import budget as money
from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.tables import DRAWN
from ctmeasures.render.data.values import value
from ctmeasures.render.svg.pieces import Chart, Part, Row, series

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.render.data.values import Json
    from ctmeasures.render.look import Look
    from ctmeasures.reports.budget import Budget, Group, PackageBudget

_MOST = 8  # parts with a colour of their own; the smallest of more are one


class Share(NamedTuple):
    """A track or owner: what it is called, its amounts by year, its colour."""

    key: str | None
    label: str
    years: Mapping[int, Decimal]
    shade: str


def shares(one: PackageBudget, registry: Registry, look: Look) -> list[Share]:
    """Return the parts of a package that have any money; of very many owners the smallest are one part."""
    groups = funded(one)
    apart = groups if len(groups) <= _MOST else groups[: _MOST - 1]
    rest = groups[len(apart) :]
    found = [
        Share(group.key, _called(group, one, registry, look), group.sums, series(n)) for n, group in enumerate(apart)
    ]
    if rest:
        sums = {year: sum((group.sums.get(year, Decimal()) for group in rest), Decimal()) for year in one.years}
        found.append(Share(None, look.say("other"), sums, series(_MOST - 1)))
    return found


def funded(one: PackageBudget) -> list[Group]:
    """Return the groups that have any money: tracks in their order, owners by their greatest amount."""
    groups = [group for group in one.groups if any(group.sums.values())]
    return sorted(groups, key=lambda group: -max(group.sums.values())) if one.by == "owner" else groups


def _called(group: Group, one: PackageBudget, registry: Registry, look: Look) -> str:
    if one.by == "owner" and group.key:
        return look.name(registry.organisations[group.key])
    return money.group_title(group, one, look, registry)


def chart(one: PackageBudget, registry: Registry, look: Look) -> Chart:
    """Return what is drawn of a package: what its lines add up to in each year, by track or owner."""
    places, parts = money.decimals(one), shares(one, registry, look)
    rows, told = [], []
    for year, heading in zip(one.years, money.headings(one, False, look), strict=True):
        drawn = tuple(
            Part(part.label, amount, part.shade, money.figure(amount, places, look))
            for part in parts
            if (amount := part.years.get(year, Decimal()))
        )
        total = money.figure(one.sums.get(year, Decimal()), places, look)
        rows.append(Row(heading, drawn, total))
        of = f" ({'; '.join(f'{part.label} {part.said}' for part in drawn)})" if drawn else ""
        told.append(f"{heading}: {total}{of}")
    return Chart(money.package_title(one, look), f"{'. '.join(told)}.", tuple(rows))


def percent(amount: Decimal | None, total: Decimal | None, look: Look) -> str:
    """Say an amount in per cent of a total, to the nearest whole, a half upwards: `31%`; nothing where there is no amount, or no total above nothing.

    What is less than half a per cent is never nothing: `<1%`, and `>-1%` below it.
    """
    if not amount or not total or total < 0:
        return "–"
    share = 100 * amount / total
    whole = share.to_integral_value(ROUND_HALF_UP)
    return look.say("{share}%", share=f"{whole:f}" if whole else "<1" if share > 0 else ">-1")


def _rows(found: Budget, look: Look) -> Iterator[Json]:
    for one in found.packages:
        for line in one.lines:
            money_of = line.allocation
            own = {"package": one.package.key, "track": money_of.track, "line": money_of.line}
            of = {"owner": line.measure.owner, "measure": line.measure.id, "unit": one.package.unit}
            for year, amount in sorted(money_of.amounts.items()) if line.counted else ():
                yield {**own, **of, "year": year, "amount": value(amount)}


MONEY = Dataset("money", DRAWN["money"], _rows)
