"""How a change can be written down: candidates of the new text, the best one first, for an edit to prove.

Whole lines wherever it can be; what stands around the change stays as it is, byte by byte.
"""

import re
from collections.abc import Iterator

from ctmeasures.edit import spelling
from ctmeasures.edit.positions import (
    BLANK,
    Collection,
    after,
    blank_lines,
    children_of,
    column_of,
    content_end,
    is_flow,
    lead,
    line_after,
    line_of,
    span_of,
    start_of,
)
from ctmeasures.edit.spelling import STEP
from ctmeasures.read.nodes import Node, Scalar, Sequence, Value


def replaced(text: str, node: Node, said: Value) -> Iterator[str]:
    """Yield texts in which a node says something else: a text in the quotation marks that it had, a collection in brackets."""
    start, end = node.start, content_end(text, node)
    before = text[:start] + (" " if start == end and text[start - 1 : start] == ":" else "")
    if isinstance(node, Scalar) and not isinstance(said, list | dict):
        like = "" if node.plain else text[start]
        rest = _around_block(text, start, end) if like in ("|", ">") and like else ""
        for flow in (False, True):
            yield before + spelling.scalar(said, like, flow) + rest + text[end:]
        return
    yield before + spelling.flow(said) + text[end:]
    if not is_flow(text, node):  # up to the line of its key
        yield text[:start].rstrip() + " " + spelling.flow(said) + text[end:]


def _around_block(text: str, start: int, end: int) -> str:
    """Return what is no part of a block text's words and must stay: the comment behind its sign, the blank lines that it keeps."""
    comment = re.search(r"[ \t]+#.*?(?=\r?\n|\Z)", text[start : line_after(text, start)])
    blank = text[start + len(text[start:end].rstrip(" \t\r\n")) : end] if text[end - 1 : end] == "\n" else ""
    return (comment[0] if comment else "") + blank


def inserted(
    text: str, parent: Collection, place: int, said: Value, key: str | None, eol: str, above: int, wide: bool
) -> Iterator[str]:
    """Yield texts with a new item, or an entry with its key, at a position of a collection.

    `above` is the column of the key that holds the collection, `wide` whether its items stand apart by default.
    """
    children = children_of(parent)
    if is_flow(text, parent):
        new = spelling.flow(said) if key is None else f"{spelling.scalar(key, flow=True)}: {spelling.flow(said)}"
        if not children:
            yield from _unfolded(text, parent, said, key, eol, above)
            inner = f"[{new}]" if isinstance(parent, Sequence) else f"{{{new}}}"
            yield text[: parent.start] + inner + text[parent.close :]
        elif place:
            end = content_end(text, children[place - 1])
            yield text[:end] + ", " + new + text[end:]
        else:
            start = start_of(text, parent, 0)
            yield text[:start] + new + ", " + text[start:]
        return
    column = column_of(text, parent.start)
    if key is None:
        offset = max(column_of(text, children[0].start) - column, STEP)
        lines = spelling.item(said, column, offset if offset < 8 else STEP)
    else:
        first, *rest = spelling.entry(key, said, column)
        lines = [" " * column + first, *rest]
        if place == 0:
            at = start_of(text, parent, 0)
            yield text[:at] + eol.join([first, *rest, " " * column]) + text[at:]
            return
    yield from pasted(text, parent, place, "".join(line + eol for line in lines), eol, wide)


def _unfolded(text: str, parent: Collection, said: Value, key: str | None, eol: str, above: int) -> Iterator[str]:
    """Yield a record put under the key of an empty `[]` or `{}`, in block style; only what has fields is worth lines."""
    if not isinstance(said, dict):
        return
    column = above + STEP
    lines = spelling.item(said, column) if key is None else spelling.entry(key, said, column)
    if key is not None:
        lines[0] = " " * column + lines[0]
    end = line_after(text, parent.close)
    kept = text[: parent.start].rstrip(" ") + text[parent.close : end]
    kept = kept if kept.endswith("\n") else kept + eol
    final = eol if end < len(text) or text.endswith("\n") else ""
    yield kept + eol.join(lines) + final + text[end:]


def pasted(text: str, parent: Collection, place: int, lines: str, eol: str, wide: bool) -> Iterator[str]:
    """Yield whole lines put into a block collection; as many blank lines around them as its other items have."""
    children, column = children_of(parent), column_of(text, parent.start)
    gap = eol * (_gap(text, parent, place, column) if len(children) > 1 else int(wide))
    if place == 0:
        at = lead(text, start_of(text, parent, 0), column)
        yield text[:at] + lines + gap + text[at:]
        return
    at = after(text, children[place - 1], column)
    if text[at - 1] == "\n":
        yield text[:at] + gap + lines + text[at:]
    else:  # the end of a file without a line end
        yield text + eol + gap + lines.removesuffix(eol)


def _gap(text: str, parent: Collection, place: int, column: int) -> int:
    """Return how many blank lines stand between two items at this place of a block collection."""
    children = children_of(parent)
    second = min(max(place, 1), len(children) - 1)
    end = after(text, children[second - 1], column)
    start, _ = span_of(text, parent, second)
    return min(blank_lines(text, end, start), 2)


def removed(text: str, parent: Collection, place: int, key: Scalar | None) -> Iterator[str]:
    """Yield texts without an item or entry and the comments right above it; `key` is the one that holds the collection."""
    children = children_of(parent)
    start, end = start_of(text, parent, place), content_end(text, children[place])
    if is_flow(text, parent):
        if place + 1 < len(children):
            yield text[:start] + text[start_of(text, parent, place + 1) :]
        elif place:
            yield text[: content_end(text, children[place - 1])] + text[end:]
        else:
            yield text[: parent.start + 1] + text[parent.close - 1 :]
        return
    column = column_of(text, parent.start)
    if len(children) == 1:
        empty = "[]" if isinstance(parent, Sequence) else "{}"
        if key is not None:
            colon = text.index(":", key.end) + 1
            line = line_after(text, colon)
            between = text[line : max(line, lead(text, start, column))]  # comments that are not the item's own
            behind = (between if "#" in between else "") + text[max(line, after(text, children[0], column)) :]
            yield text[:colon] + " " + empty + text[colon:line] + behind
        yield text[: parent.start] + empty + text[end:]
        return
    own_line = not text[line_of(text, start) : start].strip(" ")
    if place == 0 and not own_line:  # on the line of a dash: the next key takes its place
        yield text[:start] + text[start_of(text, parent, 1) :]
        return
    first, last = span_of(text, parent, place)
    if place + 1 < len(children):
        following = last
        while (blank := BLANK.match(text, following)) and blank.end() > following and following < len(text):
            following = blank.end()
        gap = blank_lines(text, last, following)
        before = blank_lines(text, len(text[:first].rstrip(" \t\r\n")), first) - 1 if place else 0
        yield text[:first] + text[following if gap and (before > 0 or place == 0) else last :]
        return
    kept = first
    while kept and not text[line_of(text, kept - 1) : kept].strip():
        kept = line_of(text, kept - 1)
    whole = text[:kept] + text[last:]
    yield whole if last < len(text) or text.endswith("\n") else whole.removesuffix("\n").removesuffix("\r")
