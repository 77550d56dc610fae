"""Slips of the keyboard in the lines of a record: what a person did, where, and what was meant."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ctmeasures.model import lookalikes
from ctmeasures.model.fields import SHAPES
from ctmeasures.model.lookalikes import COLONS, DASHES, QUOTES, SPACES
from ctmeasures.model.place import Place, Problem
from ctmeasures.read import faults
from ctmeasures.read.mended import UNREAD
from ctmeasures.read.nodes import Mapping, Node, Scalar, Sequence

KNOWN = frozenset(field.name for shape in SHAPES for field in shape.fields)
"""The names of all fields: what stands before a colon that was forgotten or lacks its space."""

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BLOCK_TEXT = re.compile(r".*(?:: |- )[|>][+-]?[0-9]?[+-]? *(?:#.*)?$")
_QUOTED = re.compile(r"( *(?:- +)*(?:[^\s:#'\"]+ *: +)?)([\"'])")
_KEY_AT = re.compile(r" *(?:- +)*")

Placing = Callable[[int, int], Place]


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


class Slip(NamedTuple):
    """What is wrong, and what lines are to be read as so that reading can go on."""

    problem: Problem
    lines: list[tuple[Line, str]]


def split(text: str, start: int) -> list[Line]:
    """Return the lines of a text that starts at an offset."""
    return [Line(start + found.start(), found[1], found[2]) for found in _LINE.finditer(text) if found[0]]


def column_of_key(text: str) -> int:
    """Return the column of a line's first word behind its dashes."""
    found = _KEY_AT.match(text)
    return found.end() if found else 0


def odd_key(root: Node) -> Scalar | None:
    """Return the first key that cannot be meant so: with a look-alike of one of YAML's own characters, or behind a bare dash."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Sequence):
            todo += reversed(node.items)
        elif isinstance(node, Mapping):
            for key in node.keys.values():
                text = key.text
                if key.plain and (
                    (not text.isascii() and lookalikes.first(text)) or (text[:1] == "-" and text[1:] in KNOWN)
                ):
                    return key
            todo += reversed([*node.entries.values()])
    return None


def slip_in(lines: list[Line], number: int, place: Placing, key: Scalar | None = None) -> Slip | None:
    """Return the slip in a line of a record, of a `key` in it where it is known that there is one; None where none is seen."""
    line = lines[number]
    if UNREAD in line.now or not line.now.strip() or line.now.lstrip().startswith("#"):
        return None
    before = sum(len(one.now) + len(one.end) for one in lines[:number])
    if key is None and number in _inside_texts(lines):
        return None

    def at(start: int, end: int) -> Place:
        return place(before + start, before + end)

    if key is not None:
        return _of_key(line, key.start - before, key.text, at)
    for look in (_indentation, _dash, _colon, _key, _value):
        found = look(lines, number, at)
        if found:
            return found
    return None


def _inside_texts(lines: list[Line]) -> set[int]:
    """Return the numbers of the lines that are the inside of a text of several lines."""
    found = set[int]()
    until: int | None = None
    mark = ""
    for number, line in enumerate(lines):
        if until is not None:
            if not line.now.strip() or line.indent > until:
                found.add(number)
                if mark and mark in line.now:
                    until = None
                continue
            until = None
        quoted = _QUOTED.match(line.now)
        if _BLOCK_TEXT.match(line.now):
            until, mark = line.indent, ""
        elif quoted and not _closed(line.now[quoted.end() :], quoted[2]) and _closes_below(lines, number, quoted[2]):
            until, mark = line.indent, quoted[2]
    return found


def _closed(text: str, mark: str) -> bool:
    """Tell whether a text behind an opening quotation mark holds the closing one."""
    inner = re.sub(r"\\.", "", text) if mark == '"' else text.replace("''", "")
    return mark in inner


def _closes_below(lines: list[Line], number: int, mark: str) -> bool:
    """Tell whether a text in quotation marks is closed in a line that belongs to it: one that stands deeper and is no key."""
    column = column_of_key(lines[number].now)
    for line in lines[number + 1 :]:
        if line.now.strip() and (line.indent <= column or re.match(r" *[a-z_]+: ", line.now)):
            return False
        if _closed(line.now, mark):
            return True
    return False


def _indentation(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a tab or another kind of space before a line; those of the lines that follow are the same slip."""
    text = lines[number].now
    white = text[: len(text) - len(text.lstrip())]
    odd = next((place for place, one in enumerate(white) if one != " "), None)
    if odd is None:
        dash = re.match(rf" *-[ ]*([\t{SPACES}])\s*", text)
        if dash is None:
            return None
        odd, white = dash.start(1), ""
    run = list(_run(lines, number)) if white else [lines[number]]
    if text[odd] == "\t":
        column = _beside(lines, number) if white else lines[number].indent
        dashes = "" if white else "- "
        new = [(one, "") for one in run]
        new[0] = (lines[number], f"{' ' * column}{dashes}{UNREAD} : {UNREAD}")
        return Slip(faults.tab_indentation(at(odd, odd + 1)), new)
    if white:
        new = [(one, re.sub(rf"^[\s{SPACES}]+", lambda found: " " * len(found[0]), one.now)) for one in run]
    else:
        new = [(lines[number], f"{text[:odd]} {text[odd + 1 :]}")]
    what, _ = lookalikes.told(text[odd])
    return Slip(faults.look_alike_character(at(odd, odd + 1), what, "a space"), new)


