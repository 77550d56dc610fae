"""From a coding sheet to the files as they will be: each file of the registry that it changes, and the letter's own."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ctmeasures.disk.files import DUTCH, registry_files
from ctmeasures.edit.batch import edited_in_one_go
from ctmeasures.edit.changes import add_event, add_line, add_measure, in_table_order, measure_path, set_field
from ctmeasures.edit.draft import CannotEdit, Draft, Edit, Path
from ctmeasures.edit.letter_text import new_dutch, with_context, with_digests
from ctmeasures.intake.coded import Change, Coding, Restated
from ctmeasures.model.fields import AREA, MEASURE, ORGANISATION, PACKAGE, REGISTRY, TRACK
from ctmeasures.model.records import Letter, Registry
from ctmeasures.read.nodes import Value

Files = Mapping[str, bytes]
FileFor = Callable[[str], str]

_ORDER = [field.name for field in REGISTRY.fields]
_SHAPES = {"organisations": ORGANISATION, "areas": AREA, "packages": PACKAGE}


class _Steps(NamedTuple):
    """The changes of one file."""

    head: list[Edit]
    measures: dict[str, Edit]


def changed_files(
    before: Registry, coding: Coding, letter: str, files: Files, letters: Files, file_for: FileFor
) -> dict[str, bytes]:
    """Return the new bytes of every file that a sheet changes, by path, in the order in which they are to be written.

    First the letter's, then those of the registry that declare something, then the others: whatever is there when a writer is killed,
    refers to nothing that is not. `file_for` tells in which file a measure stands or is to stand. Raises CannotEdit.
    """
    found = _letter_files(before.letters[letter], coding.registry.letters[letter], letters)
    found = {path: data for path, data in found.items() if letters.get(path) != data}
    return {**found, **changed_registry(before, coding, files, file_for)}


def changed_registry(before: Registry, coding: Coding, files: Files, file_for: FileFor) -> dict[str, bytes]:
    """Return the new bytes of every file of the registry itself that is changed, those that declare something first."""
    found: dict[str, bytes] = {}
    steps: dict[str, _Steps] = {}

    def of(path: str) -> _Steps:
        return steps.setdefault(path, _Steps([], {}))

    for section, records in coding.declared.items():
        for key, said in records.items():
            of(_home(before, section)).head.append(_declaring(section, key, said))
    for total in coding.totals:
        known = before.packages.get(total.package)
        path = known.source.place().path if known else _home(before, "packages")
        of(path).head.append(_restating(total))
    for key, change in coding.changes.items():
        if change.new or change.fields or change.events or change.lines:
            of(file_for(key)).measures[key] = _changing(key, change)
    for path in sorted(steps, key=lambda path: (not steps[path].head, path)):
        if path not in files:
            raise CannotEdit(f"{path} has gone meanwhile")
        found[path] = edited_in_one_go(path, files[path], *steps[path])
    return {path: data for path, data in found.items() if files[path] != data}


def _home(registry: Registry, section: str) -> str:
    """Return the path of the file that declares the records of a section; the first one where none does."""
    records = getattr(registry, section)
    first = next(iter(records.values()), None)
    return first.source.place().path if first else registry_files(registry.path)[0]


def _declaring(section: str, key: str, said: Value) -> Edit:
    """Return what declares a record, in the order of the keys."""
    assert isinstance(said, dict)
    record = in_table_order(_SHAPES[section], said)

    def edit(draft: Draft) -> None:
        registry = draft.value(())
        assert isinstance(registry, dict)
        now = registry.get(section)
        if not isinstance(now, dict) or not now:
            draft.put((section,), {key: record}, _ORDER)
        else:
            draft.put((section, key), record, sorted({*now, key}))

    return edit


def _restating(total: Restated) -> Edit:
    """Return what puts a total behind those of letters that are not newer."""

    def edit(draft: Draft) -> None:
        part: Path = ("packages", total.package, *(("tracks", total.track) if total.track else ()))
        shape = TRACK if total.track else PACKAGE
        add_line(draft, part, "restated", total.said, [field.name for field in shape.fields])

    return edit


def _changing(key: str, change: Change) -> Edit:
    """Return what makes a measure, or sets its fields and puts its events and money in their places."""

    def edit(draft: Draft) -> Path:
        if change.new:
            budget: list[Value] = [dict(line) for line in change.lines]
            history: list[Value] = [dict(event) for event in change.events]
            return add_measure(draft, {**change.fields, "budget": budget, "history": history})
        record = measure_path(draft, key)
        order = [field.name for field in MEASURE.fields]
        for name, said in change.fields.items():
            set_field(draft, (*record, name), said, order)
        for event in change.events:
            add_event(draft, key, event)
        for line in change.lines:
            add_line(draft, record, "budget", line, order)
        return record

    return edit


def _letter_files(before: Letter, after: Letter, letters: Files) -> dict[str, bytes]:
    """Return the new bytes of a letter's file, and of that of its Dutch digests."""
    path = before.source.place().path
    was = {one.number: one for one in before.passages}
    english = {one.number: one.digest for one in after.passages if one.digest != was[one.number].digest}
    dutch = {
        one.number: one.digest_nl
        for one in after.passages
        if one.digest_nl and one.digest_nl != was[one.number].digest_nl
    }
    found = {path: with_digests(path, letters[path], english)}
    if before.context != after.context:
        found[path] = with_context(path, found[path], after.context)
    beside = path.removesuffix(".md") + DUTCH
    if dutch and beside in letters:
        found[beside] = with_digests(beside, letters[beside], dutch)
    elif dutch:
        found[beside] = new_dutch(before.title_nl or before.title, dutch)
    return found
