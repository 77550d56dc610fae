"""The filters of the table of measures: their values, as far as any measure has them, and what these are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.model.status import Status
from ctmeasures.render.followup import label
from ctmeasures.render.site import charts
from ctmeasures.render.words import SIGNS
from ctmeasures.reports.words import folded

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.website import Overview

NOTHING = "-"  # in an address, what has no area or due date; no key is written so
NEVER = "never"  # in an address, what became of all that was never heard of again, whether or not a due date has passed


def choices(site: Overview, lang: Look) -> dict[str, list[tuple[str, str]]]:
    """Return the values of each filter, with what they are called."""
    registry, states, overtaken = site.view.registry, site.states, site.view.overtaken
    never = lang.say("not heard of again by then, all") if overtaken else lang.say("never heard of again, all")
    areas = {state.measure.area for state in states}
    owners = sorted(
        ((key, lang.name(registry.organisations[key])) for key in {state.measure.owner for state in states}),
        key=lambda one: (folded(one[1]), one[0]),
    )
    return {
        "status": [
            *((key, lang.say(key)) for key in ("open", "closed")),
            *((status.value, f"{SIGNS[status]} {lang.status(status)}") for status in Status),
        ],
        "owner": owners,
        "area": [
            *((key, lang.name(area)) for key, area in registry.areas.items() if key in areas),
            *([(NOTHING, lang.say("none"))] if None in areas else []),
        ],
        "letter": [
            (one.letter.id, f"{lang.date(one.letter.date, short=True)}: {lang.title(one.letter)}")
            for one in site.coverage.letters
        ],
        "announced": [
            *((str(year), str(year)) for year in sorted({one.announced.first.year for one in states})),
            *charts.announcing(site, lang),
        ],
        "became": [
            *([(NEVER, never)] if site.followups.all.unheard else []),
            *((one.value, lang.say(label(one, overtaken))) for one in site.followups.all.counts),
        ],
        "heard": [
            ("once", lang.say("not again by then") if overtaken else lang.say("never again")),
            ("again", lang.say("again")),
        ],
        "due": [("overdue", lang.say("passed")), ("ahead", lang.say("ahead")), (NOTHING, lang.say("none"))],
    }
