"""The rows of the tables that are written for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from ctmeasures.model.dates import parse_date
from ctmeasures.model.status import Status
from ctmeasures.render import rows
from ctmeasures.render.data.measures import MEASURES
from ctmeasures.render.data.values import Json, value
from ctmeasures.render.look import Look

if TYPE_CHECKING:
    from ctmeasures.model.records import Measure, Registry
    from ctmeasures.reports.query import Listing


def measures(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield the rows of the table of measures, with the days since when they have their status."""
    assert MEASURES.flat
    for row in MEASURES.flat(listing, look):
        since = parse_date(str(row["since"]))
        yield {**row, "since_first": since.first.isoformat(), "since_last": since.last.isoformat()}


def _whose(one: Measure) -> Json:
    return {"measure": one.id, "title": one.title, "title_nl": one.title_nl, "owner": one.owner}


def events(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield the events of the measures, each with its measure."""
    known = {state.measure.id: state.measure for state in listing.states}
    for row in rows.state_tables(listing.states, listing.view.registry)["events"]:
        said = {f"{name}_text": _words(row[name], look) for name in ("date", "due")}
        status = look.word(Status(str(row["status"])))
        yield {**row, **_whose(known[str(row["measure"])]), **said, "status": status}


def _words(date: object, look: Look) -> str | None:
    return look.date(parse_date(str(date))) if date else None


def money(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield every amount with all that identifies it; those whose part is `package` add up to the packages' sums."""
    known = {state.measure.id: state.measure for state in listing.states}
    found = rows.money_tables(listing)
    amounts = {key: list(each) for key, each in groupby(found["amounts"], lambda row: row["allocation"])}
    for row in found["allocations"]:
        for amount in amounts.get(row["id"], ()):
            said = {"unit": look.unit(str(row["unit"])), "year": amount["year"], "amount": _exact(amount)}
            yield {**row, **_whose(known[str(row["measure"])]), **said}


def _exact(row: Json) -> object:
    return value(Decimal(str(row["thousandths"])) / 1000)


def letters(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield the letters, each with what its lists hold."""
    registry, found = listing.view.registry, listing.view.letters
    for row, letter in zip(rows.letter_tables(found)["letters"], found, strict=True):
        more = {"signatories": [*letter.signatories], "links": [*letter.links], "paragraphs": len(letter.passages)}
        yield {**row, **more, "sender_name": _name(letter.sender, registry, look)}


def _name(key: str | None, registry: Registry, look: Look) -> str | None:
    return look.name(registry.organisations[key]) if key else None


def passages(listing: Listing, look: Look) -> Iterable[Json]:
    """Return the paragraphs of the letters."""
    return rows.letter_tables(listing.view.letters)["passages"]


def packages(listing: Listing, look: Look) -> Iterable[Json]:
    """Return the packages of money."""
    return rows.package_tables(listing.view.packages, listing.view.registry)["packages"]


def totals(listing: Listing, look: Look) -> Iterator[Json]:
    """Yield what was announced by year for each package and track, not where a letter gives it again."""
    for row in rows.package_tables(listing.view.packages, listing.view.registry)["totals"]:
        if row["restatement"] is None:
            yield {**row, "amount": _exact(row)}


def section(name: str) -> Callable[[Listing, Look], Iterable[Json]]:
    """Return what yields the records of a section of the registry."""

    def found(listing: Listing, look: Look) -> Iterator[Json]:
        for key, one in getattr(listing.view.registry, name).items():
            yield {"id": key, **rows.fields(one, "name", "name_nl")}

    return found
