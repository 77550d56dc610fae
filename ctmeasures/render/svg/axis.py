"""Where days stand on a picture's line of time, in per cent of the width, and the parts of the bars on it."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ctmeasures.reports.chart import Chart, Phase, Span

_QUIET = 0.10  # of the width, for a long time in which nothing is known to happen
_MOST_YEARS = 12  # labels on an axis


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
