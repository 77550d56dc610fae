"""How many: measures counted by status, area, owner, letter and year, open apart from closed, each with its definition."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State
from ctmeasures.model.records import Registry
from ctmeasures.model.status import Status
from ctmeasures.reports.query import Listing, Query, View, listing


class Count(NamedTuple):
    """How many measures have one value, open and closed; the key is null for those that have none."""

    key: str | None
    open: int
    closed: int

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.open + self.closed


class Dimension(NamedTuple):
    """One way to count: the values under which a measure counts, what is meant by that, and whether it counts once only.

    `known` gives the values that are shown in their own order, also with a count of nothing; `rank` sorts the counts
    where there is no such order.
    """

    name: str
    definition: str
    once: bool
    values: Callable[[State], Iterable[str | None]]
    known: Callable[[View], Iterable[str]] = lambda view: ()
    rank: Callable[[Count], object] | None = None


class Tally(NamedTuple):
    """The counts of one dimension, and how many measures were counted; those counted once add up to it."""

    dimension: Dimension
    counts: tuple[Count, ...]


class Stats(NamedTuple):
    """All counts of the measures that match, and of how many."""

    view: View
    sections: tuple[Tally, ...]
    counted: Count
    total: int


DIMENSIONS = {
    one.name: one
    for one in (
        Dimension(
            "status", "the status that the last event gives; each measure counts once", True,
            lambda state: (state.status.value,), known=lambda _: tuple(Status),
        ),
        Dimension(
            "area", "the intervention area; each measure counts once", True,
            lambda state: (state.measure.area,), known=lambda view: view.registry.areas,
        ),
        Dimension(
            "owner", "the responsible organisation, also where it is inferred; each measure counts once", True,
            lambda state: (state.measure.owner,), rank=lambda count: (-count.total, count.key),
        ),
        Dimension(
            "letter", "the letters that speak of it; a measure counts once for each, so the rows may add up to more", False,
            lambda state: state.letters,
            known=lambda view: [letter.id for letter in view.letters],
        ),
        Dimension(
            "year", "the year of the first letter that speaks of it; each measure counts once", True,
            lambda state: (str(state.announced.first.year),), rank=lambda count: count.key,
        ),
    )
}  # fmt: skip


def stats(registry: Registry, clock: Clock, query: Query, by: Iterable[str] = ()) -> Stats:
    """Count the measures that match, by the dimensions asked for, else by all."""
    return counted(listing(registry, clock, query, sort="id"), by)


def counted(found: Listing, by: Iterable[str] = ()) -> Stats:
    """Count the measures of a list, by the dimensions asked for, else by all."""
    chosen = [DIMENSIONS[name] for name in dict.fromkeys(by)] or list(DIMENSIONS.values())
    sections = tuple(Tally(one, _counts(one, found.states, found.view)) for one in chosen)
    return Stats(found.view, sections, _count(None, found.states), found.total)


def _counts(dimension: Dimension, states: Iterable[State], view: View) -> tuple[Count, ...]:
    """Return the counts in the dimension's order; what has no value comes last."""
    groups: dict[str | None, list[State]] = {str(key): [] for key in dimension.known(view)}
    for state in states:
        for value in dimension.values(state):
            groups.setdefault(value, []).append(state)
    counts = [_count(key, members) for key, members in groups.items()]
    if dimension.rank is not None:
        counts.sort(key=dimension.rank)  # type: ignore[arg-type]
    return tuple(sorted(counts, key=lambda count: count.key is None))


def _count(key: str | None, states: Iterable[State]) -> Count:
    opened = [state.open for state in states]
    return Count(key, sum(opened), len(opened) - sum(opened))
