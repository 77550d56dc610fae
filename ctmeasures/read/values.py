"""From what a record says to the record, by the table of fields, where nothing is wrong; the careful way is the `reader`'s."""

from collections.abc import Callable
from dataclasses import MISSING
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from ctmeasures.model.fields import LETTER, MEASURE, REGISTRY, Kind, ListOf, MapOf, Shape
from ctmeasures.model.records import Letter, Measure, Passage
from ctmeasures.read.places import Doubt, Inside, Lines


def measure(said: Any, lines: Lines) -> Measure:
    """Return the measure that says so; raise Doubt where it says anything that it should not."""
    found = _sound(lambda: _record(_plan(MEASURE), said, lines, (), {}))
    assert isinstance(found, Measure)
    return found


def letter(said: Any, lines: Lines, key: str, passages: tuple[Passage, ...]) -> Letter:
    """Return the letter whose front matter says so; raise Doubt where it says anything that it should not."""
    found = _sound(lambda: _record(_plan(LETTER), said, lines, (), {"id": key, "passages": passages}))
    assert isinstance(found, Letter)
    return found


def head(said: Any, lines: Lines) -> dict[str, Any]:
    """Return the records of a file's head by field; raise Doubt where it says anything that it should not."""
    readers = {field.name: _reader(field.kind) for field in REGISTRY.fields}
    beside = ("version", "measures")
    return _sound(
        lambda: {name: readers[name](one, lines, (name,)) for name, one in said.items() if name not in beside}
    )


T = TypeVar("T")
Path = tuple[str | int, ...]
_Single = Callable[[Any], Any]
_Nested = Callable[[Any, Lines, Path], Any]
"""Turns what stands in the lines into a value, given the path to it; what should not stand there raises whatever it does."""


class _Step(NamedTuple):
    """How one field of a record is read and put into its slot, and what stands there where it is not written."""

    name: str
    put: Callable[[object, object], None]
    single: _Single | None
    nested: _Nested | None
    default: object
    factory: Any


class _Plan(NamedTuple):
    """How a record is made: its class, and a step for each of its fields but `source`."""

    make: Any
    steps: tuple[_Step, ...]
    put_source: Callable[[object, object], None]


_PLANS: dict[str, _Plan] = {}


def _sound(read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise Doubt from None


def _plan(shape: Shape) -> _Plan:
    found = _PLANS.get(shape.name)
    if found is None:
        kinds = {field.name: field.kind for field in shape.fields}
        slots = {slot.name: slot for slot in shape.make.spec}  # type: ignore[attr-defined]
        steps = []
        for name, put, default, factory in slots.values():
            kind = kinds.get(name)  # a mapping's key has none
            single = _single(kind) if isinstance(kind, Kind) else None
            nested = None if kind is None or single else _reader(kind)
            if name != "source":
                steps.append(_Step(name, put, single, nested, default, factory))
        found = _PLANS[shape.name] = _Plan(shape.make, tuple(steps), slots["source"].put)
    return found


def _record(plan: _Plan, said: Any, lines: Lines, path: Path, more: dict[str, object]) -> Any:
    """Return the record of what is said; `more` are fields that stand elsewhere."""
    record = _new(plan.make)
    read = 0
    for name, put, single, nested, default, factory in plan.steps:
        if name in said:
            read += 1
            put(record, single(said[name]) if single else nested(said[name], lines, (*path, name)))  # type: ignore[misc]
        elif name in more:
            put(record, more[name])
        elif factory is not MISSING:
            put(record, factory())
        elif default is not MISSING:
            put(record, default)
        else:
            raise Doubt
    if read < len(said):
        raise Doubt
    plan.put_source(record, Inside(lines, path, _written(tuple(said))))
    return record


_new = object.__new__


def _reader(kind: Kind | ListOf | MapOf | Shape) -> _Nested:
    if isinstance(kind, Kind):
        single = _single(kind)
        return lambda said, lines, path: single(said)
    if isinstance(kind, Shape):
        plan = _plan(kind)
        return lambda said, lines, path: _record(plan, said, lines, path, {})
    return _map(kind) if isinstance(kind, MapOf) else _list(kind)


def _single(kind: Kind) -> _Single:
    if kind.read is str:
        return _text
    # most values but ids stand in many records
    read = kind.read if kind.blank else lru_cache(maxsize=4096)(kind.read)
    return lambda said: read(_text(said))


def _list(kind: ListOf) -> _Nested:
    single = _single(kind.item) if isinstance(kind.item, Kind) else None
    plan = _plan(kind.item) if isinstance(kind.item, Shape) else None

    def read(said: Any, lines: Lines, path: Path) -> Any:
        items = [said] if type(said) is str and kind.alone else said
        if type(items) is not list or len(items) < kind.at_least:
            raise Doubt
        if single:
            return tuple([single(one) for one in items])
        assert plan
        return tuple([_record(plan, one, lines, (*path, number), {}) for number, one in enumerate(items)])

    return read


def _map(kind: MapOf) -> _Nested:
    key, value = _single(kind.key), kind.value
    single = _single(value) if isinstance(value, Kind) else None

    def read(said: Any, lines: Lines, path: Path) -> Any:
        if len(said) < kind.at_least:
            raise Doubt
        if single:
            return {key(name): single(one) for name, one in said.items()}
        assert isinstance(value, Shape)
        assert value.keyed
        plan, keyed = _plan(value), value.keyed
        return {key(name): _record(plan, one, lines, (*path, name), {keyed: name}) for name, one in said.items()}

    return read


def _text(said: Any) -> str:
    if type(said) is not str:
        raise Doubt
    return said


@cache
def _written(names: tuple[str, ...]) -> frozenset[str]:
    """Return names as a set, the same one for all records that have the same fields."""
    return frozenset(names)
