"""The page of one measure: what it is, how it stands, and its history with every source."""

from rich import box
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ctmeasures.render.facts import Fact, Said, allocations, amounts, facts, foot, history
from ctmeasures.render.terminal import COLORS, LATE, draw, linked, plain
from ctmeasures.render.words import Look, other_title, title
from ctmeasures.reports.page import Page

_INDENT = (0, 0, 0, 4)


def panel(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    state, measure = page.state, page.state.measure
    name = Text(title(measure, look), style="bold")
    other = other_title(measure, look)
    if other:
        name.append("\n").append_text(plain(other, "not bold italic"))
    parts = [
        Panel(name, box=box.ROUNDED, border_style=COLORS[state.status], title=Text(measure.id), title_align="left"),
        Padding(_facts(page, look), (0, 0, 1, 1)),
        Text("History", style="bold underline"),
        *_history(page, look),
        *_money(page, look),
        plain(foot(page), "dim"),
    ]
    return draw(look, *parts)


def _facts(page: Page, look: Look) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in facts(page, look):
        grid.add_row(Text(fact.label), _value(fact, page))
    return grid


def _value(fact: Fact, page: Page) -> Text:
    if fact.label == "Status":
        return plain(fact.text, f"bold {COLORS[page.state.status]}")
    if fact.label == "Due" and page.state.overdue:
        return plain(fact.text, LATE)
    found = linked(fact.text, fact.url)
    if fact.url:
        found.append_text(linked(f"  {fact.url}", fact.url, "dim"))
    return found


def _history(page: Page, look: Look) -> list[Text | Padding]:
    parts: list[Text | Padding] = []
    for event, said in zip(page.state.history, history(page, look), strict=True):
        head = Text(f"{said.date}  ", style="bold")
        head.append_text(plain(said.what, COLORS[event.status]))
        parts += [head, *_sourced(said)]
    return parts


def _money(page: Page, look: Look) -> list[Text | Padding]:
    parts: list[Text | Padding] = [Text("Money", style="bold underline")] if page.state.budget else []
    for allocation, said in zip(page.state.budget, allocations(page, look), strict=True):
        years = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
        for year, _ in amounts(allocation):
            years.add_column(year, justify="right")
        years.add_row(*(plain(amount) for _, amount in amounts(allocation)))
        parts += [plain(said.what, "bold"), Padding(years, _INDENT), *_sourced(said)]
    return parts


def _sourced(said: Said) -> list[Text | Padding]:
    """Return the lines that say what a passage says and where, and an empty one."""
    quote = plain(f"“{said.quote}”" if said.quote else "", "italic")
    address = linked(said.url or "", said.url, "dim underline")
    address.overflow = "fold"
    lines = (plain(said.note or ""), quote, plain(said.source, "dim"), plain(said.citation, "dim"), address)
    return [*(Padding(line, _INDENT) for line in lines if line), Text("")]
