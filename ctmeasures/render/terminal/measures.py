"""The list of measures as a table."""

from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.table import Band, Column, Fact, Row, Table
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import SIGNS, UNSURE, Look, count_words, listing_foot, no_word, title
from ctmeasures.reports.query import Listing

_COLUMNS = {
    "title": Column("Measure", least=28),
    "id": Column("Id"),
    "status": Column("Status"),
    "since": Column("Since"),
    "owner": Column("Owner"),
    "area": Column("Area"),
    "announced": Column("Announced"),
    "heard": Column("Last heard"),
    "due": Column("  Due"),
}
_LAYOUTS = (
    ("title", "id", "status", "since", "owner", "area", "announced", "heard", "due"),
    ("title/id", "status", "since", "owner", "area", "announced", "heard", "due"),
    ("title/id", "status/since", "owner/area", "heard/announced", "due"),
    ("title/id,owner,area", "status/since", "heard/announced", "due"),
    ("title/id,owner,area", "status/since", "due/heard/announced"),
    ("title/status,since,due,owner,area,announced,heard,id",),
)


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
    found = Table(_COLUMNS, _LAYOUTS, [Band(headed=True, ruled=True), *(_row(state, look) for state in listing.states)])
    return draw(look, found, Text(), *foot)


def _row(state: State, look: Look) -> Row:
    measure, color = state.measure, COLORS[state.status]
    doubt = "" if state.certain else UNSURE
    since, announced, heard = state.since.short, state.announced.short, state.updated.short
    row = {
        "title": [Fact(title(measure, look))],
        "id": [Fact(measure.id, "dim")],
        "status": [Fact(f"{SIGNS[state.status]} {state.status.label}{doubt}", color)],
        "since": [Fact(since, color, f"since {since}")],
        "owner": [Fact(clean(measure.owner))],
        "area": [Fact(clean(measure.area or ""))],
        "announced": [Fact(announced, "", f"announced {announced}")],
        "heard": [Fact(heard, "", f"heard {heard}")],
    }
    if state.due:
        due = state.due.short
        row["due"] = [
            Fact(f"{LATE_SIGN} {due}", LATE, f"{LATE_SIGN} due {due}")
            if state.overdue
            else Fact(f"  {due}", "", f"due {due}")
        ]
    return row
