"""The line of time: events behind, deadlines where they stand, and the reference day between them."""

from datetime import date
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.history import State
from ctmeasures.model.records import Event, Registry
from ctmeasures.reports.query import Query, View, listing


class Moment(NamedTuple):
    """One point of the line: an event, or the deadline that stands for a measure (`event` is then the promise)."""

    when: PartialDate
    deadline: bool
    state: State
    event: Event

    @property
    def day(self) -> date:
        """Return the day at which it stands: an event from its first day, a deadline until its last."""
        return self.when.last if self.deadline else self.when.first

    @property
    def certain(self) -> bool:
        """Tell whether what the event says was surely so by the reference day."""
        return self.state.surely(self.event)


class Timeline(NamedTuple):
    """All moments, in order of time; where `by` is `letter`, first by the letters' dates."""

    view: View
    by: str
    moments: tuple[Moment, ...]
    measures: int
    total: int

    @property
    def certain(self) -> bool:
        """Tell whether all statuses were surely so by the reference day."""
        return all(one.certain for one in self.moments if not one.deadline)


def timeline(registry: Registry, clock: Clock, query: Query, by: str = "year") -> Timeline:
    """Return the events and standing deadlines of the measures that match; `by` is `year` or `letter`."""
    found = listing(registry, clock, query, sort="id")
    moments: list[Moment] = []
    for state in found.states:
        moments += (Moment(event.date, False, state, event) for event in state.history)
        if state.due and state.promise:
            moments.append(Moment(state.due, True, state, state.promise))
    letters = registry.letters
    moments.sort(key=lambda one: (one.day, one.deadline, letters[one.event.letter].date.first, one.state.measure.id))
    if by == "letter":
        moments.sort(key=lambda one: (letters[one.event.letter].date.first, one.event.letter))
    return Timeline(found.view, by, tuple(moments), len(found.states), found.total)
