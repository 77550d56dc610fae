"""Where something stands in a file, and the faults that are reported there."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from ctmeasures.model.characters import harmless

_LINE_END = r"\r\n|\r|\n"
_EXCERPT = 160  # characters of a line that an excerpt shows at most; hostile lines can be megabytes long


class Place(NamedTuple):
    """A stretch of one line of a file; line and column count from 1, columns in code points."""

    path: str
    line: int
    column: int
    excerpt: str = ""
    marker: int = 0
    width: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def told_at(self, here: "Place") -> str:
        """Say where this is to a reader at another place: its line, and the name of its file where that is another one.

        The folder is the same, and left out, so that the words hold wherever the registry is asked from.
        """
        name = self.path.rpartition("/")[2]
        return f"line {self.line}" + ("" if self.path == here.path else f" of {name}")


class Located(Protocol):
    """What knows where a record and each of its fields stand."""

    def has(self, field: str) -> bool:
        """Tell whether the field is written, readable or not."""
        ...

    def place(self, *path: str | int) -> Place:
        """Return the place of the field at `path`, or of the nearest thing around it that exists."""
        ...


class Document:
    """A file's name and text, which turns offsets into places.

    Lines are counted as editors count them (CR LF, LF, CR); YAML's own count also breaks at U+2028.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def printable(self) -> bool:
        """Tell whether all characters but the line ends are visible ones: nearly every text is, and needs no closer look."""
        return harmless(self.text, lines=True)

    @cached_property
    def _starts(self) -> Sequence[int]:
        from array import array

        found = array("q", (0,))  # a list of so many numbers would take ten times the room
        if "\r" in self.text:
            found.extend(match.end() for match in re.finditer(_LINE_END, self.text))
            return found
        find, place = self.text.find, 0
        while place := find("\n", place) + 1:
            found.append(place)
        return found

    def place(self, start: int, end: int) -> Place:
        """Return the place of the text between two offsets, cut to its first line."""
        line = bisect_right(self._starts, start) - 1
        opening = self._starts[line]
        closing = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        column = start - opening
        left = max(opening, start - _EXCERPT // 2)
        excerpt = self.text[left : min(closing, left + _EXCERPT)].rstrip("\r\n")
        width = max(1, min(end, left + len(excerpt)) - start)
        return Place(self.path, line + 1, column + 1, excerpt, start - left, width)


class Nowhere:
    """The place of a record that was made in memory."""

    def has(self, field: str) -> bool:
        """Tell that nothing is written."""
        return False

    def place(self, *path: str | int) -> Place:
        """Return a place without a file."""
        return Place("<memory>", 1, 1)


NOWHERE = Nowhere()


class Level(StrEnum):
    """How grave a problem is: an error stops every command, a warning none."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """A user's fault: where, which (`code`, see `check --explain`), what was expected, the nearest valid value."""

    code: str
    place: Place
    message: str
    expected: str
    nearest: str | None = None
    level: Level = Level.ERROR

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order problems by where they stand."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


def new_problems(before: Iterable[Problem], after: Iterable[Problem], level: Level | None = None) -> list[Problem]:
    """Return the problems, of one level or of all, that were not there before, wherever the lines of the old ones stand by now."""
    known = Counter((one.place.path, one.code, one.message) for one in before)
    found = []
    for one in after:
        said = one.place.path, one.code, one.message
        known[said] -= 1
        if known[said] < 0 and level in (None, one.level):
            found.append(one)
    return found


def warning(code: str, place: Place, message: str, expected: str) -> Problem:
    """Return a problem that stops nothing, and has no nearest value."""
    return Problem(code, place, message, expected, None, Level.WARNING)
