"""Tables of a PDF, which has only letters at places: rows of cells that stand in columns."""

import itertools
import re
from collections.abc import Sequence

from ctmeasures.intake.pdf_lines import MARKER, Column, Line, Segment
from ctmeasures.intake.pdf_words import Words, said

_FIGURE = re.compile(r"[-–+€]?\s*[\d.,]+\s*%?|[-–]")


def is_row(line: Line) -> bool:
    """Tell whether a line has cells: parts with wide gaps between them, of which the first is more than the sign of an item."""
    return len(cells(line)) > 1


def cells(line: Line) -> list[Segment]:
    """Return the parts of a line between wide gaps, the sign of an item with what stands behind it."""
    parts = [*line.segments]
    if len(parts) > 1 and MARKER.fullmatch(parts[0].text):
        parts[:2] = [Segment((*parts[0].pieces, *parts[1].pieces))]
    return parts


def tables_in(lines: Sequence[Line], column: Column) -> list[range]:
    """Return where the tables of a page stand: two rows or more whose cells stand below each other, with the lines between that go on in a cell."""
    found: list[range] = []
    place = 0
    while place < len(lines):
        end = _end(lines, place, column) if is_row(lines[place]) else place
        if end > place:
            found.append(range(place, end))
        place = max(end, place + 1)
    return found


def _end(lines: Sequence[Line], start: int, column: Column) -> int:
    """Return where a table that begins with a line ends, and the start where none does."""
    rows = [lines[start]]
    end = start + 1
    for place in range(start + 1, len(lines)):
        line, above = lines[place], lines[place - 1]
        if line.y - above.y > 3.2 * column.leading:
            break
        if is_row(line) and any(_below(line, row) for row in rows):
            rows.append(line)
            end = place + 1
        elif not (_more_of_cell(line, above, rows, column) or _heads_rows(lines, place, rows, column)):
            break
    while (
        end < len(lines)
        and _in_cell(lines[end], rows)
        and _close(lines[end], lines[end - 1])
        and not _full(lines[end], column)
    ):
        end += 1
    return end if len(rows) > 1 else start


def _more_of_cell(line: Line, above: Line, rows: Sequence[Line], column: Column) -> bool:
    return not is_row(line) and _in_cell(line, rows) and line.y - above.y <= 1.6 * column.leading


def _heads_rows(lines: Sequence[Line], place: int, rows: Sequence[Line], column: Column) -> bool:
    """Tell whether a line is a heading inside a table: it is short, and a row follows."""
    if len(rows) < 2 or place + 1 >= len(lines) or len(lines[place].text) >= 60:
        return False
    after = lines[place + 1]
    return is_row(after) and after.y - lines[place].y < 2.2 * column.leading and any(_below(after, row) for row in rows)


def _close(line: Line, above: Line) -> bool:
    return line.y - above.y < 1.25 * line.size and abs(line.size - above.size) < 0.3 and line.bold == above.bold


def _full(line: Line, column: Column) -> bool:
    """Tell whether a line is as wide as lines of the text are."""
    return line.x1 - line.x0 > 0.75 * column.width


def _below(line: Line, row: Line) -> bool:
    """Tell whether two rows share a column besides the first: cells that begin, or end, or have their middle at one place."""
    edge = 0.6 * line.size
    return any(
        abs(one.x0 - two.x0) < edge or abs(one.x1 - two.x1) < edge or abs(one.x0 + one.x1 - two.x0 - two.x1) < 2 * edge
        for one in cells(line)[1:]
        for two in cells(row)[1:]
    )


def _in_cell(line: Line, rows: Sequence[Line]) -> bool:
    """Tell whether a line of one part can go on in a cell: it begins where one does, and is no wider than the cells of its column."""
    part = cells(line)[0]
    for row in rows:
        own = cells(row)
        for place, cell in enumerate(own):
            room = own[place + 1].x0 if place + 1 < len(own) else max(part.x1, cell.x1 + 0.5)
            if abs(part.x0 - cell.x0) < 0.6 * line.size and part.x1 < room:
                return True
    return False


def rows_of(lines: Sequence[Line], words: Words) -> list[list[str]]:
    """Return the rows of a table, each with a text for each column."""
    edges = _columns(lines)
    rows: list[list[str]] = []
    steps = [two.y - one.y for one, two in itertools.pairwise(lines)]
    close = min(steps, default=0.0) * 1.2
    loose = any(step > close for step in steps)
    for place, line in enumerate(lines):
        own = [""] * len(edges)
        for cell in cells(line):
            column = _column(cell, edges)
            own[column] = words.join(own[column], said(cell))
        near = loose and place > 0 and steps[place - 1] <= close
        if rows and _continues(own, rows[-1], near):
            rows[-1] = [words.join(one, two) for one, two in zip(rows[-1], own, strict=True)]
        else:
            rows.append(own)
    return rows


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the columns: the places of the cells of those rows that have most of them."""
    most = max(len(cells(line)) for line in lines)
    edges: list[tuple[float, float]] = []
    for one in sorted(
        (cell for line in lines if len(cells(line)) == most for cell in cells(line)), key=lambda cell: cell.x0
    ):
        if edges and one.x0 < edges[-1][1]:
            edges[-1] = (edges[-1][0], max(edges[-1][1], one.x1))
        else:
            edges.append((one.x0, one.x1))
    return edges


def _column(cell: Segment, edges: Sequence[tuple[float, float]]) -> int:
    """Return the column that shares most with a cell, or is nearest to it."""
    return max(range(len(edges)), key=lambda one: min(cell.x1, edges[one][1]) - max(cell.x0, edges[one][0]))


def _continues(own: Sequence[str], above: Sequence[str], near: bool) -> bool:
    """Tell whether a line goes on in the cells of the row above it."""
    if near and own[0] and not any(own[1:]) and not _FIGURE.fullmatch(above[0]):
        return True  # of the row's name, also where the rest of it is a number
    if any(one and two and _FIGURE.fullmatch(two) for one, two in zip(above, own, strict=True)):
        return False
    return near or not own[0] or own[0][0].islower()
