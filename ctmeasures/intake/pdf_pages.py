"""The text of a PDF as pieces with their places: the only module that speaks to PDFium, which is C and can neither be interrupted nor trusted to end."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double, c_int, create_string_buffer
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as fpdf

from ctmeasures.disk.files import Unreadable

MAX_PAGES = 60
MAX_CHARACTERS = 30_000  # a page; a page of a letter has about 4,000

_HYPHENS = (
    0x02,
    0xAD,
    0xFFFE,
)  # PDFium writes 0x02 or 0xFFFE for one at the end of a line; many fonts call theirs 0xAD
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # flags of a font, PDF 32000-1, table 123
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf0d8\uf02d\uf0fc\u2022\u25aa\u25cf\u25e6\u2043\u00b7"), "•")
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "ˇ": "\u030c", "˜": "\u0303", "¸": "\u0327"}


class Piece(NamedTuple):
    """Characters of one style on one line without a wide gap in them.

    Places are in points from the top left of the page as it is seen; `y` is the line on which the letters stand.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    word: float = 0.0  # where its first word ends


class Page(NamedTuple):
    """The pieces of a page in the order in which the file draws them, and its number, from 1."""

    number: int
    width: float
    height: float
    pieces: Sequence[Piece]


class _Style(NamedTuple):
    size: float
    bold: bool
    italic: bool
    upright: bool


