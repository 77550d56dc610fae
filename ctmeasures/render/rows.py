"""The rows of everything that a listing rests on, a table for each kind of record: what databases and data sets are made of.

Their columns are those of `render/sql.py`; values are as JSON has them, dates as EDTF beside their first and last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.links import letter_url, passage_url, reference_url
from ctmeasures.model.records import RELATIONS, Letter, Measure, Package, Registry, Track
from ctmeasures.model.status import MEANING, Status
from ctmeasures.render.data.budget import part
from ctmeasures.render.data.forms import SCHEMA
from ctmeasures.render.data.values import value

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.reports.budget import Years
    from ctmeasures.reports.query import Listing

Row = dict[str, object]


def tables(listing: Listing) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with its rows, after those that it refers to."""
    view, registry = listing.view, listing.view.registry
    yield "meta", [{"key": key, "value": found} for key, found in _meta(listing).items()]
    statuses = ({"id": one.value, "name": one.label, "open": one.open, "meaning": MEANING[one]} for one in Status)
    yield "statuses", [*statuses]
    for section, records in (("organisations", registry.organisations), ("areas", registry.areas)):
        yield section, [{"id": key, **fields(one, "name", "name_nl")} for key, one in records.items()]
    yield from letter_tables(view.letters).items()
    yield from package_tables(view.packages, registry).items()
    yield from measure_tables([state.measure for state in listing.states]).items()
    yield from state_tables(listing.states, registry).items()
    yield from money_tables(listing).items()


def _meta(listing: Listing) -> Row:
    clock, newest = listing.view.clock, listing.view.newest_letter
    return {
        "schema": SCHEMA,
        **fields(listing.view.registry, "id", "feed_id", "title", "title_nl"),
        "reference_day": clock.reference_day.isoformat(),
        "as_of": clock.as_of.isoformat() if clock.as_of else None,
        "known_by": clock.known_by.isoformat() if clock.known_by else None,
        "newest_letter": newest.id if newest else None,
        "measures": len(listing.states),
        "of_measures": listing.total,
    }


def letter_tables(letters: list[Letter]) -> dict[str, list[Row]]:
    """Return the letters and what they hold, by table."""
    own = ("id", "title", "title_nl", "date", "sender", "reference", "publication", "publication_inferred")
    return {
        "letters": [{**fields(one, *own), "url": letter_url(one)} for one in letters],
        "signatories": [row for one in letters for row in _listed("letter", one.id, "name", one.signatories)],
        "links": [row for one in letters for row in _listed("letter", one.id, "url", one.links)],
        "passages": [
            {
                "letter": one.id,
                **fields(passage, "number", "digest", "digest_nl"),
                "context": passage.number in one.context,
            }
            for one in letters
            for passage in one.passages
        ],
    }


def package_tables(packages: list[Package], registry: Registry) -> dict[str, list[Row]]:
    """Return the packages of money, their tracks and their totals, by table."""
    own = ("title", "title_nl", "passage", "quote")
    restatements: list[Row] = []
    totals: list[Row] = []
    for package in packages:
        parts: list[Package | Track] = [package, *package.tracks.values()]
        for one in parts:
            whose: Row = {"package": package.key, "track": one.key if isinstance(one, Track) else None}
            totals += ({**whose, "restatement": None, **row} for row in _amounts(one.total))
            for again in one.restated:
                number = len(restatements) + 1
                restatements.append(
                    {"id": number, **whose, **fields(again, "letter", "passage", "quote", "note", "note_nl")}
                )
                totals += ({**whose, "restatement": number, **row} for row in _amounts(again.total))
    return {
        "packages": [
            {
                "id": one.key,
                **fields(one, *own, "unit", "letter", "structural_from"),
                "url": passage_url(registry.letters[one.letter], one.quote),
            }
            for one in packages
        ],
        "tracks": [
            {"package": one.key, "id": track.key, **fields(track, *own)}
            for one in packages
            for track in one.tracks.values()
        ],
        "restatements": restatements,
        "totals": totals,
    }


