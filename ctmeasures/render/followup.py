"""What became of the measures, in words and as charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import Dataset
from ctmeasures.render.data.tables import DRAWN
from ctmeasures.render.svg.pieces import Chart, Part, Row
from ctmeasures.reports.followup import Followed, Followup, Followups

if TYPE_CHECKING:
    from ctmeasures.render.data.values import Json
    from ctmeasures.render.look import Look
    from ctmeasures.reports.query import View

Address = Callable[[str | None, Followup], str]
"""Where a part leads: the address of exactly the measures of a key (a letter, an owner) that became something."""


# What each is called, and what it means.
LABELS = {
    Followup.IMPLEMENTED: "carried out",
    Followup.ENDED: "ended otherwise",
    Followup.HEARD: "heard of again, open",
    Followup.HEARD_LATE: "heard of again, due date passed",
    Followup.UNHEARD_LATE: "never heard of again, due date passed",
    Followup.UNHEARD: "never heard of again",
    Followup.NEWEST: "announced in the newest letter",
}
DEFINED = {
    Followup.IMPLEMENTED: "a letter reports it done, perhaps the one that announced it",
    Followup.ENDED: "a letter says that it was superseded, has lapsed or was withdrawn",
    Followup.HEARD: "open; a later letter speaks of it or of its money",
    Followup.HEARD_LATE: "open; a later letter speaks of it or of its money, and the last day of a date that a letter named for it has passed",
    Followup.UNHEARD_LATE: "open; no later letter speaks of it or of its money, and the last day of a date that a letter named for it has passed",
    Followup.UNHEARD: "open; no later letter speaks of it or of its money, and no date that was named for it has passed",
    Followup.NEWEST: "open; announced in the newest letter, so that no later one could speak of it yet",
}


# The same where there are later letters, so that no more can be said than what was so by then.
LABELS_THEN = {
    Followup.UNHEARD_LATE: "not heard of again by then, due date passed",
    Followup.UNHEARD: "not heard of again by then",
    Followup.NEWEST: "announced in the newest letter by then",
}
DEFINED_THEN = {
    Followup.UNHEARD_LATE: "open; no later letter up to then speaks of it or of its money, and the last day of a date that a letter named for it had passed",
    Followup.UNHEARD: "open; no later letter up to then speaks of it or of its money, and no date that was named for it had passed",
    Followup.NEWEST: "open; announced in the newest letter up to then, so that no later one could have spoken of it",
}


def label(kind: Followup, overtaken: bool) -> str:
    """Return what a class is called, in English; where later letters `overtaken` the moment, a silence is one up to then."""
    return (LABELS | LABELS_THEN if overtaken else LABELS)[kind]


def defined(kind: Followup, overtaken: bool) -> str:
    """Return what a class means, in English, likewise."""
    return (DEFINED | DEFINED_THEN if overtaken else DEFINED)[kind]


def headline(found: Followups, look: Look) -> str:
    """Say in one sentence how many measures were left open and never mentioned again, of those of which a later letter could speak."""
    if found.view.overtaken:
        return _headline_then(found, look)
    before, unheard = found.before.total, found.before.unheard
    measures = look.count(before, "measure", "measures")
    if not found.all.total:
        return look.say("No measure has been announced yet.")
    if not before:
        return look.say("No letter has followed yet, so what became of the measures cannot be told.")
    if unheard == before == 1:
        return look.say(
            "The one measure that was announced before the newest letter was left open and never mentioned again."
        )
    if unheard == before:
        return look.say(
            "All {measures} announced before the newest letter were left open and never mentioned again.",
            measures=measures,
        )
    if not unheard:
        return look.say(
            "Of {measures} announced before the newest letter, none was left open without a further word.",
            measures=measures,
        )
    many = look.count(unheard, "was left open and never mentioned again", "were left open and never mentioned again")
    return look.say("Of {measures} announced before the newest letter, {unheard}.", measures=measures, unheard=many)


def _headline_then(found: Followups, look: Look) -> str:
    """Say the same of a moment after which there are letters: what was not mentioned again up to its day may have been since."""
    before, unheard, day = found.before.total, found.before.unheard, look.day(found.view.clock.horizon)
    measures = look.count(before, "measure", "measures")
    if not found.all.total:
        return look.say("No measure had been announced by {day}.", day=day)
    if not before:
        return look.say("By {day} no letter had followed that could tell what became of the measures.", day=day)
    if not unheard:
        return look.say(
            "By {day}, of {measures} announced before the newest letter, none was left open without a further word.",
            day=day,
            measures=measures,
        )
    many = look.count(
        unheard, "was open and had not been mentioned again", "were open and had not been mentioned again"
    )
    return look.say(
        "By {day}, of {measures} announced before the newest letter, {unheard}.",
        day=day,
        measures=measures,
        unheard=many,
    )


def explained(found: Followups, look: Look) -> str:
    """Say what that means, and what became of the others."""
    counts = found.before.counts
    told = []
    if found.before.unheard:
        told.append(_silence(found, look))
        late = counts.get(Followup.UNHEARD_LATE, 0)
        if late:
            told.append(
                look.say("For {number} of them a date that a letter named has passed.", number=look.number(f"{late:,}"))
            )
    others = {one: many for one, many in counts.items() if not one.unheard}
    if others:
        said = _counted(others, found.view.overtaken, look)
        told.append(look.say("Of the others: {summary}.", summary=said) if found.before.unheard else f"{said}.")
    return " ".join(told)


def _silence(found: Followups, look: Look) -> str:
    """Say what it means that a measure was not mentioned again, and what it does not."""
    if found.view.overtaken:
        return look.say(
            "Not mentioned again: no later letter up to {day} speaks of the measure or of its money; one after "
            "that day may. That nothing was done is not said.",
            day=look.day(found.view.clock.horizon),
        )
    return look.say(
        "Never mentioned again: no later letter speaks of the measure or of its money, which is not to say that nothing was done."
    )


def _counted(counts: Mapping[Followup, int], overtaken: bool, look: Look) -> str:
    """Say what became of measures: `4 carried out; 29 never heard of again`; what a class is called can hold a comma."""
    return "; ".join(f"{look.number(f'{many:,}')} {look.say(label(one, overtaken))}" for one, many in counts.items())


def sentence(counts: Followed, view: View, look: Look) -> str:
    """Say in a sentence what became of measures, each class with its count."""
    measures = look.count(counts.total, "measure", "measures")
    summary = _counted(counts.counts, view.overtaken, look)
    return look.say("Of {measures}: {summary}.", measures=measures, summary=summary)


def chart(
    rows: Iterable[Followed],
    view: View,
    title: str,
    called: Callable[[str | None], str],
    look: Look,
    address: Address | None = None,
) -> Chart:
    """Return what is drawn of counts, a bar for each; `called` names their keys."""
    drawn, told = [], []
    for one in rows:
        parts = tuple(
            Part(
                look.say(label(kind, view.overtaken)),
                many,
                kind.value,
                look.number(f"{many:,}"),
                address(one.key, kind) if address else None,
            )
            for kind, many in one.counts.items()
        )
        drawn.append(Row(called(one.key), parts, look.number(f"{one.total:,}")))
        told.append(f"{called(one.key)}: {_counted(one.counts, view.overtaken, look)}")
    return Chart(title, f"{'. '.join(told)}.", tuple(drawn))


def _rows(found: Followups, look: Look) -> Iterable[Json]:
    for by, rows in (("letter", found.letters), ("owner", found.owners)):
        for one in rows:
            for kind, many in one.counts.items():
                meaning = label(kind, found.view.overtaken)
                yield {"by": by, "key": one.key, "became": kind.value, "measures": many, "meaning": meaning}


FOLLOWUP = Dataset("followup", DRAWN["followup"], _rows)
