"""Places that are looked up only when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.place import Document, Place

if TYPE_CHECKING:
    from ctmeasures.read.nodes import Mapping


_FIRST = re.compile(r" *- +([a-z_]+)(?=: )")


class Doubt(Exception):
    """Something that the quick way does not read."""


class Lines:
    """The lines of one record in a file; they are looked at closely only where a place in them is asked for."""

    __slots__ = ("_node", "document", "end", "start")

    def __init__(self, document: Callable[[], Document], start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end
        self._node: Mapping | None = None

    @property
    def node(self) -> Mapping:
        """Return the record with the position of everything in it."""
        if self._node is None:
            from ctmeasures.read.nodes import Mapping, Sequence, parse

            root, _ = parse(self.document(), self.start, self.end)
            found = root.items[0] if isinstance(root, Sequence) else root
            assert isinstance(found, Mapping)
            self._node = found
        return self._node

    def first(self) -> Place | None:
        """Return the place of an item's first key, which takes no YAML to see; None where it does."""
        document = self.document()
        found = _FIRST.match(document.text, self.start)
        return document.place(*found.span(1)) if found else None


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
        first = self.lines.first() if not path and not self.path else None
        return first or self.lines.node.place(*self.path, *path)


class Span:
    """The place of a stretch of text that is no YAML."""

    __slots__ = ("document", "end", "start")

    def __init__(self, document: Callable[[], Document], start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end

    def has(self, field: str) -> bool:
        """Tell that it has no fields."""
        return False

    def place(self, *path: str | int) -> Place:
        """Return its place; it has no fields."""
        return self.document().place(self.start, self.end)


def late(path: str, data: bytes) -> Callable[[], Document]:
    """Return what decodes a file that is known to be sound text, once, when a place in it is asked for."""

    @cache
    def opened() -> Document:
        return Document(path, data.decode("utf-8-sig"))

    return opened
