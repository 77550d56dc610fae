"""The measures as spans of time: a row for each, its stretches as bars, its events and its due date as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from ctmeasures.model.status import Status
from ctmeasures.render.chart import heading as band_heading
from ctmeasures.render.chart import meaning
from ctmeasures.render.safe import clean
from ctmeasures.render.svg.axis import Axis, stretches
from ctmeasures.render.svg.pieces import FONT, LINE, SHADES, SIZE, tag, text, wide, wrapped
from ctmeasures.render.words import after_last_letter, span_words

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.chart import Chart, Mark, Phase, Span

_ROW = 20  # high
_TALL = 900  # high, from which on the years are named at the foot too
_SMALL = 13  # size of the names of measures
_LABELS = 0.42  # of the width
STRETCHES = {
    "heard": SHADES["heard"],
    "heard-late": SHADES["heard-late"],
    "silent": "#aab3bd",
    "silent-late": "#d9a0b4",
    "promised": "#8fc7a5",
}


def spans(found: Chart, look: Look, width: int = 1000) -> str:
    """Draw all spans under one line of time; the key to the bars and marks stands above them."""
    on, left = Axis(found), width * _LABELS
    scale = (width - left - 8) / 100
    drawn, top = _key(found, look, width)
    rows, y = "", top + LINE + 6
    for group in found.groups:
        rows += text(band_heading(group, found, look), 0, y + SIZE, font_weight="bold")
        y += LINE + 6
        for one in group.spans:
            rows += _row(one, look, on, left, scale, y)
            y += _ROW
        y += 8
    drawn += _grid(found, look, on, left, scale, top, y) + rows
    inside = tag("g", drawn, font_family=FONT, font_size=SIZE, fill="#1a1c20")
    below = LINE if y - top > _TALL else 0
    return tag("svg", inside, viewBox=f"0 0 {width} {round(y + 4 + below)}")


def _grid(found: Chart, look: Look, on: Axis, left: float, scale: float, top: float, foot: float) -> str:
    """Return the lines of the years, of the last letter, of the reference day and of a time that is drawn short; of a tall one named below too."""
    drawn = ""
    named = (top + SIZE, foot + SIZE) if foot - top > _TALL else (top + SIZE,)
    for place, year in on.years:
        x = left + place * scale
        drawn += "".join(text(year, x + 3, y, fill="#5a6672") for y in named) + _line(x, top, foot, "#d5d9e0")
    if on.broken is not None:
        drawn += "".join(text("…", left + on.broken * scale + 8, y, fill="#5a6672") for y in named)
    day, newest = found.view.clock.reference_day, found.last_letter
    if newest:
        drawn += _line(left + on.at(newest.date.first) * scale, top, foot, "#1a1c20", "1 3")
    return drawn + _line(left + on.at(day) * scale, top, foot, "#1a1c20", "4 3")


def _line(x: float, top: float, foot: float, colour: str, dashes: str | None = None) -> str:
    return tag("path", d=f"M{x:.2f} {top:g}V{foot:g}", stroke=colour, stroke_dasharray=dashes, fill="none")


def _row(one: Span, look: Look, on: Axis, left: float, scale: float, top: float) -> str:
    """Return a measure's row; what its marks are is told in words too."""
    title = look.title(one.state.measure)
    (line, *_) = wrapped(title, (left - 20) * SIZE / _SMALL, 1)
    drawn = tag("title", str(escape(clean(f"{title}: {span_words(one, look)}"))))
    drawn += text(line, 12, top + SIZE - 1, font_size=_SMALL)
    middle = top + _ROW / 2
    for part in stretches(one, on):
        x, wide_ = left + part.left * scale, part.width * scale
        drawn += tag(
            "rect", x=x, y=middle - 4, width=wide_, height=8, fill=STRETCHES[part.kind.value], class_=part.kind
        )
    for mark in one.marks:
        drawn += _mark(mark, left + on.at(mark.day) * scale, middle)
    return tag("g", drawn, class_="span")


def _mark(mark: Mark, x: float, y: float) -> str:
    """Return a circle for an event, filled where it closed the measure, or a diamond for a due date, filled where that has passed."""
    if mark.event is not None:
        return _circle(x, y, mark.event.status.open)
    return _diamond(x, y, mark.passed)


def _circle(x: float, y: float, is_open: bool) -> str:
    fill = "#ffffff" if is_open else "#1a1c20"
    return tag("circle", cx=x, cy=y, r=4.5, fill=fill, stroke="#1a1c20", stroke_width=1.5)


def _diamond(x: float, y: float, passed: bool) -> str:
    path = f"M{x:.2f} {y - 6:.2f}l6 6l-6 6l-6 -6z"
    return tag("path", d=path, fill="#b3261e" if passed else "#ffffff", stroke="#b3261e", stroke_width=1.5)


def _key(found: Chart, look: Look, width: float) -> tuple[str, float]:
    """Return what the bars and marks mean, in as many lines as that needs, and how high it is."""
    kinds: list[Phase] = list(dict.fromkeys(part.kind for one in found.spans for part in one.stretches))
    shown = [
        (tag("rect", x=0, y=6, width=14, height=8, fill=STRETCHES[kind.value]), meaning(kind, found.view, look))
        for kind in kinds
    ]
    opened, closed = (", ".join(look.status(one) for one in Status if one.open is is_open) for is_open in (True, False))
    shown += [(_circle(7, 10, True), opened), (_circle(7, 10, False), closed)]
    shown += [
        (_diamond(7, 10, True), look.say("due date that has passed")),
        (_diamond(7, 10, False), look.say("due date ahead")),
    ]
    shown.append((_line(7, 2, 18, "#1a1c20", "4 3"), look.say("reference day")))
    if found.last_letter:
        shown.append((_line(7, 2, 18, "#1a1c20", "1 3"), after_last_letter(found.view, look)))
    drawn, x, y = "", 0.0, 0.0
    for sign, words in shown:
        room = 24 + wide(words)
        if x and x + room > width:
            x, y = 0.0, y + LINE + 2
        drawn += tag("g", sign + text(words, 20, 15), transform=f"translate({x:.2f} {y:g})")
        x += room + 12
    return drawn, y + LINE + 8
