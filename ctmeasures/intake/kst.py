"""A paper of parliament as XML, in the dialect of today (`officiele-publicatie`) and that of until about 2010 (`kamerwrk`)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.markup import parse, tag
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper
from ctmeasures.intake.prose import is_item, note_number, one_line
from ctmeasures.intake.tables import Cell, grid, number

_NOTES = ("noot", "voetnoot")
_MARKS = ("nootref", "voetref", "noot.nr")
_NO_TEXT = {  # what stands in a paper and is no text of the letter
    "metadata", "kamerstukkop", "dossier", "frontm", "ltrlabel", "nummer", "stuknr", "titel", "plaatje", "witreg",
    "tekst-sluiting", "ondertekening", "ondtek", "bijlage", *_NOTES,
}  # fmt: skip
_RECORD = re.compile(r"/(kst-[0-9A-Za-z()-]+)/")


def read_kst(data: bytes) -> Paper:
    """Return the blocks of a paper of parliament as XML; raise Unreadable where it is something else, or damaged."""
    root = parse(data, "the XML file")
    paper = root if tag(root) == "kamerwrk" else root.find("kamerstuk") if tag(root) == "officiele-publicatie" else None
    if paper is None:
        inner = [tag(one) for one in root if tag(one) not in ("", "metadata", "kop")]
        kind = (
            f"an official publication of another kind (<{inner[0]}>)"
            if tag(root) == "officiele-publicatie" and inner
            else f"<{tag(root)}>"
        )
        raise Unreadable(
            f"the XML file is {kind}, not a paper of parliament (<kamerstuk> or <kamerwrk>); give the XML of the letter itself"
        )
    text = paper.find(".//stuk")
    apart = {one.get("nr") or one.get("id") or "": _note(one) for one in paper.iter("voetnoot")}
    blocks = tuple(_blocks(paper if text is None else text, apart))
    return Paper(blocks, _fields(root, paper))


def _fields(root: Any, paper: Any) -> Mapping[str, str | tuple[str, ...]]:
    """Return what the paper states of itself: the id of its publication and who signed."""
    found: dict[str, str | tuple[str, ...]] = {}
    records = [_RECORD.search(one.get("content") or "") for one in root.iter("meta")]
    ids = {record[1] for record in records if record}
    if len(ids) == 1:
        found["publication"] = ids.pop()
    signers = tuple(filter(None, map(_signatory, paper.iter("ondertekening"))))
    return found | ({"signatories": signers} if signers else {})


def _signatory(element: Any) -> str:
    """Return one who signs with the office: `S.A. Blok, Minister van Veiligheid en Justitie`."""
    name, office = (
        one_line(" ".join(" ".join(one.itertext()) for one in element.iter(kind))) for kind in ("naam", "functie")
    )
    office = re.sub(r"^(?:De|Het)\s+", "", office, flags=re.IGNORECASE).rstrip(" ,")
    return ", ".join(filter(None, (name.rstrip(" ,"), office)))


def _blocks(element: Any, apart: Mapping[str, Note]) -> Iterator[Block]:
    """Yield the blocks in an element, in reading order."""
    for child in element:
        kind = tag(child)
        if kind in ("tussenkop", "tuskop", "kop"):
            parts = child if kind == "kop" and len(child) else (child,)
            yield from _block(BlockKind.HEADING, " ".join(_text(one, [], apart) for one in parts), [])
        elif kind == "al":
            notes: list[Note] = []
            text = one_line(_text(child, notes, apart))
            yield from _block(BlockKind.ITEM if is_item(text) else BlockKind.TEXT, text, notes)
            for table in child.iter("table", "tabel"):
                yield grid(_rows(table, apart))
        elif kind == "lijst":
            yield from _items(child, apart)
        elif kind in ("table", "tabel"):
            yield grid(_rows(child, apart))
        elif kind and kind not in _NO_TEXT:
            yield from _blocks(child, apart)


def _block(kind: BlockKind, text: str, notes: list[Note]) -> Iterator[Block]:
    text = one_line(text)
    if text:
        yield Block(kind, text, tuple(notes))


def _items(element: Any, apart: Mapping[str, Note]) -> Iterator[Block]:
    """Yield the items of a list, those of lists in it behind their own."""
    for item in element.iterchildren("li"):
        notes: list[Note] = []
        sign = one_line(_text(item.find("li.nr"), notes, apart)) if item.find("li.nr") is not None else "-"
        said = " ".join(_text(one, notes, apart) for one in item if tag(one) == "al")
        yield from _block(BlockKind.ITEM, f"{sign or '-'} {said}" if said.strip() else "", notes)
        for inner in item.iterchildren("lijst"):
            yield from _items(inner, apart)


def _text(element: Any, notes: list[Note], apart: Mapping[str, Note]) -> str:
    """Return the text of an element without the notes in it, which are added to the list."""
    text = element.text or ""
    for child in element:
        kind = tag(child)
        if kind in _NOTES:
            notes.append(_note(child))
        elif kind in _MARKS:
            mark = child.get("nr") or child.get("refid") or ""
            if mark in apart:
                notes.append(apart[mark])
        elif kind and kind not in ("table", "tabel"):
            text += _text(child, notes, apart)
        text += child.tail or ""
    return text


def _note(element: Any) -> Note:
    """Return a note with its number."""
    said = one_line(
        " ".join(" ".join(one.itertext()) for one in element if tag(one) != "noot.nr") or (element.text or "")
    )
    mark = one_line(element.findtext("noot.nr") or element.get("nr") or "")
    if not mark:
        mark, said = note_number(said) or ("", said)
    return Note(mark, said)


def _rows(table: Any, apart: Mapping[str, Note]) -> Iterator[list[Cell]]:
    """Yield the rows of a table in the way of CALS."""
    columns = {
        spec.get("colname"): number(spec.get("colnum"), place) for place, spec in enumerate(table.iter("colspec"), 1)
    }
    for row in table.iter("row"):
        cells = []
        for entry in row.iterchildren("entry"):
            first, last = columns.get(entry.get("namest")), columns.get(entry.get("nameend"))
            wide = last - first + 1 if first and last else 1
            cells.append(Cell(one_line(_text(entry, [], apart)), wide, number(entry.get("morerows"), 0) + 1))
        yield cells
