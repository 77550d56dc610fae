"""What the website offers for download, the same in both languages, and how it is described to search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.render.data.measures import MEASURES, registry_json, spreadsheet
from ctmeasures.render.data.package import datapackage, resource
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.sqlite import database
from ctmeasures.render.words import called

if TYPE_CHECKING:
    from ctmeasures.reports.query import Listing
    from ctmeasures.reports.website import Website


class File(NamedTuple):
    """A file of the website: its path in the folder, with `/`, and its bytes."""

    path: str
    data: bytes


class Download(NamedTuple):
    """A file of data: what it holds, its media type, and what draws it."""

    said: str
    media: str
    draw: Callable[[Listing], bytes]


DATA = {
    "data/measures.csv": Download(
        "the measures as a table for spreadsheets",
        "text/csv",
        lambda found: "".join(spreadsheet(found, Look())).encode(),
    ),
    "data/registry.json": Download(
        "the whole registry, with what is derived",
        "application/json",
        lambda found: registry_json(found, Look()).encode(),
    ),
    "data/measures.jsonl": Download(
        "the measures, one JSON object a line",
        "application/jsonl",
        lambda found: "".join(MEASURES.lines(found, Look())).encode(),
    ),
    "data/registry.sqlite": Download("a database for SQL, also for Datasette", "application/vnd.sqlite3", database),
}


DESCRIBED = "data/datapackage.json"


def data(site: Website, base: str | None) -> Iterator[File]:
    """Yield the files of data, then what describes them."""
    drawn = []
    for path, one in DATA.items():
        file = File(path, one.draw(site.listing))
        drawn.append(resource(path.rpartition("/")[2], one.said, one.media, file.data))
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
