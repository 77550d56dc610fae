"""The deadlines on a terminal: a table for each section, then what moved, then the sum of that by owner."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ctmeasures.render import deadlines
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.stacks import Column, Row
from ctmeasures.render.terminal.table import Band, Drawable, Table, fact, said
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import SIGNS
from ctmeasures.reports.deadlines import Deadlines, Section

_MARKS = {"passed": (LATE_SIGN, LATE), "heard": ("◇", "bold yellow"), "next": ("◆", "bold")}

_COLUMNS = {
    "mark": Column(),
    "due": Column("Due"),
    "when": Column(),
    "known": Column(),
    "title": Column("Measure", least=28),
    "id": Column("Id"),
    "owner": Column("Owner"),
    "heard": Column("Last heard"),
    "silent": Column(),
    "letter": Column("Heard in", least=24),
}
_LAYOUTS = (
    ("mark", "due", "when", "known", "title", "id", "owner", "heard", "silent", "letter"),
    ("mark", "due", "when/known", "title/id", "owner", "heard/silent", "letter"),
    ("mark", "due/when/known", "title/id,owner", "heard/silent", "letter"),
    ("mark", "due/when/known", "title/id,owner", "letter/heard,silent"),
    ("mark", "due/when/known", "title/id,owner/heard,silent/letter"),
    ("title/due,when,known/id,owner/heard,silent,letter",),
)
_UNSET = (("title", "id", "owner"), ("title/id", "owner"), ("title/id,owner",))


def table(found: Deadlines, look: Look) -> str:
    """Draw the sections that hold anything, what slipped, and the reference day."""
    foot = plain(deadlines.due_foot(found, look), "dim")
    if not found.measures:
        return draw(look, plain(look.say("No measure matches."), "bold"), foot)
    parts: list[Drawable] = []
    rows = {section.name: [*_rows(section, found, look)] for section in found.sections if section.name != "none"}
    columns = said(_COLUMNS, look)
    among = [row for own in rows.values() for row in own]
    for section in found.sections:
        if section.deadlines:
            style = _MARKS.get(section.name, ("", "bold"))[1]
            parts += _head(
                deadlines.heading(section, found.view, look), deadlines.about(section.name, found.view, look), style
            )
            if section.name == "none":
                parts += [Table(columns, _UNSET, _unset(section, found, look), inset=2), Text()]
            else:
                parts += [Table(columns, _LAYOUTS, [Band(headed=True), *rows[section.name]], among=among), Text()]
    if found.moved or found.unclear:
        parts += [*_slipped(found, look), *_sums(found, look)]
    elif found.slippage:
        parts += [plain(deadlines.unmoved(found, look), "bold"), Text()]
    return draw(look, *parts, plain(deadlines.counts(found, look), "bold"), foot)


def _head(words: str, about: str, style: str = "bold") -> Iterator[RenderableType]:
    """Yield a heading, and under it what is meant."""
    yield plain(words, style)
    yield plain(about, "dim")


def _unset(section: Section, found: Deadlines, look: Look) -> Iterator[Row | Band]:
    """Yield the measures without a deadline, together under the letter that spoke of them last."""
    letters = found.view.registry.letters
    for (key, days), group in groupby(section.deadlines, key=lambda one: (one.heard.letter, one.state.silent_days)):
        own = list(group)
        heard = look.say(
            "Last heard {day}, {ago}",
            day=look.date(letters[key].date),
            ago=deadlines.ago(days or 0, found.view.clock.reference_day, look),
        )
        yield Band((plain(f"{heard}: {look.title(letters[key])} ({len(own)})", "underline"),))
        for one in own:
            measure = one.state.measure
            yield {"title": fact(look.title(measure)), "id": fact(measure.id, "dim"), "owner": fact(measure.owner)}


def _rows(section: Section, found: Deadlines, look: Look) -> Iterator[Row]:
    """Yield a row for each measure that has or had a deadline."""
    letters = found.view.registry.letters
    for one in section.deadlines:
        row = deadlines.row(one, look)
        sign, style = _MARKS.get(section.name) or (SIGNS[one.state.status], COLORS[one.state.status])
        known = row.late or ("" if one.state.open else row.status)
        silent = look.say("{span} ago", span=row.silent) if row.silent else ""
        yield {
            "mark": fact(sign, style),
            "due": fact(row.due, style, f"{sign} {look.say('due {date}', date=row.due)}" if row.due else ""),
            "when": fact(row.when, f"{style} not bold"),
            "known": fact(known, f"{style} not bold"),
            "title": fact(row.title),
            "id": fact(row.id, "dim"),
            "owner": fact(row.owner),
            "heard": fact(row.heard, "", look.say("heard {day}", day=row.heard)),
            "silent": fact(silent, "dim"),
            "letter": fact(look.title(letters[row.heard_in]), "dim"),
        }


def _line(first: tuple[str, str], second: tuple[str, str]) -> Text:
    """Return two texts beside one another, each in its style."""
    return Text("  ").join((plain(*first), plain(*second)))


def _slipped(found: Deadlines, look: Look) -> Iterator[RenderableType]:
    """Yield each measure whose due date moved, with its promises."""
    yield from _head(
        f"{look.say(deadlines.SLIPPED[0])}: {deadlines.slip_heading(found, look)}", look.say(deadlines.SLIPPED[1])
    )
    for one in deadlines.slips(found):
        yield _line((look.title(one.state.measure), ""), (one.state.measure.id, "dim"))
        for number, words in enumerate(deadlines.slipped(one, found.view.registry, look)):
            yield Padding(Text("→ " if number else "  ").append_text(plain(words)), (0, 0, 0, 2))
    yield Text()


def _sums(found: Deadlines, look: Look) -> Iterator[Drawable]:
    """Yield the sum of what moved by owner."""
    yield from _head(*map(look.say, deadlines.BY_OWNER))
    head, *rows, total = deadlines.sums(found, look)
    first, *numbers = head
    columns = {first: Column(first.capitalize(), least=24)}
    columns |= {word: Column(word.capitalize().replace(" ", "\N{NO-BREAK SPACE}"), right=True) for word in numbers}
    items: list[Row | Band] = [Band(headed=True)]
    for owner, *cells in (*rows, total):
        style = "bold" if owner is total[0] else ""
        counts = {word: fact(cell, style, f"{word} {cell}") for word, cell in zip(numbers, cells, strict=True)}
        items.append({first: fact(owner, style), **counts})
    yield Table(columns, (tuple(head), (f"{first}/{','.join(numbers)}",)), items)
    yield Text()
