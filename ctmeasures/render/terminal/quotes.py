"""What became of the quotes, on a terminal: the problems, a table of the letters, and in one line how it went."""

from rich.text import Text

from ctmeasures.checks.quotes import Verification
from ctmeasures.render import problems
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import draw, plain
from ctmeasures.render.terminal.stacks import Column, Row
from ctmeasures.render.terminal.table import Band, Table, fact


def verified(found: Verification, look: Look) -> str:
    """Draw the problems, and how many quotes of each letter were found."""
    head, *rows = problems.results(found)
    columns = {name: Column(name.capitalize(), right=name != head[0]) for name in head}
    items: list[Row | Band] = [Band(headed=True, ruled=True)]
    for row in rows:
        letter, quotes, *counts = row
        apart = [letter, f"{quotes} quotes", *(f"{cell} {name}" for name, cell in zip(head[2:], counts, strict=True))]
        items.append({name: fact(cell, "", said) for name, cell, said in zip(head, row, apart, strict=True)})
    layouts = (tuple(head), (f"{head[0]}/{','.join(head[1:])}",))
    table = (Table(columns, layouts, items), Text()) if rows else ()
    from_where = (plain(line) for line in problems.published(found).splitlines())
    return problems.text(found.problems, look) + draw(look, *table, *from_where, plain(problems.outcome(found).strip()))
