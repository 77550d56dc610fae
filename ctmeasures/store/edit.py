"""Edits of a text that leave every byte alone which they need not touch.

A change is spliced in at the positions that the strict reader gives, whole lines wherever it can; then the
result is read again and must say exactly what was said before with exactly the change that was asked for.
Where one way to write it down fails that proof the next one is tried, and where all fail nothing is changed.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Ordered
from typing import Any

from ctmeasures.model.place import Document
from ctmeasures.store import spell
from ctmeasures.store.spell import STEP, Value
from ctmeasures.store.strict import LOADERS, Mapping, Node, Scalar, Sequence, parse

Path = tuple[str | int, ...]
Collection = Mapping | Sequence

_BLANK = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_COMMENT = re.compile(r"([ \t]*)#[^\n]*(?:\n|\Z)")
_CHOMPED = re.compile(r"([|>][0-9]?)([+-]?)([0-9]?)")


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
        self.said = spell.value(root)

    @property
    def eol(self) -> str:
        """Return the line end that the text uses."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def node(self, path: Path) -> Node:
        """Return the node at a path of keys and positions; raise KeyError or IndexError where there is none."""
        found: Node = self.root
        for step in path:
            found = found.entries[str(step)] if isinstance(found, Mapping) else _items(found)[int(step)]
        return found

    def value(self, path: Path) -> Value:
        """Return what stands at a path; raise KeyError or IndexError where there is nothing."""
        found = self.said
        for step in path:
            if isinstance(found, dict):
                found = found[str(step)]
            elif isinstance(found, list):
                found = found[int(step)]
            else:
                raise KeyError(step)
        return found

    def put(self, path: Path, said: Value, order: Ordered[str] = ()) -> None:
        """Set the value of a key or item; a new key goes behind those that stand before it in the `order`, else to the end."""
        parent, key = self.node(path[:-1]), str(path[-1])
        if isinstance(parent, Mapping) and key not in parent.entries:
            before = order[: order.index(key)] if key in order else list(parent.entries)
            place = max((number for number, name in enumerate(parent.entries, 1) if name in before), default=0)
            self._insert(path[:-1], parent, place, said, key)
        elif self.value(path) != said:
            self._try(_replaced(self.text, self.node(path), said), _with(self.said, path, said), parent)

    def insert(self, path: Path, place: int, said: Value) -> None:
        """Put an item into the list at a path, so that it has the position `place`."""
        self._insert(path, self.node(path), place, said)

    def paste(self, path: Path, place: int, lines: str) -> None:
        """Put an item into a block list as it is spelled elsewhere, with its comments; `lines` are whole lines."""
        parent = self.node(path)
        expected = _with(self.said, (*path, place), self.item(lines), new=True)
        if not isinstance(parent, Sequence) or is_flow(self.text, parent):
            raise CannotEdit(self._refusal(parent))
        self._try(_pasted(self.text, parent, place, lines, self.eol, len(path) < 2), expected, parent)

    def item(self, lines: str) -> Value:
        """Return what the lines of one item of a block list say; raise CannotEdit where they are anything else."""
        root = self._read(lines)
        if not isinstance(root, Sequence) or is_flow(lines, root) or len(root.items) != 1:
            raise CannotEdit(f"{self.path}: the text must be one item of a list, `- ` and what belongs to it")
        return spell.value(root.items[0])

    def lines(self, path: Path) -> str:
        """Return the lines of a block list's item with the comments right above it; raise CannotEdit for an item in brackets."""
        start, end = self._span(path)
        return self.text[start:end]

    def replace_lines(self, path: Path, lines: str) -> None:
        """Put other lines in the place of a block list's item; they must hold one item."""
        start, end = self._span(path)
        expected = _with(self.said, path, self.item(lines))
        if end < len(self.text) or self.text.endswith("\n"):
            lines = lines if lines.endswith("\n") else lines + self.eol
        else:
            lines = lines.removesuffix(self.eol)
        self._try([self.text[:start] + lines + self.text[end:]], expected, self.node(path))

    def _span(self, path: Path) -> tuple[int, int]:
        """Return where an item's lines start, with the comments right above it, and where they end."""
        parent, place = self.node(path[:-1]), int(path[-1])
        if not isinstance(parent, Sequence) or is_flow(self.text, parent):
            raise CannotEdit(self._refusal(parent))
        column = _column(self.text, parent.start)
        start = lead(self.text, _start(self.text, parent, place), column)
        return start, after(self.text, parent.items[place], column)

    def remove(self, path: Path) -> None:
        """Remove a key or an item together with the comments right above it."""
        parent = self.node(path[:-1])
        owner = self.node(path[:-2]) if len(path) > 1 else None
        key = owner.keys[str(path[-2])] if isinstance(owner, Mapping) else None
        place = _position(parent, path[-1])
        self._try(_removed(self.text, parent, place, key), _without(self.said, path), parent)

    def _insert(self, path: Path, parent: Node, place: int, said: Value, key: str | None = None) -> None:
        if isinstance(parent, Scalar):
            raise CannotEdit(self._refusal(parent))
        owner = self.node(path[:-1]) if path else None
        above = _column(self.text, owner.start) if isinstance(owner, Mapping) else -STEP
        ways = _inserted(self.text, parent, place, said, key, self.eol, above, wide=len(path) < 2)
        expected = _with(self.said, (*path, place if key is None else key), said, new=True, place=place)
        self._try(ways, expected, parent)

    def _try(self, ways: Iterable[str], expected: Value, near: Node) -> None:
        """Take the first text that says exactly what is expected, its keys in the expected order."""
        for text in ways:
            root = self._read(text)
            if root is not None and _same(spell.value(root), expected):
                self.text, self.root, self.said = text, root, expected
                return
        raise CannotEdit(self._refusal(near))

    def _read(self, text: str) -> Node | None:
        root, problems = parse(Document(self.path, text), loader=self.loader)
        return None if problems else root

    def _refusal(self, node: Node) -> str:
        line = self.text.count("\n", 0, node.start) + 1
        return f"{self.path}: what stands at line {line} is written so that it cannot be changed safely; change it in an editor"


