"""The strict YAML reader: events to nodes, every scalar kept as written, with its position.

It refuses what makes YAML surprising (anchors, tags, merge keys, duplicate keys) and never converts a value:
the field decides what `no`, `012` or `2017` means. Events are used because libyaml's composer crashes the
process on deep nesting, and because no constructor can then raise without a position.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ctmeasures.model.characters import FORBIDDEN
from ctmeasures.model.place import Document, Place, Problem
from ctmeasures.read import faults
from ctmeasures.read.syntax import syntax_fault
from ctmeasures.read.text import LONE_RETURN, MAX_FAULTS, OURS, one_line, only_returns

MAX_DEPTH = 32
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))  # what a plain scalar says when it says nothing

LOADERS: tuple[type[Any], ...] = (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader)

_NESTING = "exceeded maximum nesting depth"  # libyaml's words
_SURROGATE = "[\ud800-\udfff]"


class Scalar:
    """A text in one line; `plain` where it has no quotation marks and is no block."""

    __slots__ = ("end", "plain", "start", "text")

    def __init__(self, text: str, start: int, end: int, plain: bool) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.plain = plain


class Refused(Scalar):
    """The place of a value that was refused and reported; nothing more is to be said of it."""

    __slots__ = ()


class Sequence:
    """A list of nodes; `close` is where YAML lets it end, which for a list in brackets is right after them."""

    __slots__ = ("close", "end", "items", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = self.close = start + 1
        self.items: list[Node] = []


class Mapping:
    """A mapping from words to nodes, with the position of every key.

    `close` is where YAML lets it end, which for a mapping in braces is right after them; it is `torn` where a key of it could not be
    read, so that nobody knows what else it holds.
    """

    __slots__ = ("close", "end", "entries", "keys", "start", "torn")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = self.close = start + 1
        self.torn = False
        self.keys: dict[str, Scalar] = {}
        self.entries: dict[str, Node] = {}


Node = Scalar | Sequence | Mapping

Value = str | None | list["Value"] | dict[str, "Value"]
"""What a node says: a text, nothing (an empty plain scalar), a list, a mapping."""


def plain_value(node: Node) -> Value:
    """Return what a node says."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in NOTHING else node.text
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return {key: plain_value(entry) for key, entry in node.entries.items()}


def find(root: Node, path: tuple[str | int, ...]) -> Node:
    """Return the node at `path`, or the nearest one around it that is written."""
    found = root
    for step in path:
        if isinstance(found, Mapping) and isinstance(step, str) and step in found.entries:
            found = found.entries[step]
        elif isinstance(found, Sequence) and isinstance(step, int) and step < len(found.items):
            found = found.items[step]
        else:
            break
    return found


def place(document: Document, root: Node, path: tuple[str | int, ...]) -> Place:
    """Return the place of the value at `path`, of a record its first key, or of the nearest thing around it that is written."""
    found = find(root, path)
    if isinstance(found, Mapping) and found.keys:
        found = next(iter(found.keys.values()))
    return document.place(found.start, found.end)


def unforbidden(document: Document, start: int, end: int | None) -> str:
    """Return a stretch of a text with spaces in the place of forbidden characters, which `decode` reports."""
    text = document.text[start:end]
    if (document if "printable" in vars(document) else Document(document.path, text)).printable:  # all takes room
        return text
    text = re.sub(FORBIDDEN, " ", text)
    return text if only_returns(document.text) else re.sub(LONE_RETURN, " ", text)


def parse(
    document: Document, start: int = 0, end: int | None = None, loader: type[Any] = LOADERS[0], unread: str = ""
) -> tuple[Node | None, list[Problem]]:
    """Read the one YAML document between two offsets of a text; return its root and all that is wrong with it.

    The root is None where reading had to stop. `unread` is what stands for things that are refused and reported already. libyaml from
    0.2.6 on refuses what nests over 1,000 levels before it tells of the first; pure PyYAML finds the place of the one too many.
    """
    text = unforbidden(document, start, end)
    builder = _Builder(document, start, unread.removeprefix("*"))
    try:
        root = builder.build(iter(loader(text).get_event, None))
    except yaml.MarkedYAMLError as error:
        if _NESTING in (error.problem or "") and loader is not LOADERS[-1]:
            return parse(document, start, end, LOADERS[-1], unread)
        if not OURS.search(text):  # a conflict, which `decode` reports, is reason enough
            base = start
            problem, _ = syntax_fault(lambda one, other: document.place(base + one, base + other), text, error)
            builder.problems.append(problem)
        return None, builder.problems
    return root, builder.problems


class _Stop(Exception):
    """Reading cannot go on; the problem is already noted."""


