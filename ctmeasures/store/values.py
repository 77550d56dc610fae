"""From what a record says to the record, by the table of fields, where nothing is wrong; the careful way is the `reader`'s."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from ctmeasures.model.fields import LETTER, MEASURE, REGISTRY, Kind, ListOf, MapOf, Shape
from ctmeasures.model.records import Letter, Measure, Passage
from ctmeasures.store.lines import Doubt, Inside, Lines


def measure(said: Any, lines: Lines) -> Measure:
    """Return the measure that says so; raise Doubt where it says anything that it should not."""
    found = _sound(lambda: _record(MEASURE, said, lines, ()))
    assert isinstance(found, Measure)
    return found


def letter(said: Any, lines: Lines, key: str, passages: tuple[Passage, ...]) -> Letter:
    """Return the letter whose front matter says so; raise Doubt where it says anything that it should not."""
    found = _sound(lambda: _record(LETTER, said, lines, (), id=key, passages=passages))
    assert isinstance(found, Letter)
    return found


def head(said: Any, lines: Lines) -> dict[str, Any]:
    """Return the records of a file's head by field; raise Doubt where it says anything that it should not."""
    beside = ("version", "measures")
    return _sound(lambda: _values(REGISTRY, {k: one for k, one in said.items() if k not in beside}, lines, ()))


T = TypeVar("T")
Path = tuple[str | int, ...]
_Single = Callable[[Any], Any]
_Nested = Callable[[Any, Lines, Path], Any]
"""Turns what stands in the lines into a value, given the path to it; what should not stand there raises whatever it does."""


class _Fields(NamedTuple):
    """What reads each field of a shape, those of one value and the others, and the fields that it requires."""

    single: dict[str, _Single]
    nested: dict[str, _Nested]
    required: frozenset[str]


_KNOWN: dict[str, _Fields] = {}


def _sound(read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise Doubt from None


def _fields(shape: Shape) -> _Fields:
    found = _KNOWN.get(shape.name)
    if found is None:
        found = _KNOWN[shape.name] = _Fields(
            {field.name: _single(field.kind) for field in shape.fields if isinstance(field.kind, Kind)},
            {field.name: _nested(field.kind) for field in shape.fields if not isinstance(field.kind, Kind)},
            frozenset(field.name for field in shape.fields if field.required),
        )
    return found


def _values(shape: Shape, said: Any, lines: Lines, path: Path) -> dict[str, Any]:
    single, nested, _ = _fields(shape)
    return {
        name: single[name](one) if name in single else nested[name](one, lines, (*path, name))
        for name, one in said.items()
    }


def _record(shape: Shape, said: Any, lines: Lines, path: Path, **more: object) -> Any:
    names = _written(tuple(said))
    if not _fields(shape).required <= names:
        raise Doubt
    return shape.make(**_values(shape, said, lines, path), **more, source=Inside(lines, path, names))


def _single(kind: Kind) -> _Single:
    if kind.read is str:
        return _text
    # most values but ids stand in many records
    read = kind.read if kind.blank else lru_cache(maxsize=4096)(kind.read)
    return lambda said: read(_text(said))


def _nested(kind: ListOf | MapOf | Shape) -> _Nested:
    if isinstance(kind, Shape):
        return lambda said, lines, path: _record(kind, said, lines, path)
    if isinstance(kind, MapOf):
        return _map(kind)
    return _list(kind)


def _list(kind: ListOf) -> _Nested:
    single = _single(kind.item) if isinstance(kind.item, Kind) else None
    nested = _nested(kind.item) if isinstance(kind.item, Shape) else None

    def read(said: Any, lines: Lines, path: Path) -> Any:
        items = [said] if type(said) is str and kind.alone else said
        if type(items) is not list or len(items) < kind.at_least:
            raise Doubt
        if single:
            return tuple([single(one) for one in items])
        assert nested
        return tuple([nested(one, lines, (*path, number)) for number, one in enumerate(items)])

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
        return {
            key(name): _record(value, one, lines, (*path, name), **{value.keyed: name}) for name, one in said.items()
        }

    return read


def _text(said: Any) -> str:
    if type(said) is not str:
        raise Doubt
    return said


@cache
def _written(names: tuple[str, ...]) -> frozenset[str]:
    """Return names as a set, the same one for all records that have the same fields."""
    return frozenset(names)
