"""Stacked bars that lie: a row for each of what is compared, its parts side by side."""

from __future__ import annotations

from ctmeasures.render.svg.pieces import (
    LINE,
    SIZE,
    Chart,
    Row,
    filled,
    key,
    stacked,
    text,
    whole,
    wide,
    wrapped,
)

_BAR = 28  # how thick, so that a finger finds it
_NARROW = 640  # below it, labels stand over their bars and not beside them


def bars(chart: Chart, width: int = 960) -> str:
    """Draw the rows, as long as the greatest has room; the key to the colours stands above them."""
    beside = width * 0.32 if width >= _NARROW else 0
    said = max((wide(row.said) for row in chart.rows), default=0.0) + 10
    gaps = max((len(row.parts) for row in chart.rows), default=0) * 2
    scale = (width - beside - said - gaps) / float(chart.most or 1)
    drawn, y = key(chart, width, 0)
    for row in chart.rows:
        one, high = _row(row, width, beside, y, scale)
        drawn, y = drawn + one, y + high
    return whole(chart, drawn, width, round(y))


def _row(row: Row, width: float, beside: float, top: float, scale: float) -> tuple[str, float]:
    """Return a row and how high it is."""
    lines = wrapped(row.label, beside - 16 if beside else width)
    high = max(_BAR, LINE * len(lines)) + 14 if beside else _BAR + LINE * len(lines) + 18
    first = top + (high - LINE * len(lines)) / 2 + SIZE if beside else top + SIZE + 6
    drawn = "".join(text(line, 0, first + LINE * place) for place, line in enumerate(lines))
    x, y = beside, top + (high - _BAR) / 2 if beside else top + LINE * len(lines) + 10
    for part, long in stacked(row.parts, scale):
        drawn += filled(part, row.label, x, y, long, _BAR, long)
        x += long + 1
    return drawn + text(row.said, x + 6, y + _BAR / 2 + SIZE * 0.36, font_weight="bold"), high