def _run(lines: list[Line], number: int) -> Iterator[Line]:
    """Yield the lines from one on that start with anything but spaces."""
    for line in lines[number:]:
        rest = line.now.lstrip(" ")
        if line.now.strip() and not rest[0].isspace():
            break
        yield line


def _beside(lines: list[Line], number: int) -> int:
    """Return the column where a line can stand in the place of one that is indented with tabs: that of the next key, or of the one before."""
    before = [column_of_key(line.now) for line in lines[:number] if line.solid]
    following = next((line for line in lines[number + 1 :] if line.solid), None)
    if following and following.indent in before and not following.now.lstrip().startswith("-"):
        return following.indent
    opens = before and lines[number - 1].now.rstrip().endswith(":")
    return before[-1] + 2 * bool(opens) if before else 0


def _dash(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a dash that is none to YAML, or has no space behind it."""
    line = lines[number]
    odd = re.match(rf"( *)([{DASHES}])[ {SPACES}]*(?=[\w\"'{{\[])", line.now)
    if odd:
        what, _ = lookalikes.told(odd[2])
        problem = faults.look_alike_character(at(odd.start(2), odd.end(2)), what, "`- `")
        return Slip(problem, [(line, f"{odd[1]}- {line.now[odd.end() :]}")])
    bare = re.match(r"( *)-(?=([a-z_]+) *: )", line.now)
    if bare and bare[2] in KNOWN:
        problem = faults.yaml_syntax(at(bare.end(1), bare.end()), "no space behind the dash", f"`- {bare[2]}: `")
        return Slip(problem, [(line, f"{bare[1]}- {line.now[bare.end() :]}")])
    return None


def _colon(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a colon that is none to YAML, has no space behind it, or is not there."""
    line = lines[number]
    found = re.match(rf"( *(?:- +)*)([A-Za-z_]+) *([:{COLONS}])([ {SPACES}]*)(?=(.?))", line.now)
    if found and found[2] in KNOWN:
        rest = line.now[found.end() :]
        mended = [(line, f"{found[1]}{found[2]}: {rest}")]
        if found[3] != ":":
            what, _ = lookalikes.told(found[3])
            return Slip(faults.look_alike_character(at(found.start(3), found.end(3)), what, "`: `"), mended)
        odd = re.search(f"[{SPACES}]", found[4])
        if odd:
            what, _ = lookalikes.told(odd[0])
            place = at(found.start(4) + odd.start(), found.start(4) + odd.end())
            return Slip(faults.look_alike_character(place, what, "a space"), mended)
        if not found[4] and found[5]:
            said = f"no space behind the colon of `{found[2]}`"
            return Slip(
                faults.yaml_syntax(at(found.start(3), found.end(3)), said, f"`{found[2]}: ` and the value"), mended
            )
        return None
    bare = re.match(r"( *(?:- +)*)([a-z_]+)(?: +(?=\S)|$)", line.now)
    if bare and bare[2] in KNOWN and ":" not in line.now[: bare.end() + 1] and _is_key(lines, number):
        said = f"no colon behind `{bare[2]}`"
        problem = faults.yaml_syntax(at(bare.start(2), bare.end(2)), said, f"`{bare[2]}: ` and the value")
        return Slip(problem, [(line, f"{bare[0].rstrip()}: {line.now[bare.end() :]}".rstrip())])
    return None


def _is_key(lines: list[Line], number: int) -> bool:
    """Tell whether a line stands where a key is due, and no text goes on: at the column of another key, or above deeper keys."""
    column = column_of_key(lines[number].now)
    others = [line for line in lines if line.solid and line is not lines[number]]
    following = next((line for line in lines[number + 1 :] if line.solid), None)
    if number == 0 and not others:
        return True
    if following and following.indent >= column and re.match(r" *(?:- +)*[a-z_]+ *:", following.now):
        return True
    return any(column_of_key(line.now) == column and re.match(r" *(?:- +)*[a-z_]+ *:", line.now) for line in others)


def _key(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a key with typographic quotation marks."""
    line = lines[number]
    found = re.match(rf" *(?:- +)*([{QUOTES}\"']?[A-Za-z_]+[{QUOTES}\"']?) *:(?: |$)", line.now)
    if found and lookalikes.first(found[1]):
        return _of_key(line, found.start(1), found[1], at)
    return None


def _of_key(line: Line, start: int, key: str, at: Placing) -> Slip | None:
    """Mend a key that holds a look-alike, or stands behind a bare dash; where it is not plain what was meant, leave it out."""
    text = line.now
    found = lookalikes.first(key)
    rest = text[start + len(key) :]
    if found is None:
        if not key.startswith("-"):
            return None
        problem = faults.yaml_syntax(at(start, start + 1), "no space behind the dash", f"`- {key[1:]}: `")
        return Slip(problem, [(line, f"{text[:start]}- {key[1:]}{rest}")])
    what, meant = lookalikes.told(found[0])
    place = at(start + found.start(), start + found.end())
    bare = lookalikes.plain(key)
    name, colon, value = bare.partition(":")
    problem = faults.look_alike_character(place, what, "a space" if meant == " " else f"`{meant}`")
    if found[0] in QUOTES:
        problem = faults.look_alike_character(place, what, "the key without quotation marks")
    if name in KNOWN:
        return Slip(problem, [(line, f"{text[:start]}{name}{': ' + value.strip() if colon else ''}{rest}")])
    if name.removeprefix("- ").strip() in KNOWN:
        return Slip(problem, [(line, f"{text[:start]}{bare}{rest}")])
    return Slip(problem, [(line, f"{text[:start]}{UNREAD} {rest}")])


def _value(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a value whose quotation mark never closes, or is a typographic one."""
    line = lines[number]
    quoted = _QUOTED.match(line.now)
    if quoted and not _closed(line.now[quoted.end() :], quoted[2]) and not _closes_below(lines, number, quoted[2]):
        problem = faults.yaml_syntax(
            at(quoted.start(2), quoted.end(2)),
            "a quotation mark opens here and never closes",
            "a closing quotation mark",
        )
        return Slip(problem, [(line, quoted[1] + UNREAD)])
    odd = re.match(rf"( *(?:- +)*[A-Za-z_]+ *: +)([{QUOTES}])(?=.*: |.* #)", line.now)
    if odd:
        what, meant = lookalikes.told(odd[2])
        problem = faults.look_alike_character(
            at(odd.start(2), odd.end(2)), what, f"`{meant}` on both sides of the text"
        )
        return Slip(problem, [(line, odd[1] + UNREAD)])
    return None
