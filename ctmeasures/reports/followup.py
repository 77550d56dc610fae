"""What became of the measures that each letter announced: whether a later letter reported them done, spoke of them, or never did.

Each measure counts once, for the letter that announced it. What is closed is told as closed, also where the letter that announced it
reported it done; of what is open it is asked whether a later letter speaks of it. That none does is not said where there is no later letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.status import Status

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Letter
    from ctmeasures.reports.query import Listing, View


class Followup(StrEnum):
    """What became of a measure."""

    IMPLEMENTED = "implemented"
    ENDED = "ended"
    HEARD = "heard"
    HEARD_LATE = "heard-late"
    UNHEARD_LATE = "unheard-late"
    UNHEARD = "unheard"
    NEWEST = "newest"

    @property
    def unheard(self) -> bool:
        """Tell whether the measure is open and no later letter speaks of it, though there is one."""
        return self in (Followup.UNHEARD, Followup.UNHEARD_LATE)


class Followed(NamedTuple):
    """How many measures of one kind became what; the key is a letter's or an owner's, or null for all."""

    key: str | None
    counts: Mapping[Followup, int]

    @property
    def total(self) -> int:
        """Return how many measures there are."""
        return sum(self.counts.values())

    @property
    def unheard(self) -> int:
        """Count those that are open and were never heard of again."""
        return sum(many for one, many in self.counts.items() if one.unheard)


class Followups(NamedTuple):
    """What became of the measures: by the letters that announced any, oldest first, by owner, the greatest first, and of all.

    `before` are those announced before the newest letter, of which a later letter could speak.
    """

    view: View
    letters: tuple[Followed, ...]
    owners: tuple[Followed, ...]
    before: Followed
    all: Followed


def followup(state: State, newest: Letter | None) -> Followup:
    """Return what became of a measure; `newest` is the newest letter by then that was coded as a whole."""
    if not state.open:
        return Followup.IMPLEMENTED if state.status is Status.IMPLEMENTED else Followup.ENDED
    if state.heard_again:
        return Followup.HEARD_LATE if state.overdue else Followup.HEARD
    if not _followed(state, newest):
        return Followup.NEWEST
    return Followup.UNHEARD_LATE if state.overdue else Followup.UNHEARD


def followups(found: Listing) -> Followups:
    """Count what became of the measures that were found."""
    view, states = found.view, found.states
    newest = view.newest_letter
    letters: dict[str, list[State]] = {letter.id: [] for letter in view.letters}
    owners: dict[str, list[State]] = {}
    for state in states:
        letters[state.letter].append(state)
        owners.setdefault(state.measure.owner, []).append(state)
    by_owner = (counted(owned, newest, key) for key, owned in owners.items())
    return Followups(
        view,
        tuple(counted(announced, newest, key) for key, announced in letters.items() if announced),
        tuple(sorted(by_owner, key=lambda one: (-one.total, one.key or ""))),
        before=counted((state for state in states if _followed(state, newest)), newest),
        all=counted(states, newest),
    )


def counted(states: Iterable[State], newest: Letter | None, key: str | None = None) -> Followed:
    """Count what became of measures, in the order of Followup; what became of none is left out."""
    found = Counter(followup(state, newest) for state in states)
    return Followed(key, {one: found[one] for one in Followup if found[one]})


def _followed(state: State, newest: Letter | None) -> bool:
    """Tell whether there is a later letter, coded as a whole, that could speak of the measure."""
    return newest is not None and newest.date.first > state.announced.first
