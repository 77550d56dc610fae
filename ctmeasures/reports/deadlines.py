"""The deadlines: what was promised for when, how often that moved, what became of it, and how long nothing was heard.

A due date moves when a later event states another last day. A closed measure is held against the deadline that stood when
it closed, and only as far as its dates allow: where the letter names no day, it was done by then, and perhaps long before.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.history import Clock, Promise, State
from ctmeasures.model.records import Event, Registry
from ctmeasures.model.status import Status
from ctmeasures.reports.query import Query, View, listing


class Outcome(StrEnum):
    """What became of a measure's deadline."""

    PASSED = "passed"  # open; the deadline has passed, and no letter has spoken of it since
    HEARD = "heard"  # open; the deadline has passed, and a later letter spoke of it
    NEXT = "next"  # open; the deadline is ahead
    NONE = "none"  # open; no deadline stands
    MET = "met"  # implemented by the deadline
    AFTER = "after"  # implemented after it
    UNDECIDED = "undecided"  # implemented; the dates do not tell whether by then
    ENDED = "ended"  # withdrawn, superseded or lapsed


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
        return tuple(promise for promise in self.promises if promise.moved)

    @property
    def heard(self) -> Event:
        """Return the event with which the measure was last heard of."""
        return self.state.history[-1]


class Slippage(NamedTuple):
    """Of one owner: the measures that ever had a due date, those whose date moved, and the days by which it did."""

    owner: str
    deadlines: int
    moved: int
    later: int
    earlier: int


class Deadlines(NamedTuple):
    """The measures that match and have something to say, section by section, and of how many."""

    view: View
    sections: tuple["Section", ...]
    total: int

    @property
    def measures(self) -> tuple[Deadline, ...]:
        """Return all of them, in the order of the sections."""
        return tuple(one for section in self.sections for one in section.deadlines)

    @property
    def moved(self) -> tuple[Deadline, ...]:
        """Return those whose due date moved, in the order of their ids."""
        return tuple(sorted((one for one in self.measures if one.moves), key=lambda one: one.state.measure.id))

    @property
    def slippage(self) -> tuple[Slippage, ...]:
        """Return what moved added up by owner, those with most days first."""
        return slippage(self.measures)


class Section(NamedTuple):
    """One part of the answer: its name, what it holds, in order."""

    name: str
    deadlines: tuple[Deadline, ...]


class _Part(NamedTuple):
    outcomes: frozenset[Outcome]
    rank: Callable[[Deadline], tuple[object, ...]]


def _late(one: Deadline) -> tuple[object, ...]:
    return -(one.days or 0), one.state.measure.id


# The sections in their order: what they hold, and what comes first in them.
SECTIONS = {
    "passed": _Part(frozenset({Outcome.PASSED}), _late),
    "heard": _Part(frozenset({Outcome.HEARD}), _late),
    "next": _Part(frozenset({Outcome.NEXT}), _late),
    "none": _Part(
        frozenset({Outcome.NONE}),
        lambda one: (one.state.updated.first, one.state.announced.first, one.state.measure.id),
    ),
    "closed": _Part(
        frozenset({Outcome.MET, Outcome.AFTER, Outcome.UNDECIDED, Outcome.ENDED}),
        lambda one: (tuple(Outcome).index(one.outcome), one.promises[-1].due.last, one.state.measure.id),
    ),
}


def deadlines(registry: Registry, clock: Clock, query: Query, only: str | None = None) -> Deadlines:
    """Return the deadlines of the measures that match, in SECTIONS or `only` one of them.

    A closed measure that never had a due date is in no section.
    """
    found = listing(registry, clock, query, sort="id")
    every = [deadline(state, registry, clock.reference_day) for state in found.states]
    sections = []
    for name, (outcomes, rank) in SECTIONS.items():
        if only in (None, name):
            own = (one for one in every if one.outcome in outcomes and (one.state.open or one.promises))
            sections.append(Section(name, tuple(sorted(own, key=rank))))
    return Deadlines(found.view, tuple(sections), found.total)


def deadline(state: State, registry: Registry, day: date) -> Deadline:
    """Return a measure's promises and what became of them by a reference day."""
    if state.open:
        due, closed = state.due, None
        outcome, days = _open(state, day)
    else:
        due, closed = _closing(state)
        outcome, days = _closed(due, closed, registry)
    return Deadline(state, due, closed, outcome, days)


def slippage(measures: Iterable[Deadline]) -> tuple[Slippage, ...]:
    """Return by how much the due dates moved, added up by owner, those with most days first."""
    owners: dict[str, list[Deadline]] = {}
    for one in measures:
        if one.promises:
            owners.setdefault(one.state.measure.owner, []).append(one)
    found = []
    for owner, own in owners.items():
        days = [one.state.slipped_days or 0 for one in own]
        later, earlier = (sum(sign * number for number in days if sign * number > 0) for sign in (1, -1))
        found.append(Slippage(owner, len(own), sum(1 for one in own if one.moves), later, earlier))
    return tuple(sorted(found, key=lambda one: (-one.later, -one.moved, -one.deadlines, one.owner)))


def _open(state: State, day: date) -> tuple[Outcome, int | None]:
    if state.due is None:
        return Outcome.NONE, None
    days = (day - state.due.last).days
    if not state.overdue:
        return Outcome.NEXT, days
    return Outcome.HEARD if state.heard_since_due else Outcome.PASSED, days


def _closing(state: State) -> tuple[PartialDate | None, Event]:
    """Return the due date that stood when a closed measure closed, and the event that closed it.

    Of the events since it was last open, that is the earliest that reports it implemented, else the first.
    """
    due: PartialDate | None = None
    since: list[Event] = []
    for event in state.history:
        if since and event.status.open:
            due, since = None, []
        if not since:
            due = event.due or due
        if not event.status.open:
            since.append(event)
    done = [event for event in since if event.status is Status.IMPLEMENTED]
    return due, min(done or since[:1], key=lambda event: event.date.first)


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
