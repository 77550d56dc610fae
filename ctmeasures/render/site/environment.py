"""What draws the website's templates, and what these can name."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from ctmeasures.model.links import letter_url, passage_url, reference_url, reference_words
from ctmeasures.model.records import RELATIONS
from ctmeasures.model.status import Status
from ctmeasures.render import allocation, bibliography, threads
from ctmeasures.render import budget as money
from ctmeasures.render.citation import official
from ctmeasures.render.deadlines import shift_words
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.site import charts, dossiers, drawing, moments
from ctmeasures.render.site.compiled import Templates
from ctmeasures.render.site.filters import NOTHING
from ctmeasures.render.svg import axis
from ctmeasures.render.words import SIGNS, called, in_part_words, late_words, sentence, span_words
from ctmeasures.reports import stages
from ctmeasures.reports.budget import Cause

if TYPE_CHECKING:
    from jinja2 import Environment

    from ctmeasures.model.records import Registry
    from ctmeasures.reports.website import Overview, Website


def environment(site: Website, lang: Look) -> Environment:
    """Return what draws the templates: every text that they show is made harmless, then escaped."""
    found = Templates(lang.code)
    found.filters |= {
        "split_name": lambda path: path.rpartition("/")[2],
        "sentence": lambda text: f"{text[:1].upper()}{text[1:]}.",
    }
    found.globals |= _names(site, lang) | charts.names(site, lang)
    return found


def within(whole: Environment, home: str, root: str) -> Environment:
    """Return what draws the pages of the folders from which `home` leads to the language's front page, and `root` to the site's."""
    found = whole.overlay()
    found.globals = whole.globals | {"home": home, "near": home, "root": root} | drawing.once()
    return found


def _names(site: Website, lang: Look) -> dict[str, object]:
    """Return what the templates can name."""
    registry = site.view.registry
    return {
        "site": site,
        "chart": site.chart,
        "line": axis.Axis(site.chart),
        "registry": registry,
        "lang": lang,
        "other": next(one for one in LANGUAGES if one is not lang),
        "t": lang.say,
        "heading": called(registry, lang),
        "signs": SIGNS,
        "day": site.view.clock.reference_day,
        "reference": sentence(site.view, lang),
        "letter_url": letter_url,
        "partly": partly(site, lang),
        "passage_url": passage_url,
        "reference_url": lambda reference: reference_url(reference, lang.dutch),
        "official": official,
        "shift_words": lambda promise: shift_words(promise.shift, lang, promise.due),
        "late_words": lambda state: late_words(state, lang),
        "unit": lang.unit,
        "status_of": Status,
        "with_page": frozenset(one.organisation.key for one in site.owners),
        "count": lambda number: lang.number(f"{number:,}"),
        "share": drawing.share,
        "nothing": NOTHING,
        "happened": frozenset(event.status for state in site.states for event in state.history),
        "reference_words": lambda one: reference_words(one, lang.dutch),
        "stretches": axis.stretches,
        **moments.timeline(site, lang),
        **_of_threads(lang),
        **_of_money(site, lang),
        **moments.whole(site),
        "stages": stages.stages,
        "numbered": stages.numbered,
        **_of_letters(registry),
        "span_words": lambda one: span_words(one, lang),
    }


def _of_letters(registry: Registry) -> dict[str, object]:
    """Return what the templates can name of the letters of a measure, as reference managers read them: with their lines, for their texts are clean."""
    entry = cache(lambda key: bibliography.entry(registry.letters[key], registry))
    item = cache(lambda key: bibliography.item(registry.letters[key], registry))
    return {
        "bibtex": lambda state: _between_tags("\n".join(map(entry, state.letters))),
        "csl": lambda state: _between_tags(bibliography.listed(map(item, state.letters))),
    }


def _between_tags(text: str) -> Markup:
    """Return a text for where its quotation marks, of which JSON has many, need not be escaped."""
    return Markup(escape(text, quote=False))  # noqa: S704 - it is escaped


def partly(site: Overview, lang: Look) -> str:
    """Say which letters are coded in part, by the moment of an overview; nothing where none is."""
    return in_part_words(site.view.in_part, lang) if site.view.in_part else ""


def _of_money(site: Website, lang: Look) -> dict[str, object]:
    """Return what the templates can name of the money."""
    registry = site.view.registry
    return {
        "amounts": lambda one: allocation.amounts(one, lang),
        "funding": lambda one: (
            f"{allocation.allocation_words(one, registry, lang, titled=True)} ({lang.unit(registry.unit(one))})"
        ),
        "money_words": lambda one: allocation.money_words(one, registry, lang, titled=True),
        "amounts_words": lambda line: allocation.amounts_words(line.allocation, line.unit, lang),
        "contained": lambda one: allocation.contained(one, registry, lang, titled=True),
        "structural": lambda one: allocation.structural(one, registry, lang),
        "agrees": lambda one: all(difference.cause is Cause.RESTATED for difference in one.differences),
        "headings": lambda one: money.headings(one, False, lang),
        "budget_rows": lambda one: money.rows(one, lang, registry, total=False),
        "figure_of": lambda one, amount: money.figure(amount, money.decimals(one), lang),
        "difference_words": lambda one, found: money.difference_words(
            found, money.decimals(one), registry, lang, noted=False
        ),
        "packages": frozenset(one.package.key for one in site.budget.packages),
    }


def _of_threads(lang: Look) -> dict[str, object]:
    """Return what the templates can name of the measures that belong together."""
    return {
        "entries": dossiers.entries,
        "inside": dossiers.inside,
        "by_letter": dossiers.by_letter,
        "told": dossiers.told,
        "anchor": stages.anchor,
        "counted": lambda one: threads.counted(one, lang),
        "statuses": lambda members: threads.statuses(members, lang),
        "turn_words": lambda step: threads.turn_words(step, lang),
        "hangs": lambda link: lang.say(threads.HANGS[link.relation]),
        "relation": lambda link: RELATIONS[link.relation][0].capitalize(),
    }
