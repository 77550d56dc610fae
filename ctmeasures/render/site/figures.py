"""What the website says of money, in either language."""

from __future__ import annotations

from ctmeasures.model.records import Allocation, Registry
from ctmeasures.render.look import Look


def amounts(allocation: Allocation, lang: Look) -> list[tuple[str, str]]:
    """Return the years and amounts of an allocation, as exactly as they are given; one without a year is headed so."""
    if allocation.amount is not None:
        return [(lang.say("amount"), lang.amount(allocation.amount))]
    return [(str(year), lang.amount(amount)) for year, amount in sorted(allocation.amounts.items())]


def funding(allocation: Allocation, registry: Registry, lang: Look) -> str:
    """Say what an amount of money is: its package, track and line, or how it stands to other money, and its unit."""
    parts = []
    package = registry.packages.get(allocation.package or "")
    if package:
        parts.append(lang.title(package))
        if allocation.track:
            parts.append(lang.say("track {number}", number=allocation.track))
        if allocation.line:
            parts.append(lang.say("line {name}", name=allocation.line))
    if allocation.within:
        around = lang.title(registry.by_id[allocation.within])
        parts.append(lang.say("contained in the money of {measure}", measure=around))
    if allocation.on_top_of:
        below = lang.title(registry.by_id[allocation.on_top_of])
        parts.append(lang.say("on top of the money of {measure}", measure=below))
    return f"{', '.join(parts) or lang.say('Money')} ({lang.unit(registry.unit(allocation))})"


def structural(allocation: Allocation, registry: Registry, lang: Look) -> str:
    """Say from which year an amount recurs, or nothing."""
    package = registry.packages.get(allocation.package or "")
    if allocation.structural_from:
        return lang.say("structural, every year from {year}", year=allocation.structural_from)
    if package and package.structural_from:
        return lang.say("part of a package that is structural, every year from {year}", year=package.structural_from)
    return ""
