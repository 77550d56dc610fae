"""Threads: measures that belong together over letters, as a tree over time; all of it comes from how they are related."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State, states
from ctmeasures.model.records import RELATIONS, Event, Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.reports.query import View

SMALL = 12  # measures of a thread that is seen whole at a glance


class Turn(Enum):
    """What a letter's word on a measure is beside those before it."""

    FIRST = "first"
    CHANGED = "changed"
    REPEATED = "repeated"
    REANNOUNCED = "re-announced"


class Step(NamedTuple):
    """What one letter says of a measure; the status is that of its last event."""

    letter: str
    events: tuple[Event, ...]
    turn: Turn

    @property
    def status(self) -> Status:
        """Return the status that the letter leaves."""
        return self.events[-1].status


class Link(NamedTuple):
    """By which relation, the name of its field, a measure hangs on another."""

    relation: str
    other: Measure


class Member(NamedTuple):
    """A measure in its thread: the link by which it hangs in the tree, its other links, and how many hang below it."""

    state: State
    link: Link | None
    depth: int
    others: tuple[Link, ...]
    parts: int
    superseded_by: tuple[Measure, ...]
    steps: tuple[Step, ...]
    below: int

    @property
    def id(self) -> str:
        """Return the measure's id."""
        return self.state.measure.id


class Thread(NamedTuple):
    """Measures that belong together, in the order of their tree, and the letters that speak of them, the earliest first.

    The first measure is the root, from which the thread has its name: of those that hang on no other the one on which the most
    measures hang, then the earliest.
    """

    members: tuple[Member, ...]
    letters: tuple[Letter, ...]

    @property
    def root(self) -> Measure:
        """Return the measure from which the thread has its name."""
        return self.members[0].state.measure

    @property
    def open(self) -> int:
        """Count the open measures."""
        return sum(one.state.open for one in self.members)

    def near(self, key: str) -> frozenset[str]:
        """Return the measures that are nearest to one: those related to it, of all these what they hang on, and the root; of a small thread all."""
        if len(self.members) <= SMALL:
            return frozenset(one.id for one in self.members)
        up = {one.id: one.link.other.id for one in self.members if one.link}
        found = {key, self.root.id}
        for one in self.members:
            linked = {link.other.id for link in (one.link, *one.others) if link}
            if one.id == key:
                found |= linked
            elif key in linked:
                found.add(one.id)
        ahead = [*found]
        while ahead:
            above = up.get(ahead.pop())
            if above and above not in found:
                found.add(above)
                ahead.append(above)
        return frozenset(found)


class Asked(NamedTuple):
    """A thread at a moment, and the measure whose thread was asked for."""

    view: View
    thread: Thread
    measure: Measure


def threads(registry: Registry, clock: Clock) -> tuple[Thread, ...]:
    """Return the threads of two or more measures at a moment: those with the most measures first, then with the most letters, then the earliest."""
    existing = {one.measure.id: one for one in states(registry, clock)}
    up = _up(existing)
    around = _around(up)
    seen: set[str] = set()
    found = []
    for key in existing:
        if key not in seen:
            family = _family(key, around)
            seen |= family
            if len(family) > 1:
                found.append(_thread({one: existing[one] for one in sorted(family)}, up, registry))
    return tuple(sorted(found, key=lambda one: (-len(one.members), -len(one.letters), *_age(one.members[0].state))))


def thread(registry: Registry, clock: Clock, measure: Measure) -> Asked | None:
    """Return the thread of a measure, be it alone in it, or None where nothing of the measure was true or known at that moment."""
    existing = {one.measure.id: one for one in states(registry, clock)}
    if measure.id not in existing:
        return None
    up = _up(existing)
    family = {one: existing[one] for one in sorted(_family(measure.id, _around(up)))}
    return Asked(View(registry, clock), _thread(family, up, registry), measure)


Links = Mapping[str, tuple[tuple[str, str], ...]]  # by id, the relations and ids of what a measure hangs on


