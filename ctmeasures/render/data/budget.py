"""Money for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from ctmeasures.model.fields import ALLOCATION, PACKAGE, RESTATEMENT, TRACK
from ctmeasures.model.links import passage_url
from ctmeasures.render.data.forms import Dataset, document, head
from ctmeasures.render.data.values import Json, record, value

if TYPE_CHECKING:
    from ctmeasures.model.records import Allocation, Package, Registry, Track
    from ctmeasures.render.look import Look
    from ctmeasures.reports.budget import Budget, Line, PackageBudget, Years


def budget(found: Budget, total: bool, look: Look) -> str:
    """Draw the money as one JSON document: each package by group and line, then the money outside packages."""
    registry = found.view.registry
    return document(
        {
            **head("budget", found.view),
            "count": len(found.lines),
            "packages": [_package(one, total, registry) for one in found.packages],
            "other": [_line(line, registry) for line in found.other],
            "left_out": [_line(line, registry) for line in found.beside],
        }
    )


def _package(one: PackageBudget, total: bool, registry: Registry) -> Json:
    package = one.package
    own = {name: found for name, found in record(PACKAGE, package).items() if name not in ("total", "tracks")}
    letter = registry.letters[package.letter]
    groups = []
    for group in one.groups:
        track = {**record(TRACK, group.track), "url": passage_url(letter, group.track.quote)} if group.track else {}
        track.pop("total", None)
        announced = group.track.total if group.track else {}
        lines = [_line(line, registry) for line in group.lines]
        groups.append({one.by: group.key, **track, **_totals(announced, group.sums, total, one), "lines": lines})
    return {
        "key": package.key,
        **own,
        "url": passage_url(letter, package.quote),
        **_totals(package.total, one.sums, total, one),
        "complete": one.whole,
        "groups": groups,
        "differences": [
            {
                **{name: value(getattr(difference, name)) for name in ("cause", "track", "year", "announced", "found")},
                "more": value(difference.more),
                "restatement": record(RESTATEMENT, difference.restatement) if difference.restatement else None,
            }
            for difference in one.differences
        ],
    }


def _totals(announced: Years, sums: Years, total: bool, one: PackageBudget) -> Json:
    """Return what was announced and what the lines add up to; all years together only where that was asked for."""
    found: Json = {"announced": value(dict(announced)) if announced and one.whole else None, "sum": value(dict(sums))}
    return {**found, "sum_of_years": value(sum(sums.values(), Decimal()))} if total else found


def _line(line: Line, registry: Registry) -> Json:
    """Return one allocation with its measure."""
    measure, allocation = line.measure, line.allocation
    return {
        "measure": measure.id,
        "title": measure.title,
        "owner": measure.owner,
        **record(ALLOCATION, allocation),
        "unit": line.unit,
        "url": passage_url(registry.letters[allocation.letter], allocation.quote),
        "part": part(allocation),
    }


def part(allocation: Allocation) -> str:
    """Return what an allocation is part of: its `package`'s sums, `within` other money and not to be added again, or `outside` every package."""
    return "within" if allocation.within else "package" if allocation.package else "outside"


_AMOUNT = ("what", "package", "track", "line", "measure", "title", "owner", "letter", "passage", "unit", "year", "amount",
           "structural_from", "within", "on_top_of", "part", "note", "note_nl")  # fmt: skip


def _amounts(found: Budget, total: bool, look: Look) -> Iterable[Json]:
    """Yield every amount with all that identifies it: the lines, and of each package its sums and what was announced.

    A line that names no package has the one in which it stands within other money; none where it stands in two.
    """
    from ctmeasures.render.budget import decimals, difference_words

    registry = found.view.registry
    for line in found.lines:
        money = _line(line, registry)
        if len(line.places) == 1:
            (money["package"],) = line.places
        for year, amount in line.allocation.amounts.items() or [(None, line.allocation.amount)]:
            yield _amount("line", money | {"year": year, "amount": value(amount)})
    for one in found.packages:
        package = one.package
        head: Json = {"package": package.key, "unit": package.unit}
        yield from _sums("package", head, one.sums, one, total)
        for group in one.groups:
            what = one.by if group.key is not None else "lines without a track"
            yield from _sums(what, {**head, one.by: group.key}, group.sums, one, total)
        parts: list[Package | Track] = [package, *package.tracks.values()] if one.whole else []
        for part in parts:
            whose, key = ("package", None) if part is package else ("track", part.key)
            source = {**head, "track": key, "letter": package.letter, "passage": part.passage}
            for year, amount in part.total.items():
                yield _amount(f"announced for {whose}", {**source, "year": year, "amount": value(amount)})
        for difference in one.differences:
            differs = {"track": difference.track, "year": difference.year, "amount": value(difference.more)}
            words = difference_words(difference, decimals(one), registry, look)
            yield _amount("difference", {**head, **differs, "note": words})


def _sums(whose: str, head: Json, sums: Years, one: PackageBudget, total: bool) -> Iterable[Json]:
    for year in one.years:
        yield _amount(f"sum of {whose}", {**head, "year": year, "amount": value(sums.get(year, Decimal()))})
    if total:
        yield _amount(f"sum of {whose}, all years", {**head, "amount": value(sum(sums.values(), Decimal()))})


def _amount(what: str, known: Json) -> Json:
    return {name: known.get(name) for name in _AMOUNT} | {"what": what}


BUDGET = Dataset("budget", _AMOUNT, _amounts)
