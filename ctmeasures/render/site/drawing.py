"""Where days and shares stand in the website's pictures, in per cent of the width; the templates draw them as SVG, what many pages share once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.render.words import due_words

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.render.site.compiled import Macro
    from ctmeasures.reports.chart import Chart, Phase, Span

_QUIET = 0.10  # of the width, for a long time in which nothing is known to happen
_MOST_YEARS = 12  # labels on an axis


def timeline(by: str) -> str:
    """Return the page on which the measures over time are in these groups; that by area is the one of the menu."""
    return "timeline.html" if by == "area" else f"timeline-by-{by}.html"


class Axis:
    """The line of time that all rows of a chart share, over the width of a picture; its quiet time, if it has one, is drawn short."""

    def __init__(self, found: Chart) -> None:
        first, last, quiet = found.first_day, found.last_day, found.quiet
        self._first = first
        self._quiet = quiet or (last, last)
        self._last = last
        before, after = ((two - one).days for one, two in ((first, self._quiet[0]), (self._quiet[1], self._last)))
        wide = 1 - _QUIET if quiet else 1.0
        self._pieces = [(first, before, wide * before / ((before + after) or 1))]
        if quiet:
            self._pieces.append((quiet[0], (quiet[1] - quiet[0]).days, _QUIET))
        self._pieces.append((self._quiet[1], after, wide * after / ((before + after) or 1)))
        self.at = cache(self._at)  # a registry has fewer days than measures

    def _at(self, day: date) -> float:
        """Return where a day stands, in per cent from the left."""
        left = 0.0
        for first, days, share in self._pieces:
            inside = min(max((day - first).days, 0), days)
            left += share * inside / days if days else 0.0
        return round(100 * left, 2)

    @cached_property
    def years(self) -> tuple[tuple[float, str], ...]:
        """Return the years' beginnings outside the quiet stretch, not too many of them, each with its place."""
        found = [
            day
            for year in range(self._first.year + 1, self._last.year + 1)
            if not self._quiet[0] < (day := date(year, 1, 1)) < self._quiet[1]
        ]
        return tuple((self.at(day), str(day.year)) for day in found[:: len(found) // _MOST_YEARS + 1])

    @cached_property
    def broken(self) -> float | None:
        """Return where the quiet stretch begins, if there is one."""
        return self.at(self._quiet[0]) if self._quiet[0] < self._quiet[1] else None


class BarPart(NamedTuple):
    """A part of a bar: what it is, where it begins, how wide it is."""

    kind: Phase
    left: float
    width: float


def stretches(span: Span, on: Axis) -> list[BarPart]:
    """Return the parts of a measure's bar; none is too thin to be seen."""
    found = []
    for one in span.stretches:
        left = on.at(one.first)
        found.append(BarPart(one.kind, left, max(round(on.at(one.last) - left, 2), 0.3)))
    return found


def share(amount: Decimal | int, most: Decimal | int) -> float:
    """Return an amount in per cent of the greatest."""
    return round(float(100 * amount / most), 2) if most else 0.0


def span_words(found: Span, lang: Look) -> str:
    """Say in words what a measure's picture shows."""
    state = found.state
    said = [lang.say("announced {day}", day=lang.date(state.announced))]
    said.append(lang.say("{status} since {day}", status=lang.status(state.status), day=lang.date(state.since)))
    if state.due:
        said.append(lang.say("due {date}", date=due_words(state, lang)))
    return "; ".join(said)


def once() -> dict[str, Callable[..., str]]:
    """Return what draws a macro once for the same values, all that it shows, and `once_for` the same key, which stands for what it shows."""
    drawn: dict[tuple[object, ...], str] = {}

    def once_for(key: object, macro: Macro, *values: object) -> str:
        found = (macro.name, key)
        if found not in drawn:
            drawn[found] = macro(*values)
        return drawn[found]

    return {"once": lambda macro, *values: once_for(values, macro, *values), "once_for": once_for}
