"""What a cell says, broken into lines: at spaces, and inside a word only where it is longer than a whole line.

Wider never means more lines, on which the choice of a table's layout rests.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count, pairwise

from rich.cells import cell_len, split_graphemes
from rich.style import Style
from rich.text import Span, Text

BETWEEN = " · "  # between what flows in one line
# Texts of which each character takes one column, and need not be measured: nearly all.
_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff€]*")
_WORD = re.compile("[^ ]+")  # what a no-break space holds together is one word


class Opens:
    """The style of words that open an address; where they are broken into lines, these are one link, by its number."""

    __slots__ = ("number", "url")
    _numbers = count(1)

    def __init__(self, url: str) -> None:
        self.url = url
        self.number = next(self._numbers)


Ink = str | Style | Opens
"""How words are drawn: a style by its name, one of rich's own, or a link."""


class Runs:
    """Words in one line, each in its style; of rich's own `Text`, making, cutting and drawing takes several times as long (measured)."""

    __slots__ = ("parts", "plain")
    style = ""

    def __init__(self, parts: Iterable[tuple[str, Ink]]) -> None:
        self.parts = list(parts)
        self.plain = "".join([text for text, _ in self.parts])

    def __len__(self) -> int:
        return len(self.plain)

    def __str__(self) -> str:
        return self.plain

    def cut(self, start: int, end: int) -> "Runs":
        """Return what stands between two places."""
        found, place = [], 0
        for text, ink in self.parts:
            kept = text[max(start - place, 0) : max(end - place, 0)]
            if kept:
                found.append((kept, ink))
            place += len(text)
        return Runs(found)


Said = str | Text | Runs
Words = tuple[Said, Ink, int]  # with their style, and the columns that they take
Line = tuple[list[Words], int]  # what stands in it, and the columns that it takes


def extent(text: Said) -> int:
    """Return the columns that a text takes."""
    plain = text if isinstance(text, str) else text.plain
    return len(plain) if plain.isascii() or _NARROW.fullmatch(plain) else cell_len(plain)


def longest(text: str) -> int:
    """Return the columns that the longest word of a text takes."""
    return max(map(len if _NARROW.fullmatch(text) else extent, text.split(" ")))


def folded(cell: list[list[Words]], width: int) -> list[Line]:
    """Return the lines of a cell in so many columns: a fact that does not fit behind another begins a line of its own."""
    found: list[Line] = []
    between = len(BETWEEN)
    for flowing in cell:
        line: list[Words] = []
        taken = 0
        for word in flowing:
            text, style, length = word
            if line and taken + between + length <= width:
                line += [(BETWEEN, "dim", between), word]
                taken += between + length
                continue
            if line:
                found.append((line, taken))
            if length <= width:
                line, taken = [word], length
                continue
            *whole, (part, taken) = _parts(text, width)
            found += [([(one, style, size)], size) for one, size in whole]
            line = [(part, style, taken)]
        found.append((line, taken))
    return found


def height(text: Said, length: int, width: int) -> int:
    """Return how many lines a text of such a length takes in so many columns."""
    return 1 if length <= width else len(_spans(text if isinstance(text, str) else text.plain, width))


def _parts(text: Said, width: int) -> list[tuple[Said, int]]:
    """Return a text in pieces that fit so many columns, broken at spaces; a word that is longer than that after a hyphen, if it has any."""
    plain = text if isinstance(text, str) else text.plain
    spans = _spans(plain, width)
    if _NARROW.fullmatch(plain):
        return [(_piece(text, start, end), end - start) for start, end in spans]
    return [(_piece(text, start, end), extent(plain[start:end])) for start, end in spans]


def _spans(plain: str, width: int) -> list[tuple[int, int]]:
    """Return where the pieces of a text start and end."""
    narrow = bool(_NARROW.fullmatch(plain))  # then a column is a character, and nothing need be measured
    if narrow and (found := _quick_spans(plain, width)):
        return found
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(plain):
        start, end = word.span()
        if spans and (end - spans[-1][0] if narrow else extent(plain[spans[-1][0] : end])) <= width:
            spans[-1] = spans[-1][0], end
            continue
        places = [start, end]
        if (end - start if narrow else extent(plain[start:end])) > width:
            places = [start, *(start + cut for cut in _cuts(plain[start:end], width)), end]
        spans += pairwise(places)
    return spans


def _quick_spans(plain: str, width: int) -> list[tuple[int, int]]:
    """Return the same of words with one space between them, of which none is too long; nothing of others."""
    if "  " in plain or plain[:1] == " " or plain[-1:] == " ":
        return []
    spans, start = [], 0
    while len(plain) - start > width:
        end = plain.rfind(" ", start, start + width + 1)
        if end < 0:
            return []
        spans.append((start, end))
        start = end + 1
    spans.append((start, len(plain)))
    return spans


def _piece(text: Said, start: int, end: int) -> Said:
    """Return a part of a text; rich's own slices divide the whole text, which takes several times as long (measured)."""
    if isinstance(text, str):
        return text[start:end]
    if isinstance(text, Runs):
        return text.cut(start, end)
    styled = [
        Span(max(first, start) - start, min(last, end) - start, style)
        for first, last, style in text.spans
        if first < end and last > start
    ]
    return Text(text.plain[start:end], style=text.style, spans=styled)


def _cuts(word: str, width: int) -> Iterator[int]:
    """Yield where a word that is too long is broken: behind the last hyphen or slash that fits, else where it must be, but in no character."""
    begin = taken = 0
    for start, _, size in split_graphemes(word)[0]:
        while taken + size > width and start > begin:
            begin = max(word.rfind(mark, begin + 1, start) + 1 for mark in "-/") or start
            taken = extent(word[begin:start])
            yield begin
        taken += size
