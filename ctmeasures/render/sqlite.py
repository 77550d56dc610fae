"""A SQLite database of the measures and all that they rest on, for SQL, for any SQLite program and for Datasette.

The same measures give the same bytes with the same release of SQLite. Text is as it was written, but for characters that could do harm,
which are shown as their escapes. Tables and columns: `render/tables.py`. Format: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.links import letter_url, passage_url, reference_url
from ctmeasures.model.records import RELATIONS, Allocation, Event, Letter, Measure, Package, Registry, Track
from ctmeasures.model.status import MEANING, Status
from ctmeasures.render.data.budget import part
from ctmeasures.render.data.forms import SCHEMA
from ctmeasures.render.data.values import value
from ctmeasures.render.safe import visible
from ctmeasures.render.tables import APPLICATION, INDEX, INDEXED, TABLES, VERSION

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.reports.budget import Years
    from ctmeasures.reports.query import Listing

Row = dict[str, object]


def database(listing: Listing) -> bytes:
    """Return a database of the listed measures, with the letters and packages known at that moment."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(TABLES)
        connection.executescript("".join(INDEX.format(table=one, columns=", ".join(of)) for one, of in INDEXED.items()))
        connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        for table, rows in _tables(listing):
            _insert(connection, table, rows)
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        for table in INDEXED:  # of the rows as they are numbered now
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608  our own names
        return connection.serialize()


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Insert rows that all have the same columns; the names are ours."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({marks})",  # noqa: S608
            ([visible(found) if isinstance(found, str) else found for found in row.values()] for row in rows),
        )