def _same(one: Value, other: Value) -> bool:
    """Tell whether two values are equal, also in the order of their keys."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def _with(said: Value, path: Path, new_value: Value, new: bool = False, place: int = 0) -> Value:
    """Return a value with the one at a path set, or put in anew at a position of its list or mapping."""
    step, *rest = path
    if isinstance(said, list):
        number = int(step)
        if rest:
            return [*said[:number], _with(said[number], tuple(rest), new_value, new, place), *said[number + 1 :]]
        return [*said[:number], new_value, *said[number + (not new) :]]
    assert isinstance(said, dict)
    if rest:
        return said | {str(step): _with(said[str(step)], tuple(rest), new_value, new, place)}
    if not new:
        return said | {str(step): new_value}
    pairs = list(said.items())
    return dict([*pairs[:place], (str(step), new_value), *pairs[place:]])


def _without(said: Value, path: Path) -> Value:
    """Return a value without what stands at a path."""
    step, *rest = path
    if isinstance(said, list):
        number = int(step)
        inner = [_without(said[number], tuple(rest))] if rest else []
        return [*said[:number], *inner, *said[number + 1 :]]
    assert isinstance(said, dict)
    if rest:
        return said | {str(step): _without(said[str(step)], tuple(rest))}
    return {key: one for key, one in said.items() if key != step}


# Where things stand in a text. Offsets are code points; a line's end belongs to the line.


def is_flow(text: str, node: Node) -> bool:
    """Tell whether a collection is written in brackets or braces."""
    return not isinstance(node, Scalar) and text[node.start : node.start + 1] in ("[", "{")


def content_end(text: str, node: Node) -> int:
    """Return the offset after a node's last character; a block text that keeps its blank lines ends after them."""
    if isinstance(node, Scalar):
        if node.plain or text[node.start] not in "|>":
            return node.end
        kept = _CHOMPED.match(text, node.start)
        if kept and kept[2] == "+":
            return node.end
        return node.start + len(text[node.start : node.end].rstrip(" \t\r\n"))
    if is_flow(text, node):
        return node.close
    return content_end(text, _children(node)[-1])


def after(text: str, node: Node, column: int) -> int:
    """Return the start of the line after a node and after the comments that are indented deeper than the column."""
    end = content_end(text, node)
    place = end if end and text[end - 1] == "\n" else line_after(text, end)
    while True:
        found = place
        while found < len(text) and (blank := _BLANK.match(text, found)):
            found = blank.end()
        comment = _COMMENT.match(text, found)
        if comment is None or len(comment[1]) <= column:
            return place
        place = comment.end()


def lead(text: str, start: int, column: int) -> int:
    """Return the start of a line, or of the comments right above it that stand at the same column."""
    line = line_of(text, start)
    while line:
        above = line_of(text, line - 1)
        comment = _COMMENT.match(text, above)
        if comment is None or comment.end() != line or len(comment[1]) != column:
            break
        line = above
    return line


def dash(text: str, parent: Sequence, place: int) -> int:
    """Return the offset of the dash of a block list's item."""
    column = _column(text, parent.start)
    line = line_of(text, parent.items[place].start)
    floor = parent.start if place == 0 else content_end(text, parent.items[place - 1])
    while line > floor and text[line + column : line + column + 1] != "-":
        line = line_of(text, line - 1)
    return line + column


