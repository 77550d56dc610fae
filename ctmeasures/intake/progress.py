"""How far a coding sheet is: what of it is still open before `accept` takes it."""

import os
from collections.abc import Iterator

from ctmeasures.checks.coding import open_sheet
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.intake.coded import accepted, path_of
from ctmeasures.intake.sheet import ENDING, Read, read_sheet
from ctmeasures.intake.sheet_fields import Decision, Sheet
from ctmeasures.model.place import Place, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.reports.coverage import SheetState


def sheet_state(registry: Registry, letter: Letter, folder: str) -> SheetState | None:
    """Return what is open in the sheet of a letter in a folder of texts; None where there is no sheet."""
    path = os.path.join(folder, letter.id + ENDING)
    if not os.path.lexists(path):
        return None
    try:
        read = read_sheet(path, read_bytes(path))
    except Unreadable:
        return SheetState(path, None)
    sheet = read.sheet
    if sheet is None or read.problems or sheet.letter != letter.id:
        return SheetState(path, None)
    return SheetState(path, (_acts(read, sheet), _paragraphs(registry, letter, sheet)))


def _acts(read: Read, sheet: Sheet) -> int:
    """Count the items that are not decided, or accepted with a guess left in them."""
    done = {path_of(one) for one in sheet.items if one.decision in (Decision.DROP, Decision.CONTEXT)}
    guessed = {path[:2] for path in read.guesses if path[:1] == ("items",)} - done
    undecided = {path_of(one) for one in sheet.items if one.decision is None}
    return len(guessed | undecided)


def _paragraphs(registry: Registry, letter: Letter, sheet: Sheet) -> int:
    """Count the paragraphs that neither the registry nor the sheet cites or has as context, or that have no digest in either."""
    covered = {record.passage for key, record, _ in registry.citations if key == letter.id} | {*letter.context}
    covered |= {one.number for one in sheet.paragraphs if one.context} | {one.passage for one in accepted(sheet)}
    covered |= {one.passage for one in sheet.items if one.decision is Decision.CONTEXT}
    told = {one.number for one in sheet.paragraphs if one.digest}
    return sum(1 for one in letter.passages if one.number not in covered or not (one.digest or one.number in told))


def open_sheets(registry: Registry, folder: str) -> Iterator[Problem]:
    """Yield a warning for each sheet in a folder of texts in which something is open."""
    for letter in registry.letters.values():
        found = sheet_state(registry, letter, folder)
        if found is not None and found.open != (0, 0):
            yield open_sheet(Place(found.path, 1, 1), letter.id, found.open)
