"""The list of measures as a table: narrow terminals get the id under the title, wide ones more columns."""

from rich import box
from rich.table import Table
from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.safe import clean
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
    late = sum(1 for state in listing.states if state.overdue)
    if late:
        foot.insert(
            0, plain(f"{LATE_SIGN} due date passed, {NO_WORD} in the registry: {count_words(late, 'measure')}", LATE)
        )
    rows = _wide(listing, look) if look.width >= WIDE else _narrow(listing, look)
    return draw(look, rows, *foot)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, expand=True)


def _narrow(listing: Listing, look: Look) -> Table:
    found = _table()
    found.add_column("Measure", ratio=1, overflow="fold")
    found.add_column("Status", no_wrap=True)
    found.add_column("Owner", overflow="fold", max_width=10)
    found.add_column("Due", overflow="fold", max_width=14)
    for state in listing.states:
        name = Text(title(state.measure, look), style="bold")
        name.append(f"\n{state.measure.id}", style="not bold dim")
        how = status(state.status)
        how.append(f"\nsince {_month(state)}", style="dim")
        found.add_row(name, how, plain(state.measure.owner), _due(state))
    return found


def _wide(listing: Listing, look: Look) -> Table:
    found = _table()
    found.add_column("Id", overflow="fold", max_width=32)
    found.add_column("Measure", ratio=1, overflow="fold")
    found.add_column("Status", no_wrap=True)
    found.add_column("Owner", overflow="fold", max_width=12)
    found.add_column("Area", no_wrap=True)
    found.add_column("Since", no_wrap=True)
    found.add_column("Last heard", no_wrap=True)
    found.add_column("Due", overflow="fold", max_width=18)
    for state in listing.states:
        measure = state.measure
        found.add_row(
            plain(measure.id, "dim"),
            Text(title(measure, look), style="bold"),
            status(state.status),
            plain(measure.owner),
            plain(measure.area or ""),
            plain(state.announced.short),
            plain(state.updated.short),
            _due(state),
        )
    return found


def _month(state: State) -> str:
    """Return the month in which a measure was announced: a narrow table has no room for the day."""
    return " ".join(state.announced.short.split()[-2:])


def _due(state: State) -> Text:
    if state.due is None:
        return Text("")
    return Text(f"{clean(state.due.short)} {LATE_SIGN}", style=LATE) if state.overdue else plain(state.due.short)
