"""Reading on behind a fault of syntax: what cannot be read is named and left out, and what stands around it is read.

A text is taken apart where its lines show that a record starts; each record that cannot be read is mended, fault by fault, until it
can: a slip of the keyboard is read as what was meant (`slips.py`), and of anything else a value, a line or the record is left out.
A mended text is never written. It is read only so that the faults of all records are found at once, and where one is left out
nothing is said to be missing.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import MappingStartEvent, SequenceStartEvent

from ctmeasures.model.lookalikes import DASHES
from ctmeasures.model.place import Document, Place, Problem
from ctmeasures.read import faults
from ctmeasures.read.lines import Line, column_of_key, split
from ctmeasures.read.mended import UNREAD, Mend, Mended
from ctmeasures.read.nodes import Node, Scalar, parse, unforbidden
from ctmeasures.read.slips import Slip, first_slip, odd_key, slip_of_key
from ctmeasures.read.syntax import INDENTED, syntax_fault
from ctmeasures.read.text import MAX_FAULTS, OURS

_MOST = 40  # faults that are mended in one record
_HEAD = re.compile(r"\S+ *:?[ \t]*(?:#.*)?")
_KEY = re.compile(r"( *(?:- +)*[^\s:#'\"\[{&*!-][^:\s]* *:)(?: .*|$)")
_ITEM = re.compile(r"( *(?:- +)+)\S")
_ID = re.compile(r"( *- +)(id: +[a-z][a-z0-9-]*) *$")
_DASHED = re.compile(f" *[-{DASHES}]")
_MARKS = ("---", "...", "%")


class Recovered(NamedTuple):
    """What could be read of a stretch of a file: its document, mended where it had to be, where it ends there, its root, its problems."""

    document: Document
    end: int
    root: Node | None
    problems: list[Problem]


def recover(document: Document, start: int, end: int, loader: type[Any]) -> Recovered:
    """Read the one YAML document between two offsets of a text as far as it can be read."""
    root, problems = parse(document, start, end, loader)
    stopped = root is None and any(problem.code in ("yaml-syntax", "tab-indentation") for problem in problems)
    if OURS.search(document.text) or not (stopped or (root is not None and odd_key(root))):
        return Recovered(document, end, root, problems)
    mending = _Mending(document, loader)
    for group in _groups(split(unforbidden(document, start, end), start), _opens_section):
        mending.section(group)
    if not mending.mends:
        return Recovered(document, end, root, problems)
    mended = Mended(document, mending.mends)
    ending = end + len(mended.text) - len(document.text)
    root, problems = parse(mended, start, ending, loader, UNREAD)
    return Recovered(mended, ending, root, [*mending.problems, *problems][: MAX_FAULTS + 1])


def _opens_section(line: Line) -> bool:
    return line.solid and line.indent == 0 and not re.match(r"-(?: |$)", line.now)


def _groups(lines: list[Line], opens: Callable[[Line], bool]) -> Iterator[list[Line]]:
    """Yield the lines from each that opens a group to the next one; what stands before the first belongs to none."""
    group: list[Line] = []
    for line in lines:
        if line.now.startswith(_MARKS):
            continue
        if opens(line):
            if group:
                yield group
            group = []
        if group or opens(line):
            group.append(line)
    if group:
        yield group


class _Mending:
    """The mends of a text, and the problem that is the reason for each of them."""

    def __init__(self, document: Document, loader: type[Any]) -> None:
        self.document = document
        self.loader = loader
        self.mends: list[Mend] = []
        self.problems: list[Problem] = []

    def section(self, lines: list[Line]) -> None:
        """Mend the lines of one key of the whole mapping, record by record where it holds any."""
        if self._sound(lines):
            return
        head, *body = lines
        first = next((line for line in body if line.solid), None)
        if first is None or not _HEAD.fullmatch(head.now):
            self._mend(lines)
            self._note(lines)
            return
        self._mend([head])
        self._note([head])
        listed = _DASHED.match(first.now) is not None

        def opens(line: Line) -> bool:
            return line.solid and line.indent <= first.indent and (not listed or _DASHED.match(line.now) is not None)

        for record in _groups(body, opens):
            if record[0].indent < first.indent:
                self._shift(record, first.indent - record[0].indent)
            if not self._sound(record):
                self._mend(record)
            self._note(record)

    def _sound(self, lines: list[Line]) -> bool:
        """Tell whether lines can be read by themselves, as a mapping, or as a list where they start with a dash."""
        wanted = SequenceStartEvent if lines[0].now.lstrip().startswith("- ") else MappingStartEvent
        kinds = list[type[Any]]()
        try:
            for event in iter(self.loader(_joined(lines)).get_event, None):
                if len(kinds) < 3:
                    kinds.append(type(event))
        except (yaml.MarkedYAMLError, ValueError, OverflowError):
            return False
        return kinds[-1] is wanted and self._odd(lines) is None

    def _odd(self, lines: list[Line]) -> Scalar | None:
        """Return the first key that holds a character which looks like one of YAML's own."""
        text = _joined(lines)
        if text.isascii() and "-" not in text:
            return None
        root, _ = parse(Document("", text), 0, None, self.loader, UNREAD)
        return odd_key(root) if root is not None else None

    def _mend(self, lines: list[Line]) -> None:
        """Mend a record until it can be read; where that leads nowhere, leave it out as a whole."""
        tried = set[tuple[int, str]]()
        for _ in range(_MOST):
            slip, number = self._next(lines)
            if slip is None:
                break
            known = (number, lines[number].now)
            self.problems.append(slip.problem)
            if known in tried or len(self.problems) > MAX_FAULTS:
                self._leave_out(lines)
                break
            tried.add(known)
            for line, text in slip.lines:
                line.now = text
        else:
            self._leave_out(lines)

    def _shift(self, lines: list[Line], columns: int) -> None:
        """Read a record that does not stand deep enough as if it stood under its neighbours."""
        fault = faults.yaml_syntax(_placing(self.document, lines)(lines[0].indent, lines[0].indent + 1), *INDENTED)
        self.problems.append(fault)
        for line in lines:
            line.now = " " * columns + line.now if line.now.strip() else line.now

    def _note(self, lines: list[Line]) -> None:
        """Take over what has been mended."""
        self.mends += [_smallest(line) for line in lines if line.now != line.was]

    def _next(self, lines: list[Line]) -> tuple[Slip | None, int]:
        """Return the next fault of a record and the number of its line, None where nothing is wrong any more."""
        place = _placing(self.document, lines)
        text = _joined(lines)
        try:
            for _ in iter(self.loader(text).get_event, None):
                pass
        except yaml.MarkedYAMLError as error:
            fault, offset = syntax_fault(place, text, error)
            last = _number(lines, max(offset, error.problem_mark.index if error.problem_mark else 0))
            found = first_slip(lines, last, place)
            if found:
                return found
            number = _number(lines, offset)
            return Slip(fault, self._without(lines, number, fault)), number
        except (ValueError, OverflowError):
            return None, 0
        odd = self._odd(lines)
        if odd is not None:
            number = _number(lines, odd.start)
            return slip_of_key(lines, number, odd, place), number
        if len(lines) == 1 and not self._sound(lines):
            return first_slip(lines, 0, place) or (None, 0)
        return None, 0

    def _without(self, lines: list[Line], number: int, fault: Problem) -> list[tuple[Line, str]]:
        """Return the lines without what is wrong at one of them: its value, or all of it and what belongs to it."""
        line = lines[number]
        key, item = _KEY.match(line.now), _ITEM.match(line.now)
        if fault.message.endswith("wrong indentation") or not (key or item):
            column = _column_near(lines, number)
            blank = [(one, "") for one in _deeper(lines, number, column)]
            return [(line, f"{' ' * column}{UNREAD} : {UNREAD}"), *blank]
        kept = key[1] + " " if key else item[1] if item else ""
        inner = column_of_key(line.now) if key else line.indent
        return [(line, kept + UNREAD), *((one, "") for one in _deeper(lines, number, inner))]

    def _leave_out(self, lines: list[Line]) -> None:
        """Leave out a record but for its key or id."""
        first = lines[0]
        named, key = _ID.match(first.was), _KEY.match(first.was)
        if named:
            first.now = f"{named[1]}{{{named[2]}, {UNREAD} : {UNREAD}}}"
        elif first.was.lstrip().startswith("-"):
            first.now = f"{' ' * first.indent}- {UNREAD}"
        else:
            first.now = f"{key[1]} {UNREAD}" if key else f"{' ' * first.indent}{UNREAD} : {UNREAD}"
        for line in lines[1:]:
            line.now = ""


