"""The careful way to read: nodes to plain values, and the places of what the reader finds wrong with them."""

import re
from typing import Any

from ctmeasures.model import lookalikes
from ctmeasures.model.characters import UNSAFE
from ctmeasures.model.place import Document, Problem
from ctmeasures.read import faults
from ctmeasures.read.nodes import NOTHING, Mapping, Node, Refused, Scalar, Sequence, find
from ctmeasures.read.places import Stretch
from ctmeasures.read.reader import Fault, Nothing, Reader, Remarked, Reported, Torn
from ctmeasures.read.recovery import recover

_BY_CODE = {fault.__name__.replace("_", "-"): fault for fault in (*faults.FAULTS, *faults.OF_SHEETS)}
_LOST = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")


class Careful:
    """A stretch of a file with the place of everything in it: its YAML's problems, what it says, and the reader of that."""

    def __init__(self, document: Document, start: int, end: int, loader: type[Any]) -> None:
        self._document, end, self._root, self.problems = recover(document, start, end, loader)
        self._hashes = " #" in self._document.text
        self.value = Reported() if self._root is None else self._plain(self._root)
        self.reader = Reader(Stretch(self._document, start, end, self._root))

    def faults(self) -> list[Problem]:
        """Return what the reader has found, each with its place."""
        return [fault if isinstance(fault, Problem) else self._located(fault) for fault in self.reader.faults]

    def _plain(self, node: Node) -> Any:
        """Return what a node says, and of its texts what the reader has to know of how they are written."""
        if isinstance(node, Mapping):
            found = {self._text(node.keys[key], False): self._plain(entry) for key, entry in node.entries.items()}
            return Torn(found) if node.torn else found
        if isinstance(node, Sequence):
            return [self._plain(item) for item in node.items]
        return self._text(node, self._hashes)

    def _text(self, node: Scalar, hashes: bool) -> str:
        """Return a text; `hashes` tells whether there may be a comment right behind it."""
        text = node.text
        if isinstance(node, Refused):
            return Reported(text)
        if not node.plain:
            odd = None if text.isprintable() else re.search(UNSAFE, text)
            if odd is None:
                return text
            remark = faults.invisible_character(self._document.place(node.start, node.end), odd[0])
        elif text in NOTHING:
            nothing = Nothing(text)
            lost = _LOST.match(self._document.text, node.end) if hashes else None
            nothing.comment = lost[1] if lost else ""
            return nothing
        else:
            lost = _LOST.match(self._document.text, node.end) if hashes else None
            if lost:
                remark = faults.hash_in_text(self._document.place(node.start, lost.end()), lost[1])
            elif lookalikes.quoted(text):
                remark = faults.typographic_quotes(self._document.place(node.start, node.end), text)
            else:
                return text
        found = Remarked(text)
        found.remark = remark
        return found

    def _located(self, fault: Fault) -> Problem:
        assert self._root is not None
        if fault.of_key:
            around = find(self._root, fault.path[:-1])
            assert isinstance(around, Mapping)
            found: Node = around.keys[str(fault.path[-1])]
        else:
            found = find(self._root, fault.path)
        return _BY_CODE[fault.code](self._document.place(found.start, found.end), *fault.details)
