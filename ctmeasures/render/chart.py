"""The measures as bars over a line of time, in cells of one column each; the terminal and plain text draw the same ones.

Every shape says what a colour may repeat: a heavy line for the time of which letters tell, a light one where nothing was heard
since, a double one where the due date has passed, dots for what is still promised.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.dates import DUTCH, ENGLISH
from ctmeasures.model.status import Status
from ctmeasures.render.look import Look
from ctmeasures.render.words import SIGNS, UNSURE, after_last_letter, not_yet
from ctmeasures.render.words import last_letter as last_letter_words
from ctmeasures.reports.chart import Phase

if TYPE_CHECKING:
    from ctmeasures.reports.chart import Band, Chart, Mark, Span
    from ctmeasures.reports.query import View

AHEAD, PASSED = "◆", "◇"
NOW, BREAK, YEAR, LAST = "│", "╱", "┊", "▽"
LINES = {Phase.HEARD: "━", Phase.HEARD_LATE: "≡", Phase.SILENT: "─", Phase.SILENT_LATE: "═", Phase.PROMISED: "┈"}
MEANING = {
    Phase.HEARD: "time of which letters tell",
    Phase.HEARD_LATE: "due date passed, letters still spoke of it",
    Phase.SILENT: "nothing heard since",
    Phase.SILENT_LATE: "due date passed, nothing heard since",
    Phase.PROMISED: "up to a due date ahead",
}
SILENT_THEN = {
    Phase.SILENT: "nothing heard since by then",
    Phase.SILENT_LATE: "due date passed, nothing heard since by then",
}
_STEPS = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)  # months from one label of the axis to the next
_LABEL = 5  # columns that a label of the axis needs
_QUIET = 8  # cells of a quiet time, however long it is


class Cell(NamedTuple):
    """One column of a row: its character, and what it is, for a colour: a kind, a status, or one of the signs above."""

    sign: str
    what: str = ""


class Scale(NamedTuple):
    """Which day stands in which column: the days at which the scale changes, and their columns; `now` is the reference day's."""

    days: tuple[date, ...]
    columns: tuple[int, ...]
    width: int
    now: int
    quiet: int | None  # the column in which a shortened time begins, which lasts until now

    def column(self, when: date) -> int:
        """Return the column of a day."""
        for (first, last), (start, end) in zip(pairwise(self.days), pairwise(self.columns), strict=True):
            if when <= last:
                return start + round((when - first).days * (end - start) / (last - first).days)
        return self.columns[-1]

    @property
    def day_width(self) -> float:
        """Return how many columns a day takes where it takes least, but for a quiet time."""
        pieces = zip(pairwise(self.days), pairwise(self.columns), strict=True)
        return min(
            ((end - start) / (last - first).days for (first, last), (start, end) in pieces if start != self.quiet),
            default=1,
        )

    def hidden(self, column: int) -> bool:
        """Tell whether a column stands in a shortened time."""
        return self.quiet is not None and self.quiet <= column <= self.now

    @property
    def broken(self) -> tuple[int, int] | None:
        """Return the two columns in which the line of time is broken."""
        middle = None if self.quiet is None else (self.quiet + self.now) // 2
        return None if middle is None else (middle, middle + 1)


