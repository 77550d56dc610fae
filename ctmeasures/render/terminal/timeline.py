"""The line of time on a terminal: a rail with a sign for each moment, and the reference day's mark across it."""

from collections.abc import Iterator
from itertools import groupby

from rich.rule import Rule
from rich.text import Text

from ctmeasures.render.look import Look
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.stacks import Column, Row
from ctmeasures.render.terminal.table import Band, Table, fact
from ctmeasures.render.words import SIGNS, UNSURE, no_word, timeline_foot
from ctmeasures.reports.timeline import Moment, Timeline

_AHEAD, _PASSED = "◆", "◇"
_COLUMNS = {
    "date": Column(right=True),
    "what": Column(),
    "title": Column(least=28),
    "id": Column(),
}
_LAYOUTS = (
    ("date", "what", "title", "id"),
    ("date", "what", "title,id"),
    ("date,what/title,id",),
)


def line(found: Timeline, look: Look) -> str:
    """Draw the moments in groups; `◆` is a deadline ahead, `◇` one that has passed."""
    foot = plain(timeline_foot(found, look), "dim")
    if not found.moments:
        return draw(look, plain(look.say("No measure matches."), "bold"), foot)
    return draw(look, Table(_COLUMNS, _LAYOUTS, _items(found, look), inset=2), Text(), foot)


def _items(found: Timeline, look: Look) -> Iterator[Row | Band]:
    """Yield headings, moments, and once, where time stands, the reference day's mark."""
    day = found.view.clock.reference_day
    mark = Band(
        (Rule(Text(f"{look.day(day)}, {look.say('the reference day')}", style="bold"), characters="━", style="bold"),)
    )
    marked = found.by != "year"
    for name, group in groupby(found.moments, key=lambda moment: _heading(found, moment, look)):
        moments = list(group)
        if not marked and moments[0].day > day:
            yield mark
            marked = True
        yield Band((plain(name, "bold"),))
        before = None
        for moment in moments:
            if not marked and moment.day > day:
                yield mark
                marked, before = True, None
            yield _row(moment, moment.when != before, look)
            before = moment.when
    if not marked:
        yield mark


def _heading(line: Timeline, moment: Moment, look: Look) -> str:
    """Return the heading under which a moment of a line of time stands: its year, or its letter."""
    if line.by == "year":
        return str(moment.day.year)
    letter = line.view.registry.letters[moment.event.letter]
    return f"{look.date(letter.date)}: {look.title(letter)}"


def _row(moment: Moment, dated: bool, look: Look) -> Row:
    """Return what is said of a moment; only the first of a day names it."""
    measure = moment.state.measure
    sign, what, style = _what(moment, look)
    return {
        "date": fact(look.short(moment.when), "bold") if dated else [],
        "what": fact(f"{sign} {what}", style),
        "title": fact(look.title(measure), "" if moment.state.open else "dim"),
        "id": fact(measure.id, "dim"),
    }


def _what(moment: Moment, look: Look) -> tuple[str, str, str]:
    """Return the sign of a moment, what it is, and their style."""
    if not moment.deadline:
        status = moment.event.status
        return SIGNS[status], look.status(status) + ("" if moment.certain else UNSURE), COLORS[status]
    if moment.state.overdue:
        heard = moment.state.heard_since_due
        known = look.say("still open") if heard else no_word(moment.state.overtaken, look)
        return (
            _PASSED,
            f"{look.say('due')}, {known}",
            LATE,
        )
    return _AHEAD, look.say("due"), "bold"
