"""What follows from a measure's history: its state at a moment, as it was true or as it was known.

The rules: events stand in the order of their letters' dates, then of the
list; a due date stands until a later event replaces it or the measure closes; partial dates count from
their first day, and a due date has passed only after its last day.
"""

from datetime import date
from typing import NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.records import Allocation, Event, Letter, Measure, Registry
from ctmeasures.model.status import Status


class Clock(NamedTuple):
    """The moment of a question: what was true on `as_of`, what could be known on `known_by`."""

    today: date
    as_of: date | None = None
    known_by: date | None = None

    @property
    def reference_day(self) -> date:
        """Return the day against which deadlines and silence are measured."""
        return self.as_of or self.known_by or self.today

    def knows(self, letter: Letter) -> bool:
        """Tell whether the letter had been written."""
        return self.known_by is None or letter.date.first <= self.known_by

    def admits(self, event: Event, letter: Letter) -> bool:
        """Tell whether the event counts at this moment."""
        return (self.as_of is None or event.date.first <= self.as_of) and self.knows(letter)

    def had(self, letter: Letter) -> bool:
        """Tell whether what has no date but its letter's, such as money, counts at this moment."""
        return (self.as_of is None or letter.date.first <= self.as_of) and self.knows(letter)


class Promise(NamedTuple):
    """A due date as an event states it, and how many days its last day is after that of the one that stood; null where none did."""

    event: Event
    due: PartialDate
    moved: int | None


class State(NamedTuple):
    """A measure at a moment. Days are calendar days; the derived values are null where they have no meaning.

    `promises` are the due dates that events state, without those that only say again what stood; `silent_days`
    counts from the last letter to the reference day, and only for open measures. `since` is the earliest date of
    the events that have given the measure its present status; `announced` and `updated` are dates of letters, and so is
    `heard_late`: that of the newest one, up to the reference day, that spoke of the measure after its due date.
    """

    measure: Measure
    history: tuple[Event, ...]
    budget: tuple[Allocation, ...]
    status: Status
    since: PartialDate
    announced: PartialDate
    updated: PartialDate
    promises: tuple[Promise, ...]
    due: PartialDate | None
    overdue: bool
    heard_late: PartialDate | None
    silent_days: int | None

    @property
    def open(self) -> bool:
        """Tell whether the measure is open."""
        return self.status.open

    @property
    def heard_since_due(self) -> bool:
        """Tell whether a letter spoke of the measure after its due date had passed."""
        return self.heard_late is not None

    @property
    def slipped_days(self) -> int | None:
        """Return by how many days the due date moved in all; None where none was ever stated."""
        return sum(promise.moved or 0 for promise in self.promises) if self.promises else None

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the ids of the letters that speak of the measure, of its events or its money, each once."""
        told = [event.letter for event in self.history]
        return tuple(dict.fromkeys([*told, *(allocation.letter for allocation in self.budget)]))

    @property
    def promise(self) -> Event | None:
        """Return the event that states the due date that stands; the last of those that do."""
        return next(event for event in reversed(self.history) if event.due) if self.due else None

    @property
    def letter(self) -> str:
        """Return the id of the letter that announced the measure."""
        return self.history[0].letter


def ordered(measure: Measure, registry: Registry) -> list[Event]:
    """Return the measure's events in the order of their letters' dates, then of the list."""
    return sorted(measure.history, key=lambda event: registry.letters[event.letter].date.first)


def state(measure: Measure, registry: Registry, clock: Clock) -> State | None:
    """Return the measure's state at a moment, or None where nothing of it was true or known yet."""
    letters = registry.letters
    history = [event for event in ordered(measure, registry) if clock.admits(event, letters[event.letter])]
    if not history:
        return None
    due: PartialDate | None = None
    promises = []
    for event in history:
        if event.due is not None and event.due != due:
            promises.append(Promise(event, event.due, (event.due.last - due.last).days if due else None))
        due = (event.due or due) if event.status.open else None
    status = history[-1].status
    since = history[-1].date
    for event in reversed(history):
        if event.status is not status:
            break
        since = min(since, event.date, key=lambda found: found.first)
    updated = letters[history[-1].letter].date
    day = clock.reference_day
    # With `as_of`, a letter after the reference day may tell of events before it, and of later ones that do not count.
    spoken = [letters[event.letter].date for event in history if event.status.open]
    late = [letter for letter in spoken if due and due.last < letter.first <= day]
    return State(
        measure=measure,
        history=tuple(history),
        budget=tuple(one for one in measure.budget if clock.had(letters[one.letter])),
        status=status,
        since=since,
        announced=letters[history[0].letter].date,
        updated=updated,
        promises=tuple(promises),
        due=due,
        overdue=due is not None and due.last < day,
        heard_late=late[-1] if late else None,
        silent_days=max(0, (day - updated.first).days) if status.open else None,
    )


def states(registry: Registry, clock: Clock) -> list[State]:
    """Return the states of all measures that existed at a moment, in the registry's order."""
    found = (state(measure, registry, clock) for measure in registry.measures)
    return [one for one in found if one is not None]
