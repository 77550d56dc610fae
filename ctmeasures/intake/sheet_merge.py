"""Items put into a coding sheet that stands already: what a person has decided stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ctmeasures.edit.draft import Draft
from ctmeasures.intake.sheet_fields import UNDECIDED
from ctmeasures.intake.sheet_text import Fields, put_first
from ctmeasures.model.figures import whole
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import Value


class Merged(NamedTuple):
    """The text of a sheet with suggestions, how many it has gained, and how many a person had decided already or were there."""

    text: str
    new: int
    known: int


def merged(document: Document, items: Sequence[Fields]) -> Merged:
    """Return a sheet with suggestions in the order of the letter; what stands there stays, and what is decided is not suggested again.

    An undecided item of the same tool for the same words gives way to the new one. Raises CannotEdit.
    """
    draft = Draft(document)
    new = known = 0
    for one in items:
        now = draft.value(())
        rows = now.get("items") if isinstance(now, dict) else None
        rows = rows if isinstance(rows, list) else []
        same = [number for number, row in enumerate(rows) if isinstance(row, dict) and _place_of(row) == _place_of(one)]
        if any(_decided(rows[number]) or rows[number] == one for number in same):
            known += 1
            continue
        old = next((number for number in same if _tool(rows[number]) == one.get("tool")), None)
        if old is not None:
            draft.insert(("items",), old, dict(one))
            draft.remove(("items", old + 1))
        elif not rows:
            put_first(draft, "items", one)
        else:
            place = next((number for number, row in enumerate(rows) if _passage(row) > _passage(one)), len(rows))
            draft.insert(("items",), place, dict(one))
        new += 1
    return Merged(draft.text, new, known)


def _place_of(row: Fields) -> tuple[Value, Value]:
    return row.get("passage"), row.get("quote")


def _passage(row: Any) -> int:
    said = str(row.get("passage", "")) if isinstance(row, Mapping) else ""
    return whole(said) or 0


def _decided(row: Any) -> bool:
    return str(row.get("decision") or UNDECIDED) in ("accept", "drop", "context")


def _tool(row: Any) -> Value:
    found: Value = row.get("tool")
    return found
