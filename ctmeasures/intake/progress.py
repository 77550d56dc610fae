"""How far a coding sheet is: what of it is still open before `accept` takes it."""

import os
from collections.abc import Iterator

from ctmeasures.checks.coding import open_sheet
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.texts import asked_folder
from ctmeasures.intake.coded import path_of
from ctmeasures.intake.covered import rows
from ctmeasures.intake.sheet import ENDING, Read, read_sheet
from ctmeasures.intake.sheet_fields import Decision, Sheet
from ctmeasures.model.place import Place, Problem
from ctmeasures.model.records import Letter, Registry
from ctmeasures.reports.coverage import SheetState


def sheet_state(registry: Registry, letter: Letter, folder: str) -> SheetState | None:
    """Return what is open in the sheet of a letter in a folder of texts; None where there is no sheet."""
    path, asked = os.path.join(folder, letter.id + ENDING), asked_folder(registry.path, folder)
    if not os.path.lexists(path):
        return None
    try:
        read = read_sheet(path, read_bytes(path))
    except Unreadable:
        return SheetState(path, None, asked)
    sheet = read.sheet
    if sheet is None or read.problems or sheet.letter != letter.id:
        return SheetState(path, None, asked)
    paragraphs = sum(1 for row in rows(registry, letter, sheet) if not (row.covered and row.digest))
    return SheetState(path, (_acts(read, sheet), paragraphs), asked)


def _acts(read: Read, sheet: Sheet) -> int:
    """Count the items that are not decided, or accepted with a guess left in them."""
    done = {path_of(one) for one in sheet.items if one.decision in (Decision.DROP, Decision.CONTEXT)}
    guessed = {path[:2] for path in read.guesses if path[:1] == ("items",)} - done
    undecided = {path_of(one) for one in sheet.items if one.decision is None}
    return len(guessed | undecided)


def open_sheets(registry: Registry, folder: str) -> Iterator[Problem]:
    """Yield a warning for each sheet in a folder of texts in which something is open."""
    for letter in registry.letters.values():
        found = sheet_state(registry, letter, folder)
        if found is not None and found.open != (0, 0):
            yield open_sheet(Place(found.path, 1, 1), letter.id, found.open)
