"""What became of a measure's deadline by the day of the question.

A due date moves when a later event states another that does not overlap it. A closed measure is held against the deadline that stood when
it closed, and only as far as its dates allow: where the letter names no day, it was done by then, and perhaps long before.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.history import Promise, State
from ctmeasures.model.records import Event, Registry
from ctmeasures.model.shift import How
from ctmeasures.model.status import Status


class Outcome(StrEnum):
    """What became of a measure's deadline."""

    PASSED = "passed"  # open; the deadline has passed, and no letter has spoken of it since
    HEARD = "heard"  # open; the deadline has passed, and a later letter spoke of it
    NEXT = "next"  # open; the deadline is ahead
    NONE = "none"  # open; no deadline stands
    MET = "met"  # implemented by the deadline
    AFTER = "after"  # implemented after it
    UNDECIDED = "undecided"  # implemented; the dates do not tell whether by then
    ENDED = "ended"  # closed, but not implemented


class Deadline(NamedTuple):
    """One measure's promises and what became of them.

    `due` stands now, or stood when the measure closed; `closed` is the event that closed it. `days` counts from the last day
    of the due date to the reference day, or to the nearest day on which the measure can have been implemented; it is
    less than nothing before the deadline.
    """

    state: State
    due: PartialDate | None
    closed: Event | None
    outcome: Outcome
    days: int | None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return the due dates that the measure's history states."""
        return self.state.promises

    @property
    def moves(self) -> tuple[Promise, ...]:
        """Return the promises that moved the due date."""
        return tuple(promise for promise in self.promises if promise.shift is not None and promise.shift.moved)

    @property
    def unclear(self) -> tuple[Promise, ...]:
        """Return the promises of which the dates do not tell whether they moved the due date."""
        return tuple(one for one in self.promises if one.shift is not None and one.shift.how is How.UNCLEAR)

    @property
    def heard(self) -> Event:
        """Return the event with which the measure was last heard of."""
        return self.state.heard


def deadline(state: State, registry: Registry, day: date) -> Deadline:
    """Return a measure's promises and what became of them by a reference day."""
    closing = state.closing
    if closing is None:
        return Deadline(state, state.due, None, *_open(state, day))
    return Deadline(state, closing.due, closing.event, *_closed(closing.due, closing.event, registry))


def _open(state: State, day: date) -> tuple[Outcome, int | None]:
    if state.due is None:
        return Outcome.NONE, None
    days = (day - state.due.last).days
    if not state.overdue:
        return Outcome.NEXT, days
    return Outcome.HEARD if state.heard_since_due else Outcome.PASSED, days


def _closed(due: PartialDate | None, closed: Event, registry: Registry) -> tuple[Outcome, int | None]:
    """Compare the dates of a closing event and the deadline, and say no more than they do.

    An event dated by its letter was perhaps true long before, so it can prove that a deadline was met, and not that it was missed.
    """
    if closed.status is not Status.IMPLEMENTED:
        return Outcome.ENDED, None
    if due is None:
        return Outcome.UNDECIDED, None
    if closed.date.last <= due.last:
        return Outcome.MET, (closed.date.last - due.last).days
    if closed.date.first <= due.last or closed.date == registry.letters[closed.letter].date:
        return Outcome.UNDECIDED, None
    return Outcome.AFTER, (closed.date.first - due.last).days
