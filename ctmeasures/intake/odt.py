"""A letter as a document of LibreOffice and others (ODT)."""

from collections.abc import Iterator, Sequence
from typing import Any

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.markup import leave_out, tag
from ctmeasures.intake.blocks import Block, BlockKind, Note, Paper
from ctmeasures.intake.lists import Counters, lines
from ctmeasures.intake.prose import is_item, one_line
from ctmeasures.intake.tables import Cell, grid, number
from ctmeasures.intake.unpacked import Archive

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_UNSEEN = {"tracked-changes", "annotation", "frame", "sequence-decls", "variable-decls", "forms", "table-of-content"}


def read_odt(data: bytes) -> Paper:
    """Return the blocks of an open document; raise Unreadable where it is damaged, too large, has a password, or holds none."""
    archive = Archive(data, "the ODT document")
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Unreadable("the ODT document has a password; save an open copy")
    root = archive.root("content.xml")
    body = None if root is None else root.find("body/text")
    if body is None:
        raise Unreadable("the ODT document has no text in it; save it again in a word processor, or copy its text")
    _leave_out_hidden(body, (root, archive.root("styles.xml")))
    return Paper(tuple(_Document(root, archive).blocks(body)))


def _leave_out_hidden(body: Any, parts: Sequence[Any]) -> None:
    """Take out what is hidden: by its style, as a section or a row, or by a condition that held when the document was saved."""
    styles = {one.get(_STYLE + "name"): one for part in parts if part is not None for one in part.iter("style")}

    def by_style(name: str | None) -> bool:
        seen: set[str | None] = set()
        while name in styles and name not in seen:
            seen.add(name)
            display = next((one.get(_TEXT + "display") for one in styles[name].iter("text-properties")), None)
            if display:
                return bool(display == "none")
            name = styles[name].get(_STYLE + "parent-style-name")
        return False

    def hidden(one: Any) -> bool:
        display, saved = one.get(_TEXT + "display"), bool(one.get(_TEXT + "is-hidden") == "true")
        if display == "none" or one.get(_TABLE + "visibility") in ("collapse", "filter"):
            return True
        if display == "condition" or tag(one) in ("hidden-text", "hidden-paragraph"):
            return saved
        held = any(tag(child) == "hidden-paragraph" and child.get(_TEXT + "is-hidden") == "true" for child in one)
        return held or (tag(one) in ("p", "h", "span") and by_style(one.get(_TEXT + "style-name")))

    leave_out(body, hidden)


class _Document:
    """What a document says of its lists, and the numbers that they have reached."""

    def __init__(self, root: Any, archive: Archive) -> None:
        self._shapes: dict[str, dict[int, str]] = {}
        self._counters = Counters()
        self._lists = 0
        for part in (root, archive.root("styles.xml")):
            for style in part.iter("list-style") if part is not None else ():
                self._shapes[style.get(_STYLE + "name") or ""] = {
                    number(one.get(_TEXT + "level")): one.get(_STYLE + "num-format") or ""
                    for one in style
                    if "number" in tag(one)
                }

    def blocks(self, body: Any) -> Iterator[Block]:
        """Yield the blocks of a body in reading order."""
        for child in body:
            kind = tag(child)
            if kind == "h":
                yield from self._block(BlockKind.HEADING, child)
            elif kind == "p":
                yield from self._block(BlockKind.TEXT, child)
            elif kind == "list":
                self._lists += 1
                yield from self._items(child, child.get(_TEXT + "style-name") or "", 1, str(self._lists))
            elif kind == "table":
                yield grid(self._rows(child))
            elif kind and kind not in _UNSEEN:
                yield from self.blocks(child)

    def _block(self, kind: BlockKind, element: Any, sign: str = "") -> Iterator[Block]:
        notes: list[Note] = []
        text = self._text(element, notes)
        for line in lines(text) if kind is BlockKind.TEXT else (text,):
            said = one_line(line)
            if said:
                item = kind is BlockKind.TEXT and is_item(said)
                yield Block(BlockKind.ITEM if item else kind, f"{sign}{said}", tuple(notes))
                notes = []

    def _items(self, element: Any, style: str, level: int, name: str) -> Iterator[Block]:
        """Yield the items of a list, those of lists in it behind their own; a heading in a list is a heading."""
        shape = self._shapes.get(style, {}).get(level, "")
        for item in element:
            if tag(item) not in ("list-item", "list-header"):
                continue
            first = True
            for child in item:
                kind = tag(child)
                if kind == "list":
                    yield from self._items(child, child.get(_TEXT + "style-name") or style, level + 1, name)
                elif kind == "h":
                    yield from self._block(BlockKind.HEADING, child)
                elif kind == "p":
                    sign = self._counters.sign(name, level, shape) if first else ""
                    yield from self._block(BlockKind.ITEM, child, sign)
                    first = False

    def _text(self, element: Any, notes: list[Note]) -> str:
        """Return the text of an element; a line that is broken by hand ends in a newline. Notes in it are added to the list."""
        text = element.text or ""
        for child in element:
            kind = tag(child)
            if kind == "note":
                said = child.find("note-body")
                mark = (
                    one_line("".join(child.find("note-citation").itertext()))
                    if child.find("note-citation") is not None
                    else ""
                )
                notes.append(
                    Note(mark, one_line(" ".join(self._text(one, []) for one in said)) if said is not None else "")
                )
            elif kind == "s":
                text += " "
            elif kind == "tab":
                text += "\t"
            elif kind == "line-break":
                text += "\n"
            elif kind and kind not in _UNSEEN:
                text += self._text(child, notes)
            text += child.tail or ""
        return text

    def _rows(self, table: Any) -> Iterator[list[Cell]]:
        """Yield the rows of a table; the places that a wide or high cell covers are cells of their own, and empty."""
        for row in table.iter("table-row"):
            cells = []
            for cell in row:
                if tag(cell) in ("table-cell", "covered-table-cell"):
                    text = one_line(" ".join(self._text(one, []) for one in cell.iter("p")))
                    repeated = number(cell.get(_TABLE + "number-columns-repeated"))
                    cells += [Cell(text)] * (repeated if text or repeated < 50 else 1)
            yield cells
