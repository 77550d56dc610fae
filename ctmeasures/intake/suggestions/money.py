"""The money that a sentence or a row of a table names, in figures that parse back to its text."""

from collections.abc import Sequence
from decimal import Decimal

from ctmeasures.intake.suggestions.dutch import IN_MILLIONS, MONEY
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.figures import figures, readings, shortest
from ctmeasures.read.nodes import Value

_NOTHING = ("-", "–", "—", "")


def amounts(unit: Unit, clause: str, several: bool) -> list[Value]:
    """Return the allocations of a row, or of the sentence; of one of several acts those of its own clause."""
    if unit.kind == "row":
        return _row(unit)
    return _named(clause if several else unit.text)


def _named(text: str) -> list[Value]:
    """Return the sums of money that a text names, each once, in millions; one that can be read in two ways is left out."""
    found: dict[str, None] = {}
    for one in MONEY.finditer(text):
        figure, word = (one["sum"], one["many"]) if one["sum"] else (one["figure"], one["times"])
        said = readings(figure.rstrip(".,"), "," if word else None)
        if len(said) != 1:
            continue
        amount = said[0] * IN_MILLIONS[word.lower()] if word else said[0] / 1_000_000
        found[shortest(amount)] = None
    return [{"amount": amount} for amount in found]


def _row(unit: Unit) -> list[Value]:
    """Return the allocation of a row under a head of years; none where a figure has no year, or can be read in two ways."""
    years = unit.head[1:]
    cells = unit.cells[1:]
    if len(years) < len(cells) or not all(year.isdecimal() and len(year) == 4 for year in years[: len(cells)]):
        return []
    said: dict[str, Value] = {}
    for year, cell in zip(years, cells, strict=False):
        if cell.strip() in _NOTHING:
            continue
        amount = _figure(cell, cells)
        if amount is None:
            return []
        said[year] = shortest(amount)
    return [{"line": unit.cells[0], "amounts": said}] if said else []


def _figure(cell: str, cells: Sequence[str]) -> Decimal | None:
    """Return the number of a cell; the other cells of the row show its decimal sign. None where it is no one number."""
    plain = cell.replace(" ", "")
    sign = "," if any("," in one for one in cells) else "." if any("." in one for one in cells) else None
    found = readings(plain, sign)
    return found[0] if len(found) == 1 and found[0] in figures(cell) else None
