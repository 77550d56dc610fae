"""The budget on a terminal: a table for each package, its groups under one another in the same columns, or bars by year."""

from collections.abc import Iterator
from textwrap import wrap

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ctmeasures.render import budget as money
from ctmeasures.render.bars import bar
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.words import Look, owner_words, title
from ctmeasures.reports.budget import Budget, PackageBudget

_LEAST = 24  # columns that the head of a row needs to be read
_MOST = 120  # columns beyond which the eye loses the row
_STYLES = {money.SUM: "bold", money.ANNOUNCED: "dim"}


def table(found: Budget, total: bool, look: Look) -> str:
    """Draw the packages with their lines and sums, then the money outside them."""
    registry, parts = found.view.registry, list[RenderableType]()
    look = look._replace(width=min(look.width, _MOST))
    if not found.packages and not found.other:
        parts += [Text("No money matches.", style="bold"), Text("")]
    for one in found.packages:
        parts += [*_head(one, found, look), *_body(one, found, total, look), *_remarks(one, found, total)]
    if found.other:
        parts += [Text("Money outside the packages", style="bold underline"), Text("")]
        for line in found.other:
            name = plain(title(line.measure, look))
            name.append(f"  {line.measure.id}", style="dim")
            said = f"{money.other_words(line, registry, look)}; {owner_words(line.measure, registry, look)}"
            parts += [name, Padding(plain(said, "dim"), (0, 0, 1, 4))]
    return draw(look, *parts, *(plain(foot, "dim") for foot in money.feet(found)))


def chart(found: Budget, look: Look) -> str:
    """Draw a bar for each year of each package and its groups."""
    parts: list[RenderableType] = [] if found.packages else [Text("No package matches.", style="bold"), Text("")]
    look = look._replace(width=min(look.width, _MOST))
    for one in found.packages:
        parts += _head(one, found, look)
        drawn, most = money.bars(one, look, found.view.registry)
        beside = max((len(said) for each in drawn for _, _, said in each.years), default=0)
        for each in drawn:
            parts.append(plain(each.heading, "bold"))
            for year, amount, said in each.years:
                row = Text(f"  {year}  ", style="dim")
                row.append(bar(amount, most, look.width - 11 - beside), style="not dim cyan")
                parts.append(row.append(f" {said}", style="not dim"))
            parts.append(Text(""))
        parts += _remarks(one, found, total=False, lines=False)
    return draw(look, *parts, *(plain(foot, "dim") for foot in money.feet(found)))


def _head(one: PackageBudget, found: Budget, look: Look) -> list[RenderableType]:
    return [
        plain(money.package_title(one, look), "bold underline"),
        linked(money.package_source(one, found.view.registry), money.package_url(one, found.view.registry), "dim"),
        Text(""),
    ]


def _body(one: PackageBudget, found: Budget, total: bool, look: Look) -> Iterator[RenderableType]:
    """Yield the rows in columns; where the years leave no room for the rows' heads, each row's years below its head."""
    registry = found.view.registry
    years = money.headings(one, total)
    drawn = list(money.rows(one, look, registry, total))
    widths = [max(map(len, column)) for column in zip(years, *(row.cells for row in drawn if row.cells), strict=True)]
    head = look.width - sum(widths) - 2 * len(widths)
    if head < _LEAST:
        yield from _stacked(drawn, years, look.width - 4)
        return
    owners = max((len(row.measure.owner) for row in drawn if row.measure), default=0)
    wide = owners if head >= _LEAST + 32 + owners else 0
    grid = _grid(widths, wide)
    grid.add_row("", *(["", ""] if wide else []), *(Text(year, style="bold") for year in years))
    yield grid
    yield Rule(style="dim")
    grid = _grid(widths, wide)
    for row in drawn:
        if row.kind == "group":
            if grid.row_count:
                yield from (grid, Text(""))
            grid = _grid(widths, wide)
            yield plain(row.label, "bold")
        else:
            grid.add_row(*_heading(row, wide), *(Text(cell, style=_style(row)) for cell in row.cells))
    yield from (grid, Text(""))


def _grid(widths: list[int], wide: int) -> Table:
    """Return an empty table: the rows' heads, where it is `wide` the measures and so many columns of owners, the years."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=3, overflow="fold")
    if wide:
        grid.add_column(ratio=2, overflow="fold")
        grid.add_column(width=wide, no_wrap=True)
    for width in widths:
        grid.add_column(width=width, justify="right", no_wrap=True)
    return grid


def _heading(row: money.Row, wide: int) -> list[RenderableType]:
    """Return the head of a row: a line's name with its measure, or what the figures are."""
    label = linked(row.words if wide else row.label, row.url, _style(row))
    if row.measure is not None and not wide:
        for below in (row.measure.id, row.remark):
            label.append(f"\n{clean(below)}" if below else "", style="dim")
    owned = [plain(row.measure.id, "dim"), plain(row.measure.owner, "dim")] if row.measure else [Text(""), Text("")]
    return [Padding(label, (0, 0, 0, 2)), *(owned if wide else [])]


def _style(row: money.Row) -> str:
    return _STYLES.get(row.label, "") if row.kind != "line" else ""


def _stacked(drawn: list[money.Row], years: list[str], width: int) -> Iterator[RenderableType]:
    for row in drawn:
        if row.kind == "group":
            if row is not drawn[0]:
                yield Text("")
            yield plain(row.label, "bold")
            continue
        yield from _heading(row, wide=0)
        cells = (f"{year}\N{NO-BREAK SPACE}{cell}" for year, cell in zip(years, row.cells, strict=True))
        yield Padding(Text("\n".join(wrap("  ".join(cells), width)), style=_style(row)), (0, 0, 0, 4))
    yield Text("")


def _remarks(one: PackageBudget, found: Budget, total: bool, lines: bool = True) -> Iterator[RenderableType]:
    for remark in money.remarks(one, found.view.registry, total, lines):
        yield plain(remark, "bold" if remark.startswith("≠") else "")
    yield Text("")
