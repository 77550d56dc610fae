"""Taking a letter's coding out of a registry, and how two registries are compared: by all that they say."""

import re
import shutil
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from support import ROOT

from ctmeasures.edit.changes import measure_path
from ctmeasures.edit.draft import Draft
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.sheet_fields import EVENT_FIELDS, MEASURE_FIELDS, NEW, Decision
from ctmeasures.intake.sheet_text import Fields, sheet_text
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.place import Document
from ctmeasures.model.record import Record
from ctmeasures.model.records import Allocation, Event, Measure, Package, Registry, Track
from ctmeasures.read.nodes import Value
from ctmeasures.read.registry import load


def copy_of(registry: Path, folder: Path) -> Path:
    """Copy a registry with its letters into a folder, with an empty folder of texts."""
    folder.mkdir()
    found = registry / "measures.yaml"
    (shutil.copy if found.is_file() else shutil.copytree)(
        found if found.is_file() else registry / "measures", folder / (found.name if found.is_file() else "measures")
    )
    shutil.copytree(registry / "letters", folder / "letters")
    (folder / "texts").mkdir()
    return folder


def loaded(folder: Path) -> Registry:
    """Return the registry in a folder."""
    file = folder / "measures.yaml"
    return load(str(file if file.is_file() else folder / "measures")).registry


def said(registry: Registry) -> dict[str, object]:
    """Return all that a registry says, without its places and its path."""
    names = ("organisations", "areas", "packages", "letters", "by_id", "id", "feed_id", "title", "title_nl")
    return {name: getattr(registry, name) for name in names}


def take_out(folder: Path, letter: str) -> None:
    """Take all that a letter says out of a registry in one file: events, money, totals, packages, digests, context; write its sheet first."""
    registry = loaded(folder)
    sheet = sheet_of(registry, letter)
    (folder / "texts" / f"{letter}.sheet.yaml").write_text(sheet, encoding="utf-8")
    path = folder / "measures.yaml"
    draft = Draft(Document(str(path), path.read_text(encoding="utf-8")))
    for measure in registry.measures:
        if all(event.letter == letter for event in measure.history):
            draft.remove(measure_path(draft, measure.id))
            continue
        for name in ("history", "budget"):
            records = getattr(measure, name)
            for place in reversed(range(len(records))):
                if records[place].letter == letter:
                    remove(draft, measure_path(draft, measure.id), name, place)
    for key, package in registry.packages.items():
        if package.letter == letter:
            remove(draft, (), "packages", key)
            continue
        for place in reversed(range(len(package.restated))):
            if package.restated[place].letter == letter:
                remove(draft, ("packages", key), "restated", place)
        for track in package.tracks.values():
            for place in reversed(range(len(track.restated))):
                if track.restated[place].letter == letter:
                    remove(draft, ("packages", key, "tracks", track.key), "restated", place)
    path.write_text(draft.text, encoding="utf-8")
    file = folder / "letters" / f"{letter}.md"
    bare = re.sub(
        r"^(## [0-9]+)\n.*?(?=^## |\Z)", r"\1\n\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    file.write_text(re.sub(r"^context:.*\n", "", bare, flags=re.MULTILINE), encoding="utf-8")
    file.with_suffix(".nl.md").unlink(missing_ok=True)


def remove(draft: Draft, record: tuple[str | int, ...], name: str, place: str | int) -> None:
    """Take an item out of a list or mapping; the last one with the list itself."""
    now = draft.value((*record, name))
    assert isinstance(now, list | dict)
    draft.remove((*record, name, place) if len(now) > 1 else (*record, name))


ROOT_LETTERS = sorted(
    file.name.removesuffix(".md") for file in (ROOT / "letters").glob("2*.md") if not file.name.endswith(".nl.md")
)


def sheet_of(registry: Registry, letter: str, paragraphs: Sequence[Paragraph] = ()) -> str:
    """Return the sheet that gives a registry what it says of a letter: all that cites it, its packages, digests and context.

    A measure of which no other letter speaks is new.
    """
    found: list[tuple[int, dict[str, Value]]] = []
    for measure in registry.measures:
        found += _acts(measure, letter)
    for key, package in registry.packages.items():
        if package.letter != letter:
            found += _totals(key, package, letter)
    packages = {key: plain_of(one) for key, one in registry.packages.items() if one.letter == letter}
    found.sort(key=lambda one: one[0])
    return sheet_text(registry.letters[letter], paragraphs, [one for _, one in found], {"packages": packages})


def _acts(measure: Measure, letter: str) -> list[tuple[int, dict[str, Value]]]:
    """Return the items of what a letter says of a measure, each with its paragraph, but none before one that it must follow."""
    events = [one for one in measure.history if one.letter == letter]
    lines = [one for one in measure.budget if one.letter == letter]
    new = len(events) == len(measure.history)
    found = []
    last = 0
    both: tuple[Event | Allocation, ...] = (*events, *lines)
    for number, one in enumerate(both):
        of_measure = {name: getattr(measure, name) for name in MEASURE_FIELDS} if new and number == 0 else {}
        said: dict[str, Value] = {"measure": NEW if new and number == 0 else measure.id, **_said(of_measure)}
        last = max(last, one.passage or 0)
        said |= _cited(one)
        if isinstance(one, Allocation):
            line = {name: value for name, value in plain_of(one).items() if name not in ("letter", "passage", "quote")}
            said["budget"] = [line]
        else:
            said |= _said({name: getattr(one, name) for name in EVENT_FIELDS})
            elsewhere: list[Value] = [plain_of(line) for line in measure.budget if line.letter != letter]
            if elsewhere and new and number == 0:  # of a letter that gave money before anything was announced
                said["budget"] = elsewhere
        found.append((last, {"decision": Decision.ACCEPT.value, **said}))
    return found


def _totals(key: str, package: Package, letter: str) -> list[tuple[int, dict[str, Value]]]:
    """Return the items of the totals of another letter's package that a letter gives again."""
    found = []
    parts: tuple[Package | Track, ...] = (package, *package.tracks.values())
    for part in parts:
        for one in part.restated:
            if one.letter == letter:
                track: Fields = {"track": part.key} if isinstance(part, Track) else {}
                rest = {
                    name: said for name, said in plain_of(one).items() if name not in ("letter", "passage", "quote")
                }
                total: Value = {"package": key, **track, **rest}
                found.append((one.passage or 0, {"decision": "accept", **_cited(one), "restates": total}))
    return found


def _cited(one: Any) -> dict[str, Value]:
    return _said({name: getattr(one, name) for name in ("passage", "quote")})


def plain_of(one: Record) -> dict[str, Value]:
    """Return a record as it is written, but for its own key."""
    return _said({slot.name: getattr(one, slot.name) for slot in one.spec if slot.name not in ("key", "source")})


def _said(fields: Mapping[str, object]) -> dict[str, Value]:
    """Return fields as they are written, those that say nothing left out; an amount of nothing says something."""
    found = {name: _value(one) for name, one in fields.items() if one or isinstance(one, int | Decimal)}
    return {name: one for name, one in found.items() if one != "false"}


def _value(one: object) -> Value:
    if isinstance(one, Record):
        return plain_of(one)
    if isinstance(one, Mapping):
        return {str(key): _value(each) for key, each in one.items()}
    if isinstance(one, tuple):
        return [_value(each) for each in one]
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, PartialDate):
        return one.text
    return one.value if isinstance(one, StrEnum) else str(one)
