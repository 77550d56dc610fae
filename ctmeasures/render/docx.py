"""A document for a word processor made of Markdown: headings, lists, links, tables whose heads are repeated; A4, in its language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ctmeasures.render.document import Words, address, joined, said

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

    from ctmeasures.render.document import Cell, Part, Rows
    from ctmeasures.render.look import Look

_LANGUAGES = {"en": "en-GB", "nl": "nl-NL"}
_WIDE, _HIGH, _EDGE = 210, 297, 18  # millimetres: A4
# Millimetres: a letter of a table at most, what a cell has around its words, a long cell.
_LETTER, _PADDING, _MOST = 1.9, 4.2, 90
_BROKEN = 12  # letters of a word that is broken where there is no room
_CELL = "Table Text"  # the style of a table's words
_SMALL = 8  # points of the letters in a table
_FONT = "Arial"  # or what a program has in its place
_LINK = "0B4F9E"


def document(
    parts: Iterable[Part], heading: str, day: date, look: Look, pictures: Mapping[str, Sequence[bytes]] | None = None
) -> bytes:
    """Return a document as the bytes of a DOCX file, of a `day`, with links to its sections.

    Under the section with an anchor stand its `pictures`, each a PNG with two dots for each unit. The same text gives the same bytes.
    """
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from ctmeasures.render.html import anchored

    parse = MarkdownIt("js-default").parse
    tokens = [
        token
        for part in joined(parts)
        for token in (parse(part) if isinstance(part, str) else [Token("rows", "", 0, meta={"rows": part})])
    ]
    sections = anchored(tokens)
    found = _blank(heading, day, look)
    _Writer(found, sections, pictures or {}).write(tokens)
    written = io.BytesIO()
    found.save(written)
    return _same(written.getvalue())


def _blank(heading: str, day: date, look: Look) -> Document:
    """Return an empty document: its paper, language, fonts, and the number of the page at its foot."""
    import docx
    from docx.shared import Mm, Pt

    found = docx.Document()
    section = found.sections[0]
    section.page_width, section.page_height = Mm(_WIDE), Mm(_HIGH)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_EDGE)
    about, now = found.core_properties, datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the file has no zone either
    about.title, about.author, about.comments, about.language = heading[:255], "", "", _LANGUAGES[look.code]
    about.created = about.modified = now
    found.styles["Normal"].font.size, found.styles["Normal"].font.name = Pt(9), _FONT
    for name in ("Normal", "List Bullet"):
        found.styles[name].paragraph_format.space_after = Pt(3)
    cell = found.styles.add_style(_CELL, found.styles["Normal"].type)
    cell.base_style, cell.font.size, cell.paragraph_format.space_after = found.styles["Normal"], Pt(_SMALL), 0
    for lang in found.styles.element.iter(_w("lang")):
        lang.set(_w("val"), _LANGUAGES[look.code])
    _field(section.footer.paragraphs[0], "PAGE")
    return found


class _Writer:
    """Writes the tokens of Markdown into a document, one after the other."""

    def __init__(
        self, found: Document, sections: list[tuple[str, str]], pictures: Mapping[str, Sequence[bytes]]
    ) -> None:
        self._found = found
        self._sections = sections
        self._pictures = pictures
        self._new_sheet = False
        self._marks = 0
        self._last: Paragraph | None = None  # which stands right before what follows

    def write(self, tokens: Sequence[Token]) -> None:
        """Write everything; the links to the sections stand under the first heading."""
        rest, listed = iter(tokens), False
        for token in rest:
            match token.type:
                case "heading_open":
                    self._heading(token, next(rest))
                case "hr":
                    self._new_sheet = True
                case "list_item_open":
                    listed = True
                case "list_item_close":
                    listed = False
                case "inline":
                    self._last = self._found.add_paragraph(style="List Bullet" if listed else None)
                    self._inline(self._last, token)
                case "rows":
                    self._table(token.meta["rows"])

    def _heading(self, token: Token, inside: Token) -> None:
        level, place = int(token.tag[1]), str(token.attrGet("id") or "")
        heading, self._last = self._found.add_heading(level=level), None
        heading.paragraph_format.page_break_before = self._new_sheet or None
        self._new_sheet = False
        self._inline(heading, inside)
        if place:
            self._mark(heading, place)
        if level == 1 and self._sections:
            contents = self._found.add_paragraph()
            for number, (where, said) in enumerate(self._sections):
                _linked(contents, [(said, frozenset())], anchor=where)
                contents.add_run("" if number == len(self._sections) - 1 else "  ·  ")
        self._draw(self._pictures.get(place, ()))

    def _draw(self, pictures: Iterable[bytes]) -> None:
        from docx.shared import Mm

        for picture in pictures:
            self._found.add_picture(io.BytesIO(picture), width=Mm(_WIDE - 2 * _EDGE))

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        """Make a paragraph a place to which links can lead."""
        self._marks += 1
        start, end = _element("bookmarkStart", id=self._marks, name=name), _element("bookmarkEnd", id=self._marks)
        paragraph._p.insert(1, start)  # noqa: SLF001 - the library has no words for it
        paragraph._p.append(end)  # noqa: SLF001

    def _inline(self, paragraph: Paragraph, token: Token, *marks: str) -> None:
        """Write a line of text, its links and what is bold, leaning or code in it."""
        href, said = "", list[tuple[str, frozenset[str]]]()
        on = {*marks}
        for one in token.children or ():
            kind, _, edge = one.type.rpartition("_")
            if one.type in ("text", "code_inline", "softbreak"):
                text = " " if one.type == "softbreak" else one.content.replace("@\u200b", "@")
                piece = (text, frozenset({*on, "code"} if one.type == "code_inline" else on))
                if href:
                    said.append(piece)
                else:
                    _run(paragraph, *piece)
            elif one.type == "link_open":
                href, said = str(one.attrGet("href")), []
            elif one.type == "link_close":
                _linked(paragraph, said, href)
                href = ""
            elif edge == "open":
                on.add(kind)
            else:
                on.discard(kind)

    def _table(self, rows: Rows) -> None:
        """Write a table; its first row stands again at the top of each sheet, and no row is broken over two."""
        from docx.shared import Mm

        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
            self._last = None
        columns, widths = len(rows.headings), _widths(rows)
        table = self._found.add_table(0, columns, style="Table Grid")
        table.autofit = False  # where every program decides otherwise, and Writer makes all columns equal
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        style = self._found.styles[_CELL].style_id
        lines: list[Sequence[Cell]] = [rows.headings, *rows.cells]
        for number, line in enumerate(lines):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001
            properties.append(_element("cantSplit"))
            if number == 0:
                properties.append(_element("tblHeader"))
            for place, (cell, one) in enumerate(zip(row.cells, line, strict=True)):
                cell.width = Mm(widths[place])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.keep_with_next = True if number == 0 else None
                paragraph._p.style = style  # noqa: SLF001 - the library looks a name up anew each time, which took most of all
                paragraph.alignment = 2 if place >= columns - rows.numbers else None
                _words(paragraph, one, *(["strong"] if number == 0 else []))
        self._found.add_paragraph()


def _widths(rows: Rows) -> list[float]:
    """Return the widths of a table's columns in millimetres: what nothing can break, and of the rest of the sheet what their words lack."""
    lines: list[Sequence[Cell]] = [rows.headings, *rows.cells]
    texts = [[text for line in lines if (text := said(line[place]))] for place in range(len(rows.headings))]
    least = [max(len(word) for text in column for word in text.split(" ")) * _LETTER + _PADDING for column in texts]
    whole = [max(map(len, column)) * _LETTER + _PADDING for column in texts]
    lacking = [max(min(most, _MOST) - need, 0) for most, need in zip(whole, least, strict=True)]
    room = _WIDE - 2 * _EDGE
    if sum(least) > room:  # then the longest words are broken, and no number or date
        words = len(least) - rows.numbers
        least = [*(min(need, _BROKEN * _LETTER + _PADDING) for need in least[:words]), *least[words:]]
        lacking = [0.0] * len(least)
    left = room - sum(least)
    share = left / sum(lacking) if sum(lacking) else 0
    if left < 0 or not share:
        return [need * room / sum(least) for need in least]
    return [need + one * share for need, one in zip(least, lacking, strict=True)]


