"""JSON, JSON Lines and CSV: the same values for other programs.

JSON is ASCII only, so that no control or bidirectional character reaches a terminal raw.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import (
    ALLOCATION,
    AREA,
    EVENT,
    LETTER,
    MEASURE,
    ORGANISATION,
    PACKAGE,
    RESTATEMENT,
    SHAPES,
    TRACK,
    Shape,
)
from ctmeasures.model.links import letter_url, passage_url
from ctmeasures.model.place import Problem
from ctmeasures.model.record import Record
from ctmeasures.model.records import Allocation, Letter, Package, Registry, Track
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, name

if TYPE_CHECKING:
    from ctmeasures.checks.quotes import Verification
    from ctmeasures.disk.git import Commit
    from ctmeasures.model.deadline import Deadline as DueDate
    from ctmeasures.model.history import State
    from ctmeasures.reports.budget import Budget, Line, PackageBudget, Years
    from ctmeasures.reports.comparison import Change, Comparison, Deadline, Difference, NewEvent
    from ctmeasures.reports.coverage import Coverage, LetterCoverage
    from ctmeasures.reports.deadlines import Deadlines
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import Listing, View
    from ctmeasures.reports.revisions import Diff, Log, Side
    from ctmeasures.reports.stats import Count, Section, Stats
    from ctmeasures.reports.timeline import Moment, Timeline

SCHEMA = 1  # version of these envelopes; it changes when a key is renamed or removed
Json = dict[str, object]

# What a spreadsheet takes for the start of a formula: https://owasp.org/www-community/attacks/CSV_Injection
# A Dutch spreadsheet also starts a cell at a semicolon.
_SIGNS = "=+-@＝＋－＠"
_FORMULA = rf"(^|[;,\t]\s*)([{re.escape(_SIGNS)}])"


def value(found: object) -> object:
    """Return a field's value as JSON has it: dates as EDTF text, money as a number, absent as null."""
    if found is None or type(found) is str:
        return found
    match found:
        case PartialDate():
            return found.text
        case Decimal():
            return int(found) if found == found.to_integral_value() and "." not in str(found) else float(found)
        case Enum():
            return found.value
        case tuple():
            return [value(one) for one in found]
        case dict():
            return {str(key): value(one) for key, one in found.items()}
        case Record():
            return record(_SHAPES[type(found)], found)
        case _:
            return found


def record(shape: Shape, found: object) -> Json:
    """Return all fields of a record by the table of fields."""
    return {field.name: value(getattr(found, field.name)) for field in shape.fields}


_SHAPES = {shape.make: shape for shape in SHAPES}

# The fields that follow from a history, and those of a point of the line of time; JSON and CSV have the same.
_DERIVED: dict[str, Callable[[State], object]] = {
    "status": lambda state: state.status.value,
    "open": lambda state: state.open,
    "since": lambda state: state.since.text,
    "announced": lambda state: state.announced.text,
    "updated": lambda state: state.updated.text,
    "letter": lambda state: state.letter,
    "due": lambda state: value(state.due),
    "overdue": lambda state: state.overdue,
    "heard_since_due": lambda state: state.heard_since_due,
    "slipped_days": lambda state: state.slipped_days,
    "silent_days": lambda state: state.silent_days,
    "due_letter": lambda state: state.promise.letter if state.promise else None,
    "last_letter": lambda state: state.history[-1].letter,
}
_MOMENT: dict[str, Callable[[Moment], object]] = {
    "date": lambda one: one.when.text,
    "what": lambda one: "due" if one.deadline else "event",
    "status": lambda one: one.event.status.value,
    "overdue": lambda one: one.deadline and one.state.overdue,
    "id": lambda one: one.state.measure.id,
    "title": lambda one: one.state.measure.title,
    "owner": lambda one: one.state.measure.owner,
    "letter": lambda one: one.event.letter,
    "passage": lambda one: one.event.passage,
    "quote": lambda one: one.event.quote,
    "note": lambda one: one.event.note,
}
_OWN = [field.name for field in MEASURE.fields if field.name not in ("budget", "history")]


