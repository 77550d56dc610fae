"""From pieces of text with their places to lines in reading order, without what stands around a letter: running heads, page numbers, what stands beside the column."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from ctmeasures.intake.pdf_pages import Page, Piece

# Widths in ems, which are the size of the letters.
GAP = 1.3  # a wider one parts cells of a table, or the text from a column beside it
_AROUND = 500  # pieces among which the neighbour of a small one is looked for
_SMALL = 0.85  # letters of this part of the size of those beside them can be a raised number
_NUMBER = re.compile(r"(?:pag(?:ina|\.)?\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:van|/|of)\s*\d{1,3})?", re.IGNORECASE)
MARKER = re.compile(r"[-–—•*o]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]")
_OFFICIAL = re.compile(r"(?:Tweede|Eerste) Kamer, vergaderjaar \d{4}[–-]\d{4}\b.*")


class Segment(NamedTuple):
    """Pieces of one line that follow each other without a wide gap, each with whether it is raised."""

    pieces: tuple[tuple[Piece, bool], ...]

    @property
    def x0(self) -> float:
        """Return where it begins."""
        return self.pieces[0][0].x0

    @property
    def x1(self) -> float:
        """Return where it ends."""
        return max(piece.x1 for piece, _ in self.pieces)

    @property
    def text(self) -> str:
        """Return its text in one line."""
        said, end = "", self.x0
        for piece, raised in self.pieces:
            apart = piece.x0 - end > 0.16 * piece.size and not raised
            said += (" " if apart and said and not said.endswith(" ") else "") + piece.text
            end = piece.x1
        return " ".join(said.split())


class Line(NamedTuple):
    """One line: its page, level, segments from left to right, the size of most of its letters, and whether all of them are bold or italic."""

    page: int
    y: float
    segments: tuple[Segment, ...]
    size: float
    bold: bool
    italic: bool

    @property
    def x0(self) -> float:
        """Return where it begins."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Return where it ends."""
        return self.segments[-1].x1

    @property
    def text(self) -> str:
        """Return its text in one line."""
        return " ".join(segment.text for segment in self.segments)


class Column(NamedTuple):
    """The column of the letter's own text: its edges on each page, the size of its letters, and the distance of its lines."""

    left: dict[int, float]
    width: float
    size: float
    leading: float

    def right(self, page: int) -> float:
        """Return the right edge on a page."""
        return self.left[page] + self.width


def lines_of(page: Page) -> list[Line]:
    """Return all lines of a page from top to bottom; raised and lowered letters stand on the line that they belong to."""
    rows: list[tuple[float, list[tuple[Piece, bool]]]] = []
    for piece, level, raised in sorted(_settled(page.pieces), key=lambda one: (one[1], one[0].x0)):
        if rows and abs(rows[-1][0] - level) <= 0.2 * piece.size:
            rows[-1][1].append((piece, raised))
        else:
            rows.append((level, [(piece, raised)]))
    return [_line(page.number, level, sorted(row, key=lambda one: one[0].x0)) for level, row in rows]


