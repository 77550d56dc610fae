"""Measures, one or many, and the whole registry, for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.fields import ALLOCATION, AREA, EVENT, LETTER, MEASURE, ORGANISATION, PACKAGE, Shape
from ctmeasures.model.links import letter_url, passage_url
from ctmeasures.render.data.forms import MOMENT, Dataset, document, head, row_a_line
from ctmeasures.render.data.values import Json, record, value
from ctmeasures.render.facts import cited
from ctmeasures.render.look import Look

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Allocation, Event, Letter, Package, Registry
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import Listing

# The fields that follow from a history; JSON and CSV have the same.
OF_HISTORY: dict[str, Callable[[State], object]] = {
    "status": lambda state: state.status.value,
    "status_certain": lambda state: state.certain,
    "open": lambda state: state.open,
    "since": lambda state: state.since.text,
    "announced": lambda state: state.announced.text,
    "updated": lambda state: state.updated.text,
    "letter": lambda state: state.letter,
    "due": lambda state: value(state.due),
    "overdue": lambda state: state.overdue,
    "heard_since_due": lambda state: state.heard_since_due,
    "slipped_days": lambda state: state.slipped_days,
    "slipped_days_least": lambda state: state.slipped_between[0],
    "slipped_days_most": lambda state: state.slipped_between[1],
    "silent_days": lambda state: state.silent_days,
    "status_letter": lambda state: state.giving.letter,
    "due_letter": lambda state: state.promise.letter if state.promise else None,
    "last_letter": lambda state: state.heard.letter,
}
_OWN = [field.name for field in MEASURE.fields if field.name not in ("budget", "history")]


def measure_json(state: State, registry: Registry) -> Json:
    """Return all fields of a measure, its history and budget with their links, and what is derived."""
    return {
        **_flat(state),
        "budget": [_linked(ALLOCATION, one, registry) for one in state.budget],
        "history": [_linked(EVENT, one, registry) for one in state.history],
    }


def _linked(shape: Shape, one: Allocation | Event, registry: Registry) -> Json:
    return {**record(shape, one), "url": passage_url(registry.letters[one.letter], one.quote)}


def _flat(state: State) -> Json:
    own = {name: value(getattr(state.measure, name)) for name in _OWN}
    return own | {name: derived(state) for name, derived in OF_HISTORY.items()}


def _measures(listing: Listing, look: Look) -> Iterator[Json]:
    return (measure_json(state, listing.view.registry) for state in listing.states)


def _flat_measures(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield every field of the measures that is no list of records, and what a spreadsheet cannot look up."""
    return (
        _flat(state) | {"status": look.word(state.status)} | _read(state, listing.view.registry, look)
        for state in listing.states
    )


# What a spreadsheet cannot look up or work out: names, a due date in words and as days, the address of what gave the status.
_READ = ("owner_name", "area_name", "due_text", "due_first", "due_last", "url")


def _read(state: State, registry: Registry, look: Look) -> Json:
    measure, due, giving = state.measure, state.due, state.giving
    values = (
        look.name(registry.organisations[measure.owner]),
        look.name(registry.areas[measure.area]) if measure.area else None,
        look.date(due) if due else None,
        due.first.isoformat() if due else None,
        due.last.isoformat() if due else None,
        passage_url(registry.letters[giving.letter], giving.quote),
    )
    return dict(zip(_READ, values, strict=True))


HEADINGS = {name: name.replace("_", " ") for name in (*_OWN, *OF_HISTORY, *_READ, *MOMENT)} | {
    "title": "English title",
    "title_nl": "Dutch title",
    "status_certain": "status is certain",
    "since": "status since",
    "announced": "announced on",
    "updated": "last heard on",
    "letter": "first letter",
    "heard_since_due": "heard since the due date",
    "slipped_days": "days slipped",
    "slipped_days_least": "days slipped at least",
    "slipped_days_most": "days slipped at most",
    "silent_days": "days of silence",
    "status_letter": "letter with the status",
    "due_letter": "letter with the due date",
    "owner_name": "name of the owner",
    "area_name": "name of the area",
    "due_text": "due date in words",
    "due_first": "first day of the due date",
    "due_last": "last day of the due date",
    "url": "address of the source",
}
MEASURES = Dataset(
    "measures",
    (*_OWN, *OF_HISTORY, *_READ),
    _measures,
    about=lambda listing: {"total": listing.total},
    flat=_flat_measures,
    headings=HEADINGS,
)


def spreadsheet(listing: Listing, look: Look) -> Iterator[str]:
    """Draw the table of measures as a file; Excel reads accents only behind a byte order mark."""
    yield "\ufeff"
    yield from MEASURES.csv(listing, look)


def registry_json(listing: Listing, look: Look) -> str:
    """Draw the registry of a moment as one JSON document: all that is written down in it, and what is derived.

    The measures are those of `measures`, each with its history and money; nothing comes from letters not yet known.
    """
    view = listing.view
    registry = view.registry
    sections: dict[str, list[Json]] = {
        "organisations": [{"key": key, **record(ORGANISATION, one)} for key, one in registry.organisations.items()],
        "areas": [{"key": key, **record(AREA, one)} for key, one in registry.areas.items()],
        "letters": [_letter_json(letter) for letter in view.letters],
        "packages": [_package_json(package, registry) for package in view.packages],
        "measures": [measure_json(state, registry) for state in listing.states],
    }
    own = {name: getattr(registry, name) for name in ("id", "feed_id", "title", "title_nl")}
    opening = json.dumps({**head("registry", view), **own, "count": len(listing.states), "total": listing.total})
    return ",\n".join([opening[:-1], *(row_a_line(name, rows) for name, rows in sections.items())]) + "}\n"


def _letter_json(letter: Letter) -> Json:
    passages = [{"number": one.number, "digest": one.digest, "digest_nl": one.digest_nl} for one in letter.passages]
    return {"id": letter.id, **record(LETTER, letter), "url": letter_url(letter), "passages": passages}


def _package_json(package: Package, registry: Registry) -> Json:
    url = passage_url(registry.letters[package.letter], package.quote)
    return {"key": package.key, **record(PACKAGE, package), "url": url}


def measure(page: Page, look: Look) -> str:
    """Draw one measure as a JSON document."""
    state, registry = page.state, page.view.registry

    def quoted(shape: Shape, one: Allocation | Event) -> Json:
        return _linked(shape, one, registry) | {"citation": cited(registry.letters[one.letter], one.passage, look)}

    body = measure_json(state, registry)
    body["budget"] = [quoted(ALLOCATION, one) for one in state.budget]
    body["history"] = [quoted(EVENT, one) for one in state.history]
    body["relations"] = {name.replace(" ", "_"): [one.id for one in others] for name, others in page.relations}
    body["place"] = {"path": page.place.path, "line": page.place.line, "column": page.place.column}
    return document({**head("measure", page.view), "measure": body})
