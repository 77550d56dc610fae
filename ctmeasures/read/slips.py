"""Slips of the keyboard in the lines of a record: what a person did, where, and what was meant."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ctmeasures.model import lookalikes
from ctmeasures.model.fields import SHAPES
from ctmeasures.model.lookalikes import COLONS, DASHES, QUOTES, SPACES
from ctmeasures.model.place import Place, Problem
from ctmeasures.read import faults
from ctmeasures.read.lines import Line, column_of_key
from ctmeasures.read.mended import UNREAD
from ctmeasures.read.nodes import Mapping, Node, Scalar, Sequence

KNOWN = frozenset(field.name for shape in SHAPES for field in shape.fields)
"""The names of all fields: what stands before a colon that was forgotten or lacks its space."""

_NEAR = 60  # lines around one that tell what it can be

_BLOCK_TEXT = re.compile(r".*(?:: |- )[|>][+-]?[0-9]?[+-]? *(?:#.*)?$")
_QUOTED = re.compile(r"( *(?:- +)*(?:[^\s:#'\"]+ *: +)?)([\"'])")

Placing = Callable[[int, int], Place]


class Slip(NamedTuple):
    """What is wrong, and what lines are to be read as so that reading can go on."""

    problem: Problem
    lines: list[tuple[Line, str]]


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


def first_slip(lines: list[Line], last: int, place: Placing) -> tuple[Slip, int] | None:
    """Return the first slip in the lines of a record up to the `last` one, and the number of its line; None where none is seen."""
    inside = _inside_texts(lines)
    before = 0
    for number, line in enumerate(lines[: last + 1]):

        def at(start: int, end: int, before: int = before) -> Place:
            return place(before + start, before + end)

        rest = line.now.strip()
        if rest and rest[0] != "#" and UNREAD not in rest and number not in inside:
            for look in (_indentation, _dash, _no_key, _colon, _key, _value):
                found = look(lines, number, at)
                if found:
                    return found, number
        before += len(line.now) + len(line.end)
    return None


def slip_of_key(lines: list[Line], number: int, key: Scalar, place: Placing) -> Slip | None:
    """Return the slip in a key that cannot be meant so."""
    before = sum(len(one.now) + len(one.end) for one in lines[:number])
    return _of_key(lines[number], key.start - before, key.text, lambda start, end: place(before + start, before + end))


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
    for line in lines[number + 1 : number + _NEAR]:
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


def _no_key(lines: list[Line], number: int, at: Placing) -> Slip | None:
    """Find a colon without a key; behind a key that is spelled with `?` it has one."""
    line = lines[number]
    found = re.match(r"( *(?:- +)*):(?: |$)", line.now)
    if not found or any(one.now.lstrip(" -").startswith("? ") for one in lines):
        return None
    start = found.end(1)
    problem = faults.key_not_text(at(start, start + 1), "an empty key")
    return Slip(problem, [(line, f"{found[1]}{UNREAD} {line.now[start:]}")])


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
    near = lines[max(number - _NEAR, 0) : number + _NEAR]
    others = [line for line in near if line.solid and line is not lines[number]]
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
