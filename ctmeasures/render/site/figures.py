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
    return (
        f"{', '.join(_parts(allocation, registry, lang)) or lang.say('Money')} ({lang.unit(registry.unit(allocation))})"
    )


def money_words(allocation: Allocation, registry: Registry, lang: Look) -> str:
    """Say an amount of money in a sentence: `EUR 3.5 million in 2015, EUR 7.7 million in 2017`, and how it stands to other money."""
    unit = registry.unit(allocation)
    if allocation.amount is not None:
        said = [lang.money(lang.amount(allocation.amount), unit)]
    else:
        said = [
            f"{lang.money(lang.amount(amount), unit)} {lang.say('in {year}', year=year)}"
            for year, amount in sorted(allocation.amounts.items())
        ]
    return ", ".join([*said, *_parts(allocation, registry, lang)])


def _parts(allocation: Allocation, registry: Registry, lang: Look) -> list[str]:
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
    return parts


def structural(allocation: Allocation, registry: Registry, lang: Look) -> str:
    """Say from which year an amount recurs, or nothing."""
    package = registry.packages.get(allocation.package or "")
    if allocation.structural_from:
        return lang.say("structural, every year from {year}", year=allocation.structural_from)
    if package and package.structural_from:
        return lang.say("part of a package that is structural, every year from {year}", year=package.structural_from)
    return ""
