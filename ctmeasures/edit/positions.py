"""Where things stand in a text: offsets are code points, and a line's end belongs to the line."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ctmeasures.model.place import Document
from ctmeasures.read.nodes import LOADERS, Mapping, Node, Scalar, Sequence, parse

Collection = Mapping | Sequence

BLANK = re.compile(r"[ \t]*(?:\r?\n|\Z)")
CHOMPED = re.compile(r"([|>][0-9]?)([+-]?)([0-9]?)")  # the sign of a block text
_COMMENT = re.compile(r"([ \t]*)#[^\n]*(?:\n|\Z)")
_REMARK = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)  # a comment, or what looks like one inside a value


def is_flow(text: str, node: Node) -> bool:
    """Tell whether a collection is written in brackets or braces."""
    return not isinstance(node, Scalar) and text[node.start : node.start + 1] in ("[", "{")


def content_end(text: str, node: Node) -> int:
    """Return the offset after a node's last character; a block text that keeps its blank lines ends after them."""
    if isinstance(node, Scalar):
        if node.plain or text[node.start] not in "|>":
            return node.end
        kept = CHOMPED.match(text, node.start)
        if kept and kept[2] == "+":
            return node.end
        return node.start + len(text[node.start : node.end].rstrip(" \t\r\n"))
    if is_flow(text, node):
        return node.close
    return content_end(text, children_of(node)[-1])


def after(text: str, node: Node, column: int) -> int:
    """Return the start of the line after a node and after the comments that are indented deeper than the column."""
    end = content_end(text, node)
    place = end if end and text[end - 1] == "\n" else line_after(text, end)
    while True:
        found = place
        while found < len(text) and (blank := BLANK.match(text, found)):
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
    column = column_of(text, parent.start)
    line = line_of(text, parent.items[place].start)
    floor = parent.start if place == 0 else content_end(text, parent.items[place - 1])
    while line > floor and text[line + column : line + column + 1] != "-":
        line = line_of(text, line - 1)
    return line + column


def comments(text: str, root: Node) -> list[str]:
    """Return the comments of a text, in their order; what stands in a value is none."""
    spans = sorted(_spans(text, root))
    found = []
    match = _REMARK.search(text)
    while match:
        place = bisect_right(spans, (match.start(), len(text))) - 1
        inside = place >= 0 and match.start() < spans[place][1]
        if not inside:
            found.append(match[0].rstrip())
        match = _REMARK.search(text, spans[place][1] if inside else match.end())
    return found


def comments_in(text: str, loader: type[Any] = LOADERS[0]) -> list[str]:
    """Return the comments of some lines of a text; none where they cannot be read by themselves."""
    root, _ = parse(Document("", text), loader=loader)
    return comments(text, root) if root else []


def possible_comments(text: str) -> Counter[str]:
    """Count the comments of a text and what looks like one inside a value: a quick look, without reading it."""
    return Counter(one.rstrip() for one in _REMARK.findall(text))


def _spans(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield where the values and keys of a node start and end; of a block text, the lines under its sign."""
    if isinstance(node, Scalar):
        block = not node.plain and text[node.start] in "|>"
        yield (line_after(text, node.start) if block else node.start), node.end
        return
    if isinstance(node, Mapping):
        for key in node.keys.values():
            yield key.start, key.end
    for child in children_of(node):
        yield from _spans(text, child)


def line_of(text: str, offset: int) -> int:
    """Return where the line of an offset starts."""
    return text.rfind("\n", 0, offset) + 1


def line_after(text: str, offset: int) -> int:
    """Return where the next line starts, or the end of the text."""
    return text.find("\n", offset) + 1 or len(text)


def column_of(text: str, offset: int) -> int:
    """Return how many characters stand before an offset on its line."""
    return offset - line_of(text, offset)


def children_of(node: Collection) -> list[Node]:
    """Return the items or the values of a collection."""
    return node.items if isinstance(node, Sequence) else list(node.entries.values())


def start_of(text: str, parent: Collection, place: int) -> int:
    """Return where an item or entry starts: at its dash, at its key."""
    if isinstance(parent, Mapping):
        return list(parent.keys.values())[place].start
    return parent.items[place].start if is_flow(text, parent) else dash(text, parent, place)


def blank_lines(text: str, start: int, end: int) -> int:
    """Count the blank lines between two offsets."""
    return sum(1 for line in text[start:end].splitlines() if not line.strip())


def span_of(text: str, parent: Collection, place: int) -> tuple[int, int]:
    """Return where the lines of a block collection's item or entry start, with the comments right above it, and where they end."""
    column = column_of(text, parent.start)
    return lead(text, start_of(text, parent, place), column), after(text, children_of(parent)[place], column)
