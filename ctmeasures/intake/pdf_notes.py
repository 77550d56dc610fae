"""Footnotes of a PDF: small lines at the foot of a page, each beginning with its number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.intake.pdf_lines import Column, Line
from ctmeasures.intake.pdf_words import Words, calls, line_text

_SMALL = 0.93  # of the size of the text
_RAISED_FIRST = re.compile(r"\(?(\d{1,3})\)?")
_PLAIN_FIRST = re.compile(r"(\d{1,3})[.)]?\s+(?=\S)")


class Foot(NamedTuple):
    """A footnote as it stands on its page; without a number it goes on with the last one of an earlier page."""

    page: int
    number: str
    text: str


def notes_of(lines: Sequence[Line], column: Column, words: Words) -> tuple[list[Line], list[Foot]]:
    """Return the lines of a page above its footnotes, and the footnotes."""
    called = {number for line in lines for number in calls(line_text(line))}
    start = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if max(one.size for one in lines[place:]) > 1.05 * line.size:
            break
        small = line.size < _SMALL * column.size
        # Notes as large as the text are told from a line that begins with the number of one by the room above them.
        apart = not place or line.y - lines[place - 1].y > 1.25 * column.leading
        if ((number := _raised_number(line)) and (small or (apart and number in called))) or (
            small and (found := _PLAIN_FIRST.match(line.text)) and found[1] in called
        ):
            start = place
    start = _with_rest(lines, start, column)
    return [*lines[:start]], _read(lines[start:], called, words)


def _with_rest(lines: Sequence[Line], start: int, column: Column) -> int:
    """Return where the notes begin when the rest of a note of the page before stands above the first number, or alone at the foot."""
    first = start
    while first and _follows(lines, first, column):
        first -= 1
    if first == start or any(len(line.segments) > 1 for line in lines[first:start]):
        return start
    apart = not first or lines[first].y - lines[first - 1].y > 1.3 * column.leading
    return first if apart and (start < len(lines) or lines[first].y > 0.5 * lines[-1].y) else start


def _follows(lines: Sequence[Line], place: int, column: Column) -> bool:
    """Tell whether the line above a place is small, and the one at the place stands close below it."""
    above = lines[place - 1]
    if above.size >= _SMALL * column.size or place == len(lines):
        return above.size < _SMALL * column.size
    return abs(above.size - lines[place].size) < 0.3 and lines[place].y - above.y < 1.5 * above.size


def _raised_number(line: Line) -> str:
    """Return the raised number with which a line begins, or nothing."""
    piece, raised = line.segments[0].pieces[0]
    found = _RAISED_FIRST.fullmatch(piece.text.strip())
    more = len(line.segments) > 1 or len(line.segments[0].pieces) > 1
    return found[1] if raised and found and more else ""


def _read(lines: Sequence[Line], called: set[str], words: Words) -> list[Foot]:
    """Return the notes in the lines at the foot of a page."""
    feet: list[Foot] = []
    for line in lines:
        number, text = _raised_number(line), line.text
        if number:
            text = text.removeprefix(line.segments[0].pieces[0][0].text.strip()).strip()
        elif (found := _PLAIN_FIRST.match(text)) and (found[1] in called) and _next(feet, found[1]):
            number, text = found[1], text[found.end() :]
        if number or not feet:
            feet.append(Foot(line.page, number, text))
        else:
            feet[-1] = feet[-1]._replace(text=words.join(feet[-1].text, text))
    return feet


def _next(feet: Sequence[Foot], number: str) -> bool:
    """Tell whether a number can be that of the next note."""
    before = [int(foot.number) for foot in feet if foot.number]
    return not before or int(number) == before[-1] + 1
