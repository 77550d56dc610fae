"""The measures as bars on a terminal: titles on the left as far as there is room, one line of time for all."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from ctmeasures.render.chart import (
    AHEAD,
    BREAK,
    LAST,
    NOW,
    PASSED,
    YEAR,
    Cell,
    axis,
    empty,
    heading,
    last_letter,
    legend,
    row,
    scale,
)
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.stacks import Column, Fact
from ctmeasures.render.terminal.table import Table
from ctmeasures.render.words import UNSURE, timeline_foot
from ctmeasures.reports.chart import Chart, Phase

_MOST = 200  # columns beyond which the eye loses the row
_SCREEN = 20  # measures beyond which the line of time above them is out of sight
_STYLES: dict[str, str] = {
    **{status.value: color for status, color in COLORS.items()},
    Phase.HEARD: "bold",
    Phase.HEARD_LATE: LATE,
    Phase.SILENT: "dim",
    Phase.SILENT_LATE: LATE,
    Phase.PROMISED: "",
    UNSURE: "bold",
    AHEAD: "bold",
    PASSED: LATE,
    NOW: "bold",
    BREAK: "dim",
    YEAR: "dim",
    LAST: "",
}


def chart(found: Chart, look: Look) -> str:
    """Draw the groups under one another below the line of time, and what the signs mean."""
    foot = plain(timeline_foot(found, look), "dim")
    if not found.groups:
        return draw(look, plain(look.say("No measure matches."), "bold"), foot)
    look = replace(look, width=min(look.width, _MOST))
    rows = Table({"row": Column()}, (("row",),), [{"row": [Fact(line)]} for line in _rows(found, look)])
    return draw(look, rows, Text(), *_legend(found, look), foot)


def _rows(found: Chart, look: Look) -> Iterator[Text]:
    """Yield the line of time and a row for each heading and measure; where there are many, the line of time once more."""
    longest = max(cell_len(look.title(span.state.measure)) for span in found.spans)
    left = min(longest, look.width * 2 // 5) + 1
    to, today = scale(found, look.width - left), found.view.clock.reference_day
    above, years = (Text(" " * left + line, style="bold") for line in axis(found, to, look))
    letter = last_letter(found, to, look)
    told = [Text(" " * left + letter)] if letter else []
    yield from (*told, above, years)
    for number, group in enumerate(found.groups):
        if number:
            yield _row(Text(), left, empty(to))
        said = plain(heading(group, found, look), "bold")
        said.truncate(left + to.now - 1, overflow="ellipsis")
        yield _row(said, max(left, said.cell_len + 1), empty(to)[max(0, said.cell_len + 1 - left) :])
        for span in group.spans:
            said = plain(look.title(span.state.measure), "" if span.state.open else "dim")
            yield _row(said, left, row(span, to, today))
    if found.measures > _SCREEN:
        yield from (years, Text(above.plain.replace("▼", "▲"), style="bold"))
        yield from (Text(line.plain.replace(LAST, "△")) for line in told)


def _row(said: Text, left: int, cells: list[Cell]) -> Text:
    """Return a row: what it is of, cut or filled up to the columns on the left, and its cells."""
    said.truncate(left - 1, overflow="ellipsis", pad=True)
    line = Text().append_text(said).append(" ")
    for what, same in groupby(cells, key=lambda cell: cell.what):
        line.append("".join(cell.sign for cell in same), style=_STYLES.get(what, ""))
    return line


def _legend(found: Chart, look: Look) -> Iterator[Text]:
    """Yield the signs with their meanings, as many on a line as there is room for."""
    for signs in legend(found, look):
        line = Text()
        for cell, meaning in signs:
            said = Text().append(cell.sign, style=_STYLES[cell.what]).append(f" {meaning}")
            if line and line.cell_len + 2 + said.cell_len > look.width:
                yield line
                line = Text()
            line.append("  " if line else "").append_text(said)
        if line:
            yield line
