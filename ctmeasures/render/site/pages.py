"""The files of the website, one after another: each page in both languages, the feeds, the data, the style and the script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from ctmeasures.model.links import letter_url, passage_url, reference_url
from ctmeasures.model.records import RELATIONS
from ctmeasures.model.status import MEANING, Status
from ctmeasures.render import bibliography, threads
from ctmeasures.render import budget as money
from ctmeasures.render.calendar import calendar
from ctmeasures.render.citation import official
from ctmeasures.render.deadlines import shift_words
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.safe import clean
from ctmeasures.render.site import charts, dossiers, drawing, feed, figures, index, moments, pictures
from ctmeasures.render.site.addresses import ROBOTS, SITEMAP, robots, sitemap
from ctmeasures.render.site.downloads import DATA, DESCRIBED, File, data, dataset
from ctmeasures.render.site.filters import NOTHING, choices
from ctmeasures.render.words import SIGNS, called, coded_words, late_words, sentence
from ctmeasures.reports import stages
from ctmeasures.reports.budget import Cause
from ctmeasures.reports.chart import GROUPS, regrouped
from ctmeasures.reports.texts import Field
from ctmeasures.reports.website import after

if TYPE_CHECKING:
    from ctmeasures.model.records import Letter
    from ctmeasures.reports.website import Overview, Website

ASSETS = ("assets/site.css", "assets/site.js", "assets/search.js", "assets/icon.svg", "assets/card.png")
MENU = (
    ("index.html", "Overview"),
    ("measures.html", "Measures"),
    ("search.html", "Search"),
    ("timeline.html", "Timeline"),
    ("dossiers.html", "Dossiers"),
    ("letters.html", "Letters"),
    ("owners.html", "Owners"),
    ("money.html", "Money"),
    ("about.html", "About"),
)


_AT = 2  # pages of each letter's moment


def files(site: Website, base: str | None, forms: tuple[str, ...] = pictures.SVG) -> Iterator[File]:
    """Yield all files; `base` is the public address of the folder, ending in `/`, for what must name it in full; `forms` are those of the pictures."""
    spoken, pages = [_Pages(site, base, language, forms) for language in LANGUAGES], []
    for one in spoken:
        for file in one.files():
            pages += [file.path] if file.path.endswith(".html") else []
            yield file
    for letter in site.moments:  # one moment after another, so that no two are held at once
        then = after(site, letter)
        yield charts.then(then, f"at/{letter.id}/")
        for one in spoken:
            for file in one.at(letter, then):
                pages += [file.path] if file.path.endswith(".html") else []
                yield file
    for lang in LANGUAGES:
        yield from pictures.files(site, lang, "nl/" if lang.dutch else "", forms)
    if base:
        yield File(SITEMAP, sitemap(base, pages))
        yield File(ROBOTS, robots(base))
        yield from (one.missing(base) for one in spoken)
    for path in ASSETS:
        yield File(path, resources("ctmeasures.render.site").joinpath(path).read_bytes())
    yield from charts.data(site)
    yield from data(site, base)
    yield File(index.PATH, index.index(site))


def number(site: Website, base: str | None, forms: tuple[str, ...] = pictures.SVG) -> int:
    """Return how many files there will be."""
    each = (
        len(MENU)
        + len(GROUPS)
        - 1
        + len(site.pages)
        + len(site.threads)
        + len(site.coverage.letters)
        + len(site.owners)
        + 2
    )
    each += _AT * len(site.moments) + pictures.number(site, forms)
    published = 2 + len(LANGUAGES) if base else 0
    return len(LANGUAGES) * each + published + len(ASSETS) + len(charts.DATA) + len(DATA) + len(site.moments) + 2


class _Pages:
    """The pages in one language."""

    def __init__(self, site: Website, base: str | None, lang: Look, forms: tuple[str, ...]) -> None:
        self._site = site
        self._base = base
        self._forms = forms
        self._lang = lang
        self._folder, across = ("nl/", "") if lang.dutch else ("", "nl/")
        self._across = across
        self._environment = _environment(site, lang)
        self._environment.globals |= {
            "base": base,
            "picture_forms": forms,
            "folder": self._folder,
            "other_folder": across,
            "dataset": lambda root, said: dataset(site, lang, base or root, said),
        }

    def files(self) -> Iterator[File]:
        """Yield them, then the feed."""
        site, axis = self._site, drawing.Axis(self._site.chart)
        yield self._page("index.html")
        yield self._page("measures.html", choices=choices(site, self._lang))
        yield self._page("search.html", fields=[field.label for field in Field if field is not Field.PARAGRAPH])
        for by in GROUPS:
            yield self._page(
                "timeline.html", drawing.timeline(by), "timeline.html", line=axis, grouped=regrouped(site.chart, by)
            )
        yield self._page("dossiers.html")
        yield self._page("letters.html")
        yield self._page("owners.html")
        yield self._page("money.html")
        yield self._page("about.html", meanings=MEANING, downloads=DATA, described=DESCRIBED)
        within = {member.id: thread for thread in site.threads for member in thread.members}
        owned = {one.organisation.key: one.owned for one in site.owners}
        for page in site.pages:
            key = page.state.measure.id
            own = [one for one in owned[page.state.measure.owner] if one is not page.state and one.measure.id != key]
            values = {"page": page, "line": axis, "span": site.spans[key], "thread": within.get(key), "owned": own}
            yield self._page("measure.html", f"measures/{key}.html", "measures.html", **values)
        for thread in site.threads:
            yield self._page("dossier.html", f"dossiers/{thread.root.id}.html", "dossiers.html", thread=thread)
        for covered in site.coverage.letters:
            yield self._page("letter.html", f"letters/{covered.letter.id}.html", "letters.html", one=covered)
        for owner in site.owners:
            yield self._page("owner.html", f"owners/{owner.organisation.key}.html", "owners.html", one=owner)
        yield File(self._folder + feed.PATH, feed.feed(site, self._folder, self._environment))
        path = f"{self._folder}data/deadlines.ics"
        yield File(path, calendar(site.listing, self._lang, self._base and self._base + path).encode())

    def at(self, letter: Letter, then: Overview) -> Iterator[File]:
        """Yield the overview and the table as they stood after a letter, and the picture of their chart."""
        lang, place = self._lang, f"at/{letter.id}/"
        named = charts.moment(then, lang) | {
            "site": then,
            "day": then.view.clock.reference_day,
            "reference": sentence(then.view, lang),
            "then": letter,
            "near": "",
            "place": place,
        }
        yield self._page("index.html", f"{place}index.html", "index.html", **named)
        yield self._page(
            "measures.html", f"{place}measures.html", "measures.html", choices=choices(then, lang), **named
        )
        yield from pictures.then(then, lang, f"{self._folder}{place}{pictures.BECAME}", self._forms)

    def _page(self, template: str, path: str | None = None, here: str | None = None, **values: object) -> File:
        """Return a page; `here` is the page of the menu to which it belongs."""
        path = path or template
        home = "../" * path.count("/")
        root = home + "../" * self._folder.count("/")
        values = {"home": home, "near": home, "here": here or path, "listed": True, **values}
        return self._drawn(template, path, root, **values)

    def missing(self, base: str) -> File:
        """Return the page for what is not there: a server shows it at any depth, so that its links begin at the server's root."""
        root = urlsplit(base).path
        return self._drawn(
            "404.html", "404.html", home=root + self._folder, root=root, near="", here=None, listed=False
        )

    def _drawn(self, template: str, path: str, root: str, **values: object) -> File:
        across = f"{root}{self._across}{path}"
        text = self._environment.get_template(template).render(path=path, root=root, across=across, **values)
        return File(self._folder + path, text.encode())


