"""A letter as a document of Word (DOCX)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.markup import leave_out, tag
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper
from ctmeasures.intake.lists import Counters, lines
from ctmeasures.intake.prose import is_item, one_line
from ctmeasures.intake.tables import Cell, grid, number
from ctmeasures.intake.unpacked import Archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"(?:heading|kop|title|titel|tussenkop)\b|(?:heading|kop)\d", re.IGNORECASE)
_UNSEEN = {"Fallback", "drawing", "pict", "object", "del", "moveFrom", "instrText", "delText", "pPr", "rPr"}


def read_docx(data: bytes) -> Paper:
    """Return the blocks of a Word document; raise Unreadable where it is damaged, too large, or holds none."""
    archive = Archive(data, "the Word document")
    root = archive.root("word/document.xml")
    body = None if root is None else root.find("body")
    if body is None:
        raise Unreadable("the Word document has no text in it; save it again in a word processor, or copy its text")
    return Paper(tuple(_Document(archive).blocks(body)))


def _value(element: Any, name: str = "val") -> str | None:
    """Return an attribute of Word's own."""
    if element is None:
        return None
    found: str | None = element.get(_W + name)
    strict: str | None = element.get(_STRICT + name)
    return strict if found is None else found


def _is_on(element: Any) -> bool | None:
    """Return what a mark such as `vanish` says; None where there is none."""
    return None if element is None else (_value(element) or "true") not in ("0", "false", "off")


class _Document:
    """What the parts of a document say that its text refers to: styles, lists, notes."""

    def __init__(self, archive: Archive) -> None:
        self._styles = {_value(one, "styleId"): one for one in _all(archive.root("word/styles.xml"), "style")}
        numbering = archive.root("word/numbering.xml")
        kinds = {_value(one, "abstractNumId"): one for one in _all(numbering, "abstractNum")}
        self._lists = {
            _value(one, "numId"): kinds.get(_value(one.find("abstractNumId"))) for one in _all(numbering, "num")
        }
        self._counters = Counters()
        self._notes: dict[str, str] = {}
        self._marked = 0  # notes met so far: Word numbers them as they come
        self._defaults = next(iter(_all(archive.root("word/styles.xml"), "docDefaults")), None)
        for name, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
            for one in _all(archive.root(f"word/{name}.xml"), kind):
                self._notes[f"{kind} {_value(one, 'id')}"] = one_line(
                    " ".join(self._text(part, []) for part in one.iter("p"))
                )

    def blocks(self, body: Any) -> Iterator[Block]:
        """Yield the blocks of a body in reading order; text that is marked as hidden is none."""
        if tag(body) == "body":
            leave_out(body, self._hidden)
        for child in body:
            kind = tag(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield grid(self._rows(child))
            elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        notes: list[Note] = []
        text = self._text(element, notes)
        properties = element.find("pPr")
        style = self._style(properties)
        sign = self._sign(properties, style)
        if any(self._is_heading(one) for one in style):
            kind = BlockKind.HEADING
        elif sign:
            kind = BlockKind.ITEM
        else:
            kind = BlockKind.TEXT
        for line in lines(text) if kind is BlockKind.TEXT else (text,):
            said = one_line(line)
            if said:
                item = kind is BlockKind.TEXT and is_item(said)
                signed = f"{sign}{said}" if kind is BlockKind.ITEM else said
                yield Block(BlockKind.ITEM if item else kind, signed, tuple(notes))
                notes = []

    def _style(self, properties: Any) -> list[Any]:
        """Return the style of a paragraph with those that it is based on; the first is the paragraph's own properties."""
        found = [] if properties is None else [properties]
        return found + self._chain(_value(properties.find("pStyle")) if properties is not None else None)

    def _chain(self, name: str | None) -> list[Any]:
        """Return a style by its name with those that it is based on."""
        found: list[Any] = []
        while name in self._styles and self._styles[name] not in found:
            style = self._styles[name]
            found.append(style)
            name = _value(style.find("basedOn"))
        return found

    def _hidden(self, element: Any) -> bool:
        """Tell whether a run or a row of a table is hidden, by itself, by its style, by that of its paragraph, or by default."""
        if tag(element) == "tr":
            return _is_on(element.find("trPr/hidden")) is True
        if tag(element) != "r":
            return False
        properties = element.find("rPr")
        named = self._chain(_value(properties.find("rStyle")) if properties is not None else None)
        paragraph = next(element.iterancestors("p"), None)
        around = self._chain(_value(paragraph.find("pPr/pStyle"))) if paragraph is not None else []
        marks = [properties.find("vanish")] if properties is not None else []
        marks += [one.find("rPr/vanish") for one in (*named, *around)]
        marks += [self._defaults.find("rPrDefault/rPr/vanish")] if self._defaults is not None else []
        return next((said for one in marks if (said := _is_on(one)) is not None), False)

    def _is_heading(self, style: Any) -> bool:
        level = style.find(".//outlineLvl")
        if level is not None:
            return number(_value(level), 9) < 9
        return tag(style) == "style" and _HEADING.match(_value(style.find("name")) or "") is not None

    def _sign(self, properties: Any, style: Iterable[Any]) -> str:
        """Return the sign of an item of a list, `- ` or `1. `; nothing for what is none."""
        numbered = next((found for one in style if (found := one.find(".//numPr")) is not None), None)
        name = _value(numbered.find("numId")) if numbered is not None else None
        if name is None or name == "0" or name not in self._lists:
            named = any(
                re.search(r"list|lijst|opsomming", _value(one.find("name")) or "", re.IGNORECASE)
                for one in style
                if tag(one) == "style"
            )
            return "- " if named else ""
        level = number(_value(numbered.find("ilvl")) if numbered is not None else None, 0)
        kinds: Mapping[int, Any] = {number(_value(one, "ilvl"), 0): one for one in _all(self._lists[name], "lvl")}
        form = kinds.get(level)
        shape = _value(form.find("numFmt")) if form is not None else "bullet"
        return self._counters.sign(name, level, shape or "decimal")

    def _text(self, element: Any, notes: list[Note]) -> str:
        """Return the text of an element; a line that is broken by hand ends in a newline. Notes in it are added to the list."""
        text = ""
        for child in element:
            kind = tag(child)
            if kind == "t":
                text += child.text or ""
            elif kind in ("tab", "ptab"):
                text += "\t"
            elif kind in ("br", "cr"):
                text += "\n"
            elif kind == "noBreakHyphen":
                text += "-"
            elif kind in ("footnoteReference", "endnoteReference"):
                said = self._notes.get(f"{kind.removesuffix('Reference')} {_value(child, 'id')}", "")
                self._marked += 1
                notes.append(Note(str(self._marked), said))
            elif kind and kind not in _UNSEEN:
                text += self._text(child, notes)
        return text

    def _rows(self, table: Any) -> Iterator[list[Cell]]:
        """Yield the rows of a table; a cell that goes on with the one above it is empty."""
        for row in table.iterchildren("tr"):
            cells = []
            for cell in row.iterchildren("tc"):
                joined = cell.find("tcPr/vMerge")
                hidden = joined is not None and _value(joined) != "restart"
                text = "" if hidden else one_line(" ".join(self._text(one, []) for one in cell.iter("p")))
                cells.append(Cell(text, number(_value(cell.find("tcPr/gridSpan")))))
            yield cells


def _all(root: Any, name: str) -> list[Any]:
    return [] if root is None else list(root.iter(name))
