"""The line of time on a terminal: a rail with a sign for each moment, and the reference day's mark across it."""

from collections.abc import Iterator
from itertools import groupby

from rich.rule import Rule
from rich.text import Text

from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.rows import Cell, Rows, Slot
from ctmeasures.render.words import SIGNS, Look, long_day, no_word, timeline_foot, title
from ctmeasures.reports.timeline import Moment, Timeline

_AHEAD, _PASSED = "◆", "◇"
_COLUMNS = (Slot(16, right=True, cut=True), Slot(1, cut=True), Slot(18, cut=True), Slot())


def line(found: Timeline, look: Look) -> str:
    """Draw the moments in groups; `◆` is a deadline ahead, `◇` one that has passed."""
    foot = plain(timeline_foot(found), "dim")
    if not found.moments:
        return draw(look, plain("No measure matches.", "bold"), foot)
    return draw(look, *_parts(found, look), Text(), foot)


def _parts(found: Timeline, look: Look) -> Iterator[Text | Rows | Rule]:
    """Yield headings, stretches of the line, and once, where time stands, the reference day's mark."""
    day = found.view.clock.reference_day
    mark = Rule(Text(f"{long_day(day)}, the reference day", style="bold"), characters="━", style="bold")
    marked = found.by != "year"
    for name, group in groupby(found.moments, key=lambda moment: _heading(found, moment)):
        moments = list(group)
        if not marked and moments[0].day > day:
            yield mark
            marked = True
        yield plain(name, "bold")
        behind = [moment for moment in moments if moment.day <= day] if not marked else []
        ahead = moments[len(behind) :]
        if behind:
            yield _stretch(behind, look)
        if ahead:
            if not marked:
                yield mark
                marked = True
            yield _stretch(ahead, look)
    if not marked:
        yield mark


def _heading(line: Timeline, moment: Moment) -> str:
    """Return the heading under which a moment of a line of time stands: its year, or its letter."""
    if line.by == "year":
        return str(moment.day.year)
    letter = line.view.registry.letters[moment.event.letter]
    return f"{letter.date.words}: {clean(letter.title)}"


def _stretch(moments: list[Moment], look: Look) -> Rows:
    return Rows(_COLUMNS, _rows(moments, look), gap=1)


def _rows(moments: list[Moment], look: Look) -> Iterator[tuple[Cell, ...]]:
    before = None
    for moment in moments:
        date = "" if moment.when == before else moment.when.short
        before = moment.when
        text = Text(title(moment.state.measure, look), style="" if moment.state.open else "dim")
        text.append(f"  {moment.state.measure.id}", style="not bold dim")
        sign, what = _what(moment)
        yield [plain(date, "bold")], [sign], [what], [text]


def _what(moment: Moment) -> tuple[Text, Text]:
    if not moment.deadline:
        status = moment.event.status
        return Text(SIGNS[status], style=COLORS[status]), Text(status.label, style=COLORS[status])
    if moment.state.overdue:
        known = "still open" if moment.state.heard_since_due else no_word(moment.state.overtaken)
        return Text(_PASSED, style=LATE), Text(f"due, {known}", style=LATE)
    return Text(_AHEAD, style="bold"), Text("due", style="bold")
