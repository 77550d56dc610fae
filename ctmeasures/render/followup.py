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


def headline(found: Followups, look: Look) -> str:
    """Say in one sentence how many measures were left open and never mentioned again, of those of which a later letter could speak."""
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


def explained(found: Followups, look: Look) -> str:
    """Say what that means, and what became of the others."""
    counts = found.before.counts
    told = []
    if found.before.unheard:
        told.append(
            look.say(
                "Never mentioned again: no later letter speaks of the measure or of its money, which is not to say that nothing was done."
            )
        )
        late = counts.get(Followup.UNHEARD_LATE, 0)
        if late:
            told.append(
                look.say("For {number} of them a date that a letter named has passed.", number=look.number(f"{late:,}"))
            )
    others = {one: many for one, many in counts.items() if not one.unheard}
    if others:
        said = _counted(others, "; ", look)
        told.append(look.say("Of the others: {summary}.", summary=said) if found.before.unheard else f"{said}.")
    return " ".join(told)


def summary(counts: Followed, look: Look) -> str:
    """Say what became of measures: `4 carried out, 29 never heard of again`."""
    return _counted(counts.counts, ", ", look)


def _counted(counts: Mapping[Followup, int], between: str, look: Look) -> str:
    return between.join(f"{look.number(f'{many:,}')} {look.say(LABELS[one])}" for one, many in counts.items())


def sentence(counts: Followed, look: Look) -> str:
    """Say in a sentence what became of measures, each class with its count."""
    measures = look.count(counts.total, "measure", "measures")
    return look.say("Of {measures}: {summary}.", measures=measures, summary=summary(counts, look))


def chart(
    rows: Iterable[Followed],
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
                look.say(LABELS[kind]),
                many,
                kind.value,
                look.number(f"{many:,}"),
                address(one.key, kind) if address else None,
            )
            for kind, many in one.counts.items()
        )
        drawn.append(Row(called(one.key), parts, look.number(f"{one.total:,}")))
        told.append(f"{called(one.key)}: {summary(one, look)}")
    return Chart(title, f"{'; '.join(told)}.", tuple(drawn))


def _rows(found: Followups, look: Look) -> Iterable[Json]:
    for by, rows in (("letter", found.letters), ("owner", found.owners)):
        for one in rows:
            for kind, many in one.counts.items():
                yield {"by": by, "key": one.key, "became": kind.value, "measures": many, "meaning": LABELS[kind]}


FOLLOWUP = Dataset("followup", DRAWN["followup"], _rows)
