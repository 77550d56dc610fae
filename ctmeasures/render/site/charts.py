"""The website's charts: drawn twice, for wide and for narrow screens, of which the style shows one; `downloads` has their data."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from ctmeasures.render import followup as became
from ctmeasures.render import money_chart
from ctmeasures.render.svg.bars import bars
from ctmeasures.render.svg.columns import columns
from ctmeasures.reports.followup import Followup, counted

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.render.svg.pieces import Chart
    from ctmeasures.reports.budget import Group, PackageBudget
    from ctmeasures.reports.website import Overview, Website

WIDE, NARROW = 920, 360  # of the page's text on a desk, and on a telephone; the style scales them a little


def announcing(site: Overview, lang: Look) -> list[tuple[str, str]]:
    """Return the letters that announced measures, with what they are called."""
    return [(one.key or "", _letter(site, lang, one.key)) for one in site.followups.letters]


def _letter(site: Overview, lang: Look, key: str | None) -> str:
    letter = site.view.registry.letters[key or ""]
    return f"{lang.date(letter.date, short=True)}: {lang.title(letter)}"


def _owner(site: Overview, lang: Look, key: str | None) -> str:
    return lang.name(site.view.registry.organisations[key or ""])


def _addressed(by: str, near: str) -> Callable[[str | None, Followup], str]:
    return lambda key, kind: f"{near}measures.html?{urlencode({by: key, 'became': kind.value})}"


def by_letter(site: Overview, lang: Look, near: str | None) -> Chart:
    """Return what became of the measures by letter; where `near` leads to a table its parts lead to their rows."""
    title = lang.say("What became of the measures, by the letter that announced them")
    address = None if near is None else _addressed("announced", near)
    return became.chart(site.followups.letters, site.view, title, lambda key: _letter(site, lang, key), lang, address)


def by_owner(site: Overview, lang: Look, near: str | None, keys: Collection[str] | None = None) -> Chart:
    """Return the same by owner, of all owners or of some."""
    rows = [one for one in site.followups.owners if keys is None or one.key in keys]
    title = lang.say("What became of the measures, by owner")
    address = None if near is None else _addressed("owner", near)
    return became.chart(rows, site.view, title, lambda key: _owner(site, lang, key), lang, address)


def moment(site: Overview, lang: Look) -> dict[str, object]:
    """Return what the templates can name of the charts of one moment."""
    return {
        "headline": became.headline(site.followups, lang),
        "explained": became.explained(site.followups, lang),
        "unheard": site.followups.before.unheard,
        "became_defined": [
            (became.label(one, site.view.overtaken), became.defined(one, site.view.overtaken))
            for one in site.followups.all.counts
        ],
        "became_by_letter": lambda near: by_letter(site, lang, near),
        "became_by_owner": lambda near, keys=None: by_owner(site, lang, near, keys),
    }


def names(site: Website, lang: Look) -> dict[str, object]:
    """Return what the templates can name of the charts."""
    registry, newest = site.view.registry, site.view.newest_letter

    def money_of_owner(key: str) -> list[tuple[PackageBudget, Group]]:
        found = ((one, group) for one in site.by_owner.packages for group in money_chart.funded(one))
        return [(one, group) for one, group in found if group.key == key]

    return {
        **moment(site, lang),
        "became_sentence": lambda states: became.sentence(counted(states, newest), site.view, lang),
        "strip_words": {"cited": "cited", "context": "context", "unread": "not yet looked at"},
        "covered_words": lambda one: lang.say(
            "{paragraphs}: {cited} cited, {context} context, {open} not yet looked at",
            paragraphs=lang.count(len(one.passages), "paragraph", "paragraphs"),
            cited=one.cited,
            context=one.context,
            open=one.open,
        ),
        "money_of_owner": money_of_owner,
        "money_of": lambda one: money_chart.chart(one, registry, lang),
        "money_groups": money_chart.funded,
        "percent": lambda amount, total: money_chart.percent(amount, total, lang),
        "by_owner_of": {one.package.key: one for one in site.by_owner.packages},
        "drawn_bars": lambda chart: _drawn(bars, chart),
        "drawn_columns": lambda chart: _drawn(columns, chart),
    }


def _drawn(draw: Callable[[Chart, int], str], chart: Chart) -> Markup:
    """Return a chart for both widths; what it shows is escaped already."""
    found = "".join(
        f'<div class="{name}-only">{draw(chart, width)}</div>' for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return Markup(found)  # noqa: S704 - what draws it has escaped all texts
