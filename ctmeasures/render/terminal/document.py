"""The report and the brief on a terminal: their Markdown drawn with rich, their tables as all tables are."""

from collections.abc import Iterable
from dataclasses import replace

from rich.markdown import Markdown
from rich.text import Text

from ctmeasures.render import brief as brief_text
from ctmeasures.render import report as report_text
from ctmeasures.render.document import Cell, Part, Rows, Words, address, joined
from ctmeasures.render.look import Look
from ctmeasures.render.pieces import command
from ctmeasures.render.terminal import draw
from ctmeasures.render.terminal.lines import Ink, Opens, Runs
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Drawable, Table
from ctmeasures.reports.brief import Brief
from ctmeasures.reports.report import Report

_LEAST = 14  # columns that words need to be read
_MOST = 120  # columns beyond which the eye loses the line
_ROWS = 200  # rows of a table beyond which nobody reads on


def report(found: Report, look: Look) -> str:
    """Draw the state on a day."""
    whole = command("report --format md", found.view, found.query)
    return _drawn(report_text.parts(found, look), whole, look)


def brief(found: Brief, look: Look) -> str:
    """Draw what is new since a day."""
    whole = command("brief --format md", found.view, found.query)
    return _drawn(brief_text.parts(found, look), whole, look)


def _drawn(parts: Iterable[Part], whole: str, look: Look) -> str:
    """Draw parts; what is left out of a table stands in the answer of a command, `whole`."""
    drawn: list[Drawable] = []
    for part in joined(parts):
        if drawn and (isinstance(part, Rows) or not part.startswith("- ")):  # rich draws an empty line before a list
            drawn.append(Text())
        if isinstance(part, Rows):
            drawn.append(_table(part._replace(cells=part.cells[:_ROWS])))
            if len(part.cells) > _ROWS:
                more = look.say("And {number} more", number=look.number(f"{len(part.cells) - _ROWS:,}"))
                drawn += [Text(), Markdown(f"{more}: {whole}")]
        else:  # without what only keeps GitHub from mentioning somebody
            drawn.append(Markdown(part.replace("&#8203;", "")))
    return draw(replace(look, width=min(look.width, _MOST)), *drawn)


def _table(found: Rows) -> Table:
    facts = [[_fact(cell) for cell in row] for row in found.cells]
    words = len(found.headings) - found.numbers
    said = [[str(row[place].text) for row in facts] for place in range(words)]
    # the column of words that tells the rows apart best: every row says something there, in the most ways
    head = max(range(words), key=lambda place: (all(said[place]), len({*said[place]})))
    columns = {
        str(place): Column(
            heading, 0 if place >= words else _LEAST, place >= words, "" if place == head else f"{heading.lower()} "
        )
        for place, heading in enumerate(found.headings)
    }
    names = list(columns)
    rows: list[Row] = [{name: [fact] for name, fact in zip(names, row, strict=True) if fact.text} for row in facts]
    return Table(columns, _layouts(columns, str(head)), [Band(headed=True, ruled=True), *rows])


def _fact(cell: Cell) -> Fact:
    if isinstance(cell, str):
        return Fact(cell, "none")
    if len(cell) == 1:
        return Fact(cell[0].text, _ink(cell[0]))
    parts = [(one.text, _ink(one)) for one in cell if one.text]
    return Fact(Runs(parts) if len(parts) > 1 else parts[0][0], parts[0][1]) if parts else Fact("")


def _ink(one: Words) -> Ink:
    return Opens(address(one.url)) if one.url else "markdown.em" if one.aside else "none"


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