def read_pages(data: bytes, pages: range | None) -> list[Page]:
    """Return the pages of a PDF that are asked for, or all; raise Unreadable where it cannot be opened, is too long, or has pages without text."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("this PDF has a password; save an open copy and add that") from None
        raise Unreadable("this PDF is damaged and cannot be opened; download or export it again") from None
    count = len(document)
    if not count:
        raise Unreadable("this PDF has no pages; download or export it again")
    wanted = range(1, count + 1) if pages is None else pages
    if not wanted or wanted[0] < 1 or wanted[-1] > count:
        held = "one page" if count == 1 else f"the pages 1-{count}"
        raise Unreadable(f"this PDF has {held}; name pages of it with --pages")
    if len(wanted) > MAX_PAGES:
        raise Unreadable(
            f"{len(wanted):,} pages are more than the {MAX_PAGES} that are read; name those of the letter with --pages, as in --pages 1-8"
        )
    read, empty = [], []
    for number in wanted:
        try:
            page, bare = _read_page(document[number - 1], number)
        except pypdfium2.PdfiumError:
            raise Unreadable(f"page {number} of this PDF is damaged; download or export it again") from None
        read.append(page)
        empty += [number] if bare else []
    if empty or not any(page.pieces for page in read):
        raise Unreadable(f"no readable text on {_named(empty or [*wanted])}; run OCR and add the text")
    return read


def _named(numbers: Sequence[int]) -> str:
    """Return pages in words: `page 3`, `pages 1–4`, `pages 1–4, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"page {said}" if len(numbers) == 1 else f"pages {said}"


def _read_page(page: Any, number: int) -> tuple[Page, bool]:
    """Return a page, and whether something is drawn on it of which no text can be read."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_CHARACTERS:
        raise Unreadable(
            f"page {number} has {count:,} characters, and at most {MAX_CHARACTERS:,} are read; leave it out with --pages"
        )
    seen = _Seen(page)
    pieces = [piece for piece in _pieces(text, count, seen) if piece.text.strip()]
    letters = sum(map(str.isalnum, "".join(piece.text for piece in pieces)))
    signs = sum(len(piece.text.replace(" ", "")) for piece in pieces)
    bare = (letters < 20 and _drawn(page)) or (signs >= 50 and letters < signs / 2)
    return Page(number, seen.width, seen.height, pieces), bare


def _drawn(page: Any) -> bool:
    """Tell whether a page has a picture, or so many lines that they may be letters."""
    drawn = 0
    for one in page.get_objects(max_depth=3):
        if one.type == fpdf.FPDF_PAGEOBJ_IMAGE:
            return True
        drawn += one.type in (fpdf.FPDF_PAGEOBJ_PATH, fpdf.FPDF_PAGEOBJ_SHADING)
        if drawn > 200:
            return True
    return False


class _Seen:
    """How a page is seen: its part that is shown, turned as it says."""

    def __init__(self, page: Any) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turned = page.get_rotation() % 360
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turned in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as seen, from the top left."""
        match self.turned:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def upright(self, a: float, b: float) -> bool:
        """Tell whether letters with the first row of their matrix run from left to right as seen."""
        angle = math.degrees(math.atan2(b, a)) - self.turned
        return bool(abs((angle + 180) % 360 - 180) < 5)


def _pieces(text: Any, count: int, seen: _Seen) -> Iterator[Piece]:
    """Yield the pieces of a page's text."""
    styles: dict[Any, _Style] = {}
    x, y, box, style = c_double(), c_double(), fpdf.FS_RECTF(), None
    letters: list[str] = []
    x0 = x1 = base = word = 0.0
    for index in range(count):
        code = fpdf.FPDFText_GetUnicode(text, index)
        if fpdf.FPDFText_IsGenerated(text, index) == 1 and not fpdf.FPDFText_IsHyphen(text, index):
            if code == 32 and letters:
                letters.append(" ")
            continue
        letter = _letter(code)
        if letter.isspace() or not letter:
            letters += [" "] if letter and letters else []
            continue
        fpdf.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
        fpdf.FPDFText_GetLooseCharBox(text, index, byref(box))
        own = _style(text, index, styles, seen)
        left, level = seen.place(x.value, y.value)
        right = max(seen.place(box.right, box.top)[0], seen.place(box.left, box.bottom)[0])
        if not own.upright or not (-1 <= left <= seen.width + 1 and -1 <= level <= seen.height + 1):
            continue
        if letter in _ACCENTS and letters and left < x1 - own.size * 0.1 and letters[-1].isalpha():
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + _ACCENTS[letter])
            continue
        near = -own.size * 0.3 <= left - x1 <= own.size and abs(level - base) < 0.5
        if letters and (own != style or not near):
            assert style is not None
            yield Piece("".join(letters), x0, x1, base, style.size, style.bold, style.italic, word)
            letters = []
        if not letters:
            x0, base, style = left, level, own
        elif left - x1 > own.size * 0.16 and letters[-1] != " ":
            letters.append(" ")
        letters.append(letter)
        x1 = max(right, left)
        word = x1 if " " not in letters else word
    if letters and style is not None:
        yield Piece("".join(letters), x0, x1, base, style.size, style.bold, style.italic, word)


def _letter(code: int) -> str:
    """Return a character as it is printed: nothing for one that is not to be seen."""
    if code in _HYPHENS:
        return "-"
    letter = chr(code).translate(_BULLETS) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if unicodedata.category(letter) in ("Cc", "Cf") and not letter.isspace() else letter


def _style(text: Any, index: int, styles: dict[Any, _Style], seen: _Seen) -> _Style:
    """Return the style of a character, asked once for each object that draws text."""
    drawn = fpdf.FPDFText_GetTextObject(text, index)
    key = addressof(drawn.contents) if drawn else None
    if key in styles:
        return styles[key]
    matrix, flags, name = fpdf.FS_MATRIX(), c_int(), create_string_buffer(200)
    fpdf.FPDFText_GetMatrix(text, index, byref(matrix))
    fpdf.FPDFText_GetFontInfo(text, index, name, 200, byref(flags))
    called = name.value.decode("utf-8", "replace").lower()
    bold = any(word in called for word in ("bold", "black", "heavy")) or fpdf.FPDFText_GetFontWeight(text, index) >= 600
    styles[key] = _Style(
        size=round(fpdf.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d), 2),
        bold=bold or bool(flags.value & _FORCE_BOLD),
        italic=bool(flags.value & _ITALIC) or "italic" in called or "oblique" in called,
        upright=seen.upright(matrix.a, matrix.b),
    )
    return styles[key]
