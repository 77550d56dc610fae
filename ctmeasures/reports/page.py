"""Everything about one measure: its state, where each fact stands, and what refers to it."""

from typing import NamedTuple

from ctmeasures.model.history import Clock, State, states
from ctmeasures.model.place import Place
from ctmeasures.model.records import Measure, Registry
from ctmeasures.reports.query import View

_RELATIONS = {
    "part_of": ("part of", "has part"),
    "supersedes": ("supersedes", "superseded by"),
    "follows": ("follows", "followed by"),
}


class Page(NamedTuple):
    """One measure with its relations in both directions, to measures that exist at that moment, and its place in the file."""

    view: View
    state: State
    relations: tuple[tuple[str, tuple[Measure, ...]], ...]
    place: Place


def page(registry: Registry, clock: Clock, measure: Measure) -> Page | None:
    """Return a measure's page, or None where nothing of it was true or known at that moment."""
    existing = {one.measure.id: one for one in states(registry, clock)}
    found = existing.get(measure.id)
    if found is None:
        return None
    relations = []
    for field, (forward, backward) in _RELATIONS.items():
        relations.append((forward, tuple(existing[key].measure for key in getattr(measure, field) if key in existing)))
        relations.append(
            (backward, tuple(one.measure for one in existing.values() if measure.id in getattr(one.measure, field)))
        )
    return Page(
        view=View(registry, clock),
        state=found,
        relations=tuple((name, measures) for name, measures in relations if measures),
        place=measure.source.place(),
    )