def _environment(site: Website, lang: Look) -> Environment:
    """Return what draws the templates: every text that they show is made harmless, then escaped."""
    environment = Environment(
        loader=PackageLoader("ctmeasures.render.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "split_name": lambda path: path.rpartition("/")[2],
        "sentence": lambda text: f"{text[:1].upper()}{text[1:]}.",
    }
    environment.globals |= _names(site, lang) | charts.names(site, lang)
    return environment


def _names(site: Website, lang: Look) -> dict[str, object]:
    """Return what the templates can name."""
    registry = site.view.registry
    return {
        "site": site,
        "chart": site.chart,
        "registry": registry,
        "lang": lang,
        "other": next(one for one in LANGUAGES if one is not lang),
        "t": lang.say,
        "heading": called(registry, lang),
        "menu": MENU,
        "signs": SIGNS,
        "day": site.view.clock.reference_day,
        "reference": sentence(site.view, lang),
        "letter_url": letter_url,
        "coded_words": coded_words,
        "passage_url": passage_url,
        "reference_url": reference_url,
        "official": official,
        "amounts": lambda allocation: figures.amounts(allocation, lang),
        "funding": lambda allocation: figures.funding(allocation, registry, lang),
        "money_words": lambda allocation: figures.money_words(allocation, registry, lang),
        "structural": lambda allocation: figures.structural(allocation, registry, lang),
        "agrees": lambda one: all(difference.cause is Cause.RESTATED for difference in one.differences),
        "headings": lambda one: money.headings(one, False, lang),
        "shift_words": lambda shift: shift_words(shift, lang, exact=False),
        "late_words": lambda state: late_words(state, lang),
        "unit": lang.unit,
        "budget_rows": lambda one: money.rows(one, lang, registry, total=False),
        "figure_of": lambda one, amount: money.figure(amount, money.decimals(one), lang),
        "difference_words": lambda one, found: money.difference_words(
            found, money.decimals(one), registry, lang, noted=False
        ),
        "status_of": Status,
        "with_page": frozenset(one.organisation.key for one in site.owners),
        "packages": frozenset(one.package.key for one in site.budget.packages),
        "count": lambda number: lang.number(f"{number:,}"),
        "share": drawing.share,
        "nothing": NOTHING,
        "happened": frozenset(event.status for state in site.states for event in state.history),
        "reference_words": lambda one: _reference_words(one, lang),
        "stretches": drawing.stretches,
        **moments.timeline(lang),
        **_of_threads(lang),
        **moments.whole(site),
        "stages": stages.stages,
        "letters_of": lambda state: [registry.letters[key] for key in state.letters],
        "numbered": stages.numbered,
        "bibtex": lambda letters: escape(bibliography.bibtex(letters, registry)),  # with its lines: its texts are clean
        "csl": lambda letters: escape(bibliography.csl(letters, registry)),
        "span_words": lambda one: drawing.span_words(one, lang),
    }


def _of_threads(lang: Look) -> dict[str, object]:
    """Return what the templates can name of the measures that belong together."""
    return {
        "entries": dossiers.entries,
        "inside": dossiers.inside,
        "by_letter": dossiers.by_letter,
        "anchor": stages.anchor,
        "counted": lambda one: threads.counted(one, lang),
        "statuses": lambda members: threads.statuses(members, lang),
        "turn_words": lambda step: threads.turn_words(step, lang),
        "hangs": lambda link: lang.say(threads.HANGS[link.relation]),
        "relation": lambda link: RELATIONS[link.relation][0].capitalize(),
    }


def _harmless(found: object) -> object:
    """Return a text without a character that could do harm; what is markup already is ours and stays."""
    return clean(found) if type(found) is str else found


def _reference_words(named: str, lang: Look) -> str:
    """Say what a reference is: `Dossier 34359`, `Kamerstukken 29754, nr. 391`; others as they are written."""
    scheme, _, rest = named.partition(":")
    if scheme == "dossier":
        return lang.say("Dossier {number}", number=rest)
    if scheme == "kst":
        dossier, _, number = rest.rpartition("-")
        return f"Kamerstukken {dossier}, {'nr. ' if number.isdigit() else ''}{number}"
    return rest if scheme == "handelingen" else f"{scheme.upper()} {rest}"
