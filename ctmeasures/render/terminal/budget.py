"""The budget on a terminal: a table for each package, its groups under one another in the same columns, or bars by year."""

from collections.abc import Iterator
from dataclasses import replace

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ctmeasures.render import budget as money
from ctmeasures.render.allocation import money_words
from ctmeasures.render.bars import bar
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Drawable, Table, fact
from ctmeasures.render.words import owner_words
from ctmeasures.reports.budget import Budget, PackageBudget

_MOST = 120  # columns beyond which the eye loses the row
_COLUMNS = {"label": Column(least=24), "id": Column(), "owner": Column(), "remark": Column()}
_STYLES = {"sum": "bold", "announced": "dim"}


def table(found: Budget, total: bool, look: Look) -> str:
    """Draw the packages with their lines and sums, then the money outside them."""
    registry, parts = found.view.registry, list[Drawable]()
    look = replace(look, width=min(look.width, _MOST))
    if not found.packages and not found.other:
        parts += [Text(look.say("No money matches."), style="bold"), Text("")]
    for one in found.packages:
        parts += [*_head(one, found, look), *_body(one, found, total, look), *_remarks(one, found, total, look)]
    if found.other:
        parts += [Text(look.say("Money outside the packages"), style="bold underline"), Text("")]
        for line in found.other:
            name = plain(look.title(line.measure))
            name.append(f"  {line.measure.id}", style="dim")
            said = f"{money_words(line.allocation, registry, look)}; {owner_words(line.measure, registry, look)}"
            parts += [name, Padding(plain(said, "dim"), (0, 0, 1, 4))]
    return draw(look, *parts, *(plain(foot, "dim") for foot in money.feet(found, look)))


def chart(found: Budget, look: Look) -> str:
    """Draw a bar for each year of each package and its groups."""
    parts: list[Drawable] = [] if found.packages else [Text(look.say("No package matches."), style="bold"), Text("")]
    look = replace(look, width=min(look.width, _MOST))
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
        parts += _remarks(one, found, False, look, lines=False)
    return draw(look, *parts, *(plain(foot, "dim") for foot in money.feet(found, look)))


def _head(one: PackageBudget, found: Budget, look: Look) -> list[RenderableType]:
    return [
        plain(money.package_title(one, look), "bold underline"),
        linked(
            money.package_source(one, found.view.registry, look), money.package_url(one, found.view.registry), "dim"
        ),
        Text(""),
    ]


def _body(one: PackageBudget, found: Budget, total: bool, look: Look) -> Iterator[Drawable]:
    """Yield the groups of a package with their rows, the years in columns where there is room for them."""
    years = {str(place): year for place, year in enumerate(money.headings(one, total, look))}
    columns = _COLUMNS | {key: Column(year, right=True) for key, year in years.items()}
    below = ",".join(years)
    layouts = (
        ("label,remark", "id", "owner", *years),
        ("label,remark/id,owner", *years),
        (f"label,remark/{below}/id,owner",),
    )
    items: list[Row | Band] = [Band(headed=True, ruled=True)]
    for row in money.rows(one, look, found.view.registry, total):
        if row.kind == "group":
            above = (Text(""),) if len(items) > 1 else ()
            items.append(Band((*above, plain(row.label, "bold"))))
            continue
        style = _STYLES.get(row.kind, "")
        shown = {"label": [Fact(linked(row.label, row.url, style))], "remark": fact(row.remark, "dim")}
        if row.measure:
            shown |= {"id": fact(row.measure.id, "dim"), "owner": fact(row.measure.owner, "dim")}
        for (key, year), cell in zip(years.items(), row.cells, strict=True):
            shown[key] = fact(cell, style, f"{year}\N{NO-BREAK SPACE}{cell}")
        items.append(shown)
    yield from (Table(columns, layouts, items, inset=2), Text(""))


def _remarks(one: PackageBudget, found: Budget, total: bool, look: Look, lines: bool = True) -> Iterator[Drawable]:
    for remark in money.remarks(one, found.view.registry, total, look, lines):
        yield plain(remark, "bold" if remark.startswith("≠") else "")
    yield Text("")
