"""The money that a sentence or a row of a table names, in figures that parse back to its text."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ctmeasures.intake.suggestions.dutch import (
    CLAUSE,
    FINITE,
    IN_MILLIONS,
    OTHER_CURRENCY,
    OTHER_RECEIVER,
    OTHER_SIGN,
    RANGE,
    SPENDING,
    SUM,
    UNCOUNTED,
)
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.fields import MONEY, YEAR, reads
from ctmeasures.model.figures import figures, readings, shortest
from ctmeasures.read.nodes import Value

_NOTHING = ("-", "–", "—", "")


def amounts(unit: Unit, text: str, quote: str | None = None) -> list[Value]:
    """Return the allocations of a row, or of the text of an act: of its clauses those that the quote stands in, where others name money too."""
    if unit.kind == "row":
        return _row(unit)
    return _named(text, quote or text)


def _named(text: str, quote: str) -> list[Value]:
    """Return the sums of money that a text names, each once, in millions; one that is no amount, or can be read in two ways, is left out."""
    found: dict[str, None] = {}
    start = max(text.find(quote), 0)
    for first, last in _receivers(text):
        if first < start + len(quote) and start < last:
            sums = (_sum(text, one) for one in SUM.finditer(text) if first <= one.start() < last)
            found |= dict.fromkeys(one for one in sums if one)
    return [{"amount": amount} for amount in found]


def _receivers(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a text speaks of one receiver of money: the next begins with a clause that names a sum and a receiver of its own."""
    start = 0
    cuts = [0, *(one.end() for one in CLAUSE.finditer(text)), len(text)]
    for cut, end in pairwise(cuts):
        before, piece = text[start:cut], text[cut:end]
        said = _has_sum(text, start, cut) or (
            FINITE.search(piece) and (before.rstrip().endswith((",", ";")) or FINITE.search(before))
        )
        if said and OTHER_RECEIVER.match(piece) and _has_sum(text, cut, end):
            yield start, cut
            start = cut
    yield start, len(text)


def _has_sum(text: str, start: int, end: int) -> bool:
    return any(_sum(text, one) for one in SUM.finditer(text, start, end))


def _sum(text: str, one: re.Match[str]) -> str:
    """Return a sum of a text in millions; nothing for what is no money, the end of a range, no valid amount, or can be read in two ways."""
    before, behind = text[: one.start()], text[one.end() :]
    euros = one["before"] or one["behind"]
    if not euros and not (one["times"] and SPENDING.search(text) and UNCOUNTED.match(behind)):
        return ""
    if OTHER_SIGN.search(before) or OTHER_CURRENCY.match(behind):
        return ""
    if re.search(rf"\d[^\s]*(?:\s\w+\.?)?\s?{RANGE}\s?$", before) or re.match(rf"\s?{RANGE}\s?(?:€\s?)?\d", behind):
        return ""
    figure = re.sub(r"\s", "", one["figure"]).rstrip(".,")
    said = readings(figure, "," if one["times"] or figure != one["figure"] else None)
    amount = (
        said[0] * Decimal(IN_MILLIONS[one["times"].lower()] if one["times"] else "0.000001") if len(said) == 1 else None
    )
    written = "" if amount is None else shortest(amount)
    return written if reads(MONEY, written) else ""


def _row(unit: Unit) -> list[Value]:
    """Return the allocation of a row under a head of years; none where a figure has no year, or can be read in two ways."""
    years = unit.head[1:]
    cells = unit.cells[1:]
    if len(years) < len(cells) or not all(reads(YEAR, year) for year in years[: len(cells)]):
        return []
    said: dict[str, Value] = {}
    for year, cell in zip(years, cells, strict=False):
        if cell.strip() in _NOTHING:
            continue
        amount = _figure(cell, cells)
        if amount is None or year in said or not reads(MONEY, shortest(amount)):
            return []
        said[year] = shortest(amount)
    return [{"line": unit.cells[0], "amounts": said}] if said else []


def _figure(cell: str, cells: Sequence[str]) -> Decimal | None:
    """Return the number of a cell; the other cells of the row show its decimal sign. None where it is no one number."""
    plain = cell.replace(" ", "")
    sign = "," if any("," in one for one in cells) else "." if any("." in one for one in cells) else None
    found = readings(plain, sign)
    return found[0] if len(found) == 1 and found[0] in figures(cell) else None