def line_of(text: str, offset: int) -> int:
    """Return where the line of an offset starts."""
    return text.rfind("\n", 0, offset) + 1


def line_after(text: str, offset: int) -> int:
    """Return where the next line starts, or the end of the text."""
    return text.find("\n", offset) + 1 or len(text)


def _column(text: str, offset: int) -> int:
    return offset - line_of(text, offset)


def _items(node: Node) -> list[Node]:
    if not isinstance(node, Sequence):
        raise KeyError("not a list")
    return node.items


def _children(node: Collection) -> list[Node]:
    return node.items if isinstance(node, Sequence) else list(node.entries.values())


def _position(parent: Node, step: str | int) -> int:
    return list(parent.entries).index(str(step)) if isinstance(parent, Mapping) else int(step)


def _start(text: str, parent: Collection, place: int) -> int:
    """Return where an item or entry starts: at its dash, at its key."""
    if isinstance(parent, Mapping):
        return list(parent.keys.values())[place].start
    return parent.items[place].start if is_flow(text, parent) else dash(text, parent, place)


def _blank_lines(text: str, start: int, end: int) -> int:
    return sum(1 for line in text[start:end].splitlines() if not line.strip())


# The ways to write a change down, the best one first.


def _replaced(text: str, node: Node, said: Value) -> Iterator[str]:
    start, end = node.start, content_end(text, node)
    inside = _inside_flow(text, node)
    if isinstance(node, Scalar) and not isinstance(said, list | dict):
        like = text[start] if not node.plain else ""
        rest = ""
        if like in ("|", ">") and like:
            header = text[start : line_after(text, start)]
            comment = re.search(r"[ \t]+#.*?(?=\r?\n|\Z)", header)
            rest = comment[0] if comment else ""
            if text[end - 1 : end] == "\n":  # a text that keeps its blank lines
                rest += text[start + len(text[start:end].rstrip(" \t\r\n")) : end]
        gap = " " if node.start == node.end and text[start - 1 : start] == ":" else ""
        for flow in (False, True) if not inside else (True,):
            yield text[:start] + gap + spell.scalar(said, like, flow) + rest + text[end:]
        return
    gap = " " if node.start == node.end and text[start - 1 : start] == ":" else ""
    yield text[:start] + gap + spell.flow(said) + text[end:]
    if not is_flow(text, node) and not isinstance(node, Scalar):  # up to the line of its key
        above = len(text[:start].rstrip())
        yield text[:above] + " " + spell.flow(said) + text[end:]


def _inside_flow(text: str, node: Scalar | Collection) -> bool:
    """Tell whether a plain spelling must mind commas: asked only of the line's text, and then proved by reading."""
    before = text[line_of(text, node.start) : node.start]
    return before.count("[") + before.count("{") > before.count("]") + before.count("}")


def _inserted(
    text: str, parent: Collection, place: int, said: Value, key: str | None, eol: str, above: int, wide: bool
) -> Iterator[str]:
    children = _children(parent)
    if is_flow(text, parent):
        new = spell.flow(said) if key is None else f"{spell.scalar(key, flow=True)}: {spell.flow(said)}"
        if not children:
            yield from _unfolded(text, parent, said, key, eol, above)
            inner = f"[{new}]" if isinstance(parent, Sequence) else f"{{{new}}}"
            yield text[: parent.start] + inner + text[parent.close :]
        elif place:
            end = content_end(text, children[place - 1])
            yield text[:end] + ", " + new + text[end:]
        else:
            start = _start(text, parent, 0)
            yield text[:start] + new + ", " + text[start:]
        return
    column = _column(text, parent.start)
    if key is None:
        offset = max(_column(text, children[0].start) - column, STEP)
        lines = spell.item(said, column, offset if offset < 8 else STEP)
    else:
        first, *rest = spell.entry(key, said, column)
        lines = [" " * column + first, *rest]
        if place == 0:
            at = _start(text, parent, 0)
            yield text[:at] + eol.join([first, *rest, " " * column]) + text[at:]
            return
    yield from _pasted(text, parent, place, "".join(line + eol for line in lines), eol, wide)


