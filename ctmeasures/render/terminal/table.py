"""The one rule by which every table of the terminal fits the width that it has.

A view names its columns, what each row says in them, and its layouts, from the one with the most columns to a single one, in
which each row is a card. What has no column of its own stands below something else: nothing is ever left out or cut. Of the
layouts for whose words there is room, that one is taken which has the most columns and needs at most a tenth more lines than
the shortest. In each layout wider means no more lines, so the whole answer grows by no more than that tenth either.

The lines are laid out and written here: `rich.table` measures and wraps every cell as a document of its own, and rich's console
measures each piece of each line anew, which takes several times as long (measured).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rich.console import Console, RenderableType

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal.lines import BETWEEN, extent, longest
from ctmeasures.render.terminal.pen import Pen
from ctmeasures.render.terminal.stacks import Column, Fact, Row, Stack, card_height

_GAP = 2  # spaces between columns
_SLACK = 1.1  # how many lines a layout may take beside the shortest one
_SAMPLE = 1000  # rows by which the lines of a layout are counted; of more, every so many


class Band(NamedTuple):
    """What stands between rows over the whole width, and whether the columns' headings follow, and a rule below them."""

    parts: tuple[RenderableType, ...] = ()
    headed: bool = False
    ruled: bool = False


class Table:
    """Rows, and bands between them, written in the layout that fits."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        layouts: Sequence[Sequence[str]],
        items: Iterable[Row | Band],
        inset: int = 0,
        among: Sequence[Row] = (),
        margin: int = 0,
    ) -> None:
        """Take the items, the columns by which rows are set in below their bands, rows of several tables that are to look alike, and a margin."""
        self.margin = margin
        self.items = list(items)
        self.inset = inset
        self.rows = among or [item for item in self.items if not isinstance(item, Band)]
        self.columns = columns
        used = {name for row in self.rows for name, facts in row.items() if any(len(fact.text) for fact in facts)}
        self.layouts = [
            [Stack(kept, columns) for each in one if (kept := _kept(each, columns, used))] for one in layouts
        ]

    def write(self, console: Console, pen: Pen) -> None:
        """Write the table line by line; none ends in spaces."""
        before = self.margin + self.inset
        stacks, widths = self.fitted(console.width - before)
        if len(stacks) == 1:
            drawing = [stacks[0].card(widths[0], pen)]
        else:
            drawing = [one.drawing(width, _GAP, pen) for one, width in zip(stacks, widths, strict=True)]
        blanks, write = [" " * (width + _GAP) for width in widths], console.file.write
        for item in self.items:
            if not isinstance(item, Band):
                write(_beside([draw(item) for draw in drawing], blanks, " " * before))
                continue
            for part in item.parts:
                console.print(part)
            if item.headed and len(stacks) > 1:
                cells = [
                    one.heading_drawn(width, _GAP, item.ruled, pen) for one, width in zip(stacks, widths, strict=True)
                ]
                write(_beside(cells, blanks, " " * before))
                if item.ruled:
                    rule = "─" * (self.inset + sum(widths) + _GAP * (len(widths) - 1))
                    write(f"{' ' * self.margin}{pen(rule, 'dim')}\n")

    def fitted(self, width: int) -> tuple[list[Stack], list[int]]:
        """Return the layout for a terminal of so many columns, and the widths of its own columns.

        The lines of a layout are counted only until those that are not cannot make a difference.
        """
        rows = self.rows[:: 1 + len(self.rows) // _SAMPLE]
        found = []
        for stacks in self.layouts:
            widths = self._widths(stacks, width) if len(stacks) > 1 else [width] * len(stacks)
            if widths is not None:
                found.append((stacks, widths))
        filled = Counter(name for row in rows for name, facts in row.items() if any(len(fact.text) for fact in facts))
        fewest = [_fewest(stacks, filled) for stacks, _ in found]
        counts: list[int] = []
        for number, (stacks, widths) in enumerate(found):
            counts.append(_count(rows, stacks, widths))
            first = next(place for place, lines in enumerate(counts) if lines <= min(counts) * _SLACK)
            if counts[first] <= min(*counts, *fewest[number + 1 :], counts[first]) * _SLACK:
                return found[first]
        raise AssertionError("the layout of one column always fits")

    def _widths(self, stacks: list[Stack], width: int) -> list[int] | None:
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

    def _wanted(self, stack: Stack) -> int:
        """Return the columns that a stack takes where nothing is wrapped."""
        return max(self._whole(stack), extent(stack.heading))

    def _whole(self, stack: Stack) -> int:
        """Return the columns that the longest line of a stack takes."""
        between = len(BETWEEN)
        lines = (
            sum(self._extents[name][name != stack.first] + between for name in names) - between for names in stack.lines
        )
        return max(lines)

    def _least(self, stack: Stack) -> int:
        """Return the columns that a stack needs: what it says, where it is wrapped its longest word and what it asks for."""
        whole = self._whole(stack)
        if stack.least:
            words = (self._extents[name][2] for names in stack.lines for name in names)
            whole = max(*words, min(stack.least, whole))
        return max(whole, longest(stack.heading))

    @cached_property
    def _extents(self) -> dict[str, tuple[int, int, int]]:
        """Return for each column the longest thing that it says below its heading, and elsewhere, and its longest word."""
        return {name: self._extents_of(name, extent(column.label)) for name, column in self.columns.items()}

    def _extents_of(self, name: str, label: int) -> tuple[int, int, int]:
        between = len(BETWEEN)
        most = most_apart = 0
        texts = set()
        for row in self.rows:
            here = apart = -between
            for text, _, other in row.get(name, ()):
                size = extent(text)
                here += size + between
                apart += (extent(other) if other else size) + label + between
                texts.add(text if isinstance(text, str) else text.plain)
                if other:
                    texts.add(str(other))
            most, most_apart = max(most, here), max(most_apart, apart)
        word = max(map(longest, texts), default=0)
        return most, most_apart, max(word, longest(self.columns[name].label))


Drawable = RenderableType | Table
"""What an answer is made of."""


def said(columns: Mapping[str, Column], look: Look) -> dict[str, Column]:
    """Return columns with their headings, which are given in English, in the reader's language."""
    return {name: one._replace(heading=look.say(one.heading)) if one.heading else one for name, one in columns.items()}


