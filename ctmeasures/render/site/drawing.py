"""Where shares of a picture stand, in per cent of the width; the templates draw them as SVG, what many pages share once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctmeasures.render.site.compiled import Macro


def timeline(by: str) -> str:
    """Return the page on which the measures over time are in these groups; that by area is the one of the menu."""
    return "timeline.html" if by == "area" else f"timeline-by-{by}.html"


def share(amount: Decimal | int, most: Decimal | int) -> float:
    """Return an amount in per cent of the greatest."""
    return round(float(100 * amount / most), 2) if most else 0.0


def once() -> dict[str, Callable[..., str]]:
    """Return what draws a macro once for the same values, all that it shows, and `once_for` the same key, which stands for what it shows."""
    drawn: dict[tuple[object, ...], str] = {}

    def once_for(key: object, macro: Macro, *values: object) -> str:
        found = (macro.name, key)
        if found not in drawn:
            drawn[found] = macro(*values)
        return drawn[found]

    return {"once": lambda macro, *values: once_for(values, macro, *values), "once_for": once_for}
