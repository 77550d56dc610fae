"""What changed between two registries: new, corrected and removed records, deadlines that moved, what rewrites the past.

A history only grows: a changed date, status, letter or due date of an event that was there, an event or measure that is gone,
and a changed date of a letter rewrite the past, and say so. What is equal is not there: two registries with the same data
have no differences, whatever the order of their measures and keys.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import ALLOCATION, AREA, EVENT, LETTER, MEASURE, ORGANISATION, PACKAGE, TRACK, Shape
from ctmeasures.model.order import ordered, promising, told_on
from ctmeasures.model.record import Record
from ctmeasures.model.records import (
    Allocation,
    Area,
    Event,
    Letter,
    Measure,
    Organisation,
    Package,
    Passage,
    Registry,
    Track,
)
from ctmeasures.model.shift import Shift, shift
from ctmeasures.model.status import Status
from ctmeasures.reports.matching import matched, pairs, part, reordered, whole

R = TypeVar("R", bound=Record)

_PAST = frozenset(("date", "status", "letter", "due"))  # what an event says for good

# By what an event or allocation that was corrected is known again, the surest first.
_SAME_EVENT = (
    ("letter", "passage", "quote"), ("letter", "passage", "status"), ("letter", "status", "date"), ("letter", "quote"),
    ("letter", "passage"), ("status", "date", "quote"), ("status", "date"), ("letter", "status"), ("letter", "date"),
)  # fmt: skip
_SAME_MONEY = (
    ("package", "track", "line"), ("letter", "passage", "quote"), ("package", "line"), ("letter", "passage"), ("letter",),
)  # fmt: skip


class Change(NamedTuple):
    """One field that differs. Of `passages` and, in Dutch, `passages_nl`, the digests by number that differ; of `history` and `budget`, the order."""

    field: str
    old: object
    new: object


class Difference(NamedTuple, Generic[R]):
    """A record that is new (no old one), removed (no new one), or changed in some fields; `of` is the key of what it is part of."""

    of: str
    old: R | None
    new: R | None
    changes: tuple[Change, ...] = ()
    rewrites: bool = False

    @property
    def record(self) -> R:
        """Return the record as it is, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found


class MovedDeadline(NamedTuple):
    """A measure's deadline that is another one, and the new event that states it; null where a correction does."""

    measure: str
    old: PartialDate
    new: PartialDate
    event: Event | None

    @property
    def shift(self) -> Shift:
        """Return whether it moved, and by how much."""
        return shift(self.old, self.new)


class NewEvent(NamedTuple):
    """A new event of a measure that was there: the status before it, and the deadline that it moved."""

    measure: str
    event: Event
    before: Status | None
    deadline: MovedDeadline | None


class Comparison(NamedTuple):
    """All that changed from the old registry to the new one, in the new one's order; what was removed comes last.

    The events and the money of a measure that is itself new or removed are not told apart from it, nor a package's tracks.
    """

    old: Registry
    new: Registry
    letters: tuple[Difference[Letter], ...]
    measures: tuple[Difference[Measure], ...]
    new_events: tuple[NewEvent, ...]
    events: tuple[Difference[Event], ...]
    deadlines: tuple[MovedDeadline, ...]
    money: tuple[Difference[Allocation], ...]
    packages: tuple[Difference[Package], ...]
    tracks: tuple[Difference[Track], ...]
    organisations: tuple[Difference[Organisation], ...]
    areas: tuple[Difference[Area], ...]
    own: tuple[Change, ...]  # fields of the registry itself

    @property
    def differences(self) -> Iterator[Difference[Letter] | Difference[Measure] | Difference[Event]]:
        """Yield the differences that can rewrite the past."""
        yield from self.letters
        yield from self.measures
        yield from self.events

    @property
    def rewrites(self) -> int:
        """Return how many of them rewrite the past."""
        return sum(1 for one in self.differences if one.rewrites)

    @property
    def empty(self) -> bool:
        """Tell whether nothing changed."""
        return not any(self[2:])


def compare(old: Registry, new: Registry, only: str | None = None) -> Comparison:
    """Return what changed from the old registry to the new one, of the measures perhaps in `only` one; both may be half-read."""
    measures: list[Difference[Measure]] = []
    new_events: list[NewEvent] = []
    events: list[Difference[Event]] = []
    deadlines: list[MovedDeadline] = []
    money: list[Difference[Allocation]] = []
    before, after = ([one for one in side.measures if only in (None, one.id)] for side in (old, new))
    for key, was, now in pairs(before, after, "id"):
        if was is None or now is None:
            measures.append(Difference(key, was, now, rewrites=now is None))
        elif was != now:
            own = _changes(MEASURE, was, now, besides=("budget", "history"))
            funds, placed = _compared(ALLOCATION, now.id, was.budget, now.budget, _SAME_MONEY)
            own += [Change("budget", was.budget, now.budget)] if reordered(placed) else []
            found, placed = _compared(EVENT, now.id, was.history, now.history, _SAME_EVENT)
            own += [Change("history", was.history, now.history)] if reordered(placed) else []
            if own:
                measures.append(Difference(now.id, was, now, tuple(own), _retold(was, now, old, new, placed)))
            deadline = _deadline(was, now, old, new, [one.new for one in found if one.old is None and one.new])
            deadlines += [deadline] if deadline else []
            new_events += _new_events(now, new, found, deadline)
            events += [one for one in found if one.old is not None]
            money += funds
    return Comparison(
        old,
        new,
        tuple(_letters(old.letters, new.letters)),
        tuple(measures),
        tuple(new_events),
        tuple(events),
        tuple(deadlines),
        tuple(money),
        tuple(_keyed(PACKAGE, old.packages, new.packages, besides=("tracks",))),
        tuple(_tracks(old.packages, new.packages)),
        tuple(_keyed(ORGANISATION, old.organisations, new.organisations)),
        tuple(_keyed(AREA, old.areas, new.areas)),
        tuple(
            Change(name, getattr(old, name), getattr(new, name))
            for name in ("id", "feed_id", "title", "title_nl")
            if getattr(old, name) != getattr(new, name)
        ),
    )


