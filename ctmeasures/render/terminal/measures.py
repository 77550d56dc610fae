"""The list of measures as a table: narrow terminals get the id under the title, wide ones more columns."""

from rich import box
from rich.table import Table
from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.terminal import LATE, draw, plain, status
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import NO_WORD, Look, clean, count_words, sentence, title
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


def _narrow(listing: Listing, look: Look) -> Table:
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), expand=True, show_edge=False)
    found.add_column("Measure", ratio=1)
    found.add_column("Status", no_wrap=True)
    found.add_column("Owner", overflow="fold", max_width=12)
    found.add_column("Since", no_wrap=True)
    found.add_column("Due", overflow="fold", max_width=14)
    for state in listing.states:
        name = Text(title(state.measure, look), style="bold")
        name.append(f"\n{state.measure.id}", style="not bold dim")
        found.add_row(name, status(state.status), _owner(state), plain(_month(state)), _due(state))
    return found


def _wide(listing: Listing, look: Look) -> Table:
    registry = listing.view.registry
    found = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, expand=True)
    found.add_column("Id", overflow="fold", max_width=34)
    found.add_column("Measure", ratio=1)
    found.add_column("Status", no_wrap=True)
    found.add_column("Owner", overflow="fold", max_width=12)
    found.add_column("Area", no_wrap=True)
    found.add_column("Since", no_wrap=True)
    found.add_column("Last heard", no_wrap=True)
    found.add_column("Due", overflow="fold", max_width=18)
    for state in listing.states:
        measure = state.measure
        area = registry.areas[measure.area].key if measure.area else ""
        found.add_row(
            plain(measure.id, "dim"),
            Text(title(measure, look), style="bold"),
            status(state.status),
            _owner(state),
            plain(area),
            plain(state.announced.short),
            plain(state.updated.short),
            _due(state),
        )
    return found


def _owner(state: State) -> Text:
    return plain(state.measure.owner)


def _month(state: State) -> str:
    """Return the month in which a measure was announced: a narrow table has no room for the day."""
    return " ".join(state.announced.short.split()[-2:])


def _due(state: State) -> Text:
    if state.due is None:
        return Text("")
    return Text(f"{clean(state.due.short)} {LATE_SIGN}", style=LATE) if state.overdue else plain(state.due.short)
