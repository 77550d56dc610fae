"""What the deadlines say, section by section; the terminal, plain text and Markdown draw the same pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.deadline import Outcome
from ctmeasures.model.shift import How
from ctmeasures.render.words import (
    NO_WORD,
    Look,
    count_words,
    doubt,
    late_words,
    name,
    no_word,
    sentence,
    span_words,
    title,
)

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import Promise
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.model.shift import Shift
    from ctmeasures.reports.deadlines import Deadlines, Section
    from ctmeasures.reports.query import View

# What each section is called, and what is in it.
HEADINGS = {
    "passed": (f"Passed, {NO_WORD}", "open; no letter has spoken of it since, which says nothing of what was done"),
    "heard": ("Passed, spoken of since", "open; a letter after the due date spoke of it and named no new one"),
    "next": ("Next", "open; the due date is ahead"),
    "none": ("No deadline", "open; no letter names a date, or none that stands"),
    "closed": ("Closed, had a deadline", "held against the due date that stood then"),
}
SLIPPED = (
    "Slipped",
    "from the first promise on; a move counts the days between last days, where one date is as exact as the other",
)
BY_OWNER = ("Slipped, by owner", "what ever had a due date; the days by which it moved in all")


class DueRow(NamedTuple):
    """What is said of one measure: its deadline, how far that is from now or the end, what is known since, whose it is, when it was heard."""

    due: str
    when: str
    late: str
    id: str
    owner: str
    status: str
    heard: str
    silent: str
    heard_in: str
    title: str


# The facts that a section does not have by its nature.
_EMPTY = {"next": {"late"}, "none": {"due", "when", "late"}, "closed": {"late", "silent"}}


def about(name: str, view: View) -> str:
    """Say what is in a section."""
    said = HEADINGS[name][1]
    return said.replace("no letter has", "no letter up to then has") if view.overtaken else said


def heading(section: Section, view: View) -> str:
    """Say what a section is and how many measures are in it."""
    called = HEADINGS[section.name][0].replace(NO_WORD, no_word(view.overtaken))
    return f"{called}: {len(section.deadlines)}"


def row(one: Deadline, look: Look) -> DueRow:
    """Return what is said of one measure."""
    state = one.state
    return DueRow(
        due=one.due.short if one.due else "",
        when=far(one),
        late=late_words(state) if state.overdue else "",
        id=state.measure.id,
        owner=state.measure.owner,
        status=(state.status.label if state.open else f"{state.status.label} {state.since.short}") + doubt(state),
        heard=state.updated.short,
        silent=silence(one),
        heard_in=one.heard.letter,
        title=title(state.measure, look),
    )


def cells(section: Section, look: Look) -> list[list[str]]:
    """Return the cells of a section, the headings first: a row for each measure, without the columns that are always empty."""
    shown = [name for name in DueRow._fields if name not in _EMPTY.get(section.name, ())]
    rows = (row(one, look) for one in section.deadlines)
    return [
        [name.replace("_", " ").upper() for name in shown],
        *([getattr(said, name) for name in shown] for said in rows),
    ]


def far(one: Deadline) -> str:
    """Say how far a due date is from the reference day, or whether it was met, and no more than the dates tell."""
    days = one.days or 0
    match one.outcome:
        case Outcome.PASSED | Outcome.HEARD:
            return ago(days)
        case Outcome.NEXT:
            return f"in {span_words(-days)}" if days else "on the reference day"
        case Outcome.NONE:
            return ""
        case Outcome.MET:
            return "in time"
        case Outcome.AFTER:
            assert one.closed
            partial = one.closed.date.first != one.closed.date.last
            return f"{'at least ' if partial else ''}{span_words(days)} after it"
        case Outcome.UNDECIDED:
            return _undecided(one)
        case Outcome.ENDED:
            return "ended otherwise"


def _undecided(one: Deadline) -> str:
    assert one.closed
    if one.due is None:
        return "none stood any more"
    if one.closed.date.first > one.due.last:
        return "reported after it; the letter names no day"
    return "the dates do not tell whether in time"


def silence(one: Deadline) -> str:
    """Say for how long nothing was heard of an open measure; nothing for a closed one, or one that was heard of that day."""
    return span_words(one.state.silent_days) if one.state.silent_days else ""


def ago(days: int) -> str:
    """Say how long before the reference day something was."""
    return f"{span_words(days)} ago" if days else "on the reference day"


def unmoved(found: Deadlines) -> str:
    """Say that no due date moved, and of how many."""
    return f"Of {count_words(sum(one.deadlines for one in found.slippage), 'deadline')}, none moved."


def slipped(one: Deadline, registry: Registry) -> Iterator[str]:
    """Yield the first promise and each one that followed, with its letter and by how many days it moved."""
    for number, promise in enumerate(one.promises):
        how = ", promised anew" if number and promise.shift is None else moved(promise)
        yield f"{promise.due.words}{how} ({told(promise.event, registry)})"


def moved(promise: Promise) -> str:
    """Say by how many days a promise moved the due date; nothing of the first."""
    return f", {shift_words(promise.shift)}" if promise.shift else ""


def shift_words(one: Shift) -> str:
    """Say how a due date stands to the one before it: `365 days later`, `152 to 545 days later`, `more precise`."""
    match one.how:
        case How.SAME:
            return "the same days"
        case How.PRECISER:
            return "more precise"
        case How.UNCLEAR:
            return "the dates do not tell whether it moved"
        case How.LATER | How.EARLIER:
            least, most = sorted((abs(one.least), abs(one.most)))
            return f"{count_words(least, 'day') if least == most else f'{least:,} to {most:,} days'} {one.how.value}"


def slip_heading(found: Deadlines) -> str:
    """Say how many due dates moved, and of how many more the dates do not tell."""
    return f"{len(found.moved)}{f', and perhaps {len(found.unclear)} more' if found.unclear else ''}"


def slips(found: Deadlines) -> list[Deadline]:
    """Return the measures whose due date moved or may have moved, in the order of their ids."""
    return sorted((*found.moved, *found.unclear), key=lambda one: one.state.measure.id)


def told(event: Event, registry: Registry) -> str:
    """Say where an event is told: `letter of 30 June 2020, paragraph 1`."""
    paragraph = f", paragraph {event.passage}" if event.passage else ""
    return f"letter of {registry.letters[event.letter].date.words}{paragraph}"


def sums(found: Deadlines, look: Look) -> list[list[str]]:
    """Return the rows of what slipped by owner, the headings first, all of them last."""
    organisations = found.view.registry.organisations
    days = [
        (one, ((one.deadlines,) * 2, (one.moved, one.moved + one.unclear), one.later, one.earlier))
        for one in found.slippage
    ]
    rows = [[f"{name(organisations[one.owner], look)} ({one.owner})", *map(_span, numbers)] for one, numbers in days]
    columns = zip(*(numbers for _, numbers in days), strict=True)
    total = [_span((sum(least for least, _ in column), sum(most for _, most in column))) for column in columns]
    return [["owner", "deadlines", "moved", "days later", "days earlier"], *rows, ["All", *total]]


def _span(span: tuple[int, int]) -> str:
    """Say the least and the most of a number: `91`, `152–545`."""
    least, most = span
    return str(least) if least == most else f"{least}–{most}"


def counts(found: Deadlines) -> str:
    """Say how many measures are in each section, in one line."""
    return "; ".join(heading(section, found.view).replace(":", "") for section in found.sections)


def due_foot(found: Deadlines) -> str:
    """Say how many measures there are of how many, and when."""
    return f"{len(found.measures)} of {count_words(found.total, 'measure')}. {sentence(found.view)}"
