"""A file's text as it is read on where it has faults of syntax: with small edits, of which each place still leads to the file."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.model.place import Document, Place

UNREAD = "*what-ctmeasures-cannot-read"
"""What stands in the mended text for a value, or for a key with its value, that is refused: an alias, of which no more is said."""


class Mend(NamedTuple):
    """An edit of a text: what stands between two offsets is read as something else."""

    start: int
    end: int
    text: str


class Mended(Document):
    """A file with edits that only reading sees; its offsets are those of the mended text, its places those of the file."""

    def __init__(self, document: Document, mends: Sequence[Mend]) -> None:
        self._document = document
        ordered = sorted(mends)
        parts, starts, sources, last = [], [0], [0], 0
        length = 0
        for mend in ordered:
            before = document.text[last : mend.start]
            parts += [before, mend.text]
            starts += [length + len(before), length + len(before) + len(mend.text)]
            sources += [mend.start, mend.end]
            length += len(before) + len(mend.text)
            last = mend.end
        super().__init__(document.path, "".join([*parts, document.text[last:]]))
        self._starts_here, self._sources = starts, sources

    def place(self, start: int, end: int) -> Place:
        """Return the place in the file of the text between two offsets."""
        return self._document.place(self._source(start), max(self._source(start), self._source(end)))

    def _source(self, offset: int) -> int:
        number = bisect_right(self._starts_here, offset) - 1
        found = self._sources[number] + offset - self._starts_here[number]
        if number + 1 < len(self._sources):  # what was put in is longer than what stands there
            found = min(found, self._sources[number + 1])
        return found
