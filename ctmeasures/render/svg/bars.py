"""Stacked bars that lie: a row for each of what is compared, its parts side by side."""

from __future__ import annotations

from ctmeasures.render.svg.pieces import (
    LINE,
    SIZE,
    Chart,
    Row,
    filled,
    key,
    linked,
    stacked,
    text,
    whole,
    wide,
    wrapped,
)

_BAR = 28  # how thick, so that a finger finds it
_NARROW = 640  # below it, labels stand over their bars and not beside them


def bars(chart: Chart, width: int = 960, alone: bool = False) -> str:
    """Draw the rows, as long as the greatest has room; the key to the colours stands above them."""
    edge = 16 if alone else 0
    inner = width - 2 * edge
    beside = inner * 0.32 if inner >= _NARROW else 0
    said = max((wide(row.said) for row in chart.rows), default=0.0) + 10
    gaps = max((len(row.parts) for row in chart.rows), default=0) * 2
    scale = (inner - beside - said - gaps) / float(chart.most or 1)
    drawn, y = key(chart, inner, 0)
    for row in chart.rows:
        one, high = _row(row, inner, beside, y, scale)
        drawn, y = drawn + one, y + high
    if edge:
        drawn = f'<g transform="translate({edge} {edge})">{drawn}</g>'
    return whole(chart, drawn, width, round(y + 2 * edge), alone)


def _row(row: Row, width: float, beside: float, top: float, scale: float) -> tuple[str, float]:
    """Return a row and how high it is."""
    lines = wrapped(row.label, beside - 16 if beside else width)
    high = max(_BAR, LINE * len(lines)) + 14 if beside else _BAR + LINE * len(lines) + 18
    first = top + (high - LINE * len(lines)) / 2 + SIZE if beside else top + SIZE + 6
    label = "".join(text(line, 0, first + LINE * place) for place, line in enumerate(lines))
    drawn = linked(label, row.link, row.label)
    x, y = beside, top + (high - _BAR) / 2 if beside else top + LINE * len(lines) + 10
    for part, long in stacked(row.parts, scale):
        drawn += filled(part, row.label, x, y, long, _BAR, long)
        x += long + 1
    return drawn + text(row.said, x + 6, y + _BAR / 2 + SIZE * 0.36, font_weight="bold"), high
