"""What a cell says, broken into lines: at spaces, and inside a word only where it is longer than a whole line.

Wider never means more lines, on which the choice of a table's layout rests.
"""

import re

from rich.cells import cell_len
from rich.text import Span, Text

BETWEEN = " · "  # between what flows in one line
_WORD = re.compile("[^ ]+")  # what a no-break space holds together is one word

Words = tuple[str | Text, str, int]  # with their style, and the columns that they take
Line = tuple[list[Words], int]  # what stands in it, and the columns that it takes


def extent(text: str | Text) -> int:
    """Return the columns that a text takes."""
    plain = text if isinstance(text, str) else text.plain
    return len(plain) if plain.isascii() else cell_len(plain)


def longest(text: str) -> int:
    """Return the columns that the longest word of a text takes."""
    return max((extent(word) for word in text.split(" ")), default=0)


def folded(cell: list[list[Words]], width: int) -> list[Line]:
    """Return the lines of a cell in so many columns: a fact that does not fit behind another begins a line of its own."""
    found: list[Line] = []
    between = len(BETWEEN)
    for flowing in cell:
        line: list[Words] = []
        taken = 0
        for text, style, length in flowing:
            if line and taken + between + length <= width:
                line += [(BETWEEN, "dim", between), (text, style, length)]
                taken += between + length
                continue
            if line:
                found.append((line, taken))
            *whole, (part, taken) = [(text, length)] if length <= width else _parts(text, width)
            found += [([(one, style, size)], size) for one, size in whole]
            line = [(part, style, taken)]
        found.append((line, taken))
    return found


def _parts(text: str | Text, width: int) -> list[tuple[str | Text, int]]:
    """Return a text in pieces that fit so many columns, broken at spaces; a word that is longer than that after a hyphen, if it has any."""
    plain = text.plain if isinstance(text, Text) else text
    spans: list[tuple[int, int]] = []
    narrow = plain.isascii()  # then a column is a character, and nothing need be measured
    for word in _WORD.finditer(plain):
        start, end = word.span()
        if spans and (end - spans[-1][0] if narrow else extent(plain[spans[-1][0] : end])) <= width:
            spans[-1] = spans[-1][0], end
            continue
        while (end - start if narrow else extent(plain[start:end])) > width:
            cut = _cut(plain, start, width)
            spans.append((start, cut))
            start = cut
        spans.append((start, end))
    return [(_piece(text, start, end), extent(plain[start:end])) for start, end in spans]


def _piece(text: str | Text, start: int, end: int) -> str | Text:
    """Return a part of a text; rich's own slices divide the whole text, which takes several times as long (measured)."""
    if isinstance(text, str):
        return text[start:end]
    styled = [
        Span(max(first, start) - start, min(last, end) - start, style)
        for first, last, style in text.spans
        if first < end and last > start
    ]
    return Text(text.plain[start:end], style=text.style, spans=styled)


def _cut(text: str, start: int, width: int) -> int:
    """Return where a word that is too long is broken: behind the last hyphen or slash that fits, else where it must."""
    end = start + 1
    while extent(text[start : end + 1]) <= width:
        end += 1
    return max((text.rfind(mark, start + 1, end) + 1 for mark in "-/"), default=0) or end
