"""From plain values to records, by the table of fields; whatever does not fit becomes a fault, whose place its path tells.

Plain values are texts, lists and mappings, wherever they come from: a file that was read quickly or carefully, or the cache.
Only the careful way tells more of a text than its characters, by one of the three classes of texts here.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from ctmeasures.model.fields import TEXT, Field, Kind, ListOf, MapOf, Shape, hint
from ctmeasures.model.place import Problem
from ctmeasures.read.places import ANY, Doubt, Inside, Path, Stretch


class Nothing(str):
    """A text without quotation marks that says nothing, such as `~`; a `comment` behind it may have been meant as the text."""

    comment = ""


class Reported(str):
    """What stands for a value that was refused; the problem is known, and nothing more is to be said of it."""

    __slots__ = ()


class Remarked(str):
    """A text that is read, and a problem of how it is written."""

    remark: Problem


class Torn(dict[str, Any]):
    """A mapping of which a part could not be read: what is not in it may be written all the same, and is not missing."""

    __slots__ = ()


class Fault(NamedTuple):
    """What is wrong with the value at a path, or with the key that the path ends in; the details are as its code needs them."""

    code: str
    path: Path
    details: tuple[Any, ...]
    of_key: bool = False


_ABSENT = object()  # what could not be read; the fault is noted
_NO_MORE: Mapping[str, object] = MappingProxyType({})
_new = object.__new__


class _Step(NamedTuple):
    """How one field is read, what puts it where it belongs, and what stands there where nothing could be read.

    A single value that is a text, as nearly all are, is worth a way of its own.
    """

    name: str
    kind: Kind | ListOf | MapOf | Shape
    required: bool
    read_text: Callable[[str], object] | None
    put: Callable[[Any, object], None]
    default: object


class _Plan(NamedTuple):
    """How a record is made: its class, how its fields are read, and what puts those that stand elsewhere into their slots."""

    make: Any
    steps: tuple[_Step, ...]
    puts: Mapping[str, Callable[[object, object], None]]
    put_source: Callable[[object, object], None]


class Reader:
    """Reads the plain values of one stretch of a file and gathers what is wrong with them."""

    __slots__ = ("faults", "stretch")

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.faults: list[Fault | Problem] = []

    def record(self, shape: Shape, value: Any, path: Path = (), more: Mapping[str, object] = _NO_MORE) -> Any:
        """Return the record that a value holds, or None where nothing can be made of it; `more` are fields that stand elsewhere.

        A required text that is missing or faulty is left blank, so that the checks can find the record's other faults too.
        """
        make, steps, puts, put_source = _PLANS.get(shape.name) or _plan(shape)
        made = _new(make)
        if not self._read_into(made, steps, shape, value, path):
            return None
        for name, one in more.items():
            puts[name](made, one)
        put_source(made, Inside(self.stretch, path, ANY if type(value) is Torn else _names(tuple(value))))
        return made

    def fields(self, shape: Shape, value: Any) -> dict[str, Any]:
        """Return the fields that could be read of what is no record by itself."""
        values: dict[str, Any] = {}
        steps = tuple(_step(field, partial(_set, name=field.name), _ABSENT) for field in shape.fields)
        self._read_into(values, steps, shape, value, ())
        return values

    def _read_into(self, made: Any, steps: tuple[_Step, ...], shape: Shape, value: Any, path: Path) -> bool:
        """Put the fields that can be read where they belong; tell whether each is there or has a default."""
        if not isinstance(value, dict):
            what = f"`{path[-1]}`" if shape.keyed and path[-1] else f"this {shape.name}"
            self._misshapen(value, path, what, "a mapping of fields: `name: value`")
            return False
        known, whole = 0, True
        for name, kind, required, read_text, put, default in steps:
            if name in value:
                known += 1
                one = value[name]
                if read_text and type(one) is str and one:
                    try:
                        put(made, read_text(one))
                        continue
                    except ValueError:
                        pass  # and is said below
                found = self._value(kind, one, (*path, name), name)
                if found is not _ABSENT:
                    put(made, found)
                    continue
            elif required and type(value) is not Torn:
                first = next(iter(value), None)
                where = path if first is None else (*path, first)
                self.faults.append(Fault("missing-key", where, (name, shape.name), first is not None))
            if default is _ABSENT:
                whole = False
            else:
                put(made, default)
        if known < len(value):
            self._unknown(steps, shape, value, path)
        return whole

    def _unknown(self, steps: tuple[_Step, ...], shape: Shape, value: dict[str, Any], path: Path) -> None:
        names = [step.name for step in steps]
        for name in value:
            if name not in names:
                self.faults.append(Fault("unknown-key", (*path, name), (str(name), shape.name, names), True))

    def _value(self, kind: Kind | ListOf | MapOf | Shape, value: Any, path: Path, name: str) -> Any:
        return self._READ[type(kind)](self, kind, value, path, name)

    def _nested(self, shape: Shape, value: Any, path: Path, name: str) -> Any:
        found = self.record(shape, value, path, {shape.keyed: str(name)} if shape.keyed else _NO_MORE)
        return _ABSENT if found is None else found

    def _single(self, kind: Kind, value: Any, path: Path, name: str, of_key: bool = False) -> Any:
        if not isinstance(value, str):
            return self._misshapen(value, path, f"`{name}`", kind.expected or f"{kind.name}, one value")
        if isinstance(value, Reported):
            return _ABSENT
        if not value or isinstance(value, Nothing):
            comment = value.comment if isinstance(value, Nothing) else ""
            self.faults.append(Fault("empty-value", path, (f"`{name}`", comment), of_key))
            return _ABSENT
        if isinstance(value, Remarked) and _to_be_told(value.remark.code, kind):
            self.faults.append(value.remark)
        try:
            return _text_reader(kind)(str(value))
        except ValueError as error:
            details = (str(value), str(error), *hint(kind, value))
            self.faults.append(Fault(kind.code, path, details, of_key))
            return _ABSENT

    def _list(self, kind: ListOf, value: Any, path: Path, name: str) -> Any:
        items = [value] if kind.alone and isinstance(value, str) else value
        if not isinstance(items, list):
            return self._misshapen(value, path, f"`{name}`", "a list: one `- ` for each item")
        if len(items) < kind.at_least:
            self.faults.append(Fault("empty-value", path, (f"`{name}`",)))
            return _ABSENT
        one, read = kind.item, self._READ[type(kind.item)]
        values = [read(self, one, item, (*path, number), name) for number, item in enumerate(items)]
        return tuple([value for value in values if value is not _ABSENT])

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

    def _misshapen(self, value: Any, path: Path, what: str, expected: str) -> object:
        if isinstance(value, str) and not value and not isinstance(value, Reported):
            self.faults.append(Fault("empty-value", path, (what,)))
        elif not isinstance(value, Reported):
            found = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "a text"
            self.faults.append(Fault("wrong-shape", path, (what, found, expected)))
        return _ABSENT

    _READ: ClassVar[Mapping[type, Callable[..., Any]]] = {Kind: _single, ListOf: _list, MapOf: _map, Shape: _nested}


def _to_be_told(code: str, kind: Kind) -> bool:
    """Tell whether a remark is for a value of this kind; of some kinds more is said where the value does not fit."""
    if code == "typographic-quotes":
        return kind is TEXT
    return kind.read is str or code != "hash-in-text"


def sound(shape: Shape, value: Any, stretch: Stretch, more: Mapping[str, object] = _NO_MORE) -> Any:
    """Return the record that a value holds; raise Doubt where anything is wrong with it."""
    reader = Reader(stretch)
    found = reader.record(shape, value, (), more)
    if reader.faults:
        raise Doubt
    return found


_PLANS: dict[str, _Plan] = {}


def _plan(shape: Shape) -> _Plan:
    slots = {slot.name: slot for slot in shape.make.spec}  # type: ignore[attr-defined]
    puts = {name: slot.put for name, slot in slots.items()}
    steps = tuple(_step(field, puts[field.name], _default(field, slots[field.name])) for field in shape.fields)
    found = _PLANS[shape.name] = _Plan(shape.make, steps, puts, puts["source"])
    return found


def _default(field: Field, slot: Any) -> object:
    """Return what stands in a slot of which the field is not there; `_ABSENT` where there is no record without it."""
    if not field.required:
        return slot.default if slot.factory is MISSING else slot.factory()
    if isinstance(field.kind, Kind):
        return "" if field.kind.blank else _ABSENT
    return () if isinstance(field.kind, ListOf) else {}


def _step(field: Field, put: Callable[[Any, object], None], default: object) -> _Step:
    read_text = _text_reader(field.kind) if isinstance(field.kind, Kind) else None
    return _Step(field.name, field.kind, field.required, read_text, put, default)


def _set(values: dict[str, Any], one: object, name: str) -> None:
    values[name] = one


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
