"""A change of a file as a patch in git's unified form, each stretch headed by the id of the measure in which it changes something."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from ctmeasures.render.safe import visible

if TYPE_CHECKING:
    from ctmeasures.render.look import Look

_SHADES = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_PLAIN = "\x1b[0m"
_AROUND = 3  # lines that stand around a change


def patch(path: str, before: str, after: str, look: Look) -> str:
    """Draw what turns one text of a file into another one; a path is told from the folder in which it is read."""
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    name = visible(path.lstrip("/")).replace("\n", "\\n")
    skipped = _alike(old, new)
    rest = _alike(old[skipped:][::-1], new[skipped:][::-1])
    skipped, rest = max(skipped - _AROUND, 0), max(rest - _AROUND, 0)
    # to compare all lines of a long file takes seconds
    was, now = (text[skipped : len(text) - rest] for text in (old, new))
    lines = [_moved(line, skipped) for line in difflib.unified_diff(was, now, f"a/{name}", f"b/{name}", n=_AROUND)]
    starts = [number for number, line in enumerate(lines) if line.startswith("@@")]
    headings = {
        start: _heading(lines[start:end], new) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    }
    return "".join(_row(line, headings.get(number, ""), look) for number, line in enumerate(lines))


def _alike(old: list[str], new: list[str]) -> int:
    """Return with how many lines that are the same two texts start."""
    return next(
        (number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _moved(line: str, lines: int) -> str:
    """Return a line of a patch; where it says at which lines a stretch starts, these are further down."""
    if not line.startswith("@@"):
        return line
    return re.sub(r"(?<=[-+])[0-9]+", lambda found: str(int(found[0]) + lines), line)


def _row(line: str, heading: str, look: Look) -> str:
    """Return a line with its own line end, harmless on a terminal."""
    words = line.rstrip("\r\n")
    said = f"{visible(words)}{heading}"
    shade = _SHADES.get(line[:1]) if look.color else None
    drawn = f"{shade}{said}{_PLAIN}" if shade else said
    return drawn + (line[len(words) :] or "\n\\ No newline at end of file\n")


def _heading(stretch: list[str], new: list[str]) -> str:
    """Return the id of the measure that a stretch adds, or in which it makes its first change, as git shows it behind `@@`."""
    first = next(number for number, line in enumerate(stretch) if line[0] in "+-")
    start = int(re.findall("[0-9]+", stretch[0].partition("+")[2])[0]) - 1
    added = (line[1:] for line in stretch if line[0] == "+")
    above = reversed(new[: start + first])
    ids = (re.match(r" *-? *id: *(.*)", line) for line in (*added, *above))
    return next((f" {visible(found[1].strip())}" for found in ids if found), "")