def scale(found: Chart, width: int) -> Scale:
    """Fit the days into so many columns; what lies ahead takes at most half of them, a quiet time only a few."""
    first, today, last = found.first_day, found.view.clock.reference_day, found.last_day
    newest, short = (found.quiet[0], _QUIET) if found.quiet else (today, 0)
    behind, ahead = (newest - first).days, (last - today).days
    room = width - 1 - short
    future = min(max(2, round(room * ahead / (behind + ahead))), room // 2 if behind else room) if ahead else 0
    now = width - 1 - future if behind else 0
    stops = {first: 0, newest: now - short, today: now, last: now + future}
    return Scale(tuple(stops), tuple(stops.values()), width, now, now - short if short else None)


@lru_cache(maxsize=4)  # every row needs them
def ticks(to: Scale, dutch: bool = False) -> tuple[tuple[int, str], ...]:
    """Return the columns in which years begin, or months where the time is short, with their names; none in a quiet time.

    The first column has a name too, if there is room for it.
    """
    first, last, names = to.days[0], to.days[-1], (DUTCH if dutch else ENGLISH).short
    step = next((step for step in _STEPS if to.day_width * 30.4 * step >= _LABEL), _STEPS[-1])
    months = range(-(-12 * first.year // step) * step, 12 * last.year + 12, step)
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    found = [
        (to.column(when), str(when.year) if when.month == 1 else names[when.month - 1])
        for when in days
        if first <= when <= last and not to.hidden(to.column(when))
    ]
    named = f"{names[first.month - 1]} {first.year}"
    if not found or found[0][0] > len(named) or not found[0][1].isdecimal():
        found.insert(0, (0, named))
    return tuple(found)


def last_letter(found: Chart, to: Scale, look: Look) -> str:
    """Draw the day of the last letter above its column, up to which anything can be known; nothing where it is that of the reference day or none of the chart's."""
    newest = found.last_letter
    if newest is None or (column := to.column(newest.date.first)) >= to.now:
        return ""
    day = look.short(newest.date)
    for said in (last_letter_words(day, found.view, look), day):
        before, after = f"{said} {LAST}".rjust(column + 1), f"{' ' * column}{LAST} {said}"
        if fits := [one for one in (before, after) if one[column] == LAST and len(one) <= to.width]:
            return fits[0]
    return LAST.rjust(column + 1)


def axis(found: Chart, to: Scale, look: Look) -> tuple[str, str]:
    """Draw the line of time: the reference day above its column, the names of years or months at theirs."""
    today = look.day(found.view.clock.reference_day, short=True)
    before, after = f"{today} ▼".rjust(to.now + 1), f"{' ' * to.now}▼ {today}"
    above = next((one for one in (before, after) if one[to.now] == "▼" and len(one) <= to.width), "▼".rjust(to.now + 1))
    below = ""
    marks = [*ticks(to, look.dutch), *([(to.broken[0], BREAK * 2)] if to.broken else [])]
    for column, label in sorted(marks):
        if len(below) <= max(0, column - 1) and column + len(label) <= to.width:
            below = below.ljust(column) + label
    return above, below


def heading(group: Band, found: Chart, look: Look) -> str:
    """Say what the measures of a group have in common."""
    registry, key = found.view.registry, group.key
    if found.by == "letter" and key is not None:
        letter = registry.letters[key]
        return f"{look.date(letter.date)}: {look.title(letter)}"
    if found.by == "owner" and key is not None:
        return look.name(registry.organisations[key])
    if found.by == "area":
        return look.say("No area") if key is None else look.name(registry.areas[key])
    return look.say("Announced in {year}", year=key)


def legend(found: Chart, look: Look) -> list[list[tuple[Cell, str]]]:
    """Return each sign that occurs with its meaning: the marks, the lines, what runs through all rows."""
    spans = found.spans
    kinds = {stretch.kind for span in spans for stretch in span.stretches}
    marks = {_mark(mark) for span in spans for mark in span.marks}
    signs = [(Cell(SIGNS[status], status), look.status(status)) for status in Status]
    signs += [
        (Cell(UNSURE, UNSURE), f"{look.say('a new status')}, {not_yet(look)}"),
        (Cell(PASSED, PASSED), look.say("due date that has passed")),
        (Cell(AHEAD, AHEAD), look.say("due date ahead")),
    ]
    through = [(Cell(NOW, NOW), look.say("reference day"))]
    if found.last_letter:
        through.append((Cell(LAST, LAST), after_last_letter(found.view, look)))
    if found.quiet:
        first, last = found.quiet
        said = look.say("{span} without a word or a due date, drawn short", span=look.span((last - first).days, last))
        through.append((Cell(BREAK * 2, BREAK), said))
    return [
        [one for one in signs if one[0] in marks],
        [(Cell(sign, kind), meaning(kind, found.view, look)) for kind, sign in LINES.items() if kind in kinds],
        through,
    ]


def meaning(kind: Phase, view: View, look: Look) -> str:
    """Say what a line means; where there are later letters, silence is that up to then."""
    return look.say((MEANING | SILENT_THEN if view.overtaken else MEANING)[kind])


def empty(to: Scale) -> list[Cell]:
    """Draw a row without a span: the lines of the years and of the reference day."""
    drawn = [Cell(" ")] * to.width
    for column, label in ticks(to):
        if label.isdecimal():
            drawn[column] = Cell(YEAR, YEAR)
    drawn[to.now] = Cell(NOW, NOW)
    return drawn


def row(span: Span, to: Scale, today: date) -> list[Cell]:
    """Draw a span: its marks as near as may be to their days, each in a column of its own, and every kind of stretch visible."""
    drawn = empty(to)
    here = [mark for mark in span.marks if mark.day == today]
    now = _Point(today, to.now, _mark(here[-1]) if here else Cell(NOW, NOW))
    points = _points(span, to, today)
    before = [point for point in points if point.day < today]
    after = [point for point in points if point.day > today]
    shown = _longest(span, [*before, now, *after])
    before = _placed([*before, now], shown, span, 0, to.now + 1)
    after = _placed([now, *after], shown, span, to.now, to.width)
    for left, right in pairwise([*before, *after[1:]]):
        kind = _kind(span, left.day, right.day)
        start = left.column + left.size
        if kind is not None:
            drawn[start : right.column] = [Cell(LINES[kind], kind)] * (right.column - start)
            broken = to.broken
            if broken and start < broken[0] and broken[1] < right.column - 1:
                drawn[broken[0] : broken[1] + 1] = [Cell(BREAK, BREAK)] * 2
    for point in (*before, *after):
        if point.cell:
            drawn[point.column] = point.cell
    return drawn


class _Point(NamedTuple):
    """A place where a row changes: the day, its column if there is room, and the cell that stands there, if any."""

    day: date
    column: int
    cell: Cell | None

    @property
    def size(self) -> int:
        """Return how many columns it takes."""
        return 1 if self.cell else 0


def _points(span: Span, to: Scale, today: date) -> list[_Point]:
    """Return where a row changes, but for the reference day: of several events of one day the last one stands."""
    cells: dict[tuple[date, bool], Cell | None] = {}
    for stretch in span.stretches:
        cells[stretch.first, False] = cells[stretch.last, False] = None
    for mark in span.marks:
        cells[mark.day, mark.event is None] = _mark(mark)
    return [_Point(when, to.column(when), cells[when, due]) for when, due in sorted(cells) if when != today]


def _mark(mark: Mark) -> Cell:
    if mark.event is None:
        return Cell(PASSED, PASSED) if mark.passed else Cell(AHEAD, AHEAD)
    if not mark.certain:
        return Cell(UNSURE, UNSURE)
    return Cell(SIGNS[mark.event.status], mark.event.status)


def _kind(span: Span, first: date, last: date) -> Phase | None:
    """Return what a span is between two days that follow one another in it; nothing before it begins and after it ends."""
    return next((one.kind for one in span.stretches if one.first <= first < last <= one.last), None)


def _longest(span: Span, points: list[_Point]) -> set[date]:
    """Return the days from which the longest piece of each kind lasts: these are never invisible."""
    found: dict[Phase, tuple[timedelta, date]] = {}
    for left, right in pairwise(points):
        kind = _kind(span, left.day, right.day)
        if kind is not None:
            found[kind] = max(found.get(kind, (timedelta(), left.day)), (right.day - left.day, left.day))
    return {first for _, first in found.values()}


def _placed(points: list[_Point], shown: set[date], span: Span, low: int, high: int) -> list[_Point]:
    """Move the points apart where they are too near, within columns; where there are too many, the second marks are left out."""

    def apart(left: _Point, right: _Point) -> int:
        return left.size + (left.day in shown and _kind(span, left.day, right.day) is not None)

    def needed() -> int:
        return sum(apart(left, right) for left, right in pairwise(points)) + points[-1].size

    while needed() > high - low and any(point.cell for point in points[1:-1]):
        number = next(number for number, point in enumerate(points) if number and point.cell)
        points = [*points[:number], points[number]._replace(cell=None), *points[number + 1 :]]
    placed = points[:1]
    for point in points[1:]:
        nearest = placed[-1].column + apart(placed[-1], point)
        placed.append(point._replace(column=max(point.column, nearest)))
    edge = high - placed[-1].size
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = placed[number]._replace(column=max(low, min(placed[number].column, edge)))
        edge = placed[number].column - (apart(placed[number - 1], placed[number]) if number else 0)
    return placed
