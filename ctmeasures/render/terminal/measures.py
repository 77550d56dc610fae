"""The list of measures as a table."""

from rich.text import Text

from ctmeasures.model.history import State
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal import COLORS, LATE, draw, plain
from ctmeasures.render.terminal.stacks import Column, Fact, Row
from ctmeasures.render.terminal.table import Band, Table, said
from ctmeasures.render.words import LATE as LATE_SIGN
from ctmeasures.render.words import SIGNS, UNSURE, listing_foot
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
    "due": Column(),
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
    foot = [plain(listing_foot(listing, look), "dim")]
    if not listing.states:
        return draw(look, plain(look.say("No measure matches."), "bold"), *foot)
    late = [state for state in listing.states if state.overdue]
    if late:
        unheard = sum(1 for state in late if not state.heard_since_due)
        words = "due date passed: {measures}, {number} with no later word in the registry"
        if listing.view.overtaken:
            words = "due date passed: {measures}, {number} with no word by then in the registry"
        known = look.say(words, measures=look.count(len(late), "measure", "measures"), number=unheard)
        foot.insert(0, plain(f"{LATE_SIGN} {known}", LATE))
    columns = said(_COLUMNS, look) | {"due": Column(f"  {look.say('Due')}")}
    found = Table(columns, _LAYOUTS, [Band(headed=True, ruled=True), *(_row(state, look) for state in listing.states)])
    return draw(look, found, Text(), *foot)


def _row(state: State, look: Look) -> Row:
    measure, color = state.measure, COLORS[state.status]
    doubt = "" if state.certain else UNSURE
    since, announced, heard = look.short(state.since), look.short(state.announced), look.short(state.updated)
    row = {
        "title": [Fact(look.title(measure))],
        "id": [Fact(measure.id, "dim")],
        "status": [Fact(f"{SIGNS[state.status]} {look.status(state.status)}{doubt}", color)],
        "since": [Fact(since, color, look.say("since {day}", day=since))],
        "owner": [Fact(clean(measure.owner))],
        "area": [Fact(clean(measure.area or ""))],
        "announced": [Fact(announced, "", look.say("announced {day}", day=announced))],
        "heard": [Fact(heard, "", look.say("heard {day}", day=heard))],
    }
    if state.due:
        due = look.short(state.due)
        apart = look.say("due {date}", date=due)
        late = Fact(f"{LATE_SIGN} {due}", LATE, f"{LATE_SIGN} {apart}")
        row["due"] = [late if state.overdue else Fact(f"  {due}", "", apart)]
    return row
