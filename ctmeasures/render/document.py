"""A document before it is drawn: Markdown, and between it tables whose cells are words and links.

A table of ten thousand rows is drawn as it is: to write it as Markdown and read that again takes several times as long (measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from ctmeasures.render.marked import drawn_table, escape, linked
from ctmeasures.render.safe import clean

# What no rule of Markdown's for addresses changes.
_USUAL = re.compile(r"https?://[a-z0-9.-]+(?:/(?:[\w.~/:?#=&,+-]|%[0-9A-F]{2})*)?", re.ASCII)


class Words(NamedTuple):
    """Words of a cell, clean; the address that they open, and whether they are an aside, which leans."""

    text: str
    url: str | None = None
    aside: bool = False


Cell = str | Sequence[Words]
"""What a cell says, clean: words alone, or words in several ways."""


class Rows(NamedTuple):
    """A table: its headings, what its cells say, and how many of its last columns are numbers."""

    headings: list[str]
    cells: list[list[Cell]]
    numbers: int = 0


Part = str | Rows
"""A part of a document: Markdown, or a table."""


def table(headings: list[str], cells: Iterable[Sequence[Cell]], numbers: int = 0) -> Rows:
    """Return a table; its headings begin with a capital."""
    return Rows([word.capitalize() for word in headings], [list(row) for row in cells], numbers)


def rows(cells: list[list[str]], numbers: int = 0) -> Rows:
    """Return a table of words alone, the headings first."""
    head, *body = cells
    return table(head, ([clean(cell) for cell in row] for row in body), numbers)


def without_zeros(found: Rows) -> Rows:
    """Return a table of counts without the rows and the columns of numbers that are zero everywhere; the last row, their sum, stays."""
    first = len(found.headings) - found.numbers
    cells = [row for row in found.cells[:-1] if any(cell != "0" for cell in row[first:])] + found.cells[-1:]
    kept = [place for place in range(len(found.headings)) if place < first or any(row[place] != "0" for row in cells)]
    if len(kept) == first:
        return found
    return Rows(
        [found.headings[place] for place in kept],
        [[row[place] for place in kept] for row in cells],
        len(kept) - first,
    )


def said(cell: Cell) -> str:
    """Return what a cell says as text alone."""
    return cell if isinstance(cell, str) else "".join(one.text for one in cell)


def in_markdown(cell: Cell) -> str:
    """Return a cell as Markdown."""
    if isinstance(cell, str):
        return escape(cell)
    return "".join(f"*{escape(one.text)}*" if one.aside else linked(one.text, one.url) for one in cell)


def markdown(parts: Iterable[Part]) -> str:
    """Return a document as Markdown."""
    return "\n\n".join(part if isinstance(part, str) else _written(part) for part in parts) + "\n"


def _written(rows: Rows) -> str:
    cells = [[in_markdown(cell) for cell in row] for row in rows.cells]
    return drawn_table([rows.headings, *cells], rows.numbers)


def joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts of a document, those of Markdown that stand beside one another as one."""
    for text, group in groupby(parts, key=lambda part: isinstance(part, str)):
        if text:
            yield "\n\n".join(map(str, group))
        else:
            yield from group


@lru_cache(maxsize=1 << 16)
def address(url: str) -> str:
    """Return an address as Markdown's own rules write it."""
    url = url.replace("|", "%7C")
    if _USUAL.fullmatch(url):
        return url
    from markdown_it.common.normalize_url import normalizeLink

    return normalizeLink(url)
