"""The deadlines on a terminal: a table for each section, then what moved, then the sum of that by owner."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ctmeasures.model.deadline import Deadline
from ctmeasures.render import deadlines
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.rows import Cell, Rows, Slot
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import SIGNS, Look, title
from ctmeasures.reports.deadlines import Deadlines, Section

_MOST = 150  # columns beyond which the eye loses the row
_WIDE = 120  # columns from which each fact has a column of its own
_LEAST = 70  # columns below which the dates' columns are as narrow as they can be
_MARKS = {"passed": (LATE_SIGN, LATE), "heard": ("◇", "bold yellow"), "next": ("◆", "bold")}

# The headings and the widths of the columns; the one without a width takes the room that is left.
_TINY = (("", 1), ("Due", 14), ("Measure", None), ("Last heard", 11))
_NARROW = (("", 1), ("Due", 22), ("Measure", None), ("Last heard", 17))
_BROAD = (("", 1), ("Due", 15), ("", 26), ("Measure", None), ("Owner", 18), ("Last heard", 20), ("Heard in", 26))


def table(found: Deadlines, look: Look) -> str:
    """Draw the sections that hold anything, what slipped, and the reference day."""
    look = look._replace(width=min(look.width, _MOST))
    foot = plain(deadlines.due_foot(found), "dim")
    if not found.measures:
        return draw(look, plain("No measure matches.", "bold"), foot)
    parts: list[RenderableType] = []
    for section in found.sections:
        if section.deadlines:
            style = _MARKS.get(section.name, ("", "bold"))[1]
            drawn = _unset if section.name == "none" else _set
            parts += [
                *_head(deadlines.heading(section, found.view), deadlines.about(section.name, found.view), style),
                *drawn(section, found, look),
                Text(),
            ]
    if found.moved or found.unclear:
        parts += [*_slipped(found, look), *_sums(found, look)]
    elif found.slippage:
        parts += [plain(deadlines.unmoved(found), "bold"), Text()]
    return draw(look, *parts, plain(deadlines.counts(found), "bold"), foot)


def _head(words: str, about: str, style: str = "bold") -> Iterator[RenderableType]:
    """Yield a heading, and under it what is meant."""
    yield plain(words, style)
    yield plain(about, "dim")


def _unset(section: Section, found: Deadlines, look: Look) -> Iterator[RenderableType]:
    """Yield the measures without a deadline, together under the letter that spoke of them last."""
    letters = found.view.registry.letters
    for (key, days), group in groupby(section.deadlines, key=lambda one: (one.heard.letter, one.state.silent_days)):
        own = list(group)
        said = f"Last heard {letters[key].date.words}, {deadlines.ago(days or 0)}: {title(letters[key], look)} ({len(own)})"
        yield plain(said, "underline")
        rows: Iterator[tuple[Cell, ...]] = (
            (
                [],  # what stands under the heading is indented by two
                [_line((title(one.state.measure, look), ""), (one.state.measure.id, "not bold dim"))],
                [plain(one.state.measure.owner)],
            )
            for one in own
        )
        yield Rows((Slot(0), Slot(), Slot(18)), rows, gap=2)


def _set(section: Section, found: Deadlines, look: Look) -> Iterator[RenderableType]:
    """Yield the table of measures that have or had a deadline."""
    wide = look.width >= _WIDE
    columns = _BROAD if wide else _NARROW if look.width >= _LEAST else _TINY
    letters = found.view.registry.letters

    def rows() -> Iterator[list[Cell]]:
        yield [[Text(name, style="dim")] for name, _ in columns]
        for one in section.deadlines:
            said = deadlines.row(one, look)
            sign, style = _MARKS.get(section.name) or (SIGNS[one.state.status], COLORS[one.state.status])
            cells = _broad(said, one, style, title(letters[said.heard_in], look)) if wide else _narrow(said, one, style)
            yield [[Text(sign, style=style)], *cells]

    yield Rows([Slot(width) for _, width in columns], rows(), gap=2)


def _broad(said: deadlines.DueRow, one: Deadline, style: str, letter: str) -> list[Cell]:
    return [
        [plain(said.due, style)],
        _lines((said.when, f"{style} not bold"), (said.late or _status(said, one), f"{style} not bold")),
        _lines((said.title, ""), (said.id, "dim")),
        [plain(said.owner)],
        _lines((said.heard, ""), (_silent(said), "dim")),
        [plain(letter, "dim")],
    ]


def _narrow(said: deadlines.DueRow, one: Deadline, style: str) -> list[Cell]:
    return [
        _lines((said.due, style), (said.when, f"{style} not bold"), (_status(said, one), style)),
        _lines((said.title, ""), (f"{said.id}, {said.owner}", "dim")),
        _lines((said.heard, ""), (said.late, f"{style} not bold") if said.late else (_silent(said), "dim")),
    ]


def _status(said: deadlines.DueRow, one: Deadline) -> str:
    return "" if one.state.open else said.status


def _silent(said: deadlines.DueRow) -> str:
    return f"{said.silent} ago" if said.silent else ""


def _lines(*texts: tuple[str, str]) -> Cell:
    """Return texts under one another, each in its style; nothing stands for one that is empty."""
    return [plain(text, style) for text, style in texts if text]


def _line(first: tuple[str, str], second: tuple[str, str]) -> Text:
    """Return two texts beside one another, each in its style."""
    return Text("  ").join((plain(*first), plain(*second)))


def _slipped(found: Deadlines, look: Look) -> Iterator[RenderableType]:
    """Yield each measure whose due date moved, with its promises."""
    yield from _head(f"{deadlines.SLIPPED[0]}: {deadlines.slip_heading(found)}", deadlines.SLIPPED[1])
    for one in deadlines.slips(found):
        yield _line((title(one.state.measure, look), ""), (one.state.measure.id, "dim"))
        for number, words in enumerate(deadlines.slipped(one, found.view.registry)):
            yield Padding(Text("→ " if number else "  ").append_text(plain(words)), (0, 0, 0, 2))
    yield Text()


def _sums(found: Deadlines, look: Look) -> Iterator[RenderableType]:
    """Yield the sum of what moved by owner."""
    yield from _head(*deadlines.BY_OWNER)
    head, *rows, total = deadlines.sums(found, look)
    if look.width < _LEAST:  # no room for the owners beside their numbers
        for owner, *numbers in (*rows, total):
            yield plain(owner)
            said = ", ".join(f"{word} {number}" for word, number in zip(head[1:], numbers, strict=True))
            yield Padding(plain(said, "dim"), (0, 0, 0, 2))
        yield Text()
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    for _ in head[1:]:
        grid.add_column(justify="right", no_wrap=True)
    grid.add_row(*(Text(word.capitalize(), style="dim") for word in head))
    for cells, style in (*((cells, "") for cells in rows), (total, "bold")):
        grid.add_row(*(plain(cell, style) for cell in cells))
    yield grid
    yield Text()
