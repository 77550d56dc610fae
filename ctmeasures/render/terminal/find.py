"""Answers to words on a terminal: each with its title, where the words stand, and the words."""

from rich.table import Table
from rich.text import Text

from ctmeasures.render.find import foot, gave, heading, marked, url
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.words import paragraph
from ctmeasures.reports.find import Found, Hit


def table(found: Found, look: Look) -> str:
    """Draw the answers under one another."""
    last = plain(foot(found, look), "dim")
    if not found.hits:
        return draw(look, plain(look.say("Nothing is found."), "bold"), last)
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for rank, hit in enumerate(found.hits, 1):
        grid.add_row(str(rank), _answer(hit, found, look))
    return draw(look, grid, Text(), last)


def _answer(hit: Hit, found: Found, look: Look) -> Text:
    text = linked(heading(hit, look), url(hit, found), "bold")
    if hit.document.state:
        text.append(f"\n{hit.document.state.measure.id}", style="not bold dim")
        place = f", {hit.text.letter}{paragraph(hit.text.passage, look)}" if hit.text.passage else ""
        text.append(f" · {look.say(hit.text.field.label)}{place}", style="not bold dim")
    else:
        text.append(f"\n{look.say('gave')} {gave(hit, look)}", style="not bold dim")
    words = Text("\n", style="not bold")
    if look.color:
        for piece in hit.pieces:
            words.append(clean(piece.text), style="bold yellow" if piece.found else "")
    else:
        words.append(marked(hit))
    return Text.assemble(text, words)
