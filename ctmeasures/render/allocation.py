"""What is said of one amount of money, wherever it is shown: its years, its unit, its package, how it stands to other money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.model.records import Allocation, Registry
    from ctmeasures.render.look import Look


def amounts(allocation: Allocation, look: Look) -> list[tuple[str, str]]:
    """Return the years and amounts of an allocation, as exactly as they are given; one without a year is headed `amount`."""
    if allocation.amount is not None:
        return [(look.say("amount"), look.amount(allocation.amount))]
    return [(str(year), look.amount(amount)) for year, amount in sorted(allocation.amounts.items())]


def allocation_words(allocation: Allocation, registry: Registry, look: Look, titled: bool = False) -> str:
    """Say what an amount of money is: its package, track and line, or how it stands to other money, whose measure is `titled` or has its id."""
    return ", ".join(_parts(allocation, registry, look, titled)) or look.say("Money")


def structural(allocation: Allocation, registry: Registry, look: Look) -> str | None:
    """Say from which year an amount recurs, or nothing."""
    package = registry.packages.get(allocation.package or "")
    if allocation.structural_from:
        return look.say("structural, every year from {year}", year=allocation.structural_from)
    if package and package.structural_from:
        return look.say("part of a package that is structural, every year from {year}", year=package.structural_from)
    return None


def amounts_words(allocation: Allocation, unit: str, look: Look) -> str:
    """Say the amounts of an allocation in its unit: `EUR 3.5 million in 2015, EUR 7.7 million in 2017`."""
    if allocation.amount is not None:
        return look.say("{amount}, no year named", amount=look.money(look.amount(allocation.amount), unit))
    return ", ".join(
        look.say("{amount} in {year}", amount=look.money(look.amount(amount), unit), year=year)
        for year, amount in sorted(allocation.amounts.items())
    )


def money_words(allocation: Allocation, registry: Registry, look: Look, titled: bool = False) -> str:
    """Say all of an amount in a sentence: its years, whether it recurs, how it stands to other money."""
    said = amounts_words(allocation, registry.unit(allocation), look)
    if allocation.structural_from:
        said += f"; {look.say('structural, every year from {year}', year=allocation.structural_from)}"
    return "; ".join([said, *_relations(allocation, registry, look, titled)])


def contained(allocation: Allocation, registry: Registry, look: Look, titled: bool = False) -> str:
    """Say in whose money an amount is contained; nothing where it is in none."""
    if not allocation.within:
        return ""
    around = look.title(registry.by_id[allocation.within]) if titled else clean(allocation.within)
    return look.say("contained in the money of {measure}", measure=around)


def _relations(allocation: Allocation, registry: Registry, look: Look, titled: bool) -> list[str]:
    found = [contained(allocation, registry, look, titled)]
    if allocation.on_top_of:
        below = look.title(registry.by_id[allocation.on_top_of]) if titled else clean(allocation.on_top_of)
        found.append(look.say("on top of the money of {measure}", measure=below))
    return [one for one in found if one]


def _parts(allocation: Allocation, registry: Registry, look: Look, titled: bool) -> list[str]:
    parts = []
    package = registry.packages.get(allocation.package or "")
    if package:
        parts.append(look.title(package))
        if allocation.track:
            parts.append(look.say("track {number}", number=clean(allocation.track)))
        if allocation.line:
            parts.append(look.say("line {name}", name=clean(allocation.line)))
    return parts + _relations(allocation, registry, look, titled)
