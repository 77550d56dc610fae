"""What stands in one column of a table: one thing, or several below one another, as lines that are as wide as the column."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text

from ctmeasures.render.terminal.lines import Ink, Line, Runs, Said, Words, extent, folded, height, longest
from ctmeasures.render.terminal.pen import Pen

_INDENT = 2  # of what stands below the head of a card


class Fact(NamedTuple):
    """One thing that a row says, in which style, and how it is said where it does not stand under its own heading."""

    text: Said
    style: Ink = ""
    apart: str | Text = ""


class Column(NamedTuple):
    """A column: its heading, and whether it is set to the right.

    It is as wide as the longest thing in it, or where it has a least width, as there is room for: then it is wrapped. What it says
    has its `label` before it where it does not stand under the heading.
    """

    heading: str = ""
    least: int = 0
    right: bool = False
    label: str = ""


Row = Mapping[str, Sequence[Fact]]


class Stack:
    """What stands in one column of a layout: `title/id,owner` is the title, and below it the id and the owner in one line."""

    def __init__(self, spelled: str, columns: Mapping[str, Column]) -> None:
        self.lines = [line.split(",") for line in spelled.split("/")]
        self.first = self.lines[0][0]
        names = [name for line in self.lines for name in line]
        self.alone = len(names) == 1
        self.labels = {name: columns[name].label for name in names}
        self.least = max(columns[name].least for name in names)
        self.right = columns[self.first].right
        self.heading = columns[self.first].heading

    def above(self, ruled: bool) -> list[list[Words]]:
        """Return the heading as a cell."""
        return [[(self.heading, "bold" if ruled else "dim", extent(self.heading))]] if self.heading else []

    def heading_drawn(self, width: int, gap: int, ruled: bool, pen: Pen) -> list[str]:
        """Return the lines of the heading, as wide as the column."""
        lines = folded(self.above(ruled), width)
        return [_filled(drawn_line(words, pen), taken, width, gap, self.right) for words, taken in lines]

    def cell(self, row: Row, headed: bool = True) -> list[list[Words]]:
        """Return the lines of a row's cell that say anything, each as what flows in it; in a card nothing has a heading."""
        found = []
        for names in self.lines:
            line = [
                _words(fact, headed and name == self.first, self.labels[name])
                for name in names
                for fact in row.get(name, ())
                if len(fact.text)
            ]
            if line:
                found.append(line)
        return found

    def height(self, row: Row, width: int) -> int:
        """Return how many lines a row's cell takes in so many columns."""
        facts = row.get(self.first, ())
        if self.alone and len(facts) == 1:
            text = facts[0].text
            length = extent(text)
            return height(text, length, width) if length else 0
        return len(folded(self.cell(row), width))

    def drawing(self, width: int, gap: int, pen: Pen) -> Callable[[Row], list[str]]:
        """Return what draws a row's cell, each of its lines filled up to so many columns and a gap behind them."""
        alone, name, right = self.alone, self.first, self.right

        def cell(row: Row) -> list[str]:
            facts = row.get(name, ())
            if alone and len(facts) == 1:  # nearly all are so, and fit
                text, ink, _ = facts[0]
                length = extent(text)
                if length <= width and isinstance(text, str):
                    return [_filled(pen(text, ink), length, width, gap, right)] if length else []
            lines = folded(self.cell(row), width)
            return [_filled(drawn_line(words, pen), taken, width, gap, right) for words, taken in lines]

        return cell

    def card(self, width: int, pen: Pen) -> Callable[[Row], list[str]]:
        """Return what draws a row of which everything stands in this one column."""
        return lambda row: [drawn_line(words, pen) for words, _ in _card(self.cell(row, headed=False), width)]


def _filled(drawn: str, taken: int, width: int, gap: int, right: bool) -> str:
    """Return what takes so many columns as wide as its column, and the gap behind it."""
    lack = " " * (width - taken)
    return f"{lack}{drawn}{' ' * gap}" if right else f"{drawn}{lack}{' ' * gap}"


def card_height(stack: Stack, row: Row, width: int) -> int:
    """Return how many lines a row takes of which everything stands in one column."""
    return len(_card(stack.cell(row, headed=False), width))


def drawn_line(words: list[Words], pen: Pen) -> str:
    """Return a line as it is written."""
    return "".join([pen(text, ink) if isinstance(text, str) else pen.drawn(text) for text, ink, _ in words])


def _words(fact: Fact, first: bool, label: str = "") -> Words:
    text, ink, apart = fact
    if first or not (apart or label):
        return text, ink, extent(text)
    if apart:
        return apart, ink, extent(apart)
    parts = text.parts if isinstance(text, Runs) else [(str(text), ink)]
    labelled = Runs([(label, "dim"), *parts])
    return labelled, "", extent(labelled)


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
