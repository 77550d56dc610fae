"""Stacked columns that stand: one for each year, its parts on top of one another, the first at the bottom."""

from __future__ import annotations

from ctmeasures.render.svg.pieces import LINE, SIZE, Chart, filled, key, linked, stacked, text, whole, wrapped

_HIGH = 300  # of the greatest column


def columns(chart: Chart, width: int = 960, alone: bool = False) -> str:
    """Draw the columns over the whole width, their totals above them and their labels below; the key to the colours stands above."""
    edge = 16 if alone else 0
    inner = width - 2 * edge
    drawn, top = key(chart, inner, 0)
    each = inner / (len(chart.rows) or 1)
    thick = min(each * 0.72, 110)
    scale = (_HIGH - max((len(row.parts) for row in chart.rows), default=0)) / float(chart.most or 1)
    foot = top + LINE + 6 + _HIGH
    deep = LINE
    for place, row in enumerate(chart.rows):
        x, y = each * place + (each - thick) / 2, foot
        for part, long in stacked(row.parts, scale):
            y -= long + 1
            drawn += filled(part, row.label, x, y, thick, long, thick)
        middle = x + thick / 2
        drawn += text(row.said, middle, y - 7, text_anchor="middle", font_weight="bold")
        lines = wrapped(row.label, each)
        label = "".join(
            text(line, middle, foot + SIZE + 6 + LINE * n, text_anchor="middle") for n, line in enumerate(lines)
        )
        deep = max(deep, LINE * len(lines))
        drawn += linked(label, row.link, row.label)
    drawn += f'<path d="M0 {foot:g}H{inner}" class="base" stroke="currentColor" fill="none"/>' if chart.rows else ""
    if edge:
        drawn = f'<g transform="translate({edge} {edge})">{drawn}</g>'
    return whole(chart, drawn, width, round(foot + deep + 10 + 2 * edge), alone)
