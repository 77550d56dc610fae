"""Everything about one measure: its state, where each fact stands, and what refers to it."""

from collections.abc import Iterator
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State, states
from ctmeasures.model.place import Place
from ctmeasures.model.records import RELATIONS, Measure, Registry
from ctmeasures.reports.query import View


class Page(NamedTuple):
    """One measure with its relations in both directions, to measures that exist at that moment, and its place in the file."""

    view: View
    state: State
    relations: tuple[tuple[str, tuple[Measure, ...]], ...]
    place: Place


def page(registry: Registry, clock: Clock, measure: Measure) -> Page | None:
    """Return a measure's page, or None where nothing of it was true or known at that moment."""
    return next(pages(registry, clock, measure), None)


def pages(registry: Registry, clock: Clock, only: Measure | None = None) -> Iterator[Page]:
    """Yield the pages of all measures that existed at a moment, in the registry's order, or of the `only` one that is asked for."""
    existing = {one.measure.id: one for one in states(registry, clock)}
    related: dict[str, dict[str, list[Measure]]] = {key: {} for key in existing}
    for field, (forward, backward) in RELATIONS.items():
        for key, state in existing.items():
            for other in getattr(state.measure, field):
                if other in existing:
                    related[key].setdefault(forward, []).append(existing[other].measure)
                    related[other].setdefault(backward, []).append(state.measure)
    view, order = View(registry, clock), [name for pair in RELATIONS.values() for name in pair]
    for key, state in existing.items():
        if only is not None and state.measure is not only:
            continue
        relations = tuple((name, tuple(related[key][name])) for name in order if name in related[key])
        yield Page(view, state, relations, state.measure.source.place())