def _settled(pieces: Sequence[Piece]) -> Iterable[tuple[Piece, float, bool]]:
    """Yield each piece with the level of its line, and whether it is raised above it."""
    near: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        near[int(piece.y // 8)].append(piece)
    for piece in pieces:
        level, raised = piece.y, False
        if len(piece.text.strip()) <= 8:
            around = (one for row in range(int(piece.y // 8) - 2, int(piece.y // 8) + 3) for one in near.get(row, ()))
            base = next((one for one in islice(around, _AROUND) if _beside(piece, one)), None)
            if base is not None:
                level, raised = base.y, base.y - piece.y > 0.1 * base.size
        yield piece, level, raised


def _beside(piece: Piece, base: Piece) -> bool:
    """Tell whether a piece is raised or lowered beside another: smaller, a little above or below, and next to it."""
    if piece.size > _SMALL * base.size:
        return False
    lift = (base.y - piece.y) / base.size
    if not (0.1 < lift < 0.75 or -0.4 < lift < -0.05):
        return False
    behind, before = piece.x0 - base.x1, base.x0 - piece.x1
    return -0.3 * base.size < behind < 0.6 * base.size or -0.2 * base.size < before < 2.5 * base.size


def _line(page: int, level: float, row: list[tuple[Piece, bool]]) -> Line:
    parts: list[list[tuple[Piece, bool]]] = []
    end = 0.0
    for piece, raised in row:
        if parts and piece.x0 - end <= GAP * max(piece.size, parts[-1][-1][0].size):
            parts[-1].append((piece, raised))
        else:
            parts.append([(piece, raised)])
        end = max(end, piece.x1) if len(parts[-1]) > 1 else piece.x1
    sizes: Counter[float] = Counter()
    for piece, _ in row:
        sizes[piece.size] += len(piece.text.strip())
    level_pieces = [piece for piece, raised in row if not raised] or [row[0][0]]
    return Line(
        page,
        level,
        tuple(Segment(tuple(part)) for part in parts),
        sizes.most_common(1)[0][0],
        all(piece.bold for piece in level_pieces),
        all(piece.italic for piece in level_pieces),
    )


def column_of(lines: Sequence[Line]) -> Column:
    """Return the column of the letter's text: where most letters of the commonest size begin, and how far they reach."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0]
    long = [
        (line.page, segment.x0, segment.x1, len(segment.text))
        for line in lines
        for segment in line.segments
        if abs(line.size - size) <= 0.5 and len(segment.text) > 25
    ] or [(line.page, line.x0, line.x1, len(line.text)) for line in lines]
    whole = _commonest((x0, weight) for _, x0, _, weight in long)
    left = {}
    for page in {line.page for line in lines}:
        own = [(x0, weight) for number, x0, _, weight in long if number == page]
        # A page that has its text elsewhere, as a left one of a book has, has it all there.
        left[page] = _commonest(own) if len(own) >= 5 and all(abs(x0 - whole) > 3 for x0, _ in own) else whole
    widths = sorted(x1 - left[page] for page, x0, x1, _ in long if -3 <= x0 - left[page] <= 60)
    width = widths[min(len(widths) - 1, int(len(widths) * 0.98))] if widths else 300.0
    return Column(left, width, size, _leading(lines, size, left))


def _commonest(places: Iterable[tuple[float, int]]) -> float:
    weights: Counter[float] = Counter()
    for place, weight in places:
        weights[round(place)] += weight
    return weights.most_common(1)[0][0]


def _leading(lines: Sequence[Line], size: float, left: dict[int, float]) -> float:
    """Return the commonest distance of two lines of the text, of which the smaller one counts where two are about as common."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(lines):
        step = two.y - one.y
        alike = all(abs(each.size - size) <= 0.5 and abs(each.x0 - left[each.page]) < 60 for each in (one, two))
        if one.page == two.page and alike and 0.9 * size < step < 2.6 * size:
            steps[round(step * 4) / 4] += 1
    if not steps:
        return 1.2 * size
    most = steps.most_common(1)[0][1]
    return min(step for step, often in steps.items() if often >= most * 0.5)


def parted(lines: Sequence[Line], column: Column) -> tuple[list[Line], list[Line]]:
    """Return the lines of the letter's own column, and what stands beside it, as a sender's column does.

    A row of a table may begin beside the column: its letters have one size, and it has two cells or more in it or they are smaller than those of the text.
    """
    own: list[Line] = []
    beside: list[Line] = []
    for line in lines:
        left, right = column.left[line.page] - 3, column.right(line.page) + 3
        inside = [one for one in line.segments if one.x1 > left and one.x0 < right]
        outside = [one for one in line.segments if one not in inside]
        small = {round(piece.size, 1) for one in line.segments for piece, raised in one.pieces if not raised}
        wide = len(inside) > 1 and not MARKER.fullmatch(inside[0].text)
        row = len(small) == 1 and (wide or max(small) < 0.95 * column.size)
        before = [one for one in outside if one.x1 <= left]
        sign = len(before) == 1 and MARKER.fullmatch(before[0].text)  # of an item, in the margin
        if inside and before and (sign or (row and before == outside)):
            inside, outside = [*before, *inside], [one for one in outside if one not in before]
        own += [_of(line, inside)] if inside else []
        beside += [_of(line, outside)] if outside else []
    return own, beside


def _of(line: Line, segments: Sequence[Segment]) -> Line:
    """Return a line with some of its segments only."""
    return (
        _line(line.page, line.y, [each for one in segments for each in one.pieces])
        if len(segments) < len(line.segments)
        else line
    )


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float], column: Column) -> list[list[Line]]:
    """Return the lines of each page without running heads, feet and page numbers."""
    often = Counter(
        mark for page in pages for mark in {_marked(line, counting) for line in page for counting in (False, True)}
    )
    kept: list[list[Line]] = []
    for page, height in zip(pages, heights, strict=True):
        kept.append([])
        for place, line in enumerate(page):
            edge = line.y < 0.12 * height or line.y > 0.88 * height
            before = line.y - page[place - 1].y if place else height
            after = page[place + 1].y - line.y if place + 1 < len(page) else height
            alone = edge and (before if line.y > height / 2 else after) > 1.5 * column.leading
            again = often[_marked(line)] > 1 and not 0.3 * height < line.y < 0.8 * height
            again = again and not _heads_table(page, place, often, column)
            again = again and (
                alone or not (_is_text(line, column) or (place and _goes_on(line, page[place - 1], column)))
            )
            # The head of the second page of two is there but once.
            head = place == 0 and len(kept) > 1
            foot = place == len(page) - 1
            far = after if head else before if foot else 0.0
            odd = edge and abs(line.size - column.size) > 0.5 and far > 2.2 * column.leading and (head or foot)
            odd = odd and not (foot and _is_note(line, page))  # the only note of a page
            counted = alone and often[_marked(line, counting=True)] > 1
            if not (again or counted or odd or (alone and _NUMBER.fullmatch(line.text)) or _OFFICIAL.match(line.text)):
                kept[-1].append(line)
    return kept


def _heads_table(page: Sequence[Line], place: int, often: Counter[tuple[int, str, int]], column: Column) -> bool:
    """Tell whether a line is the first row of a table, the same as that of another: a row that no page repeats stands right below it."""
    below = page[place + 1] if place + 1 < len(page) else None
    if below is None or min(len(page[place].segments), len(below.segments)) < 3:
        return False
    near = below.y - page[place].y < 2 * column.leading
    return near and often[_marked(below)] == 1 and often[_marked(below, counting=True)] == 1


def _is_note(line: Line, page: Sequence[Line]) -> bool:
    """Tell whether a line begins with the number of a note: with one that is raised, or that stands raised on its page."""
    found = re.match(r"\(?(\d{1,3})\b", line.text)
    pieces = (piece for other in page for segment in other.segments for piece in segment.pieces)
    return found is not None and any(raised and found[1] in re.findall(r"\d+", one.text) for one, raised in pieces)


def _is_text(line: Line, column: Column) -> bool:
    """Tell whether a line is long enough to be one of the letter's own text."""
    return line.x1 - line.x0 > 0.75 * column.width and abs(line.size - column.size) <= 0.5


def _goes_on(line: Line, above: Line, column: Column) -> bool:
    """Tell whether a line, however short, goes on with the text right above it."""
    near = line.y - above.y <= 1.25 * column.leading
    return near and _is_text(above, column) and abs(line.size - above.size) <= 0.5


def _marked(line: Line, counting: bool = False) -> tuple[int, str, int]:
    """Return what makes a line the same on several pages: its level and text; where it is counting, the last number counts from that of the page."""
    numbers = re.findall(r"\d{1,3}(?!\d)", line.text) if counting else []
    if not numbers:
        return round(line.y / 4), line.text, 0
    return round(line.y / 4), re.sub(r"\d+", "0", line.text), int(numbers[-1]) - line.page
