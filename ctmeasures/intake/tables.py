"""Tables of marked-up letters: rows of cells of which some are wider than a column or higher than a row."""

from collections.abc import Iterable
from typing import NamedTuple

from ctmeasures.intake.blocks import Block, BlockKind

_MOST = 200  # columns and rows that one cell can take: more is a slip, or a trap


class Cell(NamedTuple):
    """A cell: its text, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


def table(rows: Iterable[tuple[str, ...]]) -> Block:
    """Return the block of a table, its text the cells of its rows."""
    kept = tuple(row for row in rows if any(row))
    return Block(BlockKind.TABLE, " ".join(cell for row in kept for cell in row if cell), rows=kept)


def grid(rows: Iterable[Iterable[Cell]]) -> Block:
    """Return the block of a table of which each row has all its columns; what a cell covers besides its first place is empty."""
    found: list[tuple[str, ...]] = []
    below: dict[int, int] = {}  # for each column that a higher cell covers: in how many rows still
    for row in rows:
        texts: list[str] = []

        def covered(texts: list[str] = texts) -> None:
            while below.get(len(texts), 0):
                below[len(texts)] -= 1
                texts.append("")

        for cell in row:
            covered()
            for place in range(min(max(cell.columns, 1), _MOST)):
                below[len(texts)] = min(max(cell.rows, 1), _MOST) - 1
                texts.append("" if place else cell.text)
        covered()
        found.append(tuple(texts))
    return table(found)


def number(text: str | None, default: int = 1) -> int:
    """Return the number that an attribute holds, or the default where it holds none."""
    return int(text) if text and text.isdecimal() and len(text) < 5 else default
