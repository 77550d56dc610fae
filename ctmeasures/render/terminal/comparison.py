"""What changed, on a terminal: signs as well as colours, wrapped to the width."""

from dataclasses import replace

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ctmeasures.render.comparison import counts, entry_lines, entry_words, log_foot, nothing, sections, sides
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.statements import CHANGED, NEW, REMOVED, REWRITTEN, Statement
from ctmeasures.render.terminal import draw, plain
from ctmeasures.reports.revisions import Diff, Log

_COLORS = {NEW: "green", CHANGED: "yellow", REMOVED: "red", REWRITTEN: "bold red"}
_MOST = 120  # columns beyond which the eye loses the line


def diff(found: Diff, look: Look) -> str:
    """Draw what changed, what a reader cares for first."""
    look = replace(look, width=min(look.width, _MOST))
    parts: list[RenderableType] = []
    for section in sections(found.comparison, look):
        parts += [Text(section.heading, style="bold underline"), _lines(section.lines), Text("")]
    if found.comparison.empty:
        parts.append(plain(nothing(found, look), "bold"))
    else:
        parts.append(plain(counts(found.comparison, look), "bold"))
    return draw(look, *parts, plain(sides(found, look), "dim"))


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure, newest first, each with what it changed."""
    look = replace(look, width=min(look.width, _MOST))
    parts: list[RenderableType] = []
    for entry in found.entries:
        words = entry_words(entry, look)
        styles = ("bold cyan", "", "dim", "bold")
        head = Text("  ").join(Text(one, style=style) for one, style in zip(words, styles, strict=False))
        parts += [head, Padding(_lines(entry_lines(entry, look), keyed=False), (0, 0, 0, 2)), Text("")]
    return draw(look, *parts, plain(log_foot(found, look), "dim"))


def _lines(lines: tuple[Statement, ...] | list[Statement], keyed: bool = True) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(no_wrap=True, width=1)
    grid.add_column(ratio=1, overflow="fold")
    for line in lines:
        color = _COLORS[line.sign]
        whose = (clean(f"{line.key}: "), f"bold {color}") if keyed else ""
        grid.add_row(Text(line.sign, style=color), Text.assemble(whose, clean(line.text)))
        for one in line.under:
            grid.add_row("", Padding(Text.assemble((clean(one), "dim")), (0, 0, 0, 2)))
    return grid
