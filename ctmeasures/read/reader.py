"""From plain values to records, by the table of fields; whatever does not fit becomes a fault, whose place its path tells.

Plain values are texts, lists and mappings, wherever they come from: a file that was read quickly or carefully, or the cache.
Only the careful way tells more of a text than its characters, by one of the three classes of texts here.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ctmeasures.model.fields import Kind, ListOf, MapOf, Shape, valid_guess
from ctmeasures.model.place import Problem
from ctmeasures.read.places import Doubt, Inside, Path, Stretch


class Nothing(str):
    """A text without quotation marks that says nothing, such as `~`."""

    __slots__ = ()


class Reported(str):
    """What stands for a value that was refused; the problem is known, and nothing more is to be said of it."""

    __slots__ = ()


class Remarked(str):
    """A text that is read, and a problem of how it is written."""

    remark: Problem


class Fault(NamedTuple):
    """What is wrong with the value at a path, or with the key that the path ends in; the details are as its code needs them."""

    code: str
    path: Path
    details: tuple[Any, ...]
    of_key: bool = False


_ABSENT = object()  # what could not be read; the fault is noted
_new = object.__new__


class _Step(NamedTuple):
    """How one field is read; a single value that is a text, as nearly all are, is worth a way of its own."""

    name: str
    kind: Kind | ListOf | MapOf
    read_text: Callable[[str], object] | None
    required: bool


class _Plan(NamedTuple):
    """How a record is made: its class, how its fields are read, and what stands in each of its slots until then.

    `vital` are the fields without which there is no record; `puts` fill the slots in the order of `blank`.
    """

    make: Any
    steps: tuple[_Step, ...]
    blank: dict[str, Any]
    vital: tuple[str, ...]
    puts: tuple[Callable[[object, object], None], ...]
    put_source: Callable[[object, object], None]


class Reader:
    """Reads the plain values of one stretch of a file and gathers what is wrong with them."""

    __slots__ = ("faults", "stretch")

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.faults: list[Fault | Problem] = []

    def record(
        self, shape: Shape, value: Any, path: Path = (), more: Mapping[str, object] = MappingProxyType({})
    ) -> Any:
        """Return the record that a value holds, or None where nothing can be made of it; `more` are fields that stand elsewhere.

        A required text that is missing or faulty is left blank, so that the checks can find the record's other faults too.
        """
        plan = _PLANS.get(shape.name) or _plan(shape)
        if not self._is_mapping(shape, value, path):
            return None
        values = {**plan.blank, **more}
        self._read_into(values, plan.steps, shape, value, path)
        for name in plan.vital:
            if values[name] is _ABSENT:
                return None
        made = _new(plan.make)
        for put, one in zip(plan.puts, values.values(), strict=True):
            put(made, one)
        plan.put_source(made, Inside(self.stretch, path, _names(tuple(value))))
        return made

    def fields(self, shape: Shape, value: Any) -> dict[str, Any]:
        """Return the fields that could be read of what is no record by itself."""
        values: dict[str, Any] = {}
        if self._is_mapping(shape, value, ()):
            self._read_into(values, _steps(shape), shape, value, ())
        return values

    def _read_into(
        self, values: dict[str, Any], steps: tuple[_Step, ...], shape: Shape, value: dict[str, Any], path: Path
    ) -> None:
        """Put the fields that can be read among the values."""
        known = 0
        for name, kind, read_text, required in steps:
            if name in value:
                known += 1
                one = value[name]
                if read_text and type(one) is str and one:
                    try:
                        values[name] = read_text(one)
                        continue
                    except ValueError:
                        pass  # and is said below
                found = self._value(kind, one, (*path, name), name)
                if found is not _ABSENT:
                    values[name] = found
            elif required:
                first = next(iter(value), None)
                where = path if first is None else (*path, first)
                self.faults.append(Fault("missing-key", where, (name, shape.name), first is not None))
        if known < len(value):
            names = [step.name for step in steps]
            for name in value:
                if name not in names:
                    self.faults.append(Fault("unknown-key", (*path, name), (str(name), shape.name, names), True))

    def _value(self, kind: Kind | ListOf | MapOf | Shape, value: Any, path: Path, name: str) -> Any:
        if isinstance(kind, Kind):
            return self._single(kind, value, path, name)
        if isinstance(kind, ListOf):
            return self._list(kind, value, path, name)
        if isinstance(kind, MapOf):
            return self._map(kind, value, path, name)
        found = self.record(kind, value, path, {kind.keyed: str(name)} if kind.keyed else {})
        return _ABSENT if found is None else found

    def _single(self, kind: Kind, value: Any, path: Path, name: str, of_key: bool = False) -> Any:
        if not isinstance(value, str):
            return self._misshapen(value, path, f"`{name}`", kind.expected or f"{kind.name}, one value")
        if isinstance(value, Reported):
            return _ABSENT
        if not value or isinstance(value, Nothing):
            self.faults.append(Fault("empty-value", path, (f"`{name}`",), of_key))
            return _ABSENT
        if isinstance(value, Remarked) and (kind.read is str or value.remark.code != "hash-in-text"):
            self.faults.append(value.remark)
        try:
            return _text_reader(kind)(str(value))
        except ValueError as error:
            details = (str(value), str(error), kind.expected, valid_guess(kind, value))
            self.faults.append(Fault(kind.code, path, details, of_key))
            return _ABSENT

    def _list(self, kind: ListOf, value: Any, path: Path, name: str) -> Any:
        items = [value] if kind.alone and isinstance(value, str) else value
        if not isinstance(items, list):
            return self._misshapen(value, path, f"`{name}`", "a list: one `- ` for each item")
        if len(items) < kind.at_least:
            self.faults.append(Fault("empty-value", path, (f"`{name}`",)))
            return _ABSENT
        values = [self._value(kind.item, item, (*path, number), name) for number, item in enumerate(items)]
        return tuple([one for one in values if one is not _ABSENT])

    def _map(self, kind: MapOf, value: Any, path: Path, name: str) -> Any:
        if not isinstance(value, dict):
            return self._misshapen(value, path, f"`{name}`", "a mapping: `key: value`")
        if len(value) < kind.at_least:
            self.faults.append(Fault("empty-value", path, (f"`{name}`",)))
            return _ABSENT
        values = {}
        for word, one in value.items():
            key = self._single(kind.key, word, (*path, word), name, of_key=True)
            found = self._value(kind.value, one, (*path, word), word)
            if key is not _ABSENT and found is not _ABSENT:
                values[key] = found
        return values

    def _is_mapping(self, shape: Shape, value: Any, path: Path) -> bool:
        if isinstance(value, dict):
            return True
        what = f"`{path[-1]}`" if shape.keyed and path[-1] else f"this {shape.name}"
        self._misshapen(value, path, what, "a mapping of fields: `name: value`")
        return False

    def _misshapen(self, value: Any, path: Path, what: str, expected: str) -> object:
        if isinstance(value, str) and not value and not isinstance(value, Reported):
            self.faults.append(Fault("empty-value", path, (what,)))
        elif not isinstance(value, Reported):
            found = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "a text"
            self.faults.append(Fault("wrong-shape", path, (what, found, expected)))
        return _ABSENT


def sound(shape: Shape, value: Any, stretch: Stretch, more: Mapping[str, object] = MappingProxyType({})) -> Any:
    """Return the record that a value holds; raise Doubt where anything is wrong with it."""
    reader = Reader(stretch)
    found = reader.record(shape, value, (), more)
    if reader.faults:
        raise Doubt
    return found


_PLANS: dict[str, _Plan] = {}


def _plan(shape: Shape) -> _Plan:
    slots = {slot.name: slot for slot in shape.make.spec}  # type: ignore[attr-defined]
    put_source = slots.pop("source").put
    blank = {
        name: _ABSENT if slot.default is MISSING and slot.factory is MISSING
        else slot.factory() if slot.default is MISSING else slot.default
        for name, slot in slots.items()
    }  # fmt: skip
    required = [field for field in shape.fields if field.required]
    for field in required:
        if not isinstance(field.kind, Kind):
            blank[field.name] = () if isinstance(field.kind, ListOf) else {}
        elif field.kind.blank:
            blank[field.name] = ""
    vital = tuple(field.name for field in required if blank[field.name] is _ABSENT)
    puts = tuple(slot.put for slot in slots.values())
    found = _PLANS[shape.name] = _Plan(shape.make, _steps(shape), blank, vital, puts, put_source)
    return found


def _steps(shape: Shape) -> tuple[_Step, ...]:
    return tuple(
        _Step(name, kind, _text_reader(kind) if isinstance(kind, Kind) else None, required)
        for name, kind, _, required in shape.fields
    )


def _text_reader(kind: Kind) -> Callable[[str], object]:
    return kind.read if kind.blank else _remembering(kind.read)


@cache
def _remembering(read: Callable[[str], object]) -> Callable[[str], object]:
    """Return a reader that remembers: most values but ids and texts stand in many records."""
    return lru_cache(maxsize=4096)(read)


@cache
def _names(names: tuple[str, ...]) -> frozenset[str]:
    """Return names as a set, the same one for all records that have the same fields."""
    return frozenset(names)
