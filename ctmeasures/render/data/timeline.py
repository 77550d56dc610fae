"""A line of time for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.values import Json

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.timeline import Moment, Timeline

_MOMENT: dict[str, Callable[[Moment], object]] = {
    "date": lambda one: one.when.text,
    "what": lambda one: "due" if one.deadline else "event",
    "status": lambda one: one.event.status.value,
    "status_certain": lambda one: one.certain,
    "overdue": lambda one: one.deadline and one.state.overdue,
    "id": lambda one: one.state.measure.id,
    "title": lambda one: one.state.measure.title,
    "owner": lambda one: one.state.measure.owner,
    "letter": lambda one: one.event.letter,
    "passage": lambda one: one.event.passage,
    "quote": lambda one: one.event.quote,
    "note": lambda one: one.event.note,
    "note_nl": lambda one: one.event.note_nl,
}


def _moments(line: Timeline, look: Look) -> Iterator[Json]:
    for one in line.moments:
        yield {name: found(one) for name, found in _MOMENT.items()}


TIMELINE = Dataset("timeline", _MOMENT, _moments, key="moments")
