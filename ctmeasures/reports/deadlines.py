"""The deadlines: what was promised for when, how often that moved, what became of it, and how long nothing was heard."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.deadline import Deadline, Outcome, deadline
from ctmeasures.model.records import Registry
from ctmeasures.reports.query import Listing, Query, View, listing


class Slippage(NamedTuple):
    """Of one owner: the measures that ever had a due date, those whose date moved, and those of which the dates do not tell.

    `later` and `earlier` are the least and the most days by which the dates moved.
    """

    owner: str
    deadlines: int
    moved: int
    unclear: int
    later: tuple[int, int]
    earlier: tuple[int, int]


@dataclass(frozen=True)
class Deadlines:
    """The measures that match and have something to say, section by section, and of how many."""

    view: View
    sections: tuple["Section", ...]
    total: int

    @cached_property
    def measures(self) -> tuple[Deadline, ...]:
        """Return all of them, in the order of the sections."""
        return tuple(one for section in self.sections for one in section.deadlines)

    @cached_property
    def moved(self) -> tuple[Deadline, ...]:
        """Return those whose due date moved, in the order of their ids."""
        return tuple(sorted((one for one in self.measures if one.moves), key=lambda one: one.state.measure.id))

    @cached_property
    def unclear(self) -> tuple[Deadline, ...]:
        """Return those of which the dates do not tell whether their due date moved, in the order of their ids."""
        own = (one for one in self.measures if one.unclear and not one.moves)
        return tuple(sorted(own, key=lambda one: one.state.measure.id))

    @cached_property
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


def deadlines(registry: Registry, clock: Clock, query: Query, only: Collection[str] = ()) -> Deadlines:
    """Return the deadlines of the measures that match, in SECTIONS, or `only` in some of them.

    A closed measure that never had a due date is in no section.
    """
    return deadlines_of(listing(registry, clock, query, sort="id"), only)


def deadlines_of(found: Listing, only: Collection[str] = ()) -> Deadlines:
    """Return the deadlines of the measures of a list."""
    registry, clock, _ = found.view
    every = [deadline(state, registry, clock.reference_day) for state in found.states]
    sections = []
    for name, (outcomes, rank) in SECTIONS.items():
        if not only or name in only:
            own = (one for one in every if one.outcome in outcomes and (one.state.open or one.promises))
            sections.append(Section(name, tuple(sorted(own, key=rank))))
    return Deadlines(found.view, tuple(sections), found.total)


def slippage(measures: Iterable[Deadline]) -> tuple[Slippage, ...]:
    """Return by how much the due dates moved, added up by owner, those with most days first."""
    owners: dict[str, list[Deadline]] = {}
    for one in measures:
        if one.promises:
            owners.setdefault(one.state.measure.owner, []).append(one)
    found = []
    for owner, own in owners.items():
        moved, unclear = sum(1 for one in own if one.moves), sum(1 for one in own if one.unclear and not one.moves)
        spans = [one.state.slipped or (0, 0) for one in own]
        later = added((max(least, 0), max(most, 0)) for least, most in spans)
        earlier = added((max(-most, 0), max(-least, 0)) for least, most in spans)
        found.append(Slippage(owner, len(own), moved, unclear, later, earlier))
    return tuple(sorted(found, key=lambda one: (-one.later[0], -one.later[1], -one.moved, -one.deadlines, one.owner)))


def added(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return the sum of the least and of the most of some spans of days."""
    found = list(spans)
    return sum(least for least, _ in found), sum(most for _, most in found)
