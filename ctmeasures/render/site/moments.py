"""What the templates can name of the moments of a site, and of the groups of its timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render.chart import heading as band_heading
from ctmeasures.render.chart import meaning
from ctmeasures.render.site import drawing, pictures
from ctmeasures.reports.chart import GROUPS, Phase

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.reports.website import Website


def timeline(site: Website, lang: Look) -> dict[str, object]:
    """Return what the templates can name of the groups and lines of the timeline."""
    groupings = [(by, drawing.timeline(by), lang.say(f"By {by}")) for by in GROUPS]
    lines = [(kind.value, meaning(kind, site.view, lang)) for kind in Phase]
    return {"groupings": groupings, "lines": lines, "band_heading": lambda band, found: band_heading(band, found, lang)}


def whole(site: Website) -> dict[str, object]:
    """Return what the templates can name of the whole site, also on a page of an earlier moment, and that no other page is of one."""
    known = {"today": site.view.clock.reference_day, "moments": site.moments}
    return {
        "then": None,
        "place": "",
        "with_measure": frozenset(site.spans),
        "with_moment": frozenset(one.id for one in site.moments),
        "undrawn": frozenset(one.id for one in site.undrawn),
        "of_package": pictures.of_package,
        **known,
    }
