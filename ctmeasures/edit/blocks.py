"""A text cut into blocks of whole lines, one for each entry or item, each with the comments and blank lines above it."""

from typing import NamedTuple

from ctmeasures.edit.agreement import Key
from ctmeasures.edit.positions import (
    Collection,
    after,
    children_of,
    column_of,
    content_end,
    is_flow,
    line_after,
    line_of,
    start_of,
)
from ctmeasures.read.nodes import Mapping, Node, Scalar, Value, plain_value


class Tree(NamedTuple):
    """A text with plain line ends, and the root of what it says."""

    text: str
    root: Mapping


class Block(NamedTuple):
    """Some lines of a text that hold one entry or item; `lead` is what stands above them, `offset` where they start."""

    text: str
    key: Key
    lead: str
    offset: int
    end: int
    node: Node

    @property
    def body(self) -> str:
        """Return the block's own lines."""
        return self.text[self.offset : self.end]

    @property
    def value(self) -> Value:
        """Return what it says."""
        return plain_value(self.node)

    @property
    def name(self) -> str:
        """Return what it is called in a conflict's path."""
        value = self.value
        if isinstance(value, dict) and not isinstance(self.key, str):
            return " ".join(str(value[name]) for name in ("date", "letter", "status") if value.get(name)) or "item"
        return str(self.key)


class Nested(NamedTuple):
    """A block that has blocks: what stands before them, the mapping or list that they make, and the blocks."""

    head: str
    node: Collection
    blocks: list[Block]


def nested(block: Block | None) -> Nested | None:
    """Return what stands in a block, or None where it has no blocks of its own."""
    if block is None or isinstance(block.node, Scalar) or is_flow(block.text, block.node):
        return None
    start = block.node.start
    if line_of(block.text, start) > block.offset:  # the comments between a key and its first entry belong to that entry
        start = line_after(block.text, block.offset)
    return Nested(block.text[block.offset : start], block.node, cut(block.text, block.node, start, block.end))


def cut(text: str, node: Collection, start: int, stop: int) -> list[Block]:
    """Cut the lines of a block collection between two offsets into one block an entry or item."""
    keys: list[Key] = list(node.keys) if isinstance(node, Mapping) else list(range(len(node.items)))
    starts = [start_of(text, node, place) for place in range(len(keys))]
    column = column_of(text, starts[0])
    found: list[Block] = []
    end = start
    for key, at, following, child in zip(keys, starts, [*starts[1:], None], children_of(node), strict=True):
        offset = max(line_of(text, at), end)
        last = stop if content_end(text, child) >= stop else min(after(text, child, column), stop)
        next_line = stop if following is None else line_of(text, following)
        found.append(Block(text, key, text[end:offset], offset, min(last, next_line), child))
        end = found[-1].end
    return found
