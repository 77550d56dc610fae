"""The page of one measure: what it is, how it stands, and its history with every source."""

from rich import box
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from ctmeasures.render.allocation import amounts
from ctmeasures.render.facts import Fact as PageFact
from ctmeasures.render.facts import Said, allocations, facts, foot, history
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import COLORS, LATE, address, draw, linked, plain
from ctmeasures.render.terminal.stacks import Column, Fact
from ctmeasures.render.terminal.table import Band, Table, fact, labelled
from ctmeasures.render.words import other_title
from ctmeasures.reports.page import Page

_INDENT = (0, 0, 0, 4)
_FRAME = 6  # columns of the frame around its title


def panel(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    state, measure = page.state, page.state.measure
    name = Text(look.title(measure), style="bold")
    other = other_title(measure, look)
    if other:
        name.append("\n").append_text(plain(other, "not bold italic"))
    framed = len(measure.id) <= look.width - _FRAME  # else a part of it would be cut
    heading = Text(measure.id) if framed else None
    parts = [
        Panel(name, box=box.ROUNDED, border_style=COLORS[state.status], title=heading, title_align="left"),
        _facts(page, look, framed),
        Text(),
        Text(look.say("History"), style="bold underline"),
        *_history(page, look),
        *_money(page, look),
        plain(foot(page, look), "dim"),
    ]
    return draw(look, *parts)


def _facts(page: Page, look: Look, framed: bool) -> Table:
    own = [] if framed else [(look.say("Id"), fact(page.state.measure.id))]
    said = ((look.say(one.label), _value(one, page, look)) for one in facts(page, look))
    return labelled([*own, *said], margin=int(framed))


def _value(one: PageFact, page: Page, look: Look) -> list[Fact]:
    """Return the value of a fact, with its address where that fits in a line."""
    if one.label == "Status":
        return fact(one.text, f"bold {COLORS[page.state.status]}")
    if one.label == "Due" and page.state.overdue:
        return fact(one.text, LATE)
    if not one.url:
        return fact(one.text)
    return [
        Fact(linked(one.text, one.url)),
        *([Fact(linked(one.url, one.url, "dim"))] if len(one.url) + 14 <= look.width else []),
    ]


def _history(page: Page, look: Look) -> list[Text | Padding]:
    parts: list[Text | Padding] = []
    for event, said in zip(page.state.history, history(page, look), strict=True):
        head = Text(f"{said.date}  ", style="bold")
        head.append_text(plain(said.what, COLORS[event.status]))
        parts += [head, *_sourced(said, look)]
    return parts


def _money(page: Page, look: Look) -> list[Text | Padding | Table]:
    parts: list[Text | Padding | Table] = [Text(look.say("Money"), style="bold underline")] if page.state.budget else []
    for allocation, said in zip(page.state.budget, allocations(page, look), strict=True):
        given = amounts(allocation, look)
        columns = {year: Column(year, right=True) for year, _ in given}
        row = {year: fact(amount, "", f"{year}\N{NO-BREAK SPACE}{amount}") for year, amount in given}
        years = Table(
            columns, (tuple(columns), (",".join(columns),)), [Band(headed=True, ruled=True), row], margin=_INDENT[-1]
        )
        parts += [plain(said.what, "bold"), years, *_sourced(said, look)]
    return parts


def _sourced(said: Said, look: Look) -> list[Text | Padding]:
    """Return the lines that say what a passage says and where, and an empty one."""
    quote = plain(f"“{said.quote}”" if said.quote else "", "italic")
    link = address(said.url or "", look.width - _INDENT[-1], "dim underline")
    lines = (plain(said.note or ""), quote, plain(said.source, "dim"), plain(said.citation, "dim"), link)
    return [*(Padding(line, _INDENT) for line in lines if line), Text("")]
