"""Places that are looked up only when somebody asks for them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.place import Document, Place

if TYPE_CHECKING:
    from ctmeasures.read.nodes import Node

Path = tuple[str | int, ...]

_FIRST = re.compile(r" *- +([a-z_]+)(?=: )")


class Doubt(Exception):
    """Something that the quick way does not read."""


class SoundDocument(Document):
    """A file that is known to be sound text, decoded when a place in it is asked for."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self._data = data

    @cached_property
    def text(self) -> str:  # type: ignore[override]
        """Return its text, without a byte order mark."""
        return self._data.decode("utf-8-sig")


class Stretch:
    """A stretch of a file: the lines of one record, or text that is no YAML and has no fields, such as a heading."""

    __slots__ = ("_node", "document", "end", "start")

    def __init__(self, document: Document, start: int, end: int, node: Node | None = None) -> None:
        self.document = document
        self.start = start
        self.end = end
        self._node = node

    @property
    def node(self) -> Node:
        """Return what the lines hold, with the position of everything in it; an item of a list without its dash."""
        if self._node is None:
            from ctmeasures.read.nodes import Sequence, parse

            root, _ = parse(self.document, self.start, self.end)
            self._node = root.items[0] if isinstance(root, Sequence) else root
            assert self._node is not None
        return self._node

    def first(self) -> Place | None:
        """Return the place of an item's first key, which takes no YAML to see; None where it does."""
        found = _FIRST.match(self.document.text, self.start)
        return self.document.place(*found.span(1)) if found else None

    def has(self, field: str) -> bool:
        """Tell that it has no fields."""
        return False

    def place(self, *path: str | int) -> Place:
        """Return where it stands."""
        return self.document.place(self.start, self.end)


class _Any(frozenset[str]):
    """The names of fields of which some could not be read: any may be among them."""

    def __contains__(self, name: object) -> bool:
        return True


ANY = _Any()


class Inside(NamedTuple):
    """Where a record stands: a stretch of a file, the path in it, and the names of the fields that are written there."""

    stretch: Stretch
    path: Path
    names: frozenset[str]

    def has(self, field: str) -> bool:
        """Tell whether the field is written, readable or not."""
        return field in self.names

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at `path`, or of the nearest thing around it that is written."""
        if not path and not self.path and (first := self.stretch.first()):
            return first
        from ctmeasures.read.nodes import place

        return place(self.stretch.document, self.stretch.node, (*self.path, *path))
