"""How the website lays a thread out: nested lists, of which the long ones are folded in a large thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.reports.threads import SMALL

if TYPE_CHECKING:
    from ctmeasures.model.status import Status
    from ctmeasures.reports.threads import Member, Step, Thread

_FOLDED = 4  # measures below one from which on they are folded
OPEN, FOLDED = "open", "folded"


class Entry(NamedTuple):
    """A measure in the nested lists: how the lists that end before it were begun, and how its own one begins, if it has one."""

    ends: tuple[str, ...]
    member: Member | None
    begins: str | None


def entries(thread: Thread) -> Iterator[Entry]:
    """Yield the measures in the order of the tree; the last entry has none, and ends what is still open."""
    begun: list[str] = []
    for member in thread.members:
        ends = tuple(reversed(begun[member.depth :]))
        del begun[member.depth :]
        begins = None
        if member.below:
            large = len(thread.members) > SMALL and member.depth > 0 and member.below >= _FOLDED
            begins = FOLDED if large else OPEN
            begun.append(begins)
        yield Entry(ends, member, begins)
    yield Entry(tuple(reversed(begun)), None, None)


def inside(thread: Thread, member: Member) -> tuple[Member, ...]:
    """Return the measures that hang below one."""
    place = thread.members.index(member)
    return thread.members[place + 1 : place + 1 + member.below]


def by_letter(thread: Thread, member: Member) -> list[Step | None]:
    """Return what each letter of the thread says of a measure, None where it says nothing."""
    told = {step.letter: step for step in member.steps}
    return [told.get(letter.id) for letter in thread.letters]


def told(thread: Thread) -> frozenset[Status]:
    """Return the statuses that the letters of a thread give."""
    return frozenset(step.status for member in thread.members for step in member.steps)