def _up(existing: Mapping[str, State]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what each measure hangs on: what it is a part of, then what it supersedes and follows, the earliest first."""
    found = {}
    for key, state in existing.items():
        pairs = [
            (name, other)
            for name in RELATIONS
            for other in sorted(
                (one for one in dict.fromkeys(getattr(state.measure, name)) if one in existing and one != key),
                key=lambda one: _age(existing[one]),
            )
        ]
        found[key] = tuple(pairs)
    return found


def _around(up: Links) -> dict[str, set[str]]:
    """Return the ids to which each measure is related, in whichever direction."""
    around: dict[str, set[str]] = {one: set() for one in up}
    for one, links in up.items():
        for _, other in links:
            around[one].add(other)
            around[other].add(one)
    return around


def _family(key: str, around: Mapping[str, set[str]]) -> set[str]:
    """Return the ids of all that is connected with a measure."""
    found, ahead = {key}, [key]
    while ahead:
        new = around[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def _age(state: State) -> tuple[object, ...]:
    """Return by what measures are ordered: the day of their first letter, then the id."""
    return state.announced.first, state.measure.id


def _thread(family: Mapping[str, State], up: Links, registry: Registry) -> Thread:
    """Return the thread of measures that are connected, whatever their order is."""
    eldest = sorted(family, key=lambda one: _age(family[one]))
    below: dict[str, list[str]] = {key: [] for key in eldest}
    down: dict[str, list[Link]] = {key: [] for key in eldest}
    for key in eldest:
        for place, (name, other) in enumerate(up[key]):
            down[other].append(Link(name, family[key].measure))
            if place == 0:
                below[other].append(key)
    placed: dict[str, int] = {}
    trees = [dict(_walk(key, below)) for key in eldest if not up[key]]
    for tree in sorted(trees, key=len, reverse=True):
        placed |= tree
    for key in eldest:  # what is left hangs on itself in a circle, which checks forbid
        if key not in placed:
            placed |= {one: depth for one, depth in _walk(_turned(key, up), below) if one not in placed}
    hang = {key: [Link(name, family[other].measure) for name, other in up[key]] for key in eldest}
    members = tuple(
        Member(
            state=family[key],
            link=hang[key][0] if depth else None,
            depth=depth,
            others=tuple(hang[key][1:] if depth else hang[key]),
            parts=sum(link.relation == "part_of" for link in down[key]),
            superseded_by=tuple(link.other for link in down[key] if link.relation == "supersedes"),
            steps=tuple(_steps(family[key])),
            below=under,
        )
        for (key, depth), under in zip(placed.items(), _below([*placed.values()]), strict=True)
    )
    told = {event.letter for state in family.values() for event in state.history}
    letters = sorted((registry.letters[key] for key in told), key=lambda one: (one.date.first, one.id))
    return Thread(members, tuple(letters))


def _below(depths: list[int]) -> list[int]:
    """Return how many hang below each, from the depths in the order of the tree."""
    found, ends = [0] * len(depths), list[int]()  # the places behind, the nearest last
    for place in reversed(range(len(depths))):
        while ends and depths[ends[-1]] > depths[place]:
            ends.pop()
        found[place] = (ends[-1] if ends else len(depths)) - place - 1
        ends.append(place)
    return found


def _walk(root: str, below: Mapping[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Yield a measure and all that hangs below it in the order of the tree, each once, with its depth."""
    ahead, seen = [(root, 0)], set[str]()
    while ahead:
        key, depth = ahead.pop()
        if key not in seen:
            seen.add(key)
            yield key, depth
            ahead += ((one, depth + 1) for one in reversed(below[key]))


def _turned(key: str, up: Links) -> str:
    """Return the measure of a circle from which one comes, going up, back to it."""
    trail = [key]
    while (above := up[trail[-1]][0][1]) not in trail:
        trail.append(above)
    return min(trail[trail.index(above) :])


def _steps(state: State) -> Iterator[Step]:
    """Yield what each letter says of a measure, in the order of the letters."""
    told: dict[str, list[Event]] = {}
    for event in state.history:
        told.setdefault(event.letter, []).append(event)
    before = None
    for letter, events in told.items():
        now = events[-1].status
        if before is None:
            turn = Turn.FIRST
        elif now is Status.ANNOUNCED:
            turn = Turn.REANNOUNCED
        else:
            turn = Turn.REPEATED if all(event.status is before for event in events) else Turn.CHANGED
        yield Step(letter, tuple(events), turn)
        before = now
