"""Several events, or several measures, given in one file: YAML, JSON, or a JSON object on each line; every fault with its place.

What the registry holds already is not added again, so that a file of which a part was written can be given anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ctmeasures.checks import check
from ctmeasures.checks.coding import taken_id
from ctmeasures.checks.names import unknown_name
from ctmeasures.intake.coded import Change, Coding, There, in_place, made_of
from ctmeasures.intake.sheet import plain
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import EVENT, MEASURE_KEY, Field, Shape
from ctmeasures.model.place import NOWHERE, Level, Located, Problem, new_problems
from ctmeasures.model.record import Record, record
from ctmeasures.model.records import Event, Registry
from ctmeasures.model.status import Status
from ctmeasures.read import faults
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS, Value
from ctmeasures.read.text import decode


@record
class GivenEvent(Record):
    """An event, and the measure whose history it belongs to."""

    measure: str
    date: PartialDate
    status: Status
    letter: str
    passage: int | None = None
    quote: str | None = None
    due: PartialDate | None = None
    note: str | None = None
    note_nl: str | None = None
    source: Located = NOWHERE


GIVEN_EVENT = Shape("given event", GivenEvent, (
    Field("measure", MEASURE_KEY, "Measure in whose history it belongs.", required=True),
    *EVENT.fields,
))  # fmt: skip


class Given(NamedTuple):
    """Records that were given, each with what it says in plain values, and everything that is wrong with their file."""

    records: tuple[tuple[Any, Mapping[str, Value]], ...]
    problems: tuple[Problem, ...]


def read_given(path: str, data: bytes, shape: Shape, registry: Registry) -> Given:
    """Read a file of records; an event without a date has its letter's. The path is that which problems name."""
    document, problems = decode(path, data)
    if problems:
        return Given((), tuple(problems))
    text, spans, start = document.text, [], 0
    head, _, rest = text.strip().partition("\n")
    lines = bool(rest) and head.startswith("{") and head.rstrip().endswith("}")  # else one object over several lines
    for line in text.splitlines(keepends=True) if lines else (text,):
        if line.strip() or not lines:
            spans.append((start, start + len(line)))
        start += len(line)
    found: list[tuple[Any, Mapping[str, Value]]] = []
    for first, last in spans:
        careful = Careful(document, first, last, LOADERS[0])
        items = careful.value if isinstance(careful.value, list) else [careful.value]
        for number, item in enumerate(items):
            _date(item, registry, any(field.name == "history" for field in shape.fields))
            path_of = (number,) if isinstance(careful.value, list) else ()
            one = careful.reader.record(shape, item, path_of)
            if one is not None:
                found.append((one, plain(item)))
        problems += [*careful.problems, *careful.faults()]
    if not found and not problems:
        problems.append(faults.empty_file(document.place(0, 0)))
    return Given(tuple(found), tuple(problems))


def _date(item: Any, registry: Registry, measures: bool) -> None:
    """Give an event, or those of a measure, the date of its letter where it has none."""
    if not isinstance(item, dict):
        return
    history = item.get("history")
    for event in (history if isinstance(history, list) else ()) if measures else (item,):
        letter = registry.letters.get(str(event.get("letter"))) if isinstance(event, dict) else None
        if letter is not None and "date" not in event:
            event["date"] = letter.date.text


def with_events(registry: Registry, given: Given) -> tuple[Coding, list[Problem]]:
    """Return what a registry becomes with events, and everything that is wrong with that."""
    problems = list(given.problems)
    measures, changes = dict(registry.by_id), dict[str, Change]()
    there = There(registry)
    for one, said in given.records:
        problems += unknown_name(registry, "measure", one.measure, one.source, "measure")
        if one.measure not in measures:
            continue
        fields = {slot.name: getattr(one, slot.name) for slot in one.spec if slot.name != "measure"}
        event = Event(**fields)
        if there.holds(one.measure, event):
            continue
        now = measures[one.measure]
        measures[one.measure] = replace(now, history=in_place(now.history, event))
        change = changes.setdefault(one.measure, Change(new=False))
        change.events.append({name: value for name, value in said.items() if name != "measure"})
    return _answer(registry, made_of(registry, measures.values()), changes, problems)


def with_measures(registry: Registry, given: Given) -> tuple[Coding, list[Problem]]:
    """Return what a registry becomes with new measures, and everything that is wrong with that."""
    problems = list(given.problems)
    measures, changes = list(registry.measures), dict[str, Change]()
    seen: dict[str, Any] = {}
    for one, said in given.records:
        place = one.source.place("id")
        if one.id in seen:
            problems.append(taken_id(place, one.id, f"the measure on line {seen[one.id].source.place('id').line}"))
        elif one.id in registry.by_id and registry.by_id[one.id] != one:
            problems.append(taken_id(place, one.id, "a measure of the registry"))
        elif one.id and one.id not in registry.by_id:
            measures.insert(sum(each.id < one.id for each in measures), one)
            changes[one.id] = _whole(said)
        seen.setdefault(one.id, one)
    return _answer(registry, made_of(registry, measures), changes, problems)


def _whole(said: Mapping[str, Value]) -> Change:
    change = Change(new=True)
    change.fields = {name: value for name, value in said.items() if name not in ("history", "budget")}
    change.events += _records(said.get("history"))
    change.lines += _records(said.get("budget"))
    return change


def _records(said: Value) -> Iterator[Mapping[str, Value]]:
    yield from (one for one in said if isinstance(one, dict)) if isinstance(said, list) else ()


def _answer(
    before: Registry, after: Registry, changes: Mapping[str, Change], problems: list[Problem]
) -> tuple[Coding, list[Problem]]:
    problems += new_problems(check(before), check(after), Level.ERROR)
    return Coding(after, changes, {}, (), frozenset()), sorted(set(problems), key=lambda one: one.sort_key)
