"""`FIELD=VALUE`: which place of a measure is meant, and what is to stand there."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.cli.prompts import ask
from ctmeasures.cli.values import choices_of, field_of, inner, is_list, read_one, refuse_thousandfold, typed
from ctmeasures.edit.changes import measure_path, set_field
from ctmeasures.edit.draft import CannotEdit, Draft, Edit, Path
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import EVENT, MEASURE, Field, Kind, ListOf, MapOf, Shape
from ctmeasures.model.records import Measure, Registry
from ctmeasures.read.nodes import Sequence, Value, find
from ctmeasures.read.places import Inside

_OF_EVENTS = {field.name for field in EVENT.fields} - {field.name for field in MEASURE.fields}


class Assignment(NamedTuple):
    """A place inside a measure, what is to stand there, and the order of the keys around it."""

    path: Path
    said: Value
    order: list[str]
    how: str


def assigned(registry: Registry, key: str, words: list[str]) -> Edit:
    """Return the change that `FIELD=VALUE` words ask for; raise CannotRun that names every one that cannot be."""
    measure = registry.by_id[key]
    faults: list[str] = []
    wanted: list[Assignment] = []
    for word in words:
        try:
            wanted.append(_assignment(registry, measure, word))
        except CannotRun as fault:
            faults.append(str(fault))
    events = [each for each in wanted if _is_event(each.path)]
    if events and len({each.path for each in events}) == len(_items(measure, "history")):
        faults += [f"{_dotted(each)}: cannot be removed; measures need an event" for each in events]
    twice = Counter(each.path for each in wanted if not each.how)
    faults += [f"{_dotted(each)}: is given twice" for each in wanted if not each.how and twice.pop(each.path, 1) > 1]
    records = [each for each in wanted if isinstance(each.path[-1], int)]
    gone = {each.path for each in records}
    faults += [
        f"{_dotted(each)}: is set, and its record removed; leave out one of them"
        for each in wanted
        if _whole(each.path) in gone and each.path not in gone
    ]
    if faults:
        raise CannotRun("\n".join(faults))
    seen: dict[Path, Value] = {}

    def change(draft: Draft) -> Path:
        record = measure_path(draft, key)
        for each in wanted:
            now = _now(draft, (*record, *_whole(each.path)))
            if not each.how and seen.setdefault(each.path, now) != now:  # `+=` holds whatever stands there
                raise CannotEdit(
                    f"somebody else has changed {_dotted(each)} of `{key}` meanwhile; look, and run this again"
                )
        for each in wanted:
            if each not in records:
                _apply(draft, record, each)
        # last, and from behind, since their numbers are places
        for each in sorted(records, key=lambda one: int(one.path[-1]), reverse=True):
            draft.remove((*record, *each.path))
            if not _now(draft, (*record, *each.path[:-1])):
                draft.remove((*record, *each.path[:-1]))
        return record

    return change


def prompted(registry: Registry, key: str) -> str:
    """Ask for a field and its new value; return them as `FIELD=VALUE`. Enter keeps what stands there."""
    measure = registry.by_id[key]

    def known(text: str) -> str:
        _, shape, kind = _target(measure, text.split("."), text)
        if isinstance(kind, MapOf):
            read_one(kind.key, text.rpartition(".")[2], registry, text)
        else:
            _refuse_whole(kind, shape, text)
        return text

    def fits(text: str) -> str:
        _assignment(registry, measure, f"{field}={text}")
        return text

    names = [each.name for each in MEASURE.fields if each.name != "id" and not inner(each)]
    field = ask("Field", known, names) or ""
    path, _, kind = _target(measure, field.split("."), field)
    choices = choices_of(kind, registry) if isinstance(kind, Field) else ()
    return f"{field}={ask('New value', fits, choices, _written(_record(measure, path)))}"


def _written(now: object) -> str:
    """Return a field's value as it is typed."""
    if isinstance(now, tuple):
        return ",".join(map(str, now))
    if isinstance(now, PartialDate):
        return now.text
    return str(now).lower() if isinstance(now, bool) else "" if now is None else str(now)


def _dotted(wanted: Assignment) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in wanted.path)


def _whole(path: Path) -> Path:
    """Return the path of the event or allocation that a field stands in, since these have no name but their place."""
    last = max((number for number, step in enumerate(path) if isinstance(step, int)), default=None)
    return path if last is None else path[: last + 1]


def _apply(draft: Draft, record: Path, wanted: Assignment) -> None:
    path = (*record, *wanted.path)
    said = wanted.said
    if wanted.how:
        now = _now(draft, path)
        items = [str(item) for item in (now if isinstance(now, list) else [now] if now else [])]
        named = [str(item) for item in said] if isinstance(said, list) else []
        if wanted.how == "+":
            said = [*items, *(item for item in named if item not in items)]
        else:
            said = [item for item in items if item not in named]
    if isinstance(path[-2], str) and _now(draft, path[:-1]) is None:  # the first value of a mapping
        draft.put(path[:-1], {str(path[-1]): said}, wanted.order)
        return
    if not said and _now(draft, path[:-1]) == {str(path[-1]): _now(draft, path)}:  # the last one of a mapping
        path = path[:-1]
    set_field(draft, path, said, wanted.order)


def _now(draft: Draft, path: Path) -> Value:
    try:
        return draft.value(path)
    except (KeyError, IndexError):
        return None


