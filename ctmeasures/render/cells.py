"""What the tables of a document say of a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render import claims
from ctmeasures.render.claims import Sources
from ctmeasures.render.document import Cell
from ctmeasures.render.look import Look
from ctmeasures.render.pieces import measure_names, owner_names

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Registry


class Cells:
    """What the tables say of a measure; most of it stands in several of them, and is worked out once."""

    def __init__(self, registry: Registry, look: Look) -> None:
        self.look = look
        self.name = measure_names(registry, look)
        self.owner = owner_names(registry, look)
        self.sources = Sources(registry, look)
        self._due: dict[str, Cell] = {}
        self._heard: dict[str, Cell] = {}

    def status(self, state: State) -> Cell:
        """Return the present status."""
        return self.sources.cell([claims.status(state, self.look)])

    def due(self, state: State) -> Cell:
        """Return the due date and what is known of it."""
        key = state.measure.id
        if key not in self._due:
            self._due[key] = self.sources.cell(claims.due(state, self.look, labelled=False))
        return self._due[key]

    def heard(self, state: State) -> Cell:
        """Return when the measure was last heard of."""
        key = state.measure.id
        if key not in self._heard:
            self._heard[key] = self.sources.cell([claims.heard(state, self.look.short(state.updated))])
        return self._heard[key]
