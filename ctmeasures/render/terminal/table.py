"""The one rule by which every table of the terminal fits the width that it has.

A view names its columns, what each row says in them, and its layouts, from the one with the most columns to a single one, in
which each row is a card. What has no column of its own stands below something else: nothing is ever left out or cut. Of the
layouts for whose words there is room, that one is taken which has the most columns and needs at most a tenth more lines than
the shortest. In each layout wider means no more lines, so the whole answer grows by no more than that tenth either.

The lines are laid out here and drawn by rich as segments: `rich.table` measures and wraps every cell as a document of its own,
which takes several times as long (measured).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal.lines import BETWEEN, Line, Words, extent, folded, longest

_GAP = 2  # spaces between columns
_INDENT = 2  # of what stands below the head of a card
_SLACK = 1.1  # how many lines a layout may take beside the shortest one
_SAMPLE = 1000  # rows by which the lines of a layout are counted; of more, every so many


class Fact(NamedTuple):
    """One thing that a row says, in which style, and how it is said where it does not stand under its own heading."""

    text: str | Text
    style: str = ""
    apart: str | Text = ""


class Column(NamedTuple):
    """A column: its heading, and whether it is set to the right.

    It is as wide as the longest thing in it, or where it has a least width, as there is room for: then it is wrapped.
    """

    heading: str = ""
    least: int = 0
    right: bool = False


class Band(NamedTuple):
    """What stands between rows over the whole width, and whether the columns' headings follow, and a rule below them."""

    parts: tuple[RenderableType, ...] = ()
    headed: bool = False
    ruled: bool = False


Row = Mapping[str, Sequence[Fact]]
_NOTHING: Line = ([], 0)


class _Stack:
    """What stands in one column of a layout: `title/id,owner` is the title, and below it the id and the owner in one line."""

    def __init__(self, spelled: str, columns: Mapping[str, Column]) -> None:
        self.lines = [line.split(",") for line in spelled.split("/")]
        self.first = self.lines[0][0]
        names = [name for line in self.lines for name in line]
        self.least = max(columns[name].least for name in names)
        self.right = columns[self.first].right
        self.heading = columns[self.first].heading

    def above(self, ruled: bool) -> list[list[Words]]:
        """Return the heading as a cell."""
        return [[(self.heading, "bold" if ruled else "dim", extent(self.heading))]] if self.heading else []

    def cell(self, row: Row, headed: bool = True) -> list[list[Words]]:
        """Return the lines of a row's cell that say anything, each as what flows in it; in a card nothing has a heading."""
        found = []
        for names in self.lines:
            line = [
                _words(fact, headed and name == self.first)
                for name in names
                for fact in row.get(name, ())
                if len(fact.text)
            ]
            if line:
                found.append(line)
        return found


