"""Edits of a text that leave every byte alone which they need not touch.

A change is spliced in at the positions that the strict reader gives (`edit/splice.py`); then the
result is read again and must say exactly what was said before with exactly the change that was asked for.
Where one way to write it down fails that proof the next one is tried, and where all fail nothing is changed.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Ordered
from typing import Any

from ctmeasures.edit.positions import (
    column_of,
    comments,
    comments_in,
    content_end,
    is_flow,
    line_of,
    possible_comments,
    span_of,
)
from ctmeasures.edit.spelling import STEP
from ctmeasures.edit.splice import inserted, pasted, removed, replaced
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import LOADERS, Mapping, Node, Scalar, Sequence, Value, parse, plain_value
from ctmeasures.read.text import one_line

Path = tuple[str | int, ...]

Edit = Callable[["Draft"], Path | None]
"""Changes a draft; returns the path of the record that it changed."""


class CannotEdit(Exception):
    """A text that cannot be changed as asked without changing more; the message names the line."""


class Draft:
    """A YAML text under edit. Each change is proved before it counts; one that cannot be raises CannotEdit."""

    def __init__(self, document: Document, loader: type[Any] = LOADERS[0]) -> None:
        self.path = document.path
        self.loader = loader
        root = self._read(document.text)
        if root is None:
            raise CannotEdit(f"{self.path} cannot be read as it is; `ctmeasures check` says why")
        self.text = document.text
        self.root = root
        self._value = plain_value(root)

    @property
    def eol(self) -> str:
        """Return the line end that the text uses."""
        return eol_of(self.text)

    def node(self, path: Path) -> Node:
        """Return the node at a path of keys and positions; raise KeyError or IndexError where there is none."""
        found: Node = self.root
        for step in path:
            found = found.entries[str(step)] if isinstance(found, Mapping) else _items(found)[int(step)]
        return found

    def value(self, path: Path) -> Value:
        """Return what stands at a path, all for the empty one; raise KeyError or IndexError where there is nothing."""
        found = self._value
        for step in path:
            if isinstance(found, dict):
                found = found[str(step)]
            elif isinstance(found, list):
                found = found[int(step)]
            else:
                raise KeyError(step)
        return found

    def in_brackets(self, path: Path) -> bool:
        """Tell whether the collection at a path is written in brackets or braces."""
        return is_flow(self.text, self.node(path))

    def put(self, path: Path, said: Value, order: Ordered[str] = ()) -> None:
        """Set the value of a key or item; a new key goes behind those that stand before it in the `order`, else to the end."""
        parent, key, said = self.node(path[:-1]), str(path[-1]), as_read(said)
        if isinstance(parent, Mapping) and key not in parent.entries:
            before = order[: order.index(key)] if key in order else list(parent.entries)
            place = max((number for number, name in enumerate(parent.entries, 1) if name in before), default=0)
            self._insert(path[:-1], parent, place, said, key)
        elif self.value(path) != said:
            node = self.node(path)
            start = node.start if is_flow(self.text, node) else line_of(self.text, node.start)
            gone = "" if isinstance(node, Scalar) else self.text[start : content_end(self.text, node)]
            self._try(replaced(self.text, node, said), _with(self._value, path, [said]), parent, gone=gone)

    def insert(self, path: Path, place: int, said: Value) -> None:
        """Put an item into the list at a path, so that it has the position `place`."""
        self._insert(path, self.node(path), place, as_read(said))

    def paste(self, path: Path, place: int, lines: str) -> None:
        """Put an item into a block list as it is spelled elsewhere, with its comments; `lines` are whole lines."""
        parent = self.node(path)
        expected = _with(self._value, (*path, place), [self.item(lines)], place)
        if not isinstance(parent, Sequence) or is_flow(self.text, parent):
            raise CannotEdit(self._refusal(parent))
        self._try(pasted(self.text, parent, place, lines, self.eol, len(path) < 2), expected, parent, come=lines)

    def item(self, lines: str) -> Value:
        """Return what the lines of one item of a block list say; raise CannotEdit where they are anything else."""
        root = self._read(lines)
        if not isinstance(root, Sequence) or is_flow(lines, root) or len(root.items) != 1:
            raise CannotEdit(f"{self.path}: the text must be one item of a list, `- ` and what belongs to it")
        return plain_value(root.items[0])

    def lines(self, path: Path) -> str:
        """Return the lines of a block list's item with the comments right above it; raise CannotEdit for an item in brackets."""
        start, end = self._span(path)
        return self.text[start:end]

    def replace_lines(self, path: Path, lines: str) -> None:
        """Put other lines in the place of a block list's item; they must hold one item."""
        start, end = self._span(path)
        expected = _with(self._value, path, [self.item(lines)])
        if end < len(self.text) or self.text.endswith("\n"):
            lines = lines if lines.endswith("\n") else lines + self.eol
        else:
            lines = lines.removesuffix(self.eol)
        old = self.text[start:end]
        self._try([self.text[:start] + lines + self.text[end:]], expected, self.node(path), gone=old, come=lines)

    def _span(self, path: Path) -> tuple[int, int]:
        """Return where an item's lines start, with the comments right above it, and where they end."""
        parent, place = self.node(path[:-1]), int(path[-1])
        if not isinstance(parent, Sequence) or is_flow(self.text, parent):
            raise CannotEdit(self._refusal(parent))
        return span_of(self.text, parent, place)

    def remove(self, path: Path) -> None:
        """Remove a key or an item together with the comments right above it."""
        parent = self.node(path[:-1])
        owner = self.node(path[:-2]) if len(path) > 1 else None
        key = owner.keys[str(path[-2])] if isinstance(owner, Mapping) else None
        if isinstance(parent, Scalar):
            raise CannotEdit(self._refusal(parent))
        place = _position(parent, path[-1])
        gone = "" if is_flow(self.text, parent) else self.text[slice(*span_of(self.text, parent, place))]
        self._try(removed(self.text, parent, place, key), _with(self._value, path, []), parent, gone=gone)

    def _insert(self, path: Path, parent: Node, place: int, said: Value, key: str | None = None) -> None:
        if isinstance(parent, Scalar):
            raise CannotEdit(self._refusal(parent))
        owner = self.node(path[:-1]) if path else None
        above = column_of(self.text, owner.start) if isinstance(owner, Mapping) else -STEP
        ways = inserted(self.text, parent, place, said, key, self.eol, above, wide=len(path) < 2)
        expected = _with(self._value, (*path, place if key is None else key), [said], place)
        self._try(ways, expected, parent)

    def _try(self, ways: Iterable[str], expected: Value, near: Node, gone: str = "", come: str = "") -> None:
        """Take the first text that says exactly what is expected, its keys in the expected order, with all comments.

        Only those in the lines that are `gone` may be missing, and those in lines that have `come` must be there.
        """
        for text in ways:
            root = self._read(text)
            if root is None or not _same(plain_value(root), expected):
                continue
            if come or not possible_comments(text) >= possible_comments(self.text):
                less, more = (Counter(comments_in(lines, self.loader)) for lines in (gone, come))
                wanted = Counter(comments(self.text, self.root)) - less + more
                if not Counter(comments(text, root)) >= wanted:
                    continue
            self.text, self.root, self._value = text, root, expected
            return
        raise CannotEdit(self._refusal(near))

    def _read(self, text: str) -> Node | None:
        root, problems = parse(Document(self.path, text), loader=self.loader)
        return None if problems else root

    def _refusal(self, node: Node) -> str:
        line = self.text.count("\n", 0, node.start) + 1
        return f"{self.path}: what stands at line {line} is written so that it cannot be changed safely; change it in an editor"


