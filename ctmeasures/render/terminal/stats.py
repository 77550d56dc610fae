"""The counts on a terminal: a table for each section, with a bar whose full part is open and whose light part is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from ctmeasures.model.records import Registry
from ctmeasures.render.bars import FULL, LIGHT, divided
from ctmeasures.render.counts import definition, label, numbers, stats_foot, total_label
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import draw, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Drawable, Table, fact, said
from ctmeasures.reports.stats import Count, Stats, Tally

_SHORTEST = 8  # columns of the longest bar
_TAKEN = 24  # columns of the numbers, and what stands between all
_LEAST, _MOST = 60, 120  # columns below which there is no room for bars, and beyond which the eye loses the row


_NUMBERS = ("open", "closed", "total")
_COLUMNS = {
    "name": Column(least=20),
    "open": Column("open", right=True),
    "closed": Column("closed", right=True),
    "total": Column("total", right=True),
    "bar": Column(),
}
_LAYOUTS = (("name", *_NUMBERS, "bar"), ("name", *_NUMBERS), (f"name/{','.join(_NUMBERS)}",))


def table(found: Stats, look: Look) -> str:
    """Draw each section with its definition and its total."""
    look = replace(look, width=min(look.width, _MOST))
    parts: list[Drawable] = []
    for section in found.sections:
        parts += [plain(definition(section, look), "bold"), _section(section, found, look), Text("")]
    if look.width < _LEAST:
        return draw(look, *parts, plain(stats_foot(found, look), "dim"))
    legend = Text("")
    legend.append(FULL, style="cyan").append(f" {look.say('open')}  ")
    legend.append(LIGHT, style="green").append(f" {look.say('closed')}")
    return draw(look, *parts, legend, plain(stats_foot(found, look), "dim"))


def _section(section: Tally, found: Stats, look: Look) -> Table:
    registry, most = found.view.registry, max((count.total for count in section.counts), default=0)
    items: list[Row | Band] = [Band(headed=True)]
    names = [Text.assemble(*_name(count, section, registry, look)) for count in section.counts]
    width = _bar(max((name.cell_len for name in names), default=0), look)
    for name, count in zip(names, section.counts, strict=True):
        full, light = divided(count.open, count.closed, most, width)
        bar = [Fact(Text(full, style="cyan").append(light, style="green"))] if width else []
        items.append({"name": [Fact(name)], **_numbers(numbers(count, look), look), "bar": bar})
    items.append(
        {"name": fact(total_label(section, look), "bold"), **_numbers(numbers(found.counted, look), look, "bold")}
    )
    return Table(said(_COLUMNS, look), _LAYOUTS, items)


def _name(count: Count, section: Tally, registry: Registry, look: Look) -> Iterator[tuple[str, str]]:
    yield clean(label(count, section.dimension, registry, look)), ""
    if section.dimension.name in ("area", "owner") and count.key:
        yield f" ({clean(count.key)})", "dim"


def _bar(longest: int, look: Look) -> int:
    """Return how long a bar may be: it takes what the names leave, but neither too little nor too much to be read."""
    return min(max(look.width - longest - _TAKEN, _SHORTEST), look.width // 5) if look.width >= _LEAST else 0


def _numbers(cells: Sequence[str], look: Look, style: str = "") -> dict[str, list[Fact]]:
    return {name: fact(cell, style, f"{cell} {look.say(name)}") for name, cell in zip(_NUMBERS, cells, strict=True)}
