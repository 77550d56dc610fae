"""The brief: what letters since a day say that earlier ones did not, what passed since then, and what they are silent about."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.deadline import Deadline, Outcome, deadline
from ctmeasures.model.history import Promise, State
from ctmeasures.model.records import Event, Letter, Registry
from ctmeasures.model.shift import How
from ctmeasures.model.status import Status
from ctmeasures.reports.query import Query, View, listing


class Effect(NamedTuple):
    """What one event changed: the status `before` it, and the `promise` that it makes in the place of the `old` one.

    They are null where it left the status or the due date as it was, and where no due date had been stated.
    """

    deadline: Deadline
    event: Event
    before: Status | None
    promise: Promise | None
    old: Promise | None

    @property
    def later(self) -> bool:
        """Tell whether it moved the due date later."""
        return self.promise is not None and self.promise.shift is not None and self.promise.shift.how is How.LATER


class Brief(NamedTuple):
    """What there is to say since a day; `letters` are those written since then, and later ones that tell of that time.

    `first` is the letter whose day that is, where nobody named one.

    What a letter after the reference day tells is of the day on which it happened. `new` are the measures that nothing earlier
    speaks of. `moved` are other changes of status or due date in those letters,
    save the due dates that moved `later`. `passed` are the open measures whose due date has passed since then; `silent` those of
    which none of the letters speaks; `ahead` those whose due date is still to come. `unproven` are the measures that one of the letters calls
    implemented, and that no other letter speaks of, or for which the event has no words of the letter. `open` and `total` count what matches.
    """

    view: View
    query: Query
    since: date
    first: Letter | None
    letters: tuple[Letter, ...]
    new: tuple[Deadline, ...]
    moved: tuple[Effect, ...]
    later: tuple[Effect, ...]
    passed: tuple[Deadline, ...]
    silent: tuple[Deadline, ...]
    ahead: tuple[Deadline, ...]
    unproven: tuple[Deadline, ...]
    open: int
    total: int

    @property
    def unread(self) -> bool:
        """Tell whether letters were written since then of which none is coded as a whole, so that their silence tells nothing."""
        unfinished = self.view.registry.unfinished
        return bool(self.letters) and all(one.id in unfinished for one in self.letters)


def last_but_one(registry: Registry, clock: Clock) -> Letter | None:
    """Return the last letter but one by the reference day that is coded as a whole; the last where there is one only."""
    day, view = clock.reference_day, View(registry, clock)
    whole = [one for one in view.letters if one.date.first <= day and one.id not in registry.unfinished]
    return whole[-2:][0] if whole else None


def brief(registry: Registry, clock: Clock, query: Query, since: date, first: Letter | None = None) -> Brief:
    """Return what is new, changed, passed and silent since a day, that of the `first` letter where nobody named one, among the measures that match.

    What has a deadline comes first, and of what is new, what has passed comes last: it stands among what passed, too.
    """
    found = listing(registry, clock, query)
    every = [deadline(state, registry, clock.reference_day) for state in found.states]

    def fresh(event: Event) -> bool:
        written = registry.letters[event.letter].date.first
        return (event.date.first if written > clock.reference_day else written) >= since

    telling = {event.letter for one in every for event in one.state.history if fresh(event)}
    letters = tuple(
        letter
        for letter in found.view.letters
        if since <= letter.date.first <= clock.reference_day or letter.id in telling
    )
    changes = [change for one in every for change in _changes(one, fresh)]
    new = [one for one in every if fresh(one.state.history[0])]
    silent = [one for one in every if one.state.open and one.state.updated.first < since]
    return Brief(
        view=View(registry, clock),
        query=query,
        since=since,
        first=first,
        letters=letters,
        new=tuple(
            sorted(
                new, key=lambda one: (one.state.overdue, one.state.due is None, -one.state.announced.first.toordinal())
            )
        ),
        moved=tuple(
            one for one in changes if not fresh(one.deadline.state.history[0]) and (one.before or not one.later)
        ),
        later=tuple(one for one in changes if one.later),
        passed=tuple(one for one in every if one.due and one.state.overdue and (since - one.due.last).days <= 1),
        silent=tuple(sorted(silent, key=lambda one: (one.due is None, one.state.updated.first))),
        ahead=tuple(sorted((one for one in every if one.outcome is Outcome.NEXT), key=_soonest)),
        unproven=tuple(one for one in every if _unproven(one.state) and fresh(one.state.giving)),
        open=sum(1 for one in every if one.state.open),
        total=found.total,
    )


def _soonest(one: Deadline) -> tuple[object, ...]:
    assert one.due
    return one.due.last, one.due.first, one.state.measure.id


def _unproven(state: State) -> bool:
    """Tell whether one letter alone speaks of a measure that is implemented, or whether nothing is quoted for that."""
    return state.status is Status.IMPLEMENTED and (state.heard_once or not state.giving.quote)


def _changes(one: Deadline, fresh: Callable[[Event], bool]) -> Iterator[Effect]:
    """Yield what some events changed, each compared with the event before it."""
    before: Status | None = None
    for event in one.state.history:
        promise = next((promise for promise in one.promises if promise.event is event), None)
        old = one.promises[one.promises.index(promise) - 1] if promise and promise.shift is not None else None
        changed = before if before is not event.status else None
        if before is not None and fresh(event) and (changed or promise):
            yield Effect(one, event, changed, promise, old)
        before = event.status