def eol_of(text: str) -> str:
    """Return the line end that a text uses."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _same(one: Value, other: Value) -> bool:
    """Tell whether two values are equal, also in the order of their keys."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def as_read(said: Value) -> Value:
    """Return a value with its texts as they will be read: in one line, without white space around them."""
    if isinstance(said, dict):
        return {one_line(key): as_read(one) for key, one in said.items()}
    if isinstance(said, list):
        return [as_read(one) for one in said]
    return said and one_line(said)


def _with(said: Value, path: Path, come: list[Value], place: int | None = None) -> Value:
    """Return a value with what has come in the place of what stands at a path, or put in anew at a position of its list or mapping."""
    step, *rest = path
    if isinstance(said, list):
        number = int(step)
        inner = [_with(said[number], tuple(rest), come, place)] if rest else come
        return [*said[:number], *inner, *said[number + bool(rest or place is None) :]]
    assert isinstance(said, dict)
    key = str(step)
    if rest:
        return said | {key: _with(said[key], tuple(rest), come, place)}
    pairs = list(said.items())
    start = list(said).index(key) if place is None else place
    pairs[start : start + (place is None)] = [(key, one) for one in come]
    return dict(pairs)


def _items(node: Node) -> list[Node]:
    if not isinstance(node, Sequence):
        raise KeyError("not a list")
    return node.items


def _position(parent: Node, step: str | int) -> int:
    return list(parent.entries).index(str(step)) if isinstance(parent, Mapping) else int(step)
