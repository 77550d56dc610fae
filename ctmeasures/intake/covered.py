"""What of a letter is covered as a coding sheet makes it: what cites each paragraph, whether it is context, its digests."""

from collections.abc import Iterator
from typing import NamedTuple

from ctmeasures.intake.coded import accepted, with_paragraphs
from ctmeasures.intake.sheet_fields import Sheet
from ctmeasures.model.records import Letter, Registry


class Row(NamedTuple):
    """A paragraph as it stands: its digests, whether it is context, and whether anything in the sheet or the registry cites it."""

    number: int
    digest: str
    digest_nl: str
    context: bool
    cited: bool

    @property
    def covered(self) -> bool:
        """Tell whether it gave something or is known to hold nothing."""
        return self.cited or self.context


def rows(registry: Registry, letter: Letter, sheet: Sheet) -> tuple[Row, ...]:
    """Return the paragraphs of a letter as they stand in the registry and its sheet together."""
    letter = with_paragraphs(letter, sheet)
    cited = {one.record.passage for one in registry.citations if one.letter == letter.id} | {*_cited(sheet)}
    return tuple(
        Row(one.number, one.digest or "", one.digest_nl or "", one.number in letter.context, one.number in cited)
        for one in letter.passages
    )


def _cited(sheet: Sheet) -> Iterator[int | None]:
    """Yield the paragraphs that a sheet cites: with its packages, and with items that are accepted or may be.

    An item that is undecided or faulty counts: of it is said that it is.
    """
    for package in sheet.packages.values():
        yield from (one.record.passage for one in package.citations() if one.letter == sheet.letter)
    for item in accepted(sheet):
        yield item.passage
        yield from (line.passage for line in item.budget if line.letter == sheet.letter)
        if item.restates is not None:
            yield item.restates.passage
