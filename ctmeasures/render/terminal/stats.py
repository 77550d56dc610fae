"""The counts on a terminal: a table for each section, with a bar whose full part is open and whose light part is closed."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ctmeasures.render.bars import FULL, LIGHT, divided
from ctmeasures.render.counts import definition, label, numbers, stats_foot, total_label
from ctmeasures.render.terminal import draw, plain
from ctmeasures.render.words import Look
from ctmeasures.reports.stats import Stats, Tally

_LEAST, _MOST = 60, 120  # columns below which there is no room for bars, and beyond which the eye loses the row


def table(found: Stats, look: Look) -> str:
    """Draw each section with its definition and its total."""
    look = look._replace(width=min(look.width, _MOST))
    parts: list[RenderableType] = []
    for section in found.sections:
        parts += [plain(definition(section), "bold"), _section(section, found, look), Text("")]
    if look.width < _LEAST:
        return draw(look, *parts, plain(stats_foot(found), "dim"))
    legend = Text("")
    legend.append(FULL, style="cyan").append(" open  ").append(LIGHT, style="green").append(" closed")
    return draw(look, *parts, legend, plain(stats_foot(found), "dim"))


def _section(section: Tally, found: Stats, look: Look) -> Table:
    width = look.width // 5 if look.width >= _LEAST else 0
    most = max((count.total for count in section.counts), default=0)
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=1, overflow="fold")
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True, min_width=5)
    if width:
        grid.add_column(width=width, no_wrap=True)
    grid.add_row("", *(Text(heading, style="dim") for heading in ("open", "closed", "total")))
    for count in section.counts:
        name = plain(label(count, section.dimension, found.view.registry, look))
        if section.dimension.name in ("area", "owner") and count.key:
            name.append_text(plain(f" ({count.key})", "dim"))
        full, light = divided(count.open, count.closed, most, width)
        grid.add_row(name, *numbers(count), *([Text(full, style="cyan").append(light, style="green")] if width else []))
    grid.add_row(*(Text(cell, style="bold") for cell in (total_label(section), *numbers(found.counted))))
    return grid