def measure_json(state: State, registry: Registry) -> Json:
    """Return all fields of a measure, its history and budget with their links, and what is derived."""
    return {
        **_flat(state),
        "budget": [
            {**record(ALLOCATION, one), "url": passage_url(registry.letters[one.letter], one.quote)}
            for one in state.budget
        ],
        "history": [
            {**record(EVENT, event), "url": passage_url(registry.letters[event.letter], event.quote)}
            for event in state.history
        ],
    }


def _flat(state: State) -> Json:
    own = {name: value(getattr(state.measure, name)) for name in _OWN}
    return own | {name: derived(state) for name, derived in _DERIVED.items()}


def measures(listing: Listing, look: Look) -> str:
    """Draw a list of measures as one JSON document."""
    rows = [measure_json(state, listing.view.registry) for state in listing.states]
    return _envelope("measures", listing.view, rows, total=listing.total)


def measures_lines(listing: Listing, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each measure; each states the reference day."""
    registry, day = listing.view.registry, _moment_of(listing.view)
    return _lines(measure_json(state, registry) | day for state in listing.states)


def measures_csv(listing: Listing, look: Look) -> Iterator[str]:
    """Draw a table of measures for a spreadsheet, with every field that is no list of records."""
    day = _moment_of(listing.view)
    rows = (_flat(state) | _read(state, listing.view.registry, look) | day for state in listing.states)
    return _csv([*_OWN, *_DERIVED, *_READ, *day], rows)


# What a spreadsheet cannot look up or work out: names, a due date in words and as days, an address.
_READ = ("owner_name", "area_name", "due_text", "due_first", "due_last", "url")


def _read(state: State, registry: Registry, look: Look) -> Json:
    measure, due, last = state.measure, state.due, state.history[-1]
    values = (
        name(registry.organisations[measure.owner], look),
        name(registry.areas[measure.area], look) if measure.area else None,
        due.words if due else None,
        due.first.isoformat() if due else None,
        due.last.isoformat() if due else None,
        passage_url(registry.letters[last.letter], last.quote),
    )
    return dict(zip(_READ, values, strict=True))


def spreadsheet(listing: Listing, look: Look) -> Iterator[str]:
    """Draw the table of measures as a file; Excel reads accents only behind a byte order mark."""
    yield "\ufeff"
    yield from measures_csv(listing, look)


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
    own = {"title": registry.title, "title_nl": registry.title_nl}
    head = json.dumps({**_head("registry", view), **own, "count": len(listing.states), "total": listing.total})
    return ",\n".join([head[:-1], *(_rows(name, rows) for name, rows in sections.items())]) + "}\n"


def _letter_json(letter: Letter) -> Json:
    passages = [{"number": passage.number, "digest": passage.digest} for passage in letter.passages]
    return {"id": letter.id, **record(LETTER, letter), "url": letter_url(letter), "passages": passages}


def _package_json(package: Package, registry: Registry) -> Json:
    url = passage_url(registry.letters[package.letter], package.quote)
    return {"key": package.key, **record(PACKAGE, package), "url": url}


def measure(page: Page, look: Look) -> str:
    """Draw one measure as a JSON document."""
    body = measure_json(page.state, page.view.registry)
    body["relations"] = {name.replace(" ", "_"): [one.id for one in others] for name, others in page.relations}
    body["place"] = {"path": page.place.path, "line": page.place.line, "column": page.place.column}
    return _dump({**_head("measure", page.view), "measure": body})


def timeline(line: Timeline, look: Look) -> str:
    """Draw a line of time as one JSON document."""
    return _envelope("timeline", line.view, [_moment(one) for one in line.moments], rows_key="moments")


def timeline_lines(line: Timeline, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each moment; each states the reference day."""
    day = _moment_of(line.view)
    return _lines(_moment(one) | day for one in line.moments)


def timeline_csv(line: Timeline, look: Look) -> Iterator[str]:
    """Draw a line of time for a spreadsheet."""
    day = _moment_of(line.view)
    return _csv([*_MOMENT, *day], (_moment(one) | day for one in line.moments))


def _moment(one: Moment) -> Json:
    return {name: found(one) for name, found in _MOMENT.items()}


# What is said of each deadline; `days_after_due` counts to the reference day, or to the day of implementation where it is known.
_DUE: dict[str, Callable[[DueDate], object]] = {
    "outcome": lambda one: one.outcome.value,
    "id": lambda one: one.state.measure.id,
    "title": lambda one: one.state.measure.title,
    "owner": lambda one: one.state.measure.owner,
    "status": lambda one: one.state.status.value,
    "open": lambda one: one.state.open,
    "due": lambda one: value(one.due),
    "days_after_due": lambda one: one.days,
    "overdue": lambda one: one.state.overdue,
    "heard_since_due": lambda one: one.state.heard_since_due,
    "closed": lambda one: value(one.closed.date) if one.closed else None,
    "first_due": lambda one: value(one.promises[0].due) if one.promises else None,
    "moves": lambda one: len(one.moves),
    "slipped_days": lambda one: one.state.slipped_days,
    "updated": lambda one: one.state.updated.text,
    "due_letter": lambda one: one.state.promise.letter if one.state.promise else None,
    "last_letter": lambda one: one.heard.letter,
    "silent_days": lambda one: one.state.silent_days,
}


def due(found: Deadlines, look: Look) -> str:
    """Draw the deadlines as one JSON document, each with its promises, and what slipped by owner."""
    rows = [_due(one, found.view.registry) for one in found.measures]
    names = ("owner", "deadlines", "moved", "days_later", "days_earlier")
    slippage = [dict(zip(names, one, strict=True)) for one in found.slippage]
    return _envelope("due", found.view, rows, "measures", total=found.total, slippage=slippage)


def due_lines(found: Deadlines, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each measure; each states the reference day."""
    day = _moment_of(found.view)
    return _lines(_due(one, found.view.registry) | day for one in found.measures)


def due_csv(found: Deadlines, look: Look) -> Iterator[str]:
    """Draw the deadlines for a spreadsheet; a deadline that moved has its first date and its days beside its last date."""
    day = _moment_of(found.view)
    return _csv([*_DUE, *day], (_due(one, found.view.registry) | day for one in found.measures))


def _due(one: DueDate, registry: Registry) -> Json:
    promises = []
    for promise in one.promises:
        event = promise.event
        url = passage_url(registry.letters[event.letter], event.quote)
        source = {"letter": event.letter, "passage": event.passage, "quote": event.quote, "url": url}
        promises.append({"due": promise.due.text, "moved_days": promise.moved, "date": event.date.text, **source})
    return {**{name: found(one) for name, found in _DUE.items()}, "promises": promises}


def letters(coverage: Coverage, look: Look) -> str:
    """Draw the letters as one JSON document."""
    return _envelope("letters", coverage.view, [_letter(one) for one in coverage.letters])


def letters_lines(coverage: Coverage, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each letter; each states the reference day."""
    day = _moment_of(coverage.view)
    return _lines(_letter(one) | day for one in coverage.letters)


def letters_csv(coverage: Coverage, look: Look) -> Iterator[str]:
    """Draw the letters for a spreadsheet."""
    day = _moment_of(coverage.view)
    columns = ["id", *(field.name for field in LETTER.fields), "paragraphs", "cited", "uncovered", "measures", *day]
    return _csv(columns, (_letter(one) | day for one in coverage.letters))


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter and its paragraphs as a JSON document."""
    passages = [
        {
            "number": covered.passage.number,
            "digest": covered.passage.digest,
            "context": covered.context,
            "measures": [measure.id for measure in covered.measures],
            "packages": list(covered.packages),
        }
        for covered in one.passages
    ]
    return _dump({**_head("letter", view), "letter": {**_letter(one), "passages": passages}})


def _letter(one: LetterCoverage) -> Json:
    counts = {"paragraphs": len(one.passages), "cited": one.cited, "uncovered": one.open, "measures": one.measures}
    return {"id": one.letter.id, **record(LETTER, one.letter), **counts}


def budget(found: Budget, total: bool, look: Look) -> str:
    """Draw the money as one JSON document: each package by group and line, then the money outside packages."""
    registry = found.view.registry
    return _dump(
        {
            **_head("budget", found.view),
            "count": len(found.lines),
            "packages": [_package(one, total, registry) for one in found.packages],
            "other": [_line(line, registry) for line in found.other],
            "left_out": [_line(line, registry) for line in found.beside],
        }
    )


def _package(one: PackageBudget, total: bool, registry: Registry) -> Json:
    package = one.package
    own = {name: found for name, found in record(PACKAGE, package).items() if name not in ("total", "tracks")}
    letter = registry.letters[package.letter]
    groups = []
    for group in one.groups:
        track = {**record(TRACK, group.track), "url": passage_url(letter, group.track.quote)} if group.track else {}
        track.pop("total", None)
        announced = group.track.total if group.track else {}
        lines = [_line(line, registry) for line in group.lines]
        groups.append({one.by: group.key, **track, **_totals(announced, group.sums, total, one), "lines": lines})
    return {
        "key": package.key,
        **own,
        "url": passage_url(letter, package.quote),
        **_totals(package.total, one.sums, total, one),
        "complete": one.whole,
        "groups": groups,
        "differences": [
            {
                **{name: value(getattr(difference, name)) for name in ("cause", "track", "year", "announced", "found")},
                "more": value(difference.more),
                "restatement": record(RESTATEMENT, difference.restatement) if difference.restatement else None,
            }
            for difference in one.differences
        ],
    }


def _totals(announced: Years, sums: Years, total: bool, one: PackageBudget) -> Json:
    """Return what was announced and what the lines add up to; all years together only where that was asked for."""
    found: Json = {"announced": value(dict(announced)) if announced and one.whole else None, "sum": value(dict(sums))}
    return {**found, "sum_of_years": value(sum(sums.values(), Decimal()))} if total else found


def _line(line: Line, registry: Registry) -> Json:
    """Return one allocation with its measure."""
    measure, allocation = line
    return {
        "measure": measure.id,
        "title": measure.title,
        "owner": measure.owner,
        **record(ALLOCATION, allocation),
        "unit": registry.unit(allocation),
        "url": passage_url(registry.letters[allocation.letter], allocation.quote),
        "part": part(allocation),
    }


def part(allocation: Allocation) -> str:
    """Return what an allocation is part of: its `package`'s sums, `within` other money and not to be added again, or `outside` every package."""
    return "within" if allocation.within else "package" if allocation.package else "outside"


_AMOUNT = ("what", "package", "track", "line", "measure", "title", "owner", "letter", "passage", "unit", "year", "amount",
           "structural_from", "within", "on_top_of", "part", "note")  # fmt: skip


def budget_lines(found: Budget, total: bool, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each amount; each states the reference day."""
    day = _moment_of(found.view)
    return _lines(row | day for row in _amounts(found, total))


def budget_csv(found: Budget, total: bool, look: Look) -> Iterator[str]:
    """Draw one row for each amount; by `what` they are lines, sums, what was announced, or differences."""
    day = _moment_of(found.view)
    return _csv([*_AMOUNT, *day], (row | day for row in _amounts(found, total)))


def _amounts(found: Budget, total: bool) -> Iterable[Json]:
    """Yield every amount with all that identifies it: the lines, and of each package its sums and what was announced."""
    from ctmeasures.render.budget import decimals, difference_words

    registry = found.view.registry
    for line in found.lines:
        money = _line(line, registry)
        for year, amount in line.allocation.amounts.items() or [(None, line.allocation.amount)]:
            yield _amount("line", money | {"year": year, "amount": value(amount)})
    for one in found.packages:
        package = one.package
        head: Json = {"package": package.key, "unit": package.unit}
        yield from _sums("package", head, one.sums, one, total)
        for group in one.groups:
            what = one.by if group.key is not None else "lines without a track"
            yield from _sums(what, {**head, one.by: group.key}, group.sums, one, total)
        parts: list[Package | Track] = [package, *package.tracks.values()] if one.whole else []
        for part in parts:
            whose, key = ("package", None) if part is package else ("track", part.key)
            source = {**head, "track": key, "letter": package.letter, "passage": part.passage}
            for year, amount in part.total.items():
                yield _amount(f"announced for {whose}", {**source, "year": year, "amount": value(amount)})
        for difference in one.differences:
            differs = {"track": difference.track, "year": difference.year, "amount": value(difference.more)}
            words = difference_words(difference, decimals(one), registry)
            yield _amount("difference", {**head, **differs, "note": words})


def _sums(whose: str, head: Json, sums: Years, one: PackageBudget, total: bool) -> Iterable[Json]:
    for year in one.years:
        yield _amount(f"sum of {whose}", {**head, "year": year, "amount": value(sums.get(year, Decimal()))})
    if total:
        yield _amount(f"sum of {whose}, all years", {**head, "amount": value(sum(sums.values(), Decimal()))})


def _amount(what: str, known: Json) -> Json:
    return {name: known.get(name) for name in _AMOUNT} | {"what": what}


def stats(found: Stats, look: Look) -> str:
    """Draw the counts as one JSON document."""
    sections = [
        {
            "by": section.dimension.name,
            "definition": section.dimension.definition,
            "counted_once": section.dimension.once,
            "counts": [_count(section, count, found, look) for count in section.counts],
        }
        for section in found.sections
    ]
    head = {**_head("stats", found.view), "count": found.counted.total, "total": found.total}
    return _dump({**head, "open": found.counted.open, "closed": found.counted.closed, "sections": sections})


_COUNT = ("by", "key", "name", "open", "closed", "total")


def stats_lines(found: Stats, look: Look) -> Iterator[str]:
    """Draw one JSON object a line for each count; each states the reference day."""
    day = _moment_of(found.view)
    return _lines(_count(section, count, found, look) | day for section in found.sections for count in section.counts)


def stats_csv(found: Stats, look: Look) -> Iterator[str]:
    """Draw the counts for a spreadsheet."""
    day = _moment_of(found.view)
    rows = [_count(section, count, found, look) | day for section in found.sections for count in section.counts]
    return _csv([*_COUNT, *day], rows)


def _count(section: Section, count: Count, found: Stats, look: Look) -> Json:
    from ctmeasures.render.counts import label

    said = label(count, section.dimension, found.view.registry, look)
    values = (section.dimension.name, count.key, said, count.open, count.closed, count.total)
    return dict(zip(_COUNT, values, strict=True))


def verification(found: Verification) -> str:
    """Draw every quote with what became of it, and the problems, as one JSON document."""
    from collections import Counter

    from ctmeasures.checks.quotes import Result

    rows = []
    for citation, result, times in found.quotes:
        cites, place = citation.record, citation.record.source.place("quote")
        said = {"record": citation.of, "letter": citation.letter, "passage": cites.passage, "quote": cites.quote}
        where = {"path": place.path, "line": place.line, "column": place.column}
        rows.append({**said, "result": result.value, "times": times, **where})
    counted = Counter(one.result for one in found.quotes)
    counts = {result.value.replace(" ", "_"): counted[result] for result in Result}
    head = {"schema": SCHEMA, "kind": "verification", "registry": found.registry.path, "count": len(rows), **counts}
    return _dump(
        {**head, "unquoted": found.unquoted, "problems": [_problem(one) for one in found.problems], "quotes": rows}
    )


def diff(found: Diff, look: Look) -> str:
    """Draw what changed as one JSON document, each new and old value in full."""
    head = {"schema": SCHEMA, "kind": "comparison", "old": _side(found.old), "new": _side(found.new)}
    return _dump({**head, "texts_differ": found.texts_differ, **_comparison(found.comparison)})


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure as one JSON document."""
    entries = [
        {"commit": _commit(entry.commit) if entry.commit else None, **_comparison(entry.comparison)}
        for entry in found.entries
    ]
    return _dump({"schema": SCHEMA, "kind": "log", "id": found.id, "count": len(entries), "entries": entries})


def _side(side: Side) -> Json:
    return {"name": side.name, "commit": _commit(side.commit) if side.commit else None}


def _commit(commit: Commit) -> Json:
    return {"hash": commit.hash, "date": commit.day, "author": commit.author, "subject": commit.subject}


def _comparison(found: Comparison) -> Json:
    return {
        "count": sum(len(kind) for kind in found[2:]),
        "rewrites": found.rewrites,
        "letters": [_difference(one, "id") for one in found.letters],
        "measures": [_difference(one, "id") for one in found.measures],
        "new_events": [_new_event(one) for one in found.new_events],
        "events": [_difference(one, "measure", whole=True) for one in found.events],
        "deadlines": [_deadline(one) for one in found.deadlines],
        "money": [_difference(one, "measure", whole=True) for one in found.money],
        "packages": [_difference(one, "key") for one in found.packages],
        "tracks": [{"track": one.record.key, **_difference(one, "package")} for one in found.tracks],
        "organisations": [_difference(one, "key") for one in found.organisations],
        "areas": [_difference(one, "key") for one in found.areas],
        "registry": _changes(found.own),
    }


def _difference(one: Difference[Any], key: str, whole: bool = False) -> Json:
    """Return a new, changed or removed record; of one that is changed and has a key of its own, only what changed."""
    change = "new" if one.old is None else "removed" if one.new is None else "changed"
    records = {
        name: _whole(found) for name, found in (("old", one.old), ("new", one.new)) if whole or change != "changed"
    }
    return {key: one.of, "change": change, "rewrites": one.rewrites, **records, "changes": _changes(one.changes)}


def _changes(changes: Iterable[Change]) -> list[Json]:
    return [{"field": each.field, "old": value(each.old), "new": value(each.new)} for each in changes]


def _whole(found: Record | None) -> object:
    """Return all that a record says, of a letter also the digests by number."""
    said = value(found)
    if isinstance(found, Letter) and isinstance(said, dict):
        said["passages"] = {str(one.number): one.digest for one in found.passages}
    return said


def _new_event(one: NewEvent) -> Json:
    before = one.before.value if one.before else None
    return {
        "measure": one.measure,
        "before": before,
        "moves_deadline": one.deadline is not None,
        "event": value(one.event),
    }


def _deadline(one: Deadline) -> Json:
    days = {"days_later": one.days, "by_new_event": one.event is not None}
    return {"measure": one.measure, "old": one.old.text, "new": one.new.text, **days}


def problems(found: list[Problem], path: str) -> str:
    """Draw a check's problems as one JSON document."""
    rows = [_problem(problem) for problem in found]
    return _dump({"schema": SCHEMA, "kind": "problems", "registry": path, "count": len(rows), "problems": rows})


def _problem(problem: Problem) -> Json:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "level": problem.level.value,
        "code": problem.code,
        "message": problem.message,
        "expected": problem.expected,
        "nearest": problem.nearest,
    }


def _moment_of(view: View) -> Json:
    """Return what keeps an answer, also a row on its own, from being a verdict without a date."""
    newest = view.newest_letter
    return {"reference_day": view.clock.reference_day.isoformat(), "newest_letter": newest.id if newest else None}


def _head(kind: str, view: View) -> Json:
    return {"schema": SCHEMA, "kind": kind, **_moment_of(view)}


def _envelope(kind: str, view: View, rows: list[Json], rows_key: str | None = None, **more: object) -> str:
    """Draw a document with one row a line: easy to compare, and json's fast encoder knows no indentation."""
    head = json.dumps({**_head(kind, view), "count": len(rows), **more})
    return f"{head[:-1]}, {_rows(rows_key or kind, rows)}}}\n"


def _rows(name: str, rows: list[Json]) -> str:
    lines = ",\n".join(json.dumps(row) for row in rows)
    return f'"{name}": [\n{lines}\n]'


def _dump(document: Json) -> str:
    return json.dumps(document, indent=2) + "\n"


def _lines(rows: Iterable[Json]) -> Iterator[str]:
    encode = json.JSONEncoder(separators=(",", ":")).encode  # json.dumps makes a new one for each row
    return (f"{encode(row)}\n" for row in rows)


class _Echo:
    """What a writer of CSV takes for a file: it hands back each line, so that `writerow` returns it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _csv(columns: list[str], rows: Iterable[Json]) -> Iterator[str]:
    import csv

    write: Callable[[Iterable[object]], str] = csv.writer(_Echo(), lineterminator="\n").writerow
    yield write(columns)
    for row in rows:
        yield write(_cell(row[column]) for column in columns)


def _cell(found: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; lists are joined, truth is `true` or `false`."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, list):
        found = "; ".join(str(one) for one in found)
    if isinstance(found, str):
        text = clean(found)
        if text[:1] in _SIGNS or ";" in text or "," in text or "\t" in text:  # most cells need no closer look
            return re.sub(_FORMULA, r"\1'\2", text)
        return text
    return found
