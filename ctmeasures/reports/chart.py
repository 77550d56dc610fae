"""The measures as spans of time: when each was spoken of, silent, overdue, promised; days only, no columns and no pixels."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State
from ctmeasures.model.records import Event, Letter, Registry
from ctmeasures.reports.query import Query, View, listing


class Phase(StrEnum):
    """What a stretch of a measure's time is: whether letters spoke of it then, and whether its due date had passed."""

    HEARD = "heard"
    HEARD_LATE = "heard-late"
    SILENT = "silent"
    SILENT_LATE = "silent-late"
    PROMISED = "promised"

    @property
    def silent(self) -> bool:
        """Tell whether nothing was heard then."""
        return self in (Phase.SILENT, Phase.SILENT_LATE)


class Period(NamedTuple):
    """A part of a span that is all of one kind; it takes at least a day."""

    kind: Phase
    first: date
    last: date


class Mark(NamedTuple):
    """An event on a span, or without an event the due date that stands; `passed` tells that it is behind the reference day.

    An event that is not `certain` had perhaps not yet happened by then.
    """

    day: date
    event: Event | None
    passed: bool
    certain: bool = True


class Span(NamedTuple):
    """One measure: its stretches and its marks, both in order of time.

    It begins with its announcement, or with an earlier day of which that letter speaks. That of a closed measure ends with the
    event that closed it; that of an open one with the reference day, or with a due date that lies ahead.
    """

    state: State
    begin: date
    end: date
    stretches: tuple[Period, ...]
    marks: tuple[Mark, ...]


class Band(NamedTuple):
    """The spans that stand together; the key is null for those that have none."""

    key: str | None
    spans: tuple[Span, ...]


class Chart(NamedTuple):
    """All spans from the first day to the last one, and of how many measures they are.

    `quiet` is a long time before the reference day without any letter and without an event or due date of these measures; what draws may
    shorten it.
    """

    view: View
    by: str
    groups: tuple[Band, ...]
    first_day: date
    last_day: date
    quiet: tuple[date, date] | None
    measures: int
    total: int

    @property
    def spans(self) -> list[Span]:
        """Return the spans of all groups."""
        return [span for group in self.groups for span in group.spans]

    @property
    def last_letter(self) -> Letter | None:
        """Return the newest letter, where its day is one of the chart's before the reference day."""
        newest = self.view.newest_letter
        shown = newest is not None and self.first_day <= newest.date.first < self.view.clock.reference_day
        return newest if shown else None

    @property
    def certain(self) -> bool:
        """Tell whether all statuses were surely so by the reference day."""
        return all(mark.certain for span in self.spans for mark in span.marks)


GROUPS: dict[str, Callable[[State], str | None]] = {
    "area": lambda state: state.measure.area,
    "owner": lambda state: state.measure.owner,
    "year": lambda state: str(state.announced.first.year),
    "letter": lambda state: state.letter,
}


def chart(registry: Registry, clock: Clock, query: Query, by: str = "area") -> Chart:
    """Return the spans of the measures that match, the earliest first, in one of GROUPS: `year` and `letter` are those of the announcement."""
    found = listing(registry, clock, query, sort="id")
    day = clock.reference_day
    spans = sorted(
        (span(state, day) for state in found.states), key=lambda one: (one.begin, one.end, one.state.updated.first)
    )
    drawn = _bands(spans, by, found.view)
    days = [day, *(mark.day for one in spans for mark in one.marks)]
    return Chart(found.view, by, drawn, min(days), max(days), _quiet(days, found.view), len(spans), found.total)


def regrouped(found: Chart, by: str) -> Chart:
    """Return the same spans in other groups, in the same order in each."""
    spans = sorted(found.spans, key=lambda one: one.state.measure.id)
    spans.sort(key=lambda one: (one.begin, one.end, one.state.updated.first))
    return found._replace(by=by, groups=_bands(spans, by, found.view))


def _bands(spans: list[Span], by: str, view: View) -> tuple[Band, ...]:
    groups: dict[str | None, list[Span]] = {key: [] for key in _order(by, spans, view)}
    for one in spans:
        groups.setdefault(GROUPS[by](one.state), []).append(one)
    return tuple(Band(key, tuple(members)) for key, members in groups.items() if members)


def span(state: State, day: date) -> Span:
    """Return the span of one measure, as it is on the reference day."""
    marks = [Mark(event.date.first, event, event.date.first <= day, state.surely(event)) for event in state.history]
    due = state.due.last if state.due else None
    if due is not None:
        marks.append(Mark(due, None, due < day))
    marks.sort(key=lambda mark: (mark.day, mark.event is None))
    begin, closing = state.begin, state.closing
    end = closing.event.date.first if closing else max(begin, day, due or day)
    return Span(state, begin, end, tuple(_stretches(state, begin, end, day)), tuple(marks))


def _stretches(state: State, begin: date, end: date, day: date) -> Iterable[Period]:
    """Yield the parts of a span, cut where the last letter, the due date and the reference day stand."""
    if not state.open:
        if begin < end:
            yield Period(Phase.HEARD, begin, end)
        return
    heard, due = state.updated.first, state.due.last if state.due else end
    late = state.heard_late.first if state.heard_late else due
    cuts = {begin, end, *(cut for cut in (heard, late, due, day) if begin < cut < end)}
    for first, last in pairwise(sorted(cuts)):
        if first >= day:
            kind = Phase.PROMISED
        elif first >= due:
            kind = Phase.HEARD_LATE if first < late else Phase.SILENT_LATE
        else:
            kind = Phase.HEARD if first < heard else Phase.SILENT
        yield Period(kind, first, last)


def _quiet(days: list[date], view: View) -> tuple[date, date] | None:
    """Return the time before the reference day of which nothing is known, where it is more than a third of what is behind."""
    first, day = min(days), view.clock.reference_day
    newest = max((one for one in (*days, *(letter.date.first for letter in view.letters)) if one < day), default=first)
    return (newest, day) if newest > first and (day - newest) * 3 > day - first else None


def _order(by: str, spans: list[Span], view: View) -> Iterable[str]:
    """Return the groups in their order, owners by how many measures they have; what belongs to none comes last."""
    if by == "area":
        return view.registry.areas
    if by == "letter":
        return [letter.id for letter in view.letters]
    if by == "owner":
        many = Counter(one.state.measure.owner for one in spans)
        return sorted(many, key=lambda owner: (-many[owner], owner))
    return sorted(str(one.state.announced.first.year) for one in spans)
