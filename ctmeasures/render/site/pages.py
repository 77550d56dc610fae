"""The files of the website, one after another: each page in both languages, the feeds, the data, the style and the script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files as resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ctmeasures.model.status import MEANING
from ctmeasures.render.calendar import REMINDED, calendar
from ctmeasures.render.look import LANGUAGES, Look
from ctmeasures.render.site import charts, drawing, feed, index, pictures
from ctmeasures.render.site.addresses import ROBOTS, SITEMAP, robots, sitemap
from ctmeasures.render.site.downloads import DATA, DESCRIBED, File, data, dataset, earlier
from ctmeasures.render.site.environment import environment, partly, within
from ctmeasures.render.site.filters import choices
from ctmeasures.render.words import sentence
from ctmeasures.reports.chart import GROUPS, regrouped
from ctmeasures.reports.texts import Field
from ctmeasures.reports.website import after

if TYPE_CHECKING:
    from jinja2 import Environment

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
_OTHERS = 5  # of an owner's measures that the page of another one names


def files(
    site: Website,
    base: str | None,
    forms: tuple[str, ...] = pictures.SVG,
    old: Callable[[str], bytes] = lambda path: b"",
) -> Iterator[File]:
    """Yield all files; `base` is the public address of the folder, ending in `/`, for what must name it in full; `forms` are those of the pictures.

    `old` gives the bytes that stand at a file's path, where a site is built again: a calendar is no older revision than those.
    """
    spoken, pages = [_Pages(site, base, language, forms, old) for language in LANGUAGES], []
    for one in spoken:
        for file in one.files():
            pages += [file.path] if file.path.endswith(".html") else []
            yield file
    for letter in site.moments:  # one moment after another, so that no two are held at once
        then = after(site, letter)
        yield earlier(then, f"at/{letter.id}/")
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
    yield from data(site, base)
    yield File(index.PATH, index.index(site))


def number(site: Website, base: str | None, forms: tuple[str, ...] = pictures.SVG) -> int:
    """Return how many files there will be."""
    menu = len(MENU) + len(GROUPS) - 1  # the timeline has a page for each grouping
    each = menu + len(site.pages) + len(site.threads) + len(site.coverage.letters) + len(site.owners) + 2
    each += _AT * len(site.moments) + pictures.number(site, forms)
    published = 2 + len(LANGUAGES) if base else 0
    return len(LANGUAGES) * each + published + len(ASSETS) + len(DATA) + len(site.moments) + 2


class _Pages:
    """The pages in one language."""

    def __init__(
        self, site: Website, base: str | None, lang: Look, forms: tuple[str, ...], old: Callable[[str], bytes]
    ) -> None:
        self._site = site
        self._base = base
        self._forms = forms
        self._old = old
        self._lang = lang
        self._folder, across = ("nl/", "") if lang.dutch else ("", "nl/")
        self._across = across
        self._calendar = f"{self._folder}data/deadlines.ics"
        self._within: dict[str, Environment] = {}
        self._environment = environment(site, lang)
        self._environment.globals |= {
            "menu": MENU,
            "base": base,
            "picture_forms": forms,
            "folder": self._folder,
            "other_folder": across,
            "remind": REMINDED,
            "webcal": base
            and f"webcal:{base.partition(':')[2]}{self._calendar}",  # which calendar programs subscribe to
            "dataset": lambda root, said: dataset(site, lang, base or root, said),
        }

    def files(self) -> Iterator[File]:
        """Yield them, then the feed."""
        site = self._site
        yield self._page("index.html")
        yield self._page("measures.html", choices=choices(site, self._lang))
        yield self._page("search.html", fields=[field.label for field in Field if field is not Field.PARAGRAPH])
        for by in GROUPS:
            yield self._page("timeline.html", drawing.timeline(by), "timeline.html", grouped=regrouped(site.chart, by))
        yield self._page("dossiers.html")
        yield self._page("letters.html")
        yield self._page("owners.html")
        yield self._page("money.html")
        yield self._page("about.html", meanings=MEANING, downloads=DATA, described=DESCRIBED)
        within = {member.id: thread for thread in site.threads for member in thread.members}
        owned = {one.organisation.key: one.owned for one in site.owners}
        for page in site.pages:
            key = page.state.measure.id
            own = owned[page.state.measure.owner]
            others = [one for one in own[: _OTHERS + 1] if one.measure.id != key][:_OTHERS]
            named = (
                page.state.measure.owner,
                *(one.measure.id for one in others),
            )  # the same on most pages of an owner
            values: dict[str, object] = {"page": page, "span": site.spans[key], "thread": within.get(key)}
            values |= {"others": others, "others_named": named, "more": len(own) - 1 - len(others)}
            yield self._page("measure.html", f"measures/{key}.html", "measures.html", **values)
        for thread in site.threads:
            yield self._page("dossier.html", f"dossiers/{thread.root.id}.html", "dossiers.html", thread=thread)
        for covered in site.coverage.letters:
            yield self._page("letter.html", f"letters/{covered.letter.id}.html", "letters.html", one=covered)
        for owner in site.owners:
            yield self._page("owner.html", f"owners/{owner.organisation.key}.html", "owners.html", one=owner)
        yield File(self._folder + feed.PATH, feed.feed(site, self._folder, self._environment))
        path = self._calendar
        address = self._base and self._base + path
        yield File(path, calendar(site.listing, self._lang, address, old=self._old(path)).encode())

    def at(self, letter: Letter, then: Overview) -> Iterator[File]:
        """Yield the overview and the table as they stood after a letter, and the picture of their chart."""
        lang, place = self._lang, f"at/{letter.id}/"
        named = charts.moment(then, lang) | {
            "site": then,
            "day": then.view.clock.reference_day,
            "reference": sentence(then.view, lang),
            "partly": partly(then, lang),
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
        return self._drawn(template, path, home, root, here=here or path, listed=True, **values)

    def missing(self, base: str) -> File:
        """Return the page for what is not there: a server shows it at any depth, so that its links begin at the server's root."""
        root = urlsplit(base).path
        return self._drawn("404.html", "404.html", root + self._folder, root, here=None, listed=False)

    def _drawn(self, template: str, path: str, home: str, root: str, **values: object) -> File:
        if home not in self._within:
            self._within[home] = within(self._environment, home, root)
        across = f"{root}{self._across}{path}"
        text = self._within[home].get_template(template).render(path=path, across=across, **values)
        return File(self._folder + path, text.encode())
