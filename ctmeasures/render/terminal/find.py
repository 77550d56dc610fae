"""Answers to words on a terminal: each with its title, where the words stand, and the words."""

from collections.abc import Iterator

from rich.text import Text

from ctmeasures.render.find import foot, gave, heading, marked, url, where
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import draw, linked, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Table, fact
from ctmeasures.render.words import paragraph
from ctmeasures.reports.find import Found, Hit

_COLUMNS = {
    "rank": Column(right=True),
    "title": Column(least=28),
    "key": Column(),
    "place": Column(),
    "words": Column(),
}
_LAYOUTS = (("rank", "title/key,place/words"), ("rank,title/key,place/words",))


def table(found: Found, look: Look) -> str:
    """Draw the answers under one another."""
    last = plain(foot(found, look), "dim")
    if not found.hits:
        return draw(look, plain(look.say("Nothing is found."), "bold"), last)
    rows = [_row(rank, hit, found, look) for rank, hit in enumerate(found.hits, 1)]
    return draw(look, Table(_COLUMNS, _LAYOUTS, rows), Text(), last)


def _row(rank: int, hit: Hit, found: Found, look: Look) -> Row:
    return {
        "rank": fact(str(rank), "dim"),
        "title": [Fact(linked(heading(hit, look), url(hit, found), "bold"))],
        "words": [Fact(_words(hit, look))],
        **dict(_place(hit, look)),
    }


def _place(hit: Hit, look: Look) -> Iterator[tuple[str, list[Fact]]]:
    """Yield where the words stand, and what a paragraph gave."""
    text, state = hit.text, hit.document.state
    if state is None:
        language = where(hit, look, what=False)
        yield "place", fact(f"{look.say('gave')} {gave(hit, look)}{f' ({language})' if language else ''}", "dim")
        return
    yield "key", fact(state.measure.id, "dim")
    said = f", {text.letter}{paragraph(text.passage, look)}" if text.passage else ""
    yield "place", fact(f"{where(hit, look)}{said}", "dim")


def _words(hit: Hit, look: Look) -> Text:
    """Return the words with those that were looked for in colour, without colours in brackets."""
    if not look.color:
        return Text(marked(hit))
    return Text.assemble(*((clean(one.text), "bold yellow" if one.found else "") for one in hit.pieces))