def _assignment(registry: Registry, measure: Measure, word: str) -> Assignment:
    match = re.fullmatch(r"([A-Za-z_][\w.-]*?)([+-]?)=(.*)", word, re.DOTALL)
    if match is None:
        raise CannotRun(f"`{shortened(word)}` is no FIELD=VALUE, such as owner=politie")
    steps, how, text = match[1].split("."), match[2], match[3]
    path, shape, kind = _target(measure, steps, match[1])
    if isinstance(kind, MapOf):
        assert isinstance(kind.value, Kind)
        year = read_one(kind.key, steps[-1], registry, match[1])
        if how:
            raise CannotRun(f"{match[1]}: is no list; write {match[1]}={shortened(text)}")
        said = read_one(kind.value, text, registry, match[1]) if text.strip() else None
        if said:
            refuse_thousandfold(kind.value, said, _quote(measure, path[:-2]), match[1])
        known = [str(item) for item in getattr(_record(measure, path[:-2]), str(path[-2]), ())]
        return Assignment((*path[:-1], year), said, sorted({*known, year}), "")
    field = kind
    if isinstance(path[-1], int):
        return _removal(path, match[1], how or text.strip())
    if text.strip() or field.name == "id":
        _refuse_whole(field, shape, match[1])
    if how and not is_list(field):
        raise CannotRun(f"{match[1]}: is no list; write {match[1]}={shortened(text)}")
    if not text.strip():
        if field.required:
            raise CannotRun(f"{match[1]}: cannot be removed; {shape.name}s need it")
        if how:
            raise CannotRun(f"{match[1]}: nothing stands after `{how}=`")
        return Assignment(path, None, [], "")
    found = typed(field, text, registry, match[1])
    refuse_thousandfold(field.kind, found, _quote(measure, path[:-1]), match[1])
    return Assignment(path, found, [item.name for item in shape.fields], how)


def _removal(path: Path, dotted: str, more: str) -> Assignment:
    """Return what removes a whole event or allocation; raise CannotRun where `more` is said of it."""
    if more:
        raise CannotRun(f"{dotted}: name one of its fields, such as {dotted}.quote; {dotted}= removes it")
    return Assignment(path, None, [], "")


def _is_event(path: Path) -> bool:
    return path[0] == "history" and len(path) == 2


def _refuse_whole(field: Field, shape: Shape, dotted: str) -> None:
    """Raise CannotRun for a field that is not set as one value."""
    if field.name == "id" and shape is MEASURE:
        raise CannotRun("id: an id is stable, because other records and links refer to it")
    if inner(field):
        removes = f"; {dotted}.NUMBER= removes one" if isinstance(inner(field), Shape) else ""
        raise CannotRun(f"{dotted}: has parts of its own; name one, such as {dotted}.{_example(field)}{removes}")


def _target(measure: Measure, steps: list[str], dotted: str) -> tuple[Path, Shape, Field | MapOf]:
    """Walk the table of fields along the steps; return the path, the record's shape and the field, or the mapping whose key it is.

    A path that ends in a number is that of a whole event or allocation of the field.
    """
    shape: Shape = MEASURE
    path: Path = ()
    rest = list(steps)
    while True:
        name = rest.pop(0)
        if shape is MEASURE and name in _OF_EVENTS:
            raise CannotRun(
                f"{dotted}: stands in an event; `ctmeasures update {measure.id}` adds one, history.{len(measure.history)}.{name}= corrects the last"
            )
        field = field_of(shape, name, dotted)
        path = (*path, field.name)
        if not rest:
            return path, shape, field
        if isinstance(field.kind, MapOf) and len(rest) == 1:
            return (*path, rest[0]), shape, field.kind
        held = inner(field)
        if not isinstance(held, Shape) or not isinstance(field.kind, ListOf):
            raise CannotRun(f"{dotted}: {field.name} has no parts")
        count = len(_items(measure, field.name))
        number = int(rest[0]) if re.fullmatch("[0-9]{1,6}", rest[0], re.ASCII) else 0
        if not 1 <= number <= count:
            have = f"1 to {count}" if count > 1 else "1" if count else "none"
            raise CannotRun(f"{dotted}: write {field.name}.NUMBER.FIELD; the numbers here: {have}")
        path = (*path, number - 1)
        if len(rest) == 1:
            return path, shape, field
        shape = held
        rest.pop(0)


def _items(measure: Measure, name: str) -> list[object]:
    """Return the events or allocations as the file counts them, None in the place of one that is too faulty to be read."""
    read: dict[object, object] = {}
    for one in getattr(measure, name):
        assert isinstance(one.source, Inside)
        read[one.source.path[-1]] = one
    assert isinstance(measure.source, Inside)
    written = find(measure.source.stretch.node, (*measure.source.path, name))
    return [read.get(number) for number in range(len(written.items))] if isinstance(written, Sequence) else []


def _record(measure: Measure, path: Path) -> object:
    """Return what a measure says at a path, None where that is too faulty to be read."""
    found: object = measure
    for number, step in enumerate(path):
        if isinstance(step, int):
            found = _items(measure, str(path[number - 1]))[step]
        elif isinstance(found, Mapping):
            found = found.get(int(step))
        else:
            found = getattr(found, str(step), None)
    return found


def _quote(measure: Measure, path: Path) -> str | None:
    found = getattr(_record(measure, path), "quote", None)
    return found if isinstance(found, str) else None


def _example(field: Field) -> str:
    held = inner(field)
    return f"1.{held.fields[0].name}" if isinstance(held, Shape) else "2017"