def _words(paragraph: Paragraph, cell: Cell, *marks: str) -> None:
    """Write what a cell says."""
    for text, url, aside in [Words(cell)] if isinstance(cell, str) else cell:
        piece = (text, frozenset((*marks, "em") if aside else marks))
        if url:
            _linked(paragraph, [piece], address(url))
        elif text:
            _run(paragraph, *piece)


def _run(paragraph: Paragraph, said: str, marks: frozenset[str]) -> Any:
    run = paragraph.add_run(said)
    run.bold, run.italic = "strong" in marks or None, "em" in marks or None
    if "code" in marks:
        run.font.name = "Consolas"
    return run


def _linked(paragraph: Paragraph, said: Iterable[tuple[str, frozenset[str]]], href: str = "", anchor: str = "") -> None:
    """Write a link to an address, or to a place of the document itself."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    anchor = anchor or href[1:] if href.startswith("#") else anchor
    link = _element("hyperlink", **({"anchor": anchor} if anchor else {}))
    if not anchor:
        link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    for piece in said:
        run = _run(paragraph, *piece)
        run.font.color.rgb = RGBColor.from_string(_LINK)
        link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def _field(paragraph: Paragraph, what: str) -> None:
    """Write a field, which the word processor fills in."""
    field = _element("fldSimple", instr=what)
    field.append(paragraph.add_run("1")._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _element(kind: str, /, **values: object) -> Any:
    from docx.oxml import OxmlElement

    found = OxmlElement(f"w:{kind}")
    for key, value in values.items():
        found.set(_w(key), str(value))
    return found


def _same(data: bytes) -> bytes:
    """Return a ZIP file without the moment at which it was made."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
