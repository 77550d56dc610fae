"""The report and the brief on a terminal: their Markdown, drawn with rich."""

from typing import ClassVar

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, MarkdownElement, TableElement
from rich.table import Table

from ctmeasures.render import brief as brief_text
from ctmeasures.render import report as report_text
from ctmeasures.render.terminal import draw
from ctmeasures.render.words import Look
from ctmeasures.reports.brief import Brief
from ctmeasures.reports.report import Report

_MOST = 120  # columns beyond which the eye loses the line


def report(found: Report, look: Look) -> str:
    """Draw the state on a day."""
    return _drawn(report_text.markdown(found, look), look)


def brief(found: Brief, look: Look) -> str:
    """Draw what is new since a day."""
    return _drawn(brief_text.markdown(found, look), look)


class _Table(TableElement):
    """A table in which long words are folded, not cut, and numbers neither."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        drawn = Table(
            box=box.SIMPLE_HEAD,
            padding=(0, 1),
            collapse_padding=True,
            pad_edge=False,
            show_edge=False,
            border_style="dim",
        )
        assert self.header
        assert self.header.row
        for cell in self.header.row.cells:
            heading, number = cell.content.copy(), cell.justify == "right"
            if number:
                heading.plain = heading.plain.replace(" ", "\n")
            drawn.add_column(heading, no_wrap=number, overflow="fold")
        for row in self.body.rows if self.body else ():
            drawn.add_row(*(cell.content for cell in row.cells))
        yield drawn


class _Document(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "table_open": _Table}


def _drawn(text: str, look: Look) -> str:
    text = text.replace("&#8203;", "")  # which only keeps GitHub from mentioning somebody
    return draw(look._replace(width=min(look.width, _MOST)), _Document(text))
