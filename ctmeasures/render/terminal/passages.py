"""The paragraphs of a letter's own text on a terminal."""

from rich.text import Text

from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.kept import Material
from ctmeasures.render.look import Look
from ctmeasures.render.passages import before_rows
from ctmeasures.render.terminal import draw, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Table, fact, said

_COLUMNS = {
    "number": Column("#", right=True),
    "kind": Column("Kind"),
    "heading": Column("Heading", least=16),
    "text": Column("Text", least=32),
    "rows": Column(least=16),
    "notes": Column(least=16),
}
_LAYOUTS = (
    ("number", "kind", "heading", "text/rows/notes"),
    ("number", "kind", "text/heading/rows/notes"),
    ("number/kind/heading/text/rows/notes",),
)


def table(found: Material, look: Look) -> str:
    """Draw the paragraphs in full, each with its heading, rows and notes."""
    rows: list[Row | Band] = [Band(headed=True, ruled=True), *(_row(one, look) for one in found.paragraphs)]
    foot = plain(look.count(len(found.paragraphs), "paragraph", "paragraphs"), "dim")
    return draw(look, Table(said(_COLUMNS, look), _LAYOUTS, rows), Text(), foot)


def _row(one: Paragraph, look: Look) -> Row:
    return {
        "number": fact(str(one.number)),
        "kind": fact(look.say(one.kind), "dim"),
        "heading": fact(one.heading, "bold"),
        "text": fact(before_rows(one)),
        "rows": [Fact(plain(" | ".join(row)), "") for row in one.rows],
        "notes": fact(" ".join(f"[{note.number}] {note.text}" for note in one.notes), "dim"),
    }
