"""What the deadlines say, section by section; the terminal, plain text and Markdown draw the same pieces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.deadline import Outcome
from ctmeasures.model.shift import How
from ctmeasures.render.look import Look
from ctmeasures.render.words import doubt, late_words, letter_of, no_word, of_measures, sentence

if TYPE_CHECKING:
    from datetime import date

    from ctmeasures.model.dates import PartialDate
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import Promise, State
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.model.shift import Shift
    from ctmeasures.reports.deadlines import Deadlines, Section
    from ctmeasures.reports.query import View

# What each section is called, and what is in it.
HEADINGS = {
    "passed": ("Passed, {no_word}", "open; no letter has spoken of it since, which says nothing of what was done"),
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

SUMMED = ("Owner", "deadlines", "moved", "days later", "days earlier")


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


LABELS = {
    "due": "Due",
    "when": "When",
    "late": "Late",
    "id": "Id",
    "owner": "Owner",
    "status": "Status",
    "heard": "Heard",
    "silent": "Silent",
    "heard_in": "Heard in",
    "title": "Title",
}

# The facts that a section does not have by its nature.
_EMPTY = {"next": {"late"}, "none": {"due", "when", "late"}, "closed": {"late", "silent"}}


PASSED_THEN = "open; no letter up to then has spoken of it since, which says nothing of what was done"


def about(name: str, view: View, look: Look) -> str:
    """Say what is in a section."""
    return look.say(PASSED_THEN if name == "passed" and view.overtaken else HEADINGS[name][1])


def heading(section: Section, view: View, look: Look) -> str:
    """Say what a section is and how many measures are in it."""
    called = look.say(HEADINGS[section.name][0], no_word=no_word(view.overtaken, look))
    return f"{called}: {len(section.deadlines)}"


def row(one: Deadline, look: Look) -> DueRow:
    """Return what is said of one measure."""
    state = one.state
    return DueRow(
        due=look.short(one.due) if one.due else "",
        when=far(one, look),
        late=late_words(state, look) if state.overdue else "",
        id=state.measure.id,
        owner=state.measure.owner,
        status=(look.status(state.status) if state.open else f"{look.status(state.status)} {look.short(state.since)}")
        + doubt(state, look),
        heard=look.short(state.updated),
        silent=silence(state, look),
        heard_in=one.heard.letter,
        title=look.title(state.measure),
    )


def cells(section: Section, look: Look) -> list[list[str]]:
    """Return the cells of a section, the headings first: a row for each measure, without the columns that are always empty."""
    shown = [name for name in DueRow._fields if name not in _EMPTY.get(section.name, ())]
    rows = (row(one, look) for one in section.deadlines)
    return [
        [look.say(LABELS[name]).upper() for name in shown],
        *([getattr(said, name) for name in shown] for said in rows),
    ]


def far(one: Deadline, look: Look) -> str:
    """Say how far a due date is from the reference day, or whether it was met, and no more than the dates tell."""
    days = one.days or 0
    match one.outcome:
        case Outcome.PASSED | Outcome.HEARD:
            return ago(days, one.state.reference_day, look)
        case Outcome.NEXT:
            assert one.due
            ahead = look.span(-days, one.due.last)
            return look.say("in {span}", span=ahead) if days else look.say("on the reference day")
        case Outcome.NONE:
            return ""
        case Outcome.MET:
            return look.say("in time")
        case Outcome.AFTER:
            assert one.closed
            partial = one.closed.date.first != one.closed.date.last
            said = look.say("{span} after it", span=look.span(days, one.closed.date.first))
            return look.say("at least {span}", span=said) if partial else said
        case Outcome.UNDECIDED:
            return _undecided(one, look)
        case Outcome.ENDED:
            return look.say("ended otherwise")


def _undecided(one: Deadline, look: Look) -> str:
    assert one.closed
    if one.due is None:
        return look.say("none stood any more")
    if one.closed.date.first > one.due.last:
        return look.say("reported after it; the letter names no day")
    return look.say("the dates do not tell whether in time")


def silence(state: State, look: Look) -> str:
    """Say for how long nothing was heard of an open measure; nothing for a closed one, or one that was heard of that day."""
    return look.span(state.silent_days, state.reference_day) if state.silent_days else ""


def ago(days: int, reference: date, look: Look) -> str:
    """Say how long before the reference day something was."""
    return look.say("{span} ago", span=look.span(days, reference)) if days else look.say("on the reference day")


def unmoved(found: Deadlines, look: Look) -> str:
    """Say that no due date moved, and of how many."""
    number = sum(one.deadlines for one in found.slippage)
    return look.say("Of {deadlines}, none moved.", deadlines=look.count(number, "deadline", "deadlines"))


def slipped(one: Deadline, registry: Registry, look: Look) -> Iterator[str]:
    """Yield the first promise and each one that followed, with its letter and by how many days it moved."""
    for number, promise in enumerate(one.promises):
        how = f", {look.say('promised anew')}" if number and promise.shift is None else moved(promise, look)
        yield f"{look.date(promise.due)}{how} ({told(promise.event, registry, look)})"


def moved(promise: Promise, look: Look) -> str:
    """Say by how many days a promise moved the due date; nothing of the first."""
    return f", {shift_words(promise.shift, look)}" if promise.shift else ""


def shift_words(one: Shift, look: Look, to: PartialDate | None = None) -> str:
    """Say how a due date stands to the one before it: `152 to 545 days later`, `more precise`; of one `to` a date, `4 months to 1 year later`."""
    match one.how:
        case How.SAME:
            return look.say("the same days")
        case How.PRECISER:
            return look.say("more precise")
        case How.UNCLEAR:
            return look.say("the dates do not tell whether it moved")
    least, most = sorted((abs(one.least), abs(one.most)))
    end = to and (to.last if one.how is How.LATER else to.last + timedelta(most))
    near, far = (look.span(days, end) if end else look.count(days, "day", "days") for days in (least, most))
    if not end:
        near = near if least == most else look.number(f"{least:,}")
    span = near if near == far else look.say("{least} to {most}", least=near, most=far)
    return look.say("{span} later", span=span) if one.how is How.LATER else look.say("{span} earlier", span=span)


def slip_heading(found: Deadlines, look: Look) -> str:
    """Say how many due dates moved, and of how many more the dates do not tell."""
    moved = str(len(found.moved))
    return (
        look.say("{moved}, and perhaps {more} more", moved=moved, more=len(found.unclear)) if found.unclear else moved
    )


def slips(found: Deadlines) -> list[Deadline]:
    """Return the measures whose due date moved or may have moved, in the order of their ids."""
    return sorted((*found.moved, *found.unclear), key=lambda one: one.state.measure.id)


def told(event: Event, registry: Registry, look: Look) -> str:
    """Say where an event is told: `letter of 30 June 2020, paragraph 1`."""
    return letter_of(registry.letters[event.letter], event.passage, look)


def sums(found: Deadlines, look: Look) -> list[list[str]]:
    """Return the rows of what slipped by owner, the headings first, all of them last."""
    organisations = found.view.registry.organisations
    days = [
        (one, ((one.deadlines,) * 2, (one.moved, one.moved + one.unclear), one.later, one.earlier))
        for one in found.slippage
    ]
    rows = [
        [f"{look.name(organisations[one.owner])} ({one.owner})", *(_span(number, look) for number in numbers)]
        for one, numbers in days
    ]
    columns = zip(*(numbers for _, numbers in days), strict=True)
    total = [_span((sum(least for least, _ in column), sum(most for _, most in column)), look) for column in columns]
    return [[look.say(word) for word in SUMMED], *rows, [look.say("All"), *total]]


def _span(span: tuple[int, int], look: Look) -> str:
    """Say the least and the most of a number: `91`, `152–1,545`."""
    least, most = (look.number(f"{number:,}") for number in span)
    return least if least == most else f"{least}–{most}"


def counts(found: Deadlines, look: Look) -> str:
    """Say how many measures are in each section, in one line."""
    return "; ".join(heading(section, found.view, look).replace(":", "") for section in found.sections)


def due_foot(found: Deadlines, look: Look) -> str:
    """Say how many measures there are of how many, and when."""
    return f"{of_measures(len(found.measures), found.total, look)}. {sentence(found.view, look)}"
