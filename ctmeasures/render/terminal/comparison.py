"""What changed, on a terminal: signs as well as colours, wrapped to the width."""

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ctmeasures.render.comparison import (
    CHANGED,
    NEW,
    REMOVED,
    REWRITTEN,
    Line,
    counts,
    entry_lines,
    entry_words,
    log_foot,
    nothing,
    sections,
    sides,
)
from ctmeasures.render.terminal import draw, plain
from ctmeasures.render.words import Look
from ctmeasures.reports.revisions import Diff, Log

_COLORS = {NEW: "green", CHANGED: "yellow", REMOVED: "red", REWRITTEN: "bold red"}
_MOST = 120  # columns beyond which the eye loses the line


def diff(found: Diff, look: Look) -> str:
    """Draw what changed, what a reader cares for first."""
    look = look._replace(width=min(look.width, _MOST))
    parts: list[RenderableType] = []
    for section in sections(found.comparison, look):
        parts += [Text(section.heading, style="bold underline"), _lines(section.lines), Text("")]
    if found.comparison.empty:
        parts.append(plain(nothing(found), "bold"))
    else:
        parts.append(plain(counts(found.comparison), "bold"))
    return draw(look, *parts, plain(sides(found), "dim"))


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure, newest first, each with what it changed."""
    look = look._replace(width=min(look.width, _MOST))
    parts: list[RenderableType] = []
    for entry in found.entries:
        first, *rest = entry_words(entry)
        head = Text(first, style="bold cyan")
        for words, style in zip(rest, ("", "dim", "bold"), strict=False):
            head.append("  ").append(words, style=f"not bold {style}" if style != "bold" else style)
        parts += [head, Padding(_lines(entry_lines(entry, look), keyed=False), (0, 0, 0, 2)), Text("")]
    return draw(look, *parts, plain(log_foot(found), "dim"))


def _lines(lines: tuple[Line, ...] | list[Line], keyed: bool = True) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(no_wrap=True, width=1)
    grid.add_column(ratio=1, overflow="fold")
    for line in lines:
        color = _COLORS[line.sign]
        text = plain(line.key, f"bold {color}").append(": ", style="not bold") if keyed else Text("")
        grid.add_row(Text(line.sign, style=color), text.append_text(plain(line.text, "not bold default")))
        for one in line.under:
            grid.add_row("", Padding(plain(one, "dim"), (0, 0, 0, 2)))
    return grid