def _changes(shape: Shape, was: Record, now: Record, besides: Sequence[str] = ()) -> list[Change]:
    """Return the fields that differ, in the order of the table of fields."""
    names = (field.name for field in shape.fields if field.name not in besides)
    values = ((name, getattr(was, name), getattr(now, name)) for name in names)
    return [Change(name, before, after) for name, before, after in values if before != after]


def _compared(
    shape: Shape, of: str, old: Sequence[R], new: Sequence[R], same: Iterable[tuple[str, ...]]
) -> tuple[list[Difference[R]], dict[int, int]]:
    """Return what is new, changed or removed in a list of records without keys, and for places in the new one those in the old."""
    places = matched(old, new, [whole(shape), *(part(names) for names in same)])
    found = []
    for place, now in enumerate(new):
        was = old[places[place]] if place in places else None
        if was is None:
            found.append(Difference(of, None, now))
        elif was != now:
            changes = tuple(_changes(shape, was, now))
            past = shape is EVENT and any(change.field in _PAST for change in changes)
            found.append(Difference(of, was, now, changes, past))
    stayed = frozenset(places.values())
    gone = (was for place, was in enumerate(old) if place not in stayed)
    return found + [Difference(of, was, None, rewrites=shape is EVENT) for was in gone], places


def _retold(was: Measure, now: Measure, old: Registry, new: Registry, places: Mapping[int, int]) -> bool:
    """Tell whether another order of the events in the file is another order in time, where letters of one day do not decide it."""
    before = sorted(sorted(places.values()), key=lambda place: told_on(was.history[place], old))
    after = sorted(sorted(places), key=lambda place: told_on(now.history[place], new))
    return reordered(places) and [places[place] for place in after] != before


def _new_events(
    measure: Measure, registry: Registry, found: list[Difference[Event]], deadline: MovedDeadline | None
) -> Iterator[NewEvent]:
    """Yield the new events, each with the status that the one before it in order had given."""
    fresh = {id(one.new) for one in found if one.old is None}
    before = None
    for event in ordered(measure, registry) if fresh else ():
        if id(event) in fresh:
            yield NewEvent(measure.id, event, before, deadline if deadline and deadline.event is event else None)
        before = event.status


def _deadline(was: Measure, now: Measure, old: Registry, new: Registry, fresh: list[Event]) -> MovedDeadline | None:
    """Return the deadline that is another one, if one stands before and after."""
    before, after = promising(ordered(was, old)), promising(ordered(now, new))
    if before is None or after is None or before.due is None or after.due is None or before.due == after.due:
        return None
    return MovedDeadline(now.id, before.due, after.due, after if any(after is one for one in fresh) else None)


def _keyed(
    shape: Shape, old: Mapping[str, R], new: Mapping[str, R], besides: Sequence[str] = ()
) -> Iterator[Difference[R]]:
    """Yield what differs between two sections of records with keys."""
    for key, was, now in pairs(old.values(), new.values(), shape.keyed or "id"):
        changes = tuple(_changes(shape, was, now, besides)) if was is not None and now is not None else ()
        if changes or was is None or now is None:
            yield Difference(key, was, now, changes)


def _tracks(old: Mapping[str, Package], new: Mapping[str, Package]) -> Iterator[Difference[Track]]:
    for key, now in new.items():
        if key in old:
            for one in _keyed(TRACK, old[key].tracks, now.tracks):
                yield one._replace(of=key)


def _letters(old: Mapping[str, Letter], new: Mapping[str, Letter]) -> Iterator[Difference[Letter]]:
    for key, was, now in pairs(old.values(), new.values(), "id"):
        if was is None or now is None:
            yield Difference(key, was, now)
        elif was != now:
            changes = _changes(LETTER, was, now)
            changes += _passages(was.passages, now.passages)
            yield Difference(now.id, was, now, tuple(changes), was.date != now.date)


def _passages(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> Iterator[Change]:
    """Yield the digests that differ in each language, before and after, by the paragraph's number; else that their order does."""
    both = [*pairs(old, new, "number")]
    changes = []
    for field, language in (("passages", "digest"), ("passages_nl", "digest_nl")):
        said = [(number, *(getattr(one, language) if one else None for one in (was, now))) for number, was, now in both]
        before, after = (
            {one[0]: one[side] for one in said if one[1] != one[2] and one[side] is not None} for side in (1, 2)
        )
        if before or after:
            changes.append(Change(field, before, after))
    if not changes and old != new:
        changes.append(Change("passages", {}, {}))
    yield from changes
