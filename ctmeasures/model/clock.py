"""The moment of a question, by two clocks: what was true then, and what could be known then."""

from datetime import date
from typing import NamedTuple

from ctmeasures.model.records import Event, Letter, Registry


class Clock(NamedTuple):
    """The moment of a question: what was true on `as_of`, what could be known on `known_by`."""

    today: date
    as_of: date | None = None
    known_by: date | None = None

    @property
    def reference_day(self) -> date:
        """Return the day against which deadlines and silence are measured."""
        return self.as_of or self.known_by or self.today

    @property
    def free(self) -> bool:
        """Tell whether the question is of all that the registry knows."""
        return self.as_of is None and self.known_by is None

    @property
    def horizon(self) -> date:
        """Return the day up to which a letter is a word: the reference day, or an earlier `known_by`."""
        return min(self.reference_day, self.known_by or self.reference_day)

    def overtaken(self, registry: Registry) -> bool:
        """Tell whether the registry has letters later than what counts as heard, so that silence then need not last."""
        return registry.newest_day is not None and registry.newest_day > self.horizon

    def knows(self, letter: Letter) -> bool:
        """Tell whether the letter had been written."""
        return self.known_by is None or letter.date.first <= self.known_by

    def admits(self, event: Event, letter: Letter) -> bool:
        """Tell whether the event counts at this moment."""
        return (self.as_of is None or event.date.first <= self.as_of) and self.knows(letter)

    def had(self, letter: Letter) -> bool:
        """Tell whether what has no date but its letter's, such as money, counts at this moment."""
        return (self.as_of is None or letter.date.first <= self.as_of) and self.knows(letter)
