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


class State(NamedTuple):
    """A measure at a moment. Days are calendar days; the derived values are null where they have no meaning.

    `slipped_days` compares the last days of the first and the latest due date ever stated; `silent_days`
    counts from the last letter to the reference day, and only for open measures. `since` is the earliest date of
    the events that have given the measure its present status; `announced` and `updated` are dates of letters.
    """

    measure: Measure
    history: tuple[Event, ...]
    budget: tuple[Allocation, ...]
    status: Status
    since: PartialDate
    announced: PartialDate
    updated: PartialDate
    due: PartialDate | None
    overdue: bool
    slipped_days: int | None
    silent_days: int | None

    @property
    def open(self) -> bool:
        """Tell whether the measure is open."""
        return self.status.open

    @property
    def heard_since_due(self) -> bool:
        """Tell whether a letter spoke of the measure after its due date had passed."""
        return self.due is not None and self.updated.first > self.due.last

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
    due = first_due = latest_due = None
    for event in history:
        if event.due is not None:
            first_due = first_due or event.due
            due = latest_due = event.due
        if not event.status.open:
            due = None
    status = history[-1].status
    since = history[-1].date
    for event in reversed(history):
        if event.status is not status:
            break
        since = min(since, event.date, key=lambda found: found.first)
    updated = letters[history[-1].letter].date
    day = clock.reference_day
    return State(
        measure=measure,
        history=tuple(history),
        budget=tuple(one for one in measure.budget if clock.had(letters[one.letter])),
        status=status,
        since=since,
        announced=letters[history[0].letter].date,
        updated=updated,
        due=due,
        overdue=due is not None and due.last < day,
        slipped_days=(latest_due.last - first_due.last).days if first_due and latest_due else None,
        silent_days=max(0, (day - updated.first).days) if status.open else None,
    )


def states(registry: Registry, clock: Clock) -> list[State]:
    """Return the states of all measures that existed at a moment, in the registry's order."""
    found = (state(measure, registry, clock) for measure in registry.measures)
    return [one for one in found if one is not None]