def _unfolded(text: str, parent: Collection, said: Value, key: str | None, eol: str, above: int) -> Iterator[str]:
    """Yield a record put under the key of an empty `[]` or `{}`, in block style; only what has fields is worth lines."""
    if not isinstance(said, dict):
        return
    column = above + STEP
    lines = spell.item(said, column) if key is None else spell.entry(key, said, column)
    if key is not None:
        lines[0] = " " * column + lines[0]
    end = line_after(text, parent.close)
    kept = text[: parent.start].rstrip(" ") + text[parent.close : end]
    kept = kept if kept.endswith("\n") else kept + eol
    final = eol if end < len(text) or text.endswith("\n") else ""
    yield kept + eol.join(lines) + final + text[end:]


def _pasted(text: str, parent: Collection, place: int, lines: str, eol: str, wide: bool) -> Iterator[str]:
    """Yield whole lines put into a block collection; as many blank lines around them as its other items have."""
    children, column = _children(parent), _column(text, parent.start)
    gap = eol * (_gap(text, parent, place, column) if len(children) > 1 else int(wide))
    if place == 0:
        at = lead(text, _start(text, parent, 0), column)
        yield text[:at] + lines + gap + text[at:]
        yield text[:at] + lines + text[at:]
        return
    before = children[place - 1]
    at = after(text, before, column)
    if at and text[at - 1] != "\n":
        bare = lines.removesuffix(eol)
        yield text[:at] + eol + gap + bare + text[at:]
        header = _last_header(text, before)
        if header is not None:  # a block text at the end of the file, which a line end would change
            found = _CHOMPED.match(text, header)
            assert found
            yield text[:header] + found[1] + "-" + found[3] + text[found.end() : at] + eol + gap + bare + text[at:]
        return
    yield text[:at] + gap + lines + text[at:]
    yield text[:at] + lines + gap + text[at:]  # the blank lines before it belong to a text
    yield text[:at] + lines + text[at:]
    if at == len(text):
        yield text[:at] + gap + lines.removesuffix(eol)


def _gap(text: str, parent: Collection, place: int, column: int) -> int:
    """Return how many blank lines stand between two items at this place of a block collection."""
    children = _children(parent)
    second = min(max(place, 1), len(children) - 1)
    end = after(text, children[second - 1], column)
    start = lead(text, _start(text, parent, second), column)
    return min(_blank_lines(text, end, start), 2)


def _last_header(text: str, node: Node) -> int | None:
    """Return where the block text starts with which a node ends, if it ends with one."""
    while not isinstance(node, Scalar):
        if is_flow(text, node):
            return None
        node = _children(node)[-1]
    return node.start if not node.plain and text[node.start] in "|>" else None


def _removed(text: str, parent: Node, place: int, key: Scalar | None) -> Iterator[str]:
    assert not isinstance(parent, Scalar)
    children = _children(parent)
    start, end = _start(text, parent, place), content_end(text, children[place])
    if is_flow(text, parent):
        if place + 1 < len(children):
            yield text[:start] + text[_start(text, parent, place + 1) :]
        elif place:
            yield text[: content_end(text, children[place - 1])] + text[end:]
        else:
            yield text[: parent.start + 1] + text[parent.close - 1 :]
        return
    column = _column(text, parent.start)
    if len(children) == 1:
        empty = "[]" if isinstance(parent, Sequence) else "{}"
        if key is not None:
            colon = text.index(":", key.end) + 1
            line = line_after(text, colon)
            yield text[:colon] + " " + empty + text[colon:line] + text[_safe_end(text, children[0], column, line) :]
        yield text[: parent.start] + empty + text[end:]
        return
    own_line = not text[line_of(text, start) : start].strip(" ")
    if place == 0 and not own_line:  # on the line of a dash: the next key takes its place
        yield text[:start] + text[_start(text, parent, 1) :]
        return
    first = lead(text, start, column)
    last = after(text, children[place], column)
    if place + 1 < len(children):
        following = last
        while (blank := _BLANK.match(text, following)) and blank.end() > following and following < len(text):
            following = blank.end()
        gap = _blank_lines(text, last, following)
        before = _blank_lines(text, len(text[:first].rstrip(" \t\r\n")), first) - 1 if place else 0
        if gap and (before > 0 or place == 0):
            yield text[:first] + text[following:]
        yield text[:first] + text[last:]
        yield text[:first] + text[following:]
        return
    kept = first
    while kept and not text[line_of(text, kept - 1) : kept].strip():
        kept = line_of(text, kept - 1)
    for at in (kept, first):
        rest = text[last:]
        whole = text[:at] + rest
        if not rest and not text.endswith("\n"):
            yield whole.removesuffix("\n").removesuffix("\r")
        yield whole
    yield text[:first] + text[last:].lstrip(" \t\r\n")  # blank lines would become those of the text before


def _safe_end(text: str, node: Node, column: int, floor: int) -> int:
    """Return the start of the line after a node, but not before the `floor`."""
    return max(after(text, node, column), floor)
