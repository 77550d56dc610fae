"""The measures as a workbook of spreadsheets: a sheet for each table, and one that says what the columns mean.

Dates, amounts and truth are values; every text is a text, which no program takes for a formula. The same measures give the same bytes
with the same release of XlsxWriter. Format: ECMA-376; limits: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

from ctmeasures.render.data import dictionary
from ctmeasures.render.data.forms import FORMULA_SIGNS, moment
from ctmeasures.render.data.tables import NOW, TABLES, Column, headings
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import called, sentence

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ctmeasures.reports.query import Listing

LONGEST = 1_048_576  # rows of a sheet
_TEXT = 32_767  # characters of a cell
_ADDRESS = 2_079  # characters of a link
_LINKS = 65_530  # of a sheet; what is more is text
_WIDE = 60  # characters of a column; a longer text is read in its cell
_EARLIEST = date(1900, 3, 1)  # before which programs do not agree on the number of a day


class TooLong(ValueError):
    """A table has more rows than a sheet can hold."""


class _Formats(NamedTuple):
    """How cells look; `quoted` is a text that would be a formula, were it typed."""

    top: Format
    day: Format
    link: Format
    quoted: Format
    wrapped: Format


def workbook(listing: Listing, look: Look) -> bytes:
    """Return a workbook of the listed measures, their events and money, and the letters; raise TooLong."""
    stream = BytesIO()
    day = listing.view.clock.reference_day
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {
                "title": clean(called(listing.view.registry, look)),
                "comments": clean(sentence(listing.view, look)),
                "created": datetime.combine(day, time()),
            }
        )
        formats = _Formats(
            book.add_format({"bold": True, "bg_color": "#E7EDF3", "bottom": 1}),
            book.add_format({"num_format": "dd-mm-yyyy" if look.dutch else "yyyy-mm-dd", "align": "left"}),
            book.add_format({"font_color": "#0B57A4", "underline": 1}),
            book.add_format({"quote_prefix": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for name, table in TABLES.items():
            told = moment(listing.view)
            rows = [row | told for row in table.drawn(listing, look)]
            _sheet(book, formats, look, name, table.columns | NOW, rows)
        _meanings(book, formats, listing, look)
    return stream.getvalue()


def _sheet(
    book: Workbook, formats: _Formats, look: Look, name: str, columns: dict[str, Column], rows: list[dict[str, Any]]
) -> None:
    """Draw a table: its headings stay in sight and filter."""
    if len(rows) >= LONGEST:
        raise TooLong(f"{len(rows)} {name} are more than the {LONGEST - 1} rows of a sheet")
    sheet = book.add_worksheet(look.say(name.capitalize()))
    titles = headings(name)
    write = _writer(sheet, formats)
    for place, (key, column) in enumerate(columns.items()):
        said = look.say(titles[key])
        sheet.write_string(0, place, said, formats.top)
        widths = [len(said) + 3]  # with room for the sign of the filter
        for number, row in enumerate(rows, 1):
            widths.append(write(number, place, row[key], column))
        sheet.set_column(place, place, min(max(widths) + 1, _WIDE))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _writer(sheet: Worksheet, formats: _Formats) -> Callable[[int, int, Any, Column], int]:
    """Return what writes a value into a cell and tells how wide it is there."""
    links = 0

    def write(row: int, place: int, found: Any, column: Column) -> int:
        nonlocal links
        if found is None or found == []:
            return 0
        if isinstance(found, bool):
            sheet.write_boolean(row, place, found)
            return 6
        if isinstance(found, int | float):
            sheet.write_number(row, place, found)
            return len(str(found))
        if column.kind == "date" and (day := date.fromisoformat(found)) >= _EARLIEST:
            sheet.write_datetime(row, place, datetime.combine(day, time()), formats.day)
            return 10
        text = _text("; ".join(map(str, found)) if isinstance(found, list) else str(found))
        if column.form == "uri" and len(text) <= _ADDRESS and links < _LINKS:
            links += 1
            sheet.write_url(row, place, text, formats.link, text)
            return 20  # an address is opened, not read
        sheet.write_string(row, place, text, formats.quoted if text.startswith(tuple(FORMULA_SIGNS)) else None)
        return len(text)

    return write


def _text(found: str) -> str:
    text = clean(found)
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"


def _meanings(book: Workbook, formats: _Formats, listing: Listing, look: Look) -> None:
    """Draw the data dictionary, below it the moment for which all of this holds."""
    sheet = book.add_worksheet(look.say("Data dictionary"))
    top = ("Table", "Column", "Key", "Type", "Meaning")
    rows: list[Iterable[str]] = []
    for name, key, kind, *_, about in dictionary.rows():
        if name in TABLES:
            rows.append(
                (look.say(name.capitalize()), look.say(headings(name)[key]), key, look.say(kind), look.say(about))
            )
    for place, (heading, width) in enumerate(zip(top, (16, 30, 22, 10, 90), strict=True)):
        sheet.write_string(0, place, look.say(heading), formats.top)
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, formats.wrapped)
    sheet.write_string(len(rows) + 2, 0, _text(sentence(listing.view, look)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(top) - 1)
