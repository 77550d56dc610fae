"""The list of measures as a table: narrow terminals get the id under the title, wide ones more columns."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.terminal import LATE, draw, plain, status
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import NO_WORD, Look, count_words, sentence, title
from ctmeasures.reports.query import Listing

WIDE = 120


def table(listing: Listing, look: Look) -> str:
    """Draw the measures, what the signs mean, and the reference day."""
    count = f"{len(listing.states)} of {count_words(listing.total, 'measure')}."
    foot = [plain(f"{count} {sentence(listing.view)}", "dim")]
    if not listing.states:
        return draw(look, plain("No measure matches.", "bold"), *foot)
    late = [state for state in listing.states if state.overdue]
    if late:
        unheard = sum(1 for state in late if not state.heard_since_due)
        known = f"{unheard} with {NO_WORD} in the registry"
        foot.insert(0, plain(f"{LATE_SIGN} due date passed: {count_words(len(late), 'measure')}, {known}", LATE))
    rows = _wide(listing, look) if look.width >= WIDE else _narrow(listing, look)
    return draw(look, rows, Text(), *foot)


def _narrow(listing: Listing, look: Look) -> Table:
    rows = []
    for state in listing.states:
        name = Text(title(state.measure, look))
        name.append(f"\n{state.measure.id}", style="dim")
        how = status(state.status)
        how.append(f"\nsince {_month(state)}")
        rows.append((name, how, plain(state.measure.owner), _due(state)))
    return _table(look, ("Measure", "Status", "Owner", "  Due"), (0, 16, 10, 14), rows)


def _wide(listing: Listing, look: Look) -> Table:
    rows = [
        (
            Text(title(state.measure, look)),
            plain(state.measure.id, "dim"),
            status(state.status),
            plain(state.measure.owner),
            plain(state.measure.area or ""),
            plain(state.announced.short),
            plain(state.updated.short),
            _due(state),
        )
        for state in listing.states
    ]
    headings = ("Measure", "Id", "Status", "Owner", "Area", "Since", "Last heard", "  Due")
    return _table(look, headings, (0, 32, 16, 12, 10, 11, 11, 18), rows)


def _table(look: Look, headings: tuple[str, ...], most: tuple[int, ...], rows: Sequence[tuple[Text, ...]]) -> Table:
    """Return a table whose first column takes the room that the others leave; they are as wide as they need, up to `most`.

    The widths are given because rich would measure every cell twice to find the same ones.
    """
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    widths = [
        min(limit, max(len(heading), *(len(line) for row in rows for line in row[number].plain.split("\n"))))
        for number, (heading, limit) in enumerate(zip(headings, most, strict=True))
    ]
    gaps = 2 * (len(headings) - 1)  # one of padding and one of the box between two columns
    widths[0] = max(20, look.width - gaps - sum(widths[1:]))
    for heading, width in zip(headings, widths, strict=True):
        longest = max(len(line) for row in rows for line in row[len(found.columns)].plain.split("\n"))
        found.add_column(heading, width=width, overflow="fold", no_wrap=longest <= width)
    for row in rows:
        found.add_row(*row)
    return found


def _month(state: State) -> str:
    """Return the month in which a measure was announced: a narrow table has no room for the day."""
    return " ".join(state.announced.short.split()[-2:])


def _due(state: State) -> Text:
    if state.due is None:
        return Text("")
    return Text(f"{LATE_SIGN} {state.due.short}", style=LATE) if state.overdue else Text(f"  {state.due.short}")
