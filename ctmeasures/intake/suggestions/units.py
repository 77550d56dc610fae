"""The pieces of a letter that can speak of an act: sentences, items of lists, rows of tables, notes."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.prose import RAISED
from ctmeasures.intake.suggestions.dutch import ABBREVIATIONS, ALSO_ENDS, TABLE_UNIT

_END = re.compile(rf"(?<=[.!?])[”’»\"')]*[{RAISED}]*(?:(?<=[a-z][.])\d{{1,2}})?(?=\s+[\"“‘«(]?[A-ZÀ-Ý0-9–-])\s+")
_ITEM = re.compile(r"(?:(?<=[:;.,])|(?<=\s[a-z]{2}))\s+(?=(?:[-–•]|\d{1,2}[.)]|[a-z]\))\s+\S)")
_SIGN = re.compile(r"(?:[-–•]|\d{1,2}[.)]|[a-z]\))\s+")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Unit(NamedTuple):
    """One piece: its paragraph, its place there, its kind (`sentence`, `item`, `row`, `note`), the heading and the sentence above it.

    `lead` is the sentence that announces the list of an item; a row has its cells and those of the head of its table.
    """

    passage: int
    place: int
    kind: str
    text: str
    heading: str = ""
    before: str = ""
    lead: str = ""
    cells: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a full stop behind an abbreviation, or before a figure that goes on, ends none."""
    text = " ".join(text.split())
    found, start = [], 0
    for end in _END.finditer(text):
        piece, rest = text[start : end.start()], text[end.end() :]
        if ABBREVIATIONS.search(piece) or (re.search(r"\d\.$", piece) and rest[:1].isdecimal()):
            continue
        if ALSO_ENDS.search(piece) and not re.match(r"[A-Z][a-z]+\b", rest):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return [piece for piece in (*found, text[start:].strip()) if piece]


def units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """Return the pieces of a letter in reading order."""
    return [unit for one in paragraphs for unit in _pieces(one)]


def _pieces(one: Paragraph) -> Iterator[Unit]:
    """Yield the pieces of a paragraph, each with its place."""
    before = ""
    for place, (kind, text, lead, cells, head) in enumerate(_parts(one)):
        yield Unit(one.number, place, kind, text, one.heading, before, lead, cells, head)
        before = text if kind == "sentence" else before


def _parts(one: Paragraph) -> Iterator[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    table = " ".join(cell for row in one.rows for cell in row if cell)
    text = one.text.removesuffix(table).rstrip() if one.rows else one.text
    lead = ""
    for place, part in enumerate(_ITEM.split(text) if one.kind == "list" else [text]):
        if place and _SIGN.match(part):
            yield "item", part, lead, (), ()
            continue
        for sentence in sentences(part):
            yield "sentence", sentence, "", (), ()
            lead = sentence
    head: tuple[str, ...] = ()
    for row in one.rows:
        if is_head(row):
            head = row
        elif any(map(str.isdecimal, "".join(row[1:]))):
            yield "row", " ".join(cell for cell in row if cell), text, row, head
    for note in one.notes:
        for sentence in sentences(note.text):
            yield "note", sentence, "", (), ()


def is_head(row: Sequence[str]) -> bool:
    """Tell whether a row of a table names its columns: years, or the unit of its figures."""
    cells = [cell for cell in row[1:] if cell]
    return bool(row) and (TABLE_UNIT.search(row[0]) is not None or (bool(cells) and all(map(_YEAR.fullmatch, cells))))
