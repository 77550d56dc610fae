"""What follows from a measure's history: its state at a moment, as it was true or as it was known.

The rules: events stand in the order of their letters' dates, then of the list; a due date stands until a later event replaces
it or the measure closes; partial dates count from their first day, and a due date has passed only after its last day.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, reduce
from itertools import takewhile
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import PartialDate, no_later
from ctmeasures.model.order import ordered, promising, told_on, with_due
from ctmeasures.model.records import Allocation, Event, Measure, Registry
from ctmeasures.model.shift import How, Shift, exactly, shift
from ctmeasures.model.standing import Standing
from ctmeasures.model.status import Status


class Promise(NamedTuple):
    """A due date as an event states it, and how it stands to the one before it; null where none stood."""

    event: Event
    due: PartialDate
    shift: Shift | None


class Closing(NamedTuple):
    """How a measure closed: the event that closed it, and the due date that stood until then."""

    event: Event
    due: PartialDate | None


class State:
    """A measure at a moment. Days are calendar days; the derived values are null where they have no meaning.

    `silent_days` counts from the last letter to the reference day, and only for open measures; for the others see `Standing`.
    Letters after the reference day can tell what was true then, but are not `updated`, unless no earlier one speaks of the measure;
    it was `announced` by the first letter that is known of it, also where what that one said does not count yet.
    What only few answers show is worked out when it is asked for.
    """

    def __init__(
        self, measure: Measure, registry: Registry, clock: Clock, standing: Standing, history: tuple[Event, ...] | None
    ) -> None:
        self.measure = measure
        self.status, self.since, self.announced, self.updated, self.due, self.spoken = standing
        self._history = history
        self._registry = registry
        self._clock = clock

    @property
    def history(self) -> tuple[Event, ...]:
        """Return the events that count at the moment, in their order."""
        if self._history is None:
            self._history = tuple(ordered(self.measure, self._registry))
        return self._history

    @property
    def budget(self) -> tuple[Allocation, ...]:
        """Return the money that counts at the moment."""
        letters = self._registry.letters
        return tuple(one for one in self.measure.budget if self._clock.had(letters[one.letter]))

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Return the due dates that events state, without those that only say again what stood."""
        return tuple(
            Promise(event, event.due, shift(due, event.due) if due else None)
            for event, due in with_due(self.history)
            if event.due not in (None, due) and (event.status.open or due is None)
        )

    @property
    def closing(self) -> Closing | None:
        """Return how the measure closed; None where it is open.

        Of the events since it was last open, that is the earliest by which it was implemented, else the earliest: a letter that
        calls a measure superseded does not end what a later one reports as done, nor does what is said after that undo it. It is held
        against the due date that stood, and only where none did against one that the closing event names itself.
        """
        since: list[Event] = []
        stood: PartialDate | None = None
        for event, due in with_due(self.history):
            if event.status.open:
                since = []
            else:
                stood = stood if since else due or event.due
                since.append(event)
        done = [event for event in since if event.status is Status.IMPLEMENTED]
        if not since:
            return None
        return Closing(reduce(lambda one, told: told if no_later(told.date, one.date) else one, done or since), stood)

    @property
    def begin(self) -> date:
        """Return the first day of which anything is told: that of the announcement, or an earlier one of which a letter speaks."""
        return min(self.announced.first, *(event.date.first for event in self.history))

    @property
    def giving(self) -> Event:
        """Return the event that gave the measure its present status, from the day `since` on; of several the last."""
        return next(event for event in reversed(self.history) if event.date == self.since)

    @property
    def heard(self) -> Event:
        """Return the event with which the measure was last heard of, in the letter of the day `updated`."""
        letters = self._registry.letters
        return next(event for event in reversed(self.history) if letters[event.letter].date == self.updated)

    @property
    def overtaken(self) -> bool:
        """Tell whether the registry has later letters than may count as a word."""
        return self._clock.overtaken(self._registry)

    @property
    def horizon(self) -> date:
        """Return the day up to which a letter is a word."""
        return self._clock.horizon

    @property
    def reference_day(self) -> date:
        """Return the day against which its deadlines and its silence are measured."""
        return self._clock.reference_day

    @property
    def open(self) -> bool:
        """Tell whether the measure is open."""
        return self.status.open

    @property
    def overdue(self) -> bool:
        """Tell whether the due date has passed."""
        return self.due is not None and self.due.last < self._clock.reference_day

    @property
    def silent_days(self) -> int | None:
        """Return how many days the last letter is before the reference day."""
        return max(0, (self._clock.reference_day - self.updated.first).days) if self.status.open else None

    @property
    def heard_late(self) -> PartialDate | None:
        """Return the date of the newest letter, up to the reference day, that spoke of the measure after its due date."""
        due, spoken, day = self.due, self.spoken, self._clock.reference_day
        if due is None or spoken is None or spoken.first <= due.last:
            return None
        if spoken.first <= day:
            return spoken
        # With `as_of`, a letter after the reference day may tell of events before it, and of later ones that do not count.
        word = self.late_word
        return self._registry.letters[word.letter].date if word else None

    @property
    def late_word(self) -> Event | None:
        """Return the event with which that letter spoke of it; None where no letter did."""
        due, day, letters = self.due, self._clock.reference_day, self._registry.letters
        told = (event for event in reversed(self.history) if event.status.open)
        return next((one for one in told if due and due.last < letters[one.letter].date.first <= day), None)

    @property
    def heard_since_due(self) -> bool:
        """Tell whether a letter spoke of the measure after its due date had passed."""
        return self.heard_late is not None

    @cached_property
    def slips(self) -> tuple[Shift, ...]:
        """Return how the last due date stands to the first one, anew for each time that the measure was reopened.

        A first due date that was made more precise counts as it was then: what is more precise has not moved.
        """
        lives: list[list[PartialDate]] = []
        for promise in self.promises:
            if promise.shift is None:
                lives.append([promise.due])
            elif promise.shift.how in (How.SAME, How.PRECISER) and len(lives[-1]) == 1:
                lives[-1] = [promise.due]
            else:
                lives[-1].append(promise.due)
        return tuple(shift(life[0], life[-1]) for life in lives)

    @property
    def slipped(self) -> tuple[int, int] | None:
        """Return by at least and at most how many days the due date is known to have moved in all; None where none was ever stated."""
        slips = self.slips
        return (sum(one.least for one in slips), sum(one.most for one in slips)) if slips else None

    @property
    def slipped_between(self) -> tuple[int, int] | tuple[None, None]:
        """Return by at least and at most how many days the due date moved in all; None twice where the dates do not tell, or none was ever stated."""
        unclear = any(one.how is How.UNCLEAR for one in self.slips)
        return (None, None) if unclear or self.slipped is None else self.slipped

    @property
    def slipped_days(self) -> int | None:
        """Return by how many days the due date moved in all; None where that is not exact or not known, or none was ever stated."""
        least, most = self.slipped_between
        return None if least is None or most is None else exactly(least, most)

    @property
    def certain(self) -> bool:
        """Tell whether the status was surely so by the moment, which may lie within the date that the event gives."""
        if self._clock.as_of is None:
            return True
        run = takewhile(lambda event: event.status is self.status, reversed(self.history))
        return any(self.surely(event) for event in run)

    def surely(self, event: Event) -> bool:
        """Tell whether an event had surely happened by the moment; at the latest it had when its letter was written."""
        day = self._clock.as_of
        return day is None or min(event.date.last, told_on(event, self._registry)) <= day

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the ids of the letters that speak of the measure, of its events or its money, each once."""
        told = [event.letter for event in self.history]
        return tuple(dict.fromkeys([*told, *(allocation.letter for allocation in self.budget)]))

    @property
    def heard_again(self) -> bool:
        """Tell whether a letter of a later day than its announcement speaks of the measure, or of its money."""
        letters = self._registry.letters
        return any(letters[key].date.first > self.announced.first for key in self.letters)

    @property
    def heard_once(self) -> bool:
        """Tell whether no letter speaks of the measure, or of its money, but the one that announced it."""
        return self.letters == (self.letter,)

    @property
    def promise(self) -> Event | None:
        """Return the event that states the due date that stands; the last of those that do."""
        return promising(self.history)

    @property
    def letter(self) -> str:
        """Return the id of the letter that announced the measure; what it said then need not count at the moment."""
        return _announcing(ordered(self.measure, self._registry), self._registry, self._clock)


def standing(history: Sequence[Event], registry: Registry) -> Standing:
    """Return what events come to; they are in order, and at least one."""
    letters = registry.letters
    due: PartialDate | None = None
    spoken: Event | None = None
    status: Status | None = None
    for event in history:
        if event.status is not status:
            status, since = event.status, event.date
        elif no_later(event.date, since):
            since = event.date
        if status.open:
            due, spoken = event.due or due, event
        else:
            due = None
    assert status
    return Standing(
        status,
        since,
        letters[history[0].letter].date,
        letters[history[-1].letter].date,
        due,
        letters[spoken.letter].date if spoken else None,
    )


def state(measure: Measure, registry: Registry, clock: Clock) -> State | None:
    """Return the measure's state at a moment, or None where nothing of it was true or known yet."""
    known = registry.standings.get(measure.id)
    if known is not None and clock.free:
        return State(measure, registry, clock, known, None)
    letters, events = registry.letters, ordered(measure, registry)
    history = tuple(event for event in events if clock.admits(event, letters[event.letter]))
    if not history:
        return None
    found = standing(history, registry)
    if clock.as_of:  # it can have been told later
        told = [letters[event.letter].date for event in history]
        heard = next((day for day in reversed(told) if day.first <= clock.as_of), told[0])
        found = found._replace(announced=letters[_announcing(events, registry, clock)].date, updated=heard)
    return State(measure, registry, clock, found, history)


def _announcing(events: Iterable[Event], registry: Registry, clock: Clock) -> str:
    """Return the id of the first letter that was known of those of events in order: it announced the measure, whenever the events are dated."""
    return next(event.letter for event in events if clock.knows(registry.letters[event.letter]))


def states(registry: Registry, clock: Clock) -> list[State]:
    """Return the states of all measures that existed at a moment, in the registry's order.

    Those of the last moment are kept: a report asks for them more than once.
    """
    kept = registry.last_states
    if clock not in kept:
        kept.clear()
        kept[clock] = tuple(one for measure in registry.measures if (one := state(measure, registry, clock)))
    return list(kept[clock])
