"""The report: the state on a day as a whole, put together from the other answers, so that it says the same numbers."""

from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import months_between
from ctmeasures.model.records import Registry
from ctmeasures.reports.budget import Budget, budget
from ctmeasures.reports.coverage import Coverage, coverage
from ctmeasures.reports.deadlines import Deadlines, deadlines_of
from ctmeasures.reports.query import SORTS, Listing, Query, View, listing
from ctmeasures.reports.stats import Stats, counted


class Report(NamedTuple):
    """Everything that a report tells of the measures that match: `open` are those in the order in which they fell silent."""

    view: View
    query: Query
    stats: Stats
    deadlines: Deadlines
    open: Listing
    silent_year: int
    budget: Budget
    coverage: Coverage


def report(registry: Registry, clock: Clock, query: Query) -> Report:
    """Return the state at a moment of the measures that match."""
    found = listing(registry, clock, query, sort="id")
    opened = sorted((state for state in found.states if state.open), key=SORTS["updated"])
    return Report(
        view=View(registry, clock),
        query=query,
        stats=counted(found, ("status", "area", "owner")),
        deadlines=deadlines_of(found),
        open=found._replace(states=tuple(opened)),
        silent_year=sum(1 for state in opened if months_between(state.updated.first, clock.reference_day) >= 12),
        budget=budget(registry, clock, query),
        coverage=coverage(registry, clock),
    )
