"""Published papers on a terminal."""

from rich.text import Text

from ctmeasures.render.look import Look
from ctmeasures.render.papers import cites, day, foot, what
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Table, fact, said
from ctmeasures.reports.papers import Paper, Papers

_COLUMNS = {
    "title": Column("Title", least=28),
    "id": Column("Publication"),
    "date": Column("Date"),
    "what": Column("What", least=16),
    "kind": Column("Kind"),
    "cites": Column("Cites", least=16),
    "measures": Column("Measures", least=12),
}
_LAYOUTS = (
    ("title", "id", "date", "what", "kind", "cites", "measures"),
    ("title/id", "date", "what", "kind", "cites", "measures"),
    ("title/id/measures", "date/kind", "what/cites"),
    ("title/id,date/what/kind/cites/measures",),
)


def table(found: Papers, look: Look) -> str:
    """Draw the papers, each with what it is to the registry."""
    last = plain(foot(found, look), "dim")
    if not found.papers:
        return draw(look, plain(look.say("Nothing is found."), "bold"), last)
    rows = [_row(one, look) for one in found.papers]
    return draw(look, Table(said(_COLUMNS, look), _LAYOUTS, [Band(headed=True, ruled=True), *rows]), Text(), last)


def _row(one: Paper, look: Look) -> Row:
    paper, said_to_cite = one.publication, cites(one, look)
    return {
        "title": [Fact(linked(clean(paper.subject) or clean(paper.id), paper.address, "bold"))],
        "id": fact(clean(paper.id), "dim"),
        "date": fact(day(one, look)),
        "what": fact(what(one, look)),
        "kind": fact(clean(paper.kind), "dim"),
        "cites": fact(said_to_cite, "", look.say("cites {what}", what=said_to_cite)),
        "measures": [Fact(key, "cyan") for key in one.measures],
    }
