"""The list of measures as a table: of three layouts the widest that fits the terminal.

The rows are laid out here and drawn by rich as segments: `rich.table` measures and wraps every cell as a document of its
own, which took 50 of the 200 ms that a list of 142 measures needs (Python 3.11, measured); this takes 5.
"""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import SIGNS, Look, count_words, listing_foot, no_word, title
from ctmeasures.reports.query import Listing

_LEAST = 28  # columns that a title needs to be read
_GAP = "  "

Cell = list[tuple[str, str]]  # its lines, each a text and a style


def table(listing: Listing, look: Look) -> str:
    """Draw the measures, what the signs mean, and the reference day."""
    foot = [plain(listing_foot(listing), "dim")]
    if not listing.states:
        return draw(look, plain("No measure matches.", "bold"), *foot)
    late = [state for state in listing.states if state.overdue]
    if late:
        unheard = sum(1 for state in late if not state.heard_since_due)
        known = f"{unheard} with {no_word(listing.view.overtaken)} in the registry"
        foot.insert(0, plain(f"{LATE_SIGN} due date passed: {count_words(len(late), 'measure')}, {known}", LATE))
    return draw(look, Segments(_segments(listing, look), new_lines=False), Text(), *foot)


def _tiny(state: State, look: Look) -> list[Cell]:
    title_, status, owner, due = _narrow(state, look)
    return [[*title_, *status[:1], *owner, *([] if state.due is None else due), ("", "")]]


def _narrow(state: State, look: Look) -> list[Cell]:
    color = COLORS[state.status]
    since = " ".join(state.since.short.split()[-2:]) + ("" if state.certain else "?")  # there is no room for the day
    return [
        [(title(state.measure, look), ""), (state.measure.id, "dim")],
        [(f"{SIGNS[state.status]} {state.status.label}", color), (f"since {since}", color)],
        [(clean(state.measure.owner), "")],
        [_due(state)],
    ]


def _wide(state: State, look: Look) -> list[Cell]:
    measure = state.measure
    return [
        [(title(measure, look), "")],
        [(measure.id, "dim")],
        [(f"{SIGNS[state.status]} {state.status.label}{'' if state.certain else '?'}", COLORS[state.status])],
        [(clean(measure.owner), "")],
        [(clean(measure.area or ""), "")],
        [(state.announced.short, "")],
        [(state.updated.short, "")],
        [_due(state)],
    ]


def _due(state: State) -> tuple[str, str]:
    if state.due is None:
        return "", ""
    return (f"{LATE_SIGN} {state.due.short}", LATE) if state.overdue else (f"  {state.due.short}", "")


# The headings, the widths that the columns have at most (the first one takes the room that is left), and the cells.
_LAYOUTS = (
    (
        ("Measure", "Id", "Status", "Owner", "Area", "Announced", "Last heard", "  Due"),
        (0, 40, 16, 18, 10, 11, 11, 18),
        _wide,
    ),
    (("Measure", "Status", "Owner", "  Due"), (0, 16, 10, 14), _narrow),
    (("Measure",), (0,), _tiny),
)


def _segments(listing: Listing, look: Look) -> Iterator[Segment]:
    """Yield the table line by line, in the widest layout that leaves room for the titles."""
    for headings, most, cells in _LAYOUTS:
        rows = [cells(state, look) for state in listing.states]
        widths = [
            min(limit, max(len(heading), *(cell_len(line) for row in rows for line, _ in row[number])))
            for number, (heading, limit) in enumerate(zip(headings, most, strict=True))
        ]
        widths[0] = look.width - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)
        if widths[0] >= _LEAST:
            break
    styles = {"": None} | {name: Style.parse(name) for name in (LATE, "bold", "dim", *COLORS.values())}
    yield from _line([(heading, "bold") for heading in headings], widths, styles)
    yield Segment("─" * look.width + "\n")
    for row in rows:
        folded = [_fold(cell, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*folded, fillvalue=("", "")):
            yield from _line(list(parts), widths, styles)


def _fold(cell: Cell, width: int) -> Cell:
    """Return a cell's lines broken to its width; nothing is cut."""
    lines: Cell = []
    for text, style in cell:
        if cell_len(text) <= width:
            lines.append((text, style))
        else:
            narrow = width if text.isascii() or cell_len(text) == len(text) else width // 2
            lines += ((part, style) for part in wrap(text, narrow, subsequent_indent=_indent(text)))
    return lines


def _indent(text: str) -> str:
    """Return the indentation that keeps a date under its date, not under its mark."""
    return "  " if text.startswith((f"{LATE_SIGN} ", "  ")) else ""


def _line(parts: list[tuple[str, str]], widths: list[int], styles: dict[str, Style | None]) -> Iterator[Segment]:
    for number, (text, style) in enumerate(parts):
        padded = set_cell_size(text, widths[number]) + _GAP if number < len(parts) - 1 else text
        yield Segment(padded, styles[style])
    yield Segment("\n")
