"""The order of a measure's events, and what a due date is in it."""

from collections.abc import Iterable, Iterator
from datetime import date

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.records import Event, Measure, Registry


def ordered(measure: Measure, registry: Registry) -> list[Event]:
    """Return the measure's events in the order of their letters' dates, then of the list."""
    history = measure.history
    if len(history) == 1:
        return list(history)
    return sorted(history, key=lambda event: told_on(event, registry))


def told_on(event: Event, registry: Registry) -> date:
    """Return the day of an event's letter, or the event's own where a half-read registry lacks the letter."""
    return (registry.letters.get(event.letter) or event).date.first


def with_due(history: Iterable[Event]) -> Iterator[tuple[Event, PartialDate | None]]:
    """Yield events in order, each with the due date that stood before it."""
    due: PartialDate | None = None
    for event in history:
        yield event, due
        due = (event.due or due) if event.status.open else None


def promising(history: Iterable[Event]) -> Event | None:
    """Return of events in order the one whose due date stands: the last that states one, unless the measure closed then or since."""
    found = None
    for event in history:
        found = (event if event.due else found) if event.status.open else None
    return found
