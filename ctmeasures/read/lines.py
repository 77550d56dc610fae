"""The lines of a text that is taken apart to be read on behind a fault."""

import re

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_KEY_AT = re.compile(r" *(?:- +)*")


class Line:
    """A line of a text: where it starts, what it was and what it is read as, and how it ends."""

    __slots__ = ("end", "now", "start", "was")

    def __init__(self, start: int, text: str, end: str) -> None:
        self.start = start
        self.was = self.now = text
        self.end = end

    @property
    def indent(self) -> int:
        """Return how many spaces it starts with."""
        return len(self.now) - len(self.now.lstrip(" "))

    @property
    def solid(self) -> bool:
        """Tell whether it holds more than a comment, behind spaces and no other white space."""
        rest = self.now.lstrip(" ")
        return bool(rest) and rest[0] != "#" and not rest[0].isspace()


def split(text: str, start: int) -> list[Line]:
    """Return the lines of a text that starts at an offset."""
    return [Line(start + found.start(), found[1], found[2]) for found in _LINE.finditer(text) if found[0]]


def column_of_key(text: str) -> int:
    """Return the column of a line's first word behind its dashes."""
    found = _KEY_AT.match(text)
    return found.end() if found else 0