class Table:
    """Rows, and bands between them, that rich draws in the layout that fits."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        layouts: Sequence[Sequence[str]],
        items: Iterable[Row | Band],
        inset: int = 0,
        among: Sequence[Row] = (),
    ) -> None:
        """Take the items, the columns by which rows are set in below their bands, and rows of several tables that are to look alike."""
        self.items = list(items)
        self.inset = inset
        self.rows = among or [item for item in self.items if not isinstance(item, Band)]
        self.columns = columns
        used = {name for row in self.rows for name, facts in row.items() if any(len(fact.text) for fact in facts)}
        self.layouts = [
            [_Stack(kept, columns) for each in one if (kept := _kept(each, columns, used))] for one in layouts
        ]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table line by line."""
        stacks, widths = self.fitted(options.max_width - self.inset)
        for item in self.items:
            if isinstance(item, Band):
                yield from item.parts
                if item.headed and len(stacks) > 1:
                    cells = [
                        folded(stack.above(item.ruled), width) for stack, width in zip(stacks, widths, strict=True)
                    ]
                    yield from self._drawn(cells, stacks, widths, console)
                    if item.ruled:
                        whole = self.inset + sum(widths) + _GAP * (len(widths) - 1)
                        yield from (Segment("─" * whole, console.get_style("dim")), Segment.line())
                continue
            cells = _cells(item, stacks, widths)
            yield from self._drawn(cells, stacks, widths, console)

    def _drawn(
        self, cells: list[list[Line]], stacks: list[_Stack], widths: list[int], console: Console
    ) -> Iterator[Segment]:
        """Yield the lines of cells beside one another; none ends in spaces."""
        for lines in zip_longest(*cells, fillvalue=_NOTHING):
            owed = self.inset  # spaces before the next thing to be seen
            for (words, taken), stack, width in zip(lines, stacks, widths, strict=True):
                before = width - taken if stack.right and len(stacks) > 1 else 0
                if taken:
                    yield Segment(" " * (owed + before))
                    for text, style, _ in words:
                        yield from _segments(text, style, console)
                    owed = 0
                owed += width - taken - (before if taken else 0) + _GAP
            yield Segment.line()

    def fitted(self, width: int) -> tuple[list[_Stack], list[int]]:
        """Return the layout for a terminal of so many columns, and the widths of its own columns."""
        rows = self.rows[:: 1 + len(self.rows) // _SAMPLE]
        found = []
        for stacks in self.layouts:
            widths = self._widths(stacks, width) if len(stacks) > 1 else [width] * len(stacks)
            if widths is not None:
                found.append((_count(rows, stacks, widths), stacks, widths))
        shortest = min(lines for lines, _, _ in found)
        return next((stacks, widths) for lines, stacks, widths in found if lines <= shortest * _SLACK)

    def _widths(self, stacks: list[_Stack], width: int) -> list[int] | None:
        """Return the columns' widths in a terminal of so many columns, or None where there is no room for their words.

        The room that is left goes to those that are wrapped, column by column to the one that lacks most: with each more column of the
        terminal none becomes narrower.
        """
        wanted = [self._wanted(stack) for stack in stacks]
        found = [self._least(stack) for stack in stacks]
        left = width - sum(found) - _GAP * (len(stacks) - 1)
        if left < 0:
            return None
        growing = [number for number, most in enumerate(wanted) if found[number] < most]
        while left and growing:
            first = min(growing, key=lambda number: found[number] / wanted[number])
            found[first] += 1
            left -= 1
            if found[first] == wanted[first]:
                growing.remove(first)
        return found

    def _wanted(self, stack: _Stack) -> int:
        """Return the columns that a stack takes where nothing is wrapped."""
        return max(self._whole(stack), extent(stack.heading))

    def _whole(self, stack: _Stack) -> int:
        """Return the columns that the longest line of a stack takes."""
        between = len(BETWEEN)
        lines = (
            sum(self._extents[name][name != stack.first] + between for name in names) - between for names in stack.lines
        )
        return max(lines)

    def _least(self, stack: _Stack) -> int:
        """Return the columns that a stack needs: what it says, where it is wrapped its longest word and what it asks for."""
        whole = self._whole(stack)
        if stack.least:
            words = (self._extents[name][2] for names in stack.lines for name in names)
            whole = max(*words, min(stack.least, whole))
        return max(whole, longest(stack.heading))

    @cached_property
    def _extents(self) -> dict[str, tuple[int, int, int]]:
        """Return for each column the longest thing that it says below its heading, and elsewhere, and its longest word."""
        found = {}
        for name in self.columns:
            cells = [cell for row in self.rows if (cell := row.get(name))]
            here, apart = ([[_words(fact, first) for fact in cell] for cell in cells] for first in (True, False))
            texts = {str(text) for cell in (*here, *apart) for text, _, _ in cell}
            found[name] = (_extent(here), _extent(apart), max(map(longest, texts), default=0))
        return found


def said(columns: Mapping[str, Column], look: Look) -> dict[str, Column]:
    """Return columns with their headings, which are given in English, in the reader's language."""
    return {name: one._replace(heading=look.say(one.heading)) if one.heading else one for name, one in columns.items()}


def labelled(facts: Iterable[tuple[str, Sequence[Fact]]]) -> Table:
    """Return a table of labels with their values, the values below the labels where there is no room beside them."""
    columns = {"label": Column(), "value": Column(least=16)}
    rows = [{"label": fact(label, "dim"), "value": value} for label, value in facts]
    return Table(columns, (("label", "value"), ("label/value",)), rows)


def _kept(stack: str, columns: Mapping[str, Column], used: set[str]) -> str:
    """Return a stack without the columns in which no row says anything; raise KeyError for what is no column."""
    lines = (",".join(name for name in line.split(",") if columns[name] and name in used) for line in stack.split("/"))
    return "/".join(line for line in lines if line)


def fact(text: str, style: str = "", apart: str = "") -> list[Fact]:
    """Return a cell that says one thing; one that says nothing is empty."""
    return [Fact(clean(text), style, clean(apart))] if text else []


def _words(fact: Fact, first: bool) -> Words:
    text = fact.text if first else fact.apart or fact.text
    return text, fact.style, extent(text)


def _extent(cells: list[list[Words]]) -> int:
    """Return the columns that the longest of some cells takes in one line."""
    between = len(BETWEEN)
    return max((sum(length + between for _, _, length in cell) - between for cell in cells), default=0)


def _count(rows: Sequence[Row], stacks: list[_Stack], widths: list[int]) -> int:
    """Return how many lines rows take in a layout."""
    return sum(max(map(len, _cells(row, stacks, widths)), default=0) for row in rows)


def _cells(row: Row, stacks: list[_Stack], widths: list[int]) -> list[list[Line]]:
    """Return the lines of a row's cells, in a layout of one column those of its card."""
    if len(stacks) == 1:
        return [_card(stacks[0].cell(row, headed=False), widths[0])]
    return [folded(stack.cell(row), width) for stack, width in zip(stacks, widths, strict=True)]


def _segments(text: str | Text, style: str, console: Console) -> Iterable[Segment]:
    """Return a text as it is drawn; rich itself gives one whose style is all of one piece no style here."""
    if isinstance(text, Text) and text.spans:
        return text.render(console)
    own = text.style if isinstance(text, Text) else style
    return [Segment(str(text), console.get_style(own) if own else None)]


def _card(cell: list[list[Words]], width: int) -> list[Line]:
    """Return the lines of a card: its head, and what stands below it, set in as far as its words leave room."""
    head = [
        ([(text, style or "bold", length) for text, style, length in line], taken)
        for line, taken in folded(cell[:1], width)
    ]
    long = (longest(str(text)) for line in cell[1:] for text, _, length in line if length > width - _INDENT)
    indent = max(0, min(_INDENT, width - max(long, default=0)))
    below = folded(cell[1:], width - indent)
    return head + [([(" " * indent, "", indent), *line], taken + indent) for line, taken in below]
