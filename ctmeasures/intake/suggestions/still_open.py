"""Which suggestions are still to be made: not what the registry or the sheet says already, nor what a person has begun to decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from ctmeasures.edit.draft import Draft
from ctmeasures.intake.sheet_fields import UNDECIDED
from ctmeasures.intake.suggestions.suggested import TOOL, Suggested
from ctmeasures.model.place import Document
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Registry

_WRITTEN = {"passage", "quote", "text", "tier", "why", "tool", "candidates"}  # what this tool writes that is no guess


def still_open(acts: Sequence[Suggested], registry: Registry, letter: str, sheet: Document | None) -> list[Suggested]:
    """Return the acts that neither the registry nor the sheet quotes; an item of this tool that nobody has touched gives way to a new one.

    Raises CannotEdit for a sheet that cannot be read.
    """
    quoted: dict[int, list[str]] = {}
    for one in registry.citations:
        if one.letter == letter and one.record.passage and one.record.quote:
            quoted.setdefault(one.record.passage, []).append(one.record.quote)
    for row in _rows(sheet):
        passage, quote = str(row.get("passage") or ""), row.get("quote")
        if passage.isdecimal() and isinstance(quote, str) and not untouched(row):
            quoted.setdefault(int(passage), []).append(quote)
    return [one for one in acts if not _holds(one, quoted.get(one.unit.passage, ()))]


def _rows(sheet: Document | None) -> list[Mapping[str, Any]]:
    said = Draft(sheet).value(()) if sheet is not None else None
    rows = said.get("items") if isinstance(said, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _holds(one: Suggested, quotes: Sequence[str]) -> bool:
    """Tell whether one of the quotes stands in an act."""
    if not quotes:
        return False
    text = LetterText(one.act.clause if one.act.several else one.text)
    return any(text.times(quote) for quote in quotes)


def untouched(row: Mapping[str, Any]) -> bool:
    """Tell whether an item of a sheet is as this tool has written it: all of it but its place is still a guess."""
    if row.get("tool") != TOOL:
        return False
    return all(name in _WRITTEN or _guessed(value) for name, value in row.items())


def _guessed(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(name == "line" or _guessed(one) for name, one in value.items())
    if isinstance(value, list):
        return all(map(_guessed, value))
    return str(value or UNDECIDED).endswith(UNDECIDED)
