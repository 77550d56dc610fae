"""Reading a coding sheet: what it says, what of that is still a guess, and everything that is wrong with it, each with its place."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ctmeasures.checks.coding import still_guessed
from ctmeasures.disk.texts import SHEET_ENDING
from ctmeasures.intake.sheet_fields import GUESSED_TEXTS, SHEET, SHEET_ONLY, UNDECIDED, Sheet
from ctmeasures.model.fields import TEXT, Field, Kind, ListOf, MapOf, Shape
from ctmeasures.model.place import Document, Problem
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS, Value
from ctmeasures.read.places import Path
from ctmeasures.read.reader import Nothing, Remarked, Reported, Torn
from ctmeasures.read.text import decode

ENDING = SHEET_ENDING

# A `?` alone in the place of a value, which to YAML is the sign of a key.
_ALONE = re.compile(r"^( *(?:- +)*[A-Za-z_]+:[ \t]+)\?(?=[ \t]*(?:#.*)?\r?$)", re.MULTILINE)
_STAND_IN = "\ue000"  # what is read in its place, as wide as it


class Read(NamedTuple):
    """A sheet as far as it could be read; what it says in plain values, without question marks; its problems and its guesses.

    The guesses are problems too, by the path of what is guessed.
    """

    sheet: Sheet | None
    said: Mapping[str, Value]
    problems: tuple[Problem, ...]
    guesses: Mapping[Path, Problem]

    def item(self, path: Path) -> Mapping[str, Value]:
        """Return what the item says that has this path."""
        found: Any = self.said
        for step in path:
            found = found[step]
        assert isinstance(found, dict)
        return found


def read_sheet(path: str, data: bytes) -> Read:
    """Read a coding sheet; the path is that which problems name."""
    document, problems = decode(path, data)
    if problems:
        return Read(None, {}, tuple(problems), {})
    readable = Document(path, _ALONE.sub(rf"\1{_STAND_IN}", document.text))
    careful = Careful(readable, 0, len(readable.text), LOADERS[0])
    guessed: dict[Path, str] = {}
    value = _decided(SHEET, careful.value, (), "", guessed)
    _fill(value)
    sheet = careful.reader.record(SHEET, value)
    found = tuple(legible(one) for one in (*careful.problems, *careful.faults()))
    if sheet is None:
        return Read(None, {}, found, {})
    place = sheet.source.place
    guesses = {where: legible(still_guessed(place(*where), _name(where), said)) for where, said in guessed.items()}
    return Read(sheet, plain(value), found, guesses)


def _name(path: Path) -> str:
    """Return the name of the field that a path ends in, or of the list or mapping around what it ends in."""
    return str(next(step for step in reversed(path) if isinstance(step, str) and not step.isdecimal()))


def quoted_marks(document: Document) -> Document:
    """Return a sheet in which each `?` that stands alone has quotation marks, so that it can be edited as YAML."""
    return Document(document.path, _ALONE.sub(r"\1'?'", document.text))


def legible(problem: Problem) -> Problem:
    """Return a problem that shows the line as it is written."""
    shown = problem.place._replace(excerpt=problem.place.excerpt.replace(_STAND_IN, UNDECIDED))
    return problem._replace(place=shown)


def _decided(kind: Kind | ListOf | MapOf | Shape, value: Any, path: Path, name: str, guessed: dict[Path, str]) -> Any:
    """Return a value without the question marks of its guesses; note each of them, with what is guessed, by its path."""
    if isinstance(value, str):
        one = kind.item if isinstance(kind, ListOf) else kind
        return _text(one, value, path, name, guessed) if isinstance(one, Kind) else value
    if isinstance(value, list) and isinstance(kind, ListOf):
        return [_decided(kind.item, one, (*path, number), name, guessed) for number, one in enumerate(value)]
    if isinstance(value, dict) and isinstance(kind, MapOf):
        found = {key: _decided(kind.value, one, (*path, key), key, guessed) for key, one in value.items()}
        return Torn(found) if isinstance(value, Torn) else found
    if isinstance(value, dict) and isinstance(kind, Shape):
        fields: dict[str, Field] = {field.name: field for field in kind.fields}
        found = {
            key: _decided(fields[key].kind, one, (*path, key), key, guessed) if key in fields else one
            for key, one in value.items()
        }
        return Torn(found) if isinstance(value, Torn) else found
    return value


def _text(kind: Kind, value: str, path: Path, name: str, guessed: dict[Path, str]) -> str:
    if name in SHEET_ONLY:
        return value
    if value in (_STAND_IN, UNDECIDED) or (name == "decision" and isinstance(value, Nothing)):
        guessed[path] = ""
        return Reported()
    if not value.endswith(UNDECIDED) or (kind is TEXT and name not in GUESSED_TEXTS) or isinstance(value, Reported):
        return value
    bare = guessed[path] = value.removesuffix(UNDECIDED).rstrip()
    if not isinstance(value, Remarked):
        return bare
    found = Remarked(bare)
    found.remark = value.remark
    return found


def _fill(value: Any) -> None:
    """Give an item's money and totals the letter, paragraph and quote that they do not have themselves."""
    if not isinstance(value, dict):
        return
    items = value.get("items")
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        around = {"letter": value.get("letter"), **{name: item.get(name) for name in ("passage", "quote")}}
        given = {name: one for name, one in around.items() if isinstance(one, str) and one}
        lines, total = item.get("budget"), item.get("restates")
        for line in lines if isinstance(lines, list) else ():
            if isinstance(line, dict):
                line.update({name: one for name, one in given.items() if name not in line})
        if isinstance(total, dict):
            own = {name: one for name, one in given.items() if name not in total and name != "letter"}
            total.update(own)


def plain(value: Any) -> Any:
    """Return what a value says in plain texts, lists and mappings."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return None if isinstance(value, Nothing | Reported) else str(value)
