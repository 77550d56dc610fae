"""Letters set as PDF, as the official publisher and as ministries set them: for the tests of the reader."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fpdf import FPDF

from ctmeasures.intake.blocks import Block, BlockKind, Note

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PARTS = re.compile(f"([{RAISED}]+)")


class Layout(NamedTuple):
    """Where things stand on a page of A4, in points, and what stands on each page besides the text."""

    left: float
    width: float
    top: float = 60
    bottom: float = 760
    font: str = "helvetica"
    size: float = 8.5
    leading: float = 9.6
    gap: float = 9.6  # between paragraphs
    hyphens: bool = True
    justified: bool = False
    around: Callable[[FPDF, int], None] = lambda pdf, page: None


def _official(pdf: FPDF, page: int) -> None:
    pdf.set_font("helvetica", size=9)
    pdf.text(221, 800, "Tweede Kamer, vergaderjaar 2017-2018, 29 754, nr. 999")
    pdf.text(530, 800, str(page))
    if page == 1:
        pdf.set_font("helvetica", "B", 18)
        pdf.text(55, 48, "Tweede Kamer der Staten-Generaal")
        pdf.set_font("helvetica", size=6)
        for line, said in enumerate(["kst-29754-999", "ISSN 0921 - 7371", "'s-Gravenhage 2018"]):
            pdf.text(55, 787 + 6.5 * line, said)


def _ministry(pdf: FPDF, page: int) -> None:
    pdf.set_font("times", "B", 7)
    pdf.text(425, 100, "Directoraat Voorbeeld")
    pdf.set_font("times", size=7)
    pdf.text(425, 109, "Turfmarkt 1")
    for line, said in enumerate(["Datum", "1 maart 2018", "Onze referentie", "1234567"]):
        pdf.set_font("times", "B" if line % 2 == 0 else "", 7)
        pdf.text(425, 130 + 9 * line, said)
    pdf.set_font("times", size=7)
    pdf.text(425, 810, f"Pagina {page} van 9")
    if page > 1:
        pdf.set_font("times", size=9)
        pdf.text(80, 50, "Ministerie van Voorbeelden")


OFFICIAL = Layout(left=221, width=318, around=_official)
MINISTRY = Layout(
    left=80, width=330, top=100, font="times", size=11, leading=13.2, gap=13.2, hyphens=False, around=_ministry
)


class _Line(NamedTuple):
    text: str
    x: float
    above: float
    style: str
    notes: tuple[Note, ...]
    cells: tuple[tuple[float, str], ...] = ()
    stretched: bool = False


class Setter:
    """Sets blocks as pages."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.core_fonts_encoding = "windows-1252"
        self.pdf.set_auto_page_break(False)

    def width(self, text: str, style: str = "") -> float:
        self.pdf.set_font(self.layout.font, style, self.layout.size)
        plain = _PARTS.sub("", text)
        return float(self.pdf.get_string_width(plain)) + 0.5 * self.layout.size * (len(text) - len(plain))

    def lines(self, text: str, width: float, style: str = "") -> list[str]:
        """Break a text at the last word, or syllable, that fits."""
        lines, line = [], ""
        for word in text.split(" "):
            more = f"{line} {word}".strip()
            if self.width(more, style) <= width:
                line = more
                continue
            for place in (
                range(len(word) - 3, 2, -1) if self.layout.hyphens and word.isalpha() and word.islower() else ()
            ):
                if (
                    word[place - 1] not in "aeiouy"
                    and word[place] not in "aeiouy"
                    and self.width(f"{line} {word[:place]}-".strip(), style) <= width
                ):
                    lines.append(f"{line} {word[:place]}-".strip())
                    line = word[place:]
                    break
            else:
                if line:
                    lines.append(line)
                line = word
        return [*lines, line]

    def block_lines(self, block: Block, first: bool) -> list[_Line]:
        layout = self.layout
        left = layout.left
        if block.rows:
            return self.row_lines(block.rows)
        style = "B" if block.kind is BlockKind.HEADING else ""
        sign, text, x = "", block.text, left
        if block.kind is BlockKind.ITEM:
            sign, _, text = block.text.partition(" ")
            sign = sign.replace("-", "\u2022")
            x = left + 2 * layout.size
        broken = self.lines(text, layout.width - (x - left), style)
        above = 0.0 if first or block.continues or (sign and not first) else layout.gap
        made = []
        for place, line in enumerate(broken):
            numbers = [
                "".join(str(RAISED.index(digit)) for digit in found) for found in re.findall(f"[{RAISED}]+", line)
            ]
            notes = tuple(note for note in block.notes if note.number in numbers)
            cells = ((left, sign), (x, line)) if sign and not place else ()
            made.append(
                _Line(line, x, 0 if place else above, style, notes, cells, layout.justified and place + 1 < len(broken))
            )
        return made

    def row_lines(self, rows: Sequence[tuple[str, ...]]) -> list[_Line]:
        """Break the cells of each row within their columns, of which the first is twice as wide; rows of more than one line stand apart."""
        layout = self.layout
        wide = layout.width / (len(rows[0]) + 1)
        places = [layout.left, *(layout.left + wide * (column + 1) for column in range(1, len(rows[0])))]
        widths = [wide * (1 if column else 2) - 1.4 * layout.size for column in range(len(rows[0]))]
        broken = [[self.lines(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
        apart = 0.4 * layout.leading if any(len(cell) > 1 for row in broken for cell in row) else 0.0
        made: list[_Line] = []
        for row in broken:
            for place in range(max(map(len, row))):
                above = 0.0 if place else apart if made else layout.gap
                cells = tuple(
                    (places[column], cell[place])
                    for column, cell in enumerate(row)
                    if place < len(cell) and cell[place]
                )
                made.append(_Line("", layout.left, above, "", (), cells))
        return made

    def write(self, x: float, y: float, line: _Line, text: str, style: str) -> None:
        """Write a line; its numbers of notes are small and raised."""
        size, pdf = self.layout.size, self.pdf
        room = self.layout.width - (x - self.layout.left) - self.width(text, style) if line.stretched else 0.0
        space = room / max(1, text.count(" "))
        for part in _PARTS.split(text):
            raised = bool(_PARTS.fullmatch(part))
            said = "".join(str(RAISED.index(digit)) for digit in part) if raised else part
            pdf.set_font(self.layout.font, style, 0.65 * size if raised else size)
            for word in re.split("( )", said) if space else [said]:
                pdf.text(x, y - (0.4 * size if raised else 0), word)
                x += pdf.get_string_width(word) + (space if word == " " else 0)

    def page(self) -> None:
        self.pdf.add_page()
        self.layout.around(self.pdf, self.pdf.page_no())

    def set(self, blocks: Sequence[Block]) -> bytes:
        layout, pdf = self.layout, self.pdf
        self.page()
        y, foot, low = layout.top, [], layout.bottom
        for number, block in enumerate(blocks):
            for line in self.block_lines(block, number == 0):
                more = [each for note in line.notes for each in self.note_lines(note)]
                if y + line.above + layout.leading > low - 8.5 * (len(foot) + len(more)) - 12:
                    self.write_notes(foot)
                    self.page()
                    y, foot = layout.top, []
                elif y > layout.top:
                    y += line.above
                for x, text in line.cells or ((line.x, line.text),):
                    self.write(x, y, line, text, line.style)
                foot += more
                y += layout.leading
        self.write_notes(foot)
        return bytes(pdf.output())

    def note_lines(self, note: Note) -> list[tuple[str, str]]:
        self.pdf.set_font(self.layout.font, size=6.5)
        lines, line = [], ""
        for word in note.text.split(" "):
            if self.pdf.get_string_width(f"{line} {word}") > self.layout.width - 8:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [(note.number if not place else "", each) for place, each in enumerate([*lines, line])]

    def write_notes(self, foot: Sequence[tuple[str, str]]) -> None:
        y = self.layout.bottom - 8.5 * len(foot)
        for number, text in foot:
            if number:
                self.pdf.set_font(self.layout.font, size=4.5)
                self.pdf.text(self.layout.left, y - 2.5, number)
            self.pdf.set_font(self.layout.font, size=6.5)
            self.pdf.text(self.layout.left + 8, y, text)
            y += 8.5


def set_pdf(blocks: Sequence[Block], layout: Layout = OFFICIAL) -> bytes:
    """Return blocks as the bytes of a PDF."""
    return Setter(layout).set(blocks)


def placed(*pages: Sequence[tuple[float, float, str]], size: float = 8.5) -> bytes:
    """Return a PDF of texts at places of its pages, in points from the left and the top; a text that begins with `~` is a fifth smaller."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.core_fonts_encoding = "windows-1252"
    for page in pages:
        pdf.add_page()
        for x, y, said in page:
            pdf.set_font("helvetica", size=0.8 * size if said.startswith("~") else size)
            pdf.text(x, y, said.removeprefix("~"))
    return bytes(pdf.output())


def text(said: str, *notes: Note) -> Block:
    return Block(BlockKind.TEXT, said, notes)


def heading(said: str) -> Block:
    return Block(BlockKind.HEADING, said)


def item(said: str, *notes: Note) -> Block:
    return Block(BlockKind.ITEM, said, notes)


def table(*rows: tuple[str, ...]) -> Block:
    return Block(BlockKind.TABLE, " ".join(cell for row in rows for cell in row), (), rows)


def raw_pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of objects numbered from 1, as bytes without `obj` and `endobj`."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def raw_stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(content: bytes, entries: bytes = b"", *more: bytes, page: bytes = b"") -> bytes:
    """Return a PDF of one page with a stream of content; the font is /F1, further objects count from 6."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> %s >>"
        % page,
        raw_stream(content, entries),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more,
    )
