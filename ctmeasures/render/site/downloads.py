"""What the website offers for download, the same in both languages, and how it is described to search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.render.data.measures import MEASURES, registry_json, spreadsheet
from ctmeasures.render.data.package import datapackage, resource, schema
from ctmeasures.render.data.tables import DRAWN, FLAT
from ctmeasures.render.followup import FOLLOWUP
from ctmeasures.render.look import Look
from ctmeasures.render.money_chart import MONEY
from ctmeasures.render.safe import clean
from ctmeasures.render.sqlite import database
from ctmeasures.render.words import called

if TYPE_CHECKING:
    from ctmeasures.render.data.values import Json
    from ctmeasures.reports.website import Overview, Website


class File(NamedTuple):
    """A file of the website: its path in the folder, with `/`, and its bytes."""

    path: str
    data: bytes


class Download(NamedTuple):
    """A file of data: what it holds, its media type, what draws it, and of a table the schema of its columns."""

    said: str
    media: str
    draw: Callable[[Website], bytes]
    table: Json | None = None


def _csv(rows: Iterable[str]) -> bytes:
    """Return a table as a file; Excel reads accents only behind a byte order mark."""
    return f"\ufeff{''.join(rows)}".encode()


DATA = {
    "data/measures.csv": Download(
        "the measures as a table for spreadsheets",
        "text/csv",
        lambda site: "".join(spreadsheet(site.listing, Look())).encode(),
        schema(FLAT, "id"),
    ),
    "data/followup.csv": Download(
        "what became of the measures, by letter and by owner, as a table for spreadsheets",
        "text/csv",
        lambda site: _csv(FOLLOWUP.csv(site.followups, Look())),
        schema(DRAWN["followup"], "by", "key", "became"),
    ),
    "data/money.csv": Download(
        "the amounts of the packages, by year, as a table for spreadsheets",
        "text/csv",
        lambda site: _csv(MONEY.csv(site.budget, Look())),
        schema(DRAWN["money"]),
    ),
    "data/registry.json": Download(
        "the whole registry, with what is derived",
        "application/json",
        lambda site: registry_json(site.listing, Look()).encode(),
    ),
    "data/measures.jsonl": Download(
        "the measures, one JSON object a line",
        "application/jsonl",
        lambda site: "".join(MEASURES.lines(site.listing, Look())).encode(),
    ),
    "data/registry.sqlite": Download(
        "a database for SQL, also for Datasette", "application/vnd.sqlite3", lambda site: database(site.listing)
    ),
}


DESCRIBED = "data/datapackage.json"


def earlier(site: Overview, place: str) -> File:
    """Return the data of the chart of one moment, in the folder `place`."""
    return File(f"{place}followup.csv", _csv(FOLLOWUP.csv(site.followups, Look())))


def data(site: Website, base: str | None) -> Iterator[File]:
    """Yield the files of data, then what describes them."""
    drawn = []
    for path, one in DATA.items():
        file = File(path, one.draw(site))
        drawn.append(resource(path.rpartition("/")[2], one.said, one.media, file.data, one.table))
        yield file
    yield File(DESCRIBED, datapackage(site.view, drawn, f"{base}index.html" if base else None).encode())


def dataset(site: Website, lang: Look, root: str, description: str) -> dict[str, object]:
    """Describe the data as a `Dataset` of schema.org; `root` leads from the front page to the files.

    It has no licence, publisher or day of change, of which a registry says nothing.
    """
    registry, letters = site.view.registry, site.view.letters
    days = [letter.date for letter in letters]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": called(registry, lang),
        "description": clean(description),
        "inLanguage": ["en", "nl"],
        "isAccessibleForFree": True,
        "keywords": [lang.name(area) for area in registry.areas.values()],
        "distribution": list(_distribution(lang, root)),
    }
    if days:
        found["temporalCoverage"] = f"{min(day.first for day in days)}/{max(day.last for day in days)}"
    return found


def _distribution(lang: Look, root: str) -> Iterator[dict[str, str]]:
    for path, one in DATA.items():
        yield {
            "@type": "DataDownload",
            "name": path.rpartition("/")[2],
            "description": lang.say(one.said),
            "encodingFormat": one.media,
            "contentUrl": f"{root}{path}",
        }
