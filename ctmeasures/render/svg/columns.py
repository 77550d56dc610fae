"""Stacked columns that stand: one for each year, its parts on top of one another, the first at the bottom."""

from __future__ import annotations

from ctmeasures.render.svg.pieces import LINE, SIZE, Chart, filled, key, stacked, text, whole, wrapped

_HIGH = 300  # of the greatest column


def columns(chart: Chart, width: int = 960) -> str:
    """Draw the columns over the whole width, their totals above them and their labels below; the key to the colours stands above.

    What is less than nothing hangs below the line on which the others stand.
    """
    drawn, top = key(chart, width, 0)
    each = width / (len(chart.rows) or 1)
    thick = min(each * 0.72, 110)
    scale = (_HIGH - max((len(row.parts) for row in chart.rows), default=0)) / float(chart.most + chart.least or 1)
    hung = [[(part, long + 1) for part, long in stacked(row.parts, -scale)] for row in chart.rows]
    below = round(max((sum(long for _, long in parts) for parts in hung), default=0))
    foot = top + LINE + 6 + _HIGH - below
    deep = LINE
    for place, row in enumerate(chart.rows):
        x, y = each * place + (each - thick) / 2, foot
        for part, long in stacked(row.parts, scale):
            y -= long + 1
            drawn += filled(part, row.label, x, y, thick, long, thick)
        middle, under = x + thick / 2, foot + 1
        drawn += text(row.said, middle, y - 7, text_anchor="middle", font_weight="bold")
        for part, long in hung[place]:
            drawn += filled(part, row.label, x, under, thick, long - 1, thick)
            under += long
        lines = wrapped(row.label, each)
        drawn += "".join(
            text(line, middle, foot + below + SIZE + 6 + LINE * n, text_anchor="middle") for n, line in enumerate(lines)
        )
        deep = max(deep, LINE * len(lines))
    drawn += f'<path d="M0 {foot:g}H{width}" class="base" stroke="currentColor" fill="none"/>' if chart.rows else ""
    return whole(chart, drawn, width, round(foot + below + deep + 10))