def _deeper(lines: list[Line], number: int, column: int) -> list[Line]:
    """Return the lines behind one that stand deeper than a column, up to the first that does not."""
    found = []
    for line in lines[number + 1 :]:
        if line.solid and line.indent <= column:
            break
        found.append(line)
    return found


def _column_near(lines: list[Line], number: int) -> int:
    """Return the column at which a line in the place of a wrongly indented one fits: that of a key before it, and best of the next one."""
    before = [column_of_key(line.now) for line in lines[:number] if line.solid]
    following = next((line for line in lines[number + 1 :] if line.solid), None)
    if not before:
        return lines[number].indent
    if following and following.indent in before and not following.now.lstrip().startswith("-"):
        return following.indent
    return max((column for column in before if column <= lines[number].indent), default=before[-1])


def _joined(lines: list[Line]) -> str:
    return "".join(line.now + line.end for line in lines)


def _number(lines: list[Line], offset: int) -> int:
    """Return the number of the line in which an offset of the joined lines lies."""
    for number, line in enumerate(lines):
        offset -= len(line.now) + len(line.end)
        if offset < 0:
            return number
    return len(lines) - 1


def _placing(document: Document, lines: list[Line]) -> Callable[[int, int], Place]:
    """Return what turns offsets of the joined lines into places of the file."""

    def place(start: int, end: int) -> Place:
        before = 0
        for line in lines:
            length = len(line.now) + len(line.end)
            if start < before + length or line is lines[-1]:
                mend = _smallest(line)
                column = start - before
                if column > mend.start - line.start:
                    column = max(mend.start - line.start, column - len(line.now) + len(line.was))
                found = line.start + min(column, len(line.was))
                return document.place(found, found + max(1, min(end - start, len(line.was) - column)))
            before += length
        return document.place(0, 0)

    return place


def _smallest(line: Line) -> Mend:
    """Return the smallest edit that makes a line what it is now."""
    was, now = line.was, line.now
    front = 0
    while front < min(len(was), len(now)) and was[front] == now[front]:
        front += 1
    back = 0
    while back < min(len(was), len(now)) - front and was[-1 - back] == now[-1 - back]:
        back += 1
    return Mend(line.start + front, line.start + len(was) - back, now[front : len(now) - back])
