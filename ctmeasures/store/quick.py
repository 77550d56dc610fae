"""The quick way to read the measures of a file: events to plain values, plain values to records, places only when asked for.

Nearly every file that is read has nothing wrong. This way reads such a file and no other: at the first thing that raises a
doubt it gives up, and the careful way (`strict`, `reader`) reads the same text anew and says what is wrong and where.
So it need not know how to complain; that both ways agree is proved by tests.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.fields import MEASURE, Kind, ListOf, MapOf, Shape
from ctmeasures.model.place import Document, Place
from ctmeasures.model.records import Measure
from ctmeasures.store.strict import LOADERS, NOTHING, Mapping, Node, Sequence, parse

Said = dict[str, Any]
"""What a measure says: texts, lists and mappings of them."""

_SECTION = re.compile(r"^measures:[ \t]*(?:#.*)?\r?\n(?=[ \t]*(?:#|\r?\n|-))", re.MULTILINE)
_DASH = re.compile(r" *- +")
_DOCUMENT = re.compile(r"(?:\A|\n)(?:---|\.\.\.|%)")
_HASH = re.compile(r"[ \t]#[^\s#]")
_LEVEL = 3  # of a measure: in the list of them, in the mapping that the document is


class Doubt(Exception):
    """Something that the quick way does not read."""


class Lines:
    """The lines of one measure in a file; they are looked at closely only where a place in them is asked for."""

    __slots__ = ("_node", "document", "end", "start")

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end
        self._node: Node | None = None

    @property
    def node(self) -> Mapping:
        """Return the measure with the position of everything in it."""
        if self._node is None:
            root, _ = parse(self.document, self.start, self.end)
            self._node = root.items[0] if isinstance(root, Sequence) else root
        assert isinstance(self._node, Mapping)
        return self._node


class Inside(NamedTuple):
    """Where a record stands: the measure's lines, the path in them, and the names of the fields that are written there."""

    lines: Lines
    path: tuple[str | int, ...]
    names: frozenset[str]

    def has(self, field: str) -> bool:
        """Tell whether the field is written."""
        return field in self.names

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at `path`, or of the nearest thing around it that is written."""
        return self.lines.node.place(*self.path, *path)


def section(document: Document) -> int:
    """Return where the line `measures:` starts that ends the head of a file; raise Doubt where there is no telling."""
    text = document.text
    if not document.printable or _DOCUMENT.search(text) or (" #" in text and _HASH.search(text)):
        raise Doubt
    found = _SECTION.search(text)
    if found is None:
        raise Doubt
    return found.start()


def measures(document: Document, start: int, loader: type[Any] = LOADERS[0]) -> Iterator[tuple[Said, Lines]]:
    """Yield what each measure says and where, from the line `measures:` to the end of the file; raise Doubt."""
    text = document.text
    try:
        for said, opening, end in _items(iter(loader(text[start:]).get_event, None)):
            line = text.rfind("\n", 0, start + opening) + 1
            if not _DASH.fullmatch(text, line, start + opening):
                raise Doubt
            yield said, Lines(document, line, end + start)
    except (yaml.MarkedYAMLError, ValueError, OverflowError):
        raise Doubt from None


def _items(events: Iterator[Any]) -> Iterator[tuple[Any, int, int]]:
    """Yield the items of the list that is all that the only document holds, with their offsets; raise Doubt."""
    around: list[tuple[Any, str | None]] = []
    here: Any = None
    key: str | None = None
    start = 0
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if event.anchor or event.tag or here is None:
                raise Doubt
            if not event.style:
                if value in NOTHING:
                    raise Doubt
            elif not value or not (value.isprintable() or re.search(UNSAFE, value) is None):
                raise Doubt
            if key is not None:
                here[key] = value
                key = None
            elif type(here) is list:
                here.append(value)
            elif value in here or value == "<<":
                raise Doubt
            else:
                key = value
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            found: Any = {} if kind is MappingStartEvent else []
            if event.anchor or event.tag:
                raise Doubt
            if key is not None:
                here[key] = found
            elif type(here) is list:
                here.append(found)
            elif here is not None:
                raise Doubt
            around.append((here, key))
            if len(around) == _LEVEL:
                start = event.start_mark.index
            here, key = found, None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            found = here
            here, name = around.pop()
            if len(around) == _LEVEL - 1:
                if type(here) is not list:
                    raise Doubt
                here.pop()
                yield found, start, event.end_mark.index
            elif (len(around) == 1 and (found or name != "measures")) or (not around and list(found) != ["measures"]):
                raise Doubt
        elif kind is AliasEvent:
            raise Doubt


def measure(said: Any, lines: Lines) -> Measure:
    """Return the measure that says so; raise Doubt where it says anything that it should not."""
    try:
        found = _measure()(said, lines, ())
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Doubt from None
    assert isinstance(found, Measure)
    return found


Path = tuple[str | int, ...]
_Reader = Callable[[Any, Lines, Path], object]
"""Turns what stands in a measure's lines into a value, given the path to it; what should not stand there raises whatever it does."""


@cache
def _measure() -> _Reader:
    return _record(MEASURE)


def _record(shape: Shape) -> _Reader:
    single = {field.name: _single(field.kind) for field in shape.fields if isinstance(field.kind, Kind)}
    nested = {field.name: _nested(field.kind) for field in shape.fields if not isinstance(field.kind, Kind)}
    required = frozenset(field.name for field in shape.fields if field.required)
    make = shape.make

    def read(said: Any, lines: Lines, path: Path) -> object:
        names = _written(tuple(said))
        if not required <= names:
            raise Doubt
        values = {
            name: single[name](one) if name in single else nested[name](one, lines, (*path, name))
            for name, one in said.items()
        }
        return make(**values, source=Inside(lines, path, names))

    return read


def _single(kind: Kind) -> Callable[[Any], object]:
    read = kind.read
    return _text if read is str else lambda said: read(_text(said))


def _nested(kind: ListOf | MapOf | Shape) -> _Reader:
    if isinstance(kind, Shape):
        return _record(kind)
    if isinstance(kind, MapOf):
        return _map(kind)
    return _list(kind)


def _list(kind: ListOf) -> _Reader:
    single = _single(kind.item) if isinstance(kind.item, Kind) else None
    nested = _record(kind.item) if isinstance(kind.item, Shape) else None

    def read(said: Any, lines: Lines, path: Path) -> object:
        items = [said] if type(said) is str and kind.alone else said
        if type(items) is not list or len(items) < kind.at_least:
            raise Doubt
        if single:
            return tuple([single(one) for one in items])
        assert nested
        return tuple([nested(one, lines, (*path, number)) for number, one in enumerate(items)])

    return read


def _map(kind: MapOf) -> _Reader:
    assert isinstance(kind.value, Kind)  # of a measure
    key, value = _single(kind.key), _single(kind.value)

    def read(said: Any, lines: Lines, path: Path) -> object:
        if len(said) < kind.at_least:
            raise Doubt
        return {key(name): value(one) for name, one in said.items()}

    return read


def _text(said: Any) -> str:
    if type(said) is not str:
        raise Doubt
    return said


@cache
def _written(names: tuple[str, ...]) -> frozenset[str]:
    """Return names as a set, the same one for all records that have the same fields."""
    return frozenset(names)
