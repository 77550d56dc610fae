"""Everything about one measure: its state, where each fact stands, and what refers to it."""

from typing import NamedTuple

from ctmeasures.model.history import Clock, State, state
from ctmeasures.model.place import Place
from ctmeasures.model.records import Allocation, Measure, Registry
from ctmeasures.reports.query import View

_RELATIONS = {
    "part_of": ("part of", "has part"),
    "supersedes": ("supersedes", "superseded by"),
    "follows": ("follows", "followed by"),
}


class Page(NamedTuple):
    """One measure with its relations in both directions, its money and its place in the file.

    `money` are the allocations known at the moment of the question.
    """

    view: View
    state: State
    relations: tuple[tuple[str, tuple[Measure, ...]], ...]
    money: tuple[Allocation, ...]
    place: Place


def page(registry: Registry, clock: Clock, measure: Measure) -> Page | None:
    """Return a measure's page, or None where nothing of it was true or known at that moment."""
    found = state(measure, registry, clock)
    if found is None:
        return None
    relations = []
    for field, (forward, backward) in _RELATIONS.items():
        relations.append((forward, tuple(registry.by_id[key] for key in getattr(measure, field))))
        relations.append((backward, tuple(one for one in registry.measures if measure.id in getattr(one, field))))
    return Page(
        view=View(registry, clock),
        state=found,
        relations=tuple((name, measures) for name, measures in relations if measures),
        money=tuple(one for one in measure.budget if clock.knows(registry.letters[one.letter])),
        place=measure.source.place(),
    )
