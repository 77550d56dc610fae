"""Which measures: filters, free text and sorting over the states of a registry at a moment."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from operator import le, lt
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.coding import Coding
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.history import State, states
from ctmeasures.model.records import Letter, Package, Registry, Restatement, Track
from ctmeasures.model.status import Status
from ctmeasures.reports.places import places
from ctmeasures.reports.remarks import Remark, partners, told
from ctmeasures.reports.words import NOT, folded

NONE = "none"
GROUPS = ("open", "closed")


class Bound(NamedTuple):
    """A day to compare with; without a day, it asks for an empty field; `excluded` turns it round."""

    day: date | None
    excluded: bool = False


class Span(NamedTuple):
    """A stretch of time in which a day may lie; `excluded` turns it round."""

    date: PartialDate
    excluded: bool = False


class Query(NamedTuple):
    """What to look for. Of several values of one filter any may match; `not:value` excludes; `none` is an empty field.

    The values of `due_before` and `silent_since` are days, as `Bound`s: a measure is silent since a day when it is open
    and nothing was heard of it after that day. It was `heard_once` when no letter speaks of it, or of its money, but the one that announced it.
    """

    words: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    package: tuple[str, ...] = ()
    due_before: tuple[Bound, ...] = ()
    overdue: bool = False
    silent_since: tuple[Bound, ...] = ()
    announced: tuple[Span, ...] = ()
    heard_once: bool = False


class View(NamedTuple):
    """What every answer states: the reference day, the newest letter by then, which letters count, and how things were found."""

    registry: Registry
    clock: Clock
    remarks: tuple[Remark, ...] = ()

    @property
    def letters(self) -> list[Letter]:
        """Return the letters known at the moment of the question, oldest first."""
        if self.clock.known_by is None:
            return [*self.registry.by_day]
        return [letter for letter in self.registry.by_day if self.clock.knows(letter)]

    @property
    def newest_letter(self) -> Letter | None:
        """Return the newest letter up to the reference day that was coded as a whole: until its day something can have been heard."""
        unfinished, day = self.registry.unfinished, self.clock.reference_day
        known = (one for one in reversed(self.letters) if one.date.first <= day and one.id not in unfinished)
        return next(known, None)

    @property
    def uncoded(self) -> list[Letter]:
        """Return the letters known by then that nobody has begun to code, oldest first."""
        return [letter for letter, coding in self._unfinished if not coding.begun]

    @property
    def in_part(self) -> list[tuple[Letter, Coding]]:
        """Return the letters known by then that are coded in part, oldest first, each with how far it is.

        They count for the measures that they are cited for, and as silent on none.
        """
        return [one for one in self._unfinished if one[1].begun]

    @property
    def _unfinished(self) -> list[tuple[Letter, Coding]]:
        found, day = self.registry.unfinished, self.clock.reference_day
        return (
            [(one, found[one.id]) for one in self.letters if one.date.first <= day and one.id in found] if found else []
        )

    @property
    def later(self) -> list[Letter]:
        """Return the letters after the reference day that count for what they tell of the time before it, oldest first."""
        return [one for one in self.letters if one.date.first > self.clock.reference_day]

    @property
    def left_out(self) -> list[Letter]:
        """Return the letters that could not be known at the moment of the question, oldest first."""
        return [one for one in self.registry.by_day if not self.clock.knows(one)]

    @property
    def overtaken(self) -> bool:
        """Tell whether the registry has letters later than what counts as heard, so that silence then need not last."""
        return self.clock.overtaken(self.registry)

    @property
    def packages(self) -> list[Package]:
        """Return the packages announced by then, without what letters have restated since, in the registry's order."""
        had = {key for key, letter in self.registry.letters.items() if self.clock.had(letter)}
        return [_by_then(package, had) for package in self.registry.packages.values() if package.letter in had]


def _by_then(package: Package, had: set[str]) -> Package:
    def restated(part: Package | Track) -> tuple[Restatement, ...]:
        return tuple(one for one in part.restated if one.letter in had)

    tracks = {key: replace(track, restated=restated(track)) for key, track in package.tracks.items()}
    return replace(package, restated=restated(package), tracks=tracks)


class Listing(NamedTuple):
    """The measures that match, in order, and of how many."""

    view: View
    states: tuple[State, ...]
    total: int


def _by_due(state: State) -> tuple[object, ...]:
    due = state.due
    return (
        not state.open,
        due is None,
        due.last if due else date.max,
        due.first if due else date.max,
        state.measure.id,
    )


