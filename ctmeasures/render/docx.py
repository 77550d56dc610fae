"""A document for a word processor made of Markdown: headings, lists, links, tables whose heads are repeated; A4, in its language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

    from ctmeasures.render.look import Look

_LANGUAGES = {"en": "en-GB", "nl": "nl-NL"}
_WIDE, _HIGH, _EDGE = 210, 297, 18  # millimetres: A4
_LINK = "0B4F9E"


def document(
    text: str, heading: str, day: date, look: Look, pictures: Mapping[str, Sequence[bytes]] | None = None
) -> bytes:
    """Return a Markdown text as the bytes of a DOCX file, of a `day`, with links to its sections.

    Under the section with an anchor stand its `pictures`, each a PNG with two dots for each unit. The same text gives the same bytes.
    """
    from markdown_it import MarkdownIt

    from ctmeasures.render.html import anchored

    tokens = MarkdownIt("js-default").parse(text)
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
    found.styles["Normal"].font.size = Pt(9)
    for name in ("Normal", "List Bullet"):
        found.styles[name].paragraph_format.space_after = Pt(3)
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
                    self._inline(self._found.add_paragraph(style="List Bullet" if listed else None), token)
                case "table_open":
                    self._table(list(_until(rest, "table_close")))

    def _heading(self, token: Token, inside: Token) -> None:
        level, place = int(token.tag[1]), str(token.attrGet("id") or "")
        heading = self._found.add_heading(level=level)
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

    def _table(self, tokens: list[Token]) -> None:
        """Write a table; its first row stands again at the top of each sheet, and no row is broken over two."""
        columns = sum(1 for one in tokens if one.type == "th_open")
        table = self._found.add_table(0, columns, style="Table Grid")
        cells: Iterator[Any] = iter(())
        cell, right, head = None, False, False
        for token in tokens:
            if token.type == "tr_open":
                row = table.add_row()
                cells, head = iter(row.cells), len(table.rows) == 1 if not head else False
                properties = row._tr.get_or_add_trPr()  # noqa: SLF001
                properties.append(_element("cantSplit"))
                if head:
                    properties.append(_element("tblHeader"))
            elif token.type in ("th_open", "td_open"):
                cell, right = next(cells), token.attrGet("class") == "number"
            elif token.type == "inline" and cell is not None:
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = 0
                paragraph.alignment = 2 if right else None
                self._inline(paragraph, token, *(["strong"] if head else []))
        self._found.add_paragraph()


def _until(tokens: Iterator[Token], last: str) -> Iterator[Token]:
    for token in tokens:
        if token.type == last:
            return
        yield token


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
