"""The stages that a measure goes through, and which letters said that it was in each."""

from collections.abc import Iterator
from typing import NamedTuple

from ctmeasures.model.history import State
from ctmeasures.model.records import Event
from ctmeasures.model.status import Status

_WAY = tuple(one for one in Status if one.open)


class Numbered(NamedTuple):
    """An event and its place among those of one letter in its measure, from 1, by which its address is stable."""

    event: Event
    number: int

    @property
    def anchor(self) -> str:
        """Return the event's address on its measure's page."""
        return anchor(self.event.letter, self.number)


class Stage(NamedTuple):
    """A stage, the events that say so in the order of the letters, and whether it is the present one."""

    status: Status
    events: tuple[Numbered, ...]
    present: bool

    @property
    def told(self) -> tuple[Numbered, ...]:
        """Return of each letter the first event that says so."""
        first: dict[str, Numbered] = {}
        for one in self.events:
            first.setdefault(one.event.letter, one)
        return tuple(first.values())


def anchor(letter: str, number: int = 1) -> str:
    """Return the address of the event of a letter on a measure's page."""
    return f"e-{letter}-{number}"


def numbered(state: State) -> Iterator[Numbered]:
    """Yield a measure's events in their order, each with its number."""
    told: dict[str, int] = {}
    for event in state.history:
        told[event.letter] = told.get(event.letter, 0) + 1
        yield Numbered(event, told[event.letter])


def stages(state: State) -> tuple[Stage, ...]:
    """Return the stages on the way of a measure: the open ones, then how it closed, be it more than once, else that it is implemented.

    A stage of which no letter spoke has no events; that it was passed is not known.
    """
    events = tuple(numbered(state))
    closed = dict.fromkeys(one.event.status for one in events if not one.event.status.open)
    return tuple(
        Stage(status, tuple(one for one in events if one.event.status is status), status is state.status)
        for status in (*_WAY, *(closed or (Status.IMPLEMENTED,)))
    )