SORTS: dict[str, Callable[[State], tuple[object, ...]]] = {
    "due": _by_due,
    "id": lambda state: (state.measure.id,),
    "title": lambda state: (folded(state.measure.title), state.measure.id),
    "status": lambda state: (tuple(Status).index(state.status), state.measure.id),
    "owner": lambda state: (state.measure.owner, state.measure.id),
    "area": lambda state: (state.measure.area or "", state.measure.id),
    "announced": lambda state: (state.announced.first, state.measure.id),
    "updated": lambda state: (state.updated.first, state.measure.id),
}


def _by_dutch_title(state: State) -> tuple[object, ...]:
    return folded(state.measure.title_nl or state.measure.title), state.measure.id


def listing(
    registry: Registry, clock: Clock, query: Query, sort: str = "due", reverse: bool = False, dutch: bool = False
) -> Listing:
    """Return the measures that match a query, sorted by one of SORTS: `due` puts the next deadline first, closed last.

    Titles are sorted as they are shown: in English, or in `dutch` where there is a Dutch one.
    """
    everything = states(registry, clock)
    found, remarks = everything, partners(query.owner, query.partner, everything)
    for test in _filters(query, everything):
        found = list(filter(test, found))
    if query.words:
        from ctmeasures.reports.texts import searched

        matched = searched(everything, registry, query.words)
        keys, remarks = frozenset(matched.keys), (*told(matched, registry), *remarks)
        found = [state for state in found if state.measure.id in keys]
    found = sorted(found, key=_by_dutch_title if dutch and sort == "title" else SORTS[sort], reverse=reverse)
    return Listing(View(registry, clock, remarks), tuple(found), len(everything))


def _filters(query: Query, everything: list[State]) -> list[Callable[[State], bool]]:
    """Return a test for each filter that a query has, the quick ones first; what is not asked for is not looked up."""
    statuses = {one for one in Status if any_of(query.status, (one, "open" if one.open else "closed"))}
    owners = cache(lambda owner: any_of(query.owner, (owner,)))
    areas = cache(lambda area: any_of(query.area, (area,)))
    filters: list[tuple[object, Callable[[State], bool]]] = [
        (query.status, lambda state: state.status in statuses),
        (query.owner, lambda state: owners(state.measure.owner)),
        (query.partner, lambda state: any_of(query.partner, state.measure.partners)),
        (query.area, lambda state: areas(state.measure.area)),
        (query.announced, lambda state: _within(query.announced, state.announced)),
        (query.overdue, lambda state: state.overdue),
        (query.due_before, lambda state: _compared(query.due_before, state.due.last if state.due else None, lt)),
        (
            query.silent_since,
            lambda state: state.open and _compared(query.silent_since, state.updated.first, le),
        ),
        (query.letter, lambda state: any_of(query.letter, state.letters)),
        (query.heard_once, lambda state: state.heard_once),
    ]
    tests = [test for given, test in filters if given]
    return [*tests, _funded(query.package, everything)] if query.package else tests


def _funded(packages: tuple[str, ...], everything: list[State]) -> Callable[[State], bool]:
    """Return what tells whether the money of a measure stands in one of the packages, also within other money; or, for `none`, in no package."""
    stands = places((state.measure.id, one) for state in everything for one in state.budget)
    return lambda state: any_of(packages, (key for one in state.budget for key in stands(one)))


def _compared(bounds: tuple[Bound, ...], value: date | None, compare: Callable[[date, date], bool]) -> bool:
    """Tell whether a day, or its absence, satisfies a filter's bounds."""

    def fits(bound: Bound) -> bool:
        return value is None if bound.day is None else value is not None and compare(value, bound.day)

    required = [bound for bound in bounds if not bound.excluded]
    excluded = [bound for bound in bounds if bound.excluded]
    return not any(map(fits, excluded)) and (not required or any(map(fits, required)))


def _within(spans: tuple[Span, ...], when: PartialDate) -> bool:
    """Tell whether a date lies in one of the stretches, if there are any, and in none that is excluded."""

    def fits(span: Span) -> bool:
        return span.date.first <= when.first and when.last <= span.date.last

    required = [span for span in spans if not span.excluded]
    return not any(fits(span) for span in spans if span.excluded) and (not required or any(map(fits, required)))


def any_of(wanted: tuple[str, ...], values: Iterable[str | None]) -> bool:
    """Tell whether the values satisfy one filter's words: none excluded, and one of the others, if there are any."""
    if not wanted:
        return True
    present = {value for value in values if value} or {NONE}
    excluded = {word.removeprefix(NOT) for word in wanted if word.startswith(NOT)}
    required = {word for word in wanted if not word.startswith(NOT)}
    return not (present & excluded) and (not required or bool(present & required))