def measure_tables(measures: list[Measure]) -> dict[str, list[Row]]:
    """Return what is written down of measures and their relations, by table."""
    here = {one.id for one in measures}
    return {
        "measures": [fields(one, "id", "title", "title_nl", "area", "owner", "owner_inferred") for one in measures],
        "partners": [row for one in measures for row in _listed("measure", one.id, "organisation", one.partners)],
        "measure_references": [
            {**row, "url": reference_url(str(row["reference"]))}
            for one in measures
            for row in _listed("measure", one.id, "reference", one.references)
        ],
        "relations": [
            {**row, "kind": kind}
            for one in measures
            for kind in RELATIONS
            for row in _listed("measure", one.id, "other", getattr(one, kind))
            if row["other"] in here
        ],
    }


def state_tables(states: tuple[State, ...], registry: Registry) -> dict[str, list[Row]]:
    """Return what follows from the events of measures, and the events, by table."""
    return {
        "state": [
            {
                "measure": one.measure.id,
                **fields(one, "status", "open", "announced", "updated", "letter", "overdue", "heard_since_due"),
                **fields(one, "slipped_days", "silent_days"),
                "status_certain": one.certain,
                "slipped_days_least": one.slipped_between[0],
                "slipped_days_most": one.slipped_between[1],
                "status_letter": one.giving.letter,
                "last_letter": one.heard.letter,
                "due_letter": one.promise.letter if one.promise else None,
                **dates("since", one.since),
                **dates("due", one.due),
            }
            for one in states
        ],
        "events": [
            {
                "measure": one.measure.id,
                "position": position,
                **dates("date", event.date),
                **fields(event, "status", "letter", "passage", "quote", "note", "note_nl"),
                **dates("due", event.due),
                "url": passage_url(registry.letters[event.letter], event.quote),
            }
            for one in states
            for position, event in enumerate(one.history, 1)
        ],
    }


def money_tables(listing: Listing) -> dict[str, list[Row]]:
    """Return the allocations and their amounts; of packages and measures that are not here only `part` tells."""
    registry = listing.view.registry
    packages = {one.key for one in listing.view.packages}
    here = {state.measure.id for state in listing.states}
    allocations: list[Row] = []
    amounts: list[Row] = []
    for state in listing.states:
        for position, one in enumerate(state.budget, 1):
            number = len(allocations) + 1
            known = one.package in packages
            allocations.append(
                {
                    "id": number,
                    "measure": state.measure.id,
                    "position": position,
                    **fields(one, "letter", "passage", "quote", "line", "structural_from", "note", "note_nl"),
                    "part": part(one),
                    "package": one.package if known else None,
                    "track": one.track if known else None,
                    "unit": registry.unit(one),
                    "within": one.within if one.within in here else None,
                    "on_top_of": one.on_top_of if one.on_top_of in here else None,
                    "url": passage_url(registry.letters[one.letter], one.quote),
                }
            )
            amounts += ({"allocation": number, **row} for row in _amounts(one.amounts, one.amount))
    return {"allocations": allocations, "amounts": amounts}


def fields(found: object, *names: str) -> Row:
    """Return fields of a record as JSON has them."""
    return {name: value(getattr(found, name)) for name in names}


def _listed(of: str, key: str, name: str, items: Iterable[str]) -> Iterator[Row]:
    """Yield the items of a list, each with its place in it."""
    return ({of: key, "position": position, name: item} for position, item in enumerate(items, 1))


def dates(name: str, found: PartialDate | None) -> Row:
    """Return a date with the first and the last day that it may mean."""
    first, last = (found.first.isoformat(), found.last.isoformat()) if found else (None, None)
    return {name: found.text if found else None, f"{name}_first": first, f"{name}_last": last}


def _amounts(years: Years, alone: Decimal | None = None) -> Iterator[Row]:
    """Yield the amounts by year, or the one without; an amount has at most three decimals."""
    found: list[tuple[int | None, Decimal]] = [*years.items()]
    for year, amount in found if alone is None else [*found, (None, alone)]:
        thousandths = int(amount * 1000)
        yield {"year": year, "thousandths": thousandths, "amount": thousandths / 1000}