def labelled(facts: Iterable[tuple[str, Sequence[Fact]]], margin: int = 0) -> Table:
    """Return a table of labels with their values, the values below the labels where there is no room beside them."""
    columns = {"label": Column(), "value": Column(least=16)}
    rows = [{"label": fact(label, "dim"), "value": value} for label, value in facts]
    return Table(columns, (("label", "value"), ("label/value",)), rows, margin=margin)


def _kept(stack: str, columns: Mapping[str, Column], used: set[str]) -> str:
    """Return a stack without the columns in which no row says anything; raise KeyError for what is no column."""
    lines = (",".join(name for name in line.split(",") if columns[name] and name in used) for line in stack.split("/"))
    return "/".join(line for line in lines if line)


def fact(text: str, style: str = "", apart: str = "") -> list[Fact]:
    """Return a cell that says one thing; one that says nothing is empty."""
    return [Fact(clean(text), style, clean(apart))] if text else []


def _fewest(stacks: list[Stack], filled: Mapping[str, int]) -> int:
    """Return the fewest lines that rows can take in a layout, by how many of them say something in each column."""
    return max((sum(max(filled[name] for name in names) for names in stack.lines) for stack in stacks), default=0)


def _count(rows: Sequence[Row], stacks: list[Stack], widths: list[int]) -> int:
    """Return how many lines rows take in a layout."""
    if len(stacks) == 1:
        return sum(card_height(stacks[0], row, widths[0]) for row in rows)
    sized = list(zip(stacks, widths, strict=True))
    return sum(max([stack.height(row, width) for stack, width in sized], default=0) for row in rows)


def _beside(cells: list[list[str]], blanks: list[str], before: str) -> str:
    """Return the lines of cells beside one another, that of a cell that has fewer blank."""
    most = max(map(len, cells), default=0)
    if most == 1:
        line = "".join([cell[0] if cell else blank for cell, blank in zip(cells, blanks, strict=True)])
        return f"{before}{line.rstrip(' ')}\n"
    found = []
    for number in range(most):
        line = "".join(
            [cell[number] if number < len(cell) else blank for cell, blank in zip(cells, blanks, strict=True)]
        )
        found.append(f"{before}{line.rstrip(' ')}\n")
    return "".join(found)