class _Builder:
    """Turns events into nodes with an explicit stack, so that no input can exhaust Python's own."""

    def __init__(self, document: Document, base: int, unread: str) -> None:
        self.document = document
        self.unread = unread
        self.base = base
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.documents = 0
        self.stack: list[Mapping | Sequence] = []
        self.key: list[Scalar | None] = []  # per open collection: the key that waits for its value

    def build(self, events: Iterator[Any]) -> Node | None:
        """Consume the events; return the root, or None where reading stopped.

        The events are Any because their types allow marks to be missing, which a parser never leaves out.
        """
        base, stack, keys = self.base, self.stack, self.key
        end = base
        try:
            for event in events:
                kind = type(event)
                if kind is ScalarEvent:
                    style, text = event.style, event.value
                    if style or "\n" in text:
                        text = one_line(text)
                    end = base + event.end_mark.index
                    node = Scalar(text, base + event.start_mark.index, end, not style)
                    if style or event.anchor is not None or event.tag is not None:
                        node = self._special(event, node)
                    # nearly every scalar is a new key of a mapping or the value of one, which is not worth a call
                    if stack and type(parent := stack[-1]) is Mapping:
                        key = keys[-1]
                        if key is not None:
                            keys[-1] = None
                            if parent.keys.get(key.text) is key:
                                parent.entries[key.text] = node
                            continue
                        if text and text not in parent.keys and text != "<<" and type(node) is Scalar:
                            parent.keys[node.text] = keys[-1] = node
                            continue
                    self._add(node)
                elif kind is MappingStartEvent:
                    self._open(event, Mapping(base + event.start_mark.index))
                elif kind is SequenceStartEvent:
                    self._open(event, Sequence(base + event.start_mark.index))
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    stack.pop().close = base + event.end_mark.index
                    keys.pop()
                else:
                    self._other(event)
            if self.root is None:
                self._note(faults.empty_file(self.document.place(base, base)))
        except _Stop:
            return None
        except (ValueError, OverflowError):  # pure PyYAML converts an escape or a version without looking at its size
            place = self.document.place(end, end + 1)
            self.problems.append(faults.yaml_syntax(place, "a number that is too large, after this", "valid YAML"))
            return None
        return self.root

    def _other(self, event: Any) -> None:
        """Refuse an alias, and a second document."""
        start, end = self.base + event.start_mark.index, self.base + event.end_mark.index
        if isinstance(event, AliasEvent):
            if event.anchor != self.unread:
                self._note(faults.anchor(self.document.place(start, end), f"the alias `*{event.anchor}`"))
            self._add(Refused("", start, end, False))
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problems.append(faults.second_document(self.document.place(start, start + 3)))
                raise _Stop

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > MAX_FAULTS:
            self.problems[-1:] = []
            self.problems.append(faults.too_many_problems(problem.place, MAX_FAULTS))
            raise _Stop

    def _properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, node: Node) -> None:
        """Report an anchor or tag; the value itself is read as if it had none."""
        place = self.document.place(node.start, node.end)
        if event.anchor is not None:
            self._note(faults.anchor(place, f"the anchor `&{event.anchor}`"))
        if event.tag is not None:
            self._note(faults.tag(place, event.tag.replace("tag:yaml.org,2002:", "!!")))

    def _special(self, event: ScalarEvent, node: Scalar) -> Scalar:
        """Look at a scalar that is quoted, or has an anchor or tag."""
        if event.anchor is not None or event.tag is not None:
            self._properties(event, node)
        # half a character, which pure PyYAML lets through
        if event.style == '"' and re.search(_SURROGATE, event.value):
            place = self.document.place(node.start, node.end)
            expected = "a known escape, or single quotation marks"
            self._note(faults.yaml_syntax(place, "an escape that is no character", expected))
            return Refused("", node.start, node.end, False)
        return node

    def _open(self, event: MappingStartEvent | SequenceStartEvent, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._properties(event, node)
        self._add(node)
        self.stack.append(node)
        self.key.append(None)
        if len(self.stack) > MAX_DEPTH:
            self._note(faults.too_deep(self.document.place(node.start, node.end), MAX_DEPTH))
            raise _Stop

    def _add(self, node: Node) -> None:
        """Put a node where it belongs: the root, a list's item, a mapping's key or value."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.key[-1]
        if key is not None:
            self.key[-1] = None
            if parent.keys.get(key.text) is key:  # not so for a key that was refused
                parent.entries[key.text] = node
            return
        if isinstance(node, Refused):
            self.key[-1] = node  # its value is read and dropped
            parent.torn = True
            return
        if not isinstance(node, Scalar) or not node.text:
            found = "an empty key" if isinstance(node, Scalar) else "a key that is not a word"
            self._note(faults.key_not_text(self.document.place(node.start, node.end), found))
            self.key[-1] = Refused("", node.start, node.end, False)
            return
        self.key[-1] = node
        if node.plain and node.text == "<<":
            self._note(faults.merge_key(self.document.place(node.start, node.end)))
        elif node.text in parent.keys:
            first = parent.keys[node.text]
            where = self.document.place
            self._note(faults.duplicate_key(where(node.start, node.end), node.text, where(first.start, first.end)))
        else:
            parent.keys[node.text] = node