def _tables(listing: Listing) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with its rows, after those that it refers to."""
    view, registry = listing.view, listing.view.registry
    yield "meta", [{"key": key, "value": found} for key, found in _meta(listing).items()]
    statuses = ({"id": one.value, "name": one.label, "open": one.open, "meaning": MEANING[one]} for one in Status)
    yield "statuses", [*statuses]
    for section, records in (("organisations", registry.organisations), ("areas", registry.areas)):
        yield section, [{"id": key, **_fields(one, "name", "name_nl")} for key, one in records.items()]
    yield from _letter_tables(view.letters).items()
    yield from _package_tables(view.packages, registry).items()
    yield from _measure_tables([state.measure for state in listing.states]).items()
    yield from _state_tables(listing.states, registry).items()
    yield from _money_tables(listing).items()
    yield "search", [*_words(listing)]


def _meta(listing: Listing) -> Row:
    clock, newest = listing.view.clock, listing.view.newest_letter
    return {
        "schema": SCHEMA,
        **_fields(listing.view.registry, "id", "feed_id", "title", "title_nl"),
        "reference_day": clock.reference_day.isoformat(),
        "as_of": clock.as_of.isoformat() if clock.as_of else None,
        "known_by": clock.known_by.isoformat() if clock.known_by else None,
        "newest_letter": newest.id if newest else None,
        "measures": len(listing.states),
        "of_measures": listing.total,
    }


def _letter_tables(letters: list[Letter]) -> dict[str, list[Row]]:
    own = ("id", "title", "title_nl", "date", "sender", "reference", "publication", "publication_inferred")
    return {
        "letters": [{**_fields(one, *own), "url": letter_url(one)} for one in letters],
        "signatories": [row for one in letters for row in _listed("letter", one.id, "name", one.signatories)],
        "links": [row for one in letters for row in _listed("letter", one.id, "url", one.links)],
        "passages": [
            {
                "letter": one.id,
                **_fields(passage, "number", "digest", "digest_nl"),
                "context": passage.number in one.context,
            }
            for one in letters
            for passage in one.passages
        ],
    }


def _package_tables(packages: list[Package], registry: Registry) -> dict[str, list[Row]]:
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
                    {"id": number, **whose, **_fields(again, "letter", "passage", "quote", "note", "note_nl")}
                )
                totals += ({**whose, "restatement": number, **row} for row in _amounts(again.total))
    return {
        "packages": [
            {
                "id": one.key,
                **_fields(one, *own, "unit", "letter", "structural_from"),
                "url": passage_url(registry.letters[one.letter], one.quote),
            }
            for one in packages
        ],
        "tracks": [
            {"package": one.key, "id": track.key, **_fields(track, *own)}
            for one in packages
            for track in one.tracks.values()
        ],
        "restatements": restatements,
        "totals": totals,
    }


def _measure_tables(measures: list[Measure]) -> dict[str, list[Row]]:
    here = {one.id for one in measures}
    return {
        "measures": [_fields(one, "id", "title", "title_nl", "area", "owner", "owner_inferred") for one in measures],
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


def _state_tables(states: tuple[State, ...], registry: Registry) -> dict[str, list[Row]]:
    return {
        "state": [
            {
                "measure": one.measure.id,
                **_fields(one, "status", "open", "announced", "updated", "letter", "overdue", "heard_since_due"),
                **_fields(one, "slipped_days", "silent_days"),
                "status_certain": one.certain,
                "slipped_days_least": one.slipped[0] if one.slipped else None,
                "slipped_days_most": one.slipped[1] if one.slipped else None,
                "status_letter": one.giving.letter,
                "last_letter": one.heard.letter,
                "due_letter": one.promise.letter if one.promise else None,
                **_dates("since", one.since),
                **_dates("due", one.due),
            }
            for one in states
        ],
        "events": [
            {
                "measure": one.measure.id,
                "position": position,
                **_dates("date", event.date),
                **_fields(event, "status", "letter", "passage", "quote", "note", "note_nl"),
                **_dates("due", event.due),
                "url": passage_url(registry.letters[event.letter], event.quote),
            }
            for one in states
            for position, event in enumerate(one.history, 1)
        ],
    }


def _money_tables(listing: Listing) -> dict[str, list[Row]]:
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
                    **_fields(one, "letter", "passage", "quote", "line", "structural_from", "note", "note_nl"),
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


def _words(listing: Listing) -> Iterator[Row]:
    """Yield every text that can be searched, with what it is and where it stands."""
    for letter in listing.view.letters:
        yield from _texts({"letter": letter.id}, title=letter.title, title_nl=letter.title_nl)
        for passage in letter.passages:
            yield from _texts(
                {"letter": letter.id, "passage": passage.number}, digest=passage.digest, digest_nl=passage.digest_nl
            )
    for state in listing.states:
        measure = state.measure
        yield from _texts({"measure": measure.id}, title=measure.title, title_nl=measure.title_nl)
        cited: list[Event | Allocation] = [*state.history, *state.budget]
        for one in cited:
            where = {"measure": measure.id, **_fields(one, "letter", "passage")}
            yield from _texts(where, quote=one.quote, note=one.note, note_nl=one.note_nl)


def _texts(where: Row, **texts: str | None) -> Iterator[Row]:
    place = {"measure": None, "letter": None, "passage": None} | where
    return ({"text": text, "what": what, **place} for what, text in texts.items() if text)


def _fields(found: object, *names: str) -> Row:
    return {name: value(getattr(found, name)) for name in names}


def _listed(of: str, key: str, name: str, items: Iterable[str]) -> Iterator[Row]:
    """Yield the items of a list, each with its place in it."""
    return ({of: key, "position": position, name: item} for position, item in enumerate(items, 1))


def _dates(name: str, found: PartialDate | None) -> Row:
    """Return a date with the first and the last day that it may mean."""
    first, last = (found.first.isoformat(), found.last.isoformat()) if found else (None, None)
    return {name: found.text if found else None, f"{name}_first": first, f"{name}_last": last}


def _amounts(years: Years, alone: Decimal | None = None) -> Iterator[Row]:
    """Yield the amounts by year, or the one without; an amount has at most three decimals."""
    found: list[tuple[int | None, Decimal]] = [*years.items()]
    for year, amount in found if alone is None else [*found, (None, alone)]:
        thousandths = int(amount * 1000)
        yield {"year": year, "thousandths": thousandths, "amount": thousandths / 1000}
