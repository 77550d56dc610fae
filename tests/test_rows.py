"""Our own layout of many rows draws what rich's grid draws."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from ctmeasures.render.terminal import draw
from ctmeasures.render.terminal.rows import Rows, Slot
from ctmeasures.render.words import Look

WORDS = st.lists(
    st.sampled_from(["dike", "a", "waterschap", "één", "🌊", "水位", "x" * 30, "(b),", "e\u0301"]), max_size=6
).map(" ".join)
CELLS = st.lists(st.lists(WORDS.filter(bool), min_size=1, max_size=3), min_size=3, max_size=3)
STYLES = ("", "dim", "bold red")


@given(st.lists(CELLS, min_size=1, max_size=4), st.integers(36, 70), st.integers(0, 2), st.booleans())
def test_rows_look_like_a_grid(rows: list[list[list[str]]], width: int, gap: int, cut: bool) -> None:
    grid = Table.grid(padding=(0, gap, 0, 0), expand=True)
    grid.add_column(width=9, justify="right", no_wrap=cut, overflow="ellipsis" if cut else "fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(width=12, overflow="fold")
    for row in rows:
        grid.add_row(*(Text("\n".join(cell), style=style) for cell, style in zip(row, STYLES, strict=True)))
    columns = [Slot(9, right=True, cut=cut), Slot(), Slot(12)]
    cells = [[[Text(line, style) for line in cell] for cell, style in zip(row, STYLES, strict=True)] for row in rows]
    look = Look(width=width, color=True)
    assert seen(draw(look, Rows(columns, cells, gap))) == seen(draw(look, grid))


def seen(drawn: str) -> list[list[tuple[int, str, str]]]:
    """Return of each line what can be seen: the characters that are no spaces, each with its place and its style."""
    lines = []
    for line in drawn.split("\n"):
        found, style, place = [], "", 0
        for code, character in re.findall("\x1b\\[([0-9;]*)m|(.)", line):
            if character:
                place += 1
                if character != " ":
                    found.append((place, character, style))
            else:
                style = "" if code == "0" else code
        lines.append(found)
    return lines
