"""The website's charts as files of their own, to paste: SVG, and PNG where it is asked for, which takes longer than all pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.render import pictures
from ctmeasures.render.site import charts
from ctmeasures.render.site.downloads import File

if TYPE_CHECKING:
    from ctmeasures.render.look import Look
    from ctmeasures.render.svg.pieces import Chart
    from ctmeasures.reports.budget import PackageBudget
    from ctmeasures.reports.website import Overview, Website

SVG, PNG = ("svg",), ("png", "svg")  # the forms of each picture
BECAME, MONEY = "became-by-letter", "data/money"
LETTERS, OWNERS = f"data/{BECAME}", "data/became-by-owner"


def of_package(key: str, by: str) -> str:
    """Return where the chart of a package's money is, without its ending."""
    return f"{MONEY}-{key}-by-{by}"


def files(site: Website, lang: Look, folder: str, forms: tuple[str, ...]) -> Iterator[File]:
    """Yield the pictures of a language, whose `folder` ends with `/` or is the site's own."""
    for path, chart, standing in _charts(site, lang):
        yield from _drawn(site, lang, folder + path, chart, standing, forms)


def number(site: Website, forms: tuple[str, ...]) -> int:
    """Return how many files there will be in each language."""
    return (len(site.moments) + bool(site.followups.letters) * 2 + len(_packages(site))) * len(forms)


def then(site: Overview, lang: Look, path: str, forms: tuple[str, ...]) -> Iterator[File]:
    """Yield the picture of what had become of the measures at a moment."""
    yield from _drawn(site, lang, path, charts.by_letter(site, lang, None), False, forms)


def _packages(site: Website) -> list[PackageBudget]:
    """Return the packages by track, where they have tracks, and by owner, as far as they have lines."""
    found = (*(one for one in site.budget.packages if one.package.tracks), *site.by_owner.packages)
    return [one for one in found if one.lines]


def _charts(site: Website, lang: Look) -> Iterator[tuple[str, Chart, bool]]:
    if site.followups.letters:
        yield LETTERS, charts.by_letter(site, lang, None), False
        yield OWNERS, charts.by_owner(site, lang, None), False
    for one in _packages(site):
        yield of_package(one.package.key, one.by), pictures.money(one, site.view.registry, lang), True


def _drawn(
    site: Overview, lang: Look, path: str, chart: Chart, standing: bool, forms: tuple[str, ...]
) -> Iterator[File]:
    drawn = pictures.alone(chart, standing, site.view, lang)
    for form in forms:
        yield File(f"{path}.{form}", drawn.encode() if form == "svg" else _png(drawn))


def _png(drawn: str) -> bytes:
    from ctmeasures.render.png import png

    return png(drawn)
