"""The report and the brief on a terminal: their Markdown, drawn with rich."""

from dataclasses import replace
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, MarkdownElement, TableElement
from rich.text import Text

from ctmeasures.render import brief as brief_text
from ctmeasures.render import report as report_text
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import draw
from ctmeasures.render.terminal.table import Band, Column, Fact, Row, Table
from ctmeasures.reports.brief import Brief
from ctmeasures.reports.report import Report

_LEAST = 14  # columns that words need to be read
_MOST = 120  # columns beyond which the eye loses the line


def report(found: Report, look: Look) -> str:
    """Draw the state on a day."""
    return _drawn(report_text.markdown(found, look), look)


def brief(found: Brief, look: Look) -> str:
    """Draw what is new since a day."""
    return _drawn(brief_text.markdown(found, look), look)


class _Table(TableElement):
    """A table of a document, drawn as all tables are."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        assert self.header
        assert self.header.row
        headings = [cell.content.plain for cell in self.header.row.cells]
        numbers = [cell.justify == "right" for cell in self.header.row.cells]
        columns = {
            str(place): Column(heading, 0 if number else _LEAST, number)
            for place, (heading, number) in enumerate(zip(headings, numbers, strict=True))
        }
        cells = [[cell.content for cell in row.cells] for row in (self.body.rows if self.body else ())]
        head = _head(columns, cells)
        rows: list[Row] = [
            {
                place: [Fact(text, "", "" if place == head else _named(column.heading, text))]
                for (place, column), text in zip(columns.items(), row, strict=True)
                if text
            }
            for row in cells
        ]
        yield Table(columns, _layouts(columns, head), [Band(headed=True, ruled=True), *rows])


def _named(heading: str, text: Text) -> Text:
    """Return what a cell says with its heading before it."""
    return Text.assemble((f"{heading.lower()} ", "dim"), text)


def _head(columns: dict[str, Column], rows: list[list[Text]]) -> str:
    """Return the column of words that tells the rows apart best: every row says something there, in the most ways."""

    def apart(place: str) -> tuple[bool, int]:
        said = [str(row[int(place)]) for row in rows]
        return all(said), len({*said})

    return max((place for place, column in columns.items() if not column.right), key=apart)


def _layouts(columns: dict[str, Column], head: str) -> list[list[str]]:
    """Return the layouts of a table: all its columns, and ever more of them, from the last on, below its head.

    Numbers stay in columns as long as anything does.
    """
    rest = [place for place, column in columns.items() if not column.right and place != head]
    layouts = []
    for kept in range(len(rest), -1, -1):
        below = rest[kept:]
        stack = f"{head}/{','.join(below)}" if below else head
        layouts.append([stack if place == head else place for place in columns if place not in below])
    others = [place for place in columns if place != head]
    return layouts if len(layouts[-1]) == 1 else [*layouts, [f"{head}/{','.join(others)}"]]


class _Document(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "table_open": _Table}


def _drawn(text: str, look: Look) -> str:
    text = text.replace("&#8203;", "")  # which only keeps GitHub from mentioning somebody
    return draw(replace(look, width=min(look.width, _MOST)), _Document(text))
