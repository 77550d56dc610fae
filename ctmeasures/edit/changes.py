"""The changes that people ask for, as edits of a registry's text: an event, a measure, a field, a measure's own lines."""

import json
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from ctmeasures.edit.draft import CannotEdit, Draft, Edit, Path
from ctmeasures.edit.fragment import edit_fragment, prove, remembered
from ctmeasures.model.fields import ALLOCATION, EVENT, MEASURE, REGISTRY, RESTATEMENT, Shape
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import Value
from ctmeasures.read.opening import Opening, read_plain_file
from ctmeasures.read.places import Doubt
from ctmeasures.read.text import decode, encode

Fields = Mapping[str, Value]


def edited(path: str, data: bytes, key: str, edit: Edit, read: Callable[[bytes], Opening]) -> tuple[bytes, Opening]:
    """Return a file's bytes with an edit of one measure, and the registry that has them, as `read` reads it.

    Only the lines around the measure are drafted where it can be proved that the file says nothing else differently; else all of it.
    Raises CannotEdit.
    """
    plain = read_plain_file(path, data)
    if plain:
        try:
            text, measure = edit_fragment(Document(path, data.decode("utf-8-sig")), plain, key, edit)
            new = encode(text, data)
            before = remembered(plain, key)
            del plain, text  # each takes as much room as the file
            opened = read(new)
            prove(before, opened.parts[path].plain, key, measure)
        except Doubt:
            pass
        else:
            return new, opened
    draft = Draft(decode(path, data)[0])
    edit(draft)
    new = encode(draft.text, data)
    return new, read(new)


def measure_path(draft: Draft, key: str) -> Path:
    """Return the path of a measure; raise CannotEdit where there is none any more."""
    for place, one in enumerate(_measures(draft)):
        if isinstance(one, dict) and one.get("id") == key:
            return ("measures", place)
    raise CannotEdit(f"{draft.path} has no measure `{key}` any more; somebody else has removed it meanwhile")


def add_event(draft: Draft, key: str, event: Fields) -> Path:
    """Put an event into a measure's history, behind all events of letters that are not newer; return its path."""
    path = (*measure_path(draft, key), "history")
    place = place_of(_letters(_list(draft.value(path))), str(event.get("letter")))
    draft.insert(path, place, in_table_order(EVENT, event))
    return (*path, place)


def add_line(draft: Draft, record: Path, name: str, said: Fields, order: list[str]) -> None:
    """Put money or a total into a record's list of them, behind all of letters that are not newer; `order` is that of the record's keys."""
    shape = ALLOCATION if name == "budget" else RESTATEMENT
    line = in_table_order(shape, said)
    around = draft.value(record)
    lines = _list(around.get(name)) if isinstance(around, dict) else []
    if not lines:
        draft.put((*record, name), [line], order)
        return
    draft.insert((*record, name), place_of(_letters(lines), str(line.get("letter"))), line)


def place_of(letters: Sequence[str], new: str) -> int:
    """Return the place of what a letter says among what others say: behind all that are not newer; a letter's id starts with its date."""
    place = len(letters)
    while place and letters[place - 1][:10] > new[:10]:
        place -= 1
    return place


def add_measure(draft: Draft, measure: Fields) -> Path:
    """Put a measure in its place in the order of the ids; return its path. Raises CannotEdit where the id is taken."""
    key = str(measure["id"])
    ids = _ids(draft)
    if key in ids:
        raise CannotEdit(f"{draft.path} has a measure `{key}` already; choose another id")
    if not ids:
        draft.put(("measures",), [], [field.name for field in REGISTRY.fields])
    place = sum(1 for one in ids if one < key)
    history: list[Value] = [
        in_table_order(EVENT, event) for event in _list(measure.get("history")) if isinstance(event, dict)
    ]
    lines: list[Value] = [
        in_table_order(ALLOCATION, one) for one in _list(measure.get("budget")) if isinstance(one, dict)
    ]
    draft.insert(("measures",), place, in_table_order(MEASURE, {**measure, "budget": lines, "history": history}))
    return ("measures", place)


def set_field(draft: Draft, path: Path, said: Value, order: list[str]) -> None:
    """Set a field, or remove it where it is to say nothing; of a list only the items that differ are touched."""
    found = draft.value(path[:-1])
    assert isinstance(found, dict)
    if not said:
        if str(path[-1]) in found:
            draft.remove(path)
    elif str(path[-1]) in found:
        set_value(draft, path, said)
    else:
        draft.put(path, said, order)


def set_value(draft: Draft, path: Path, said: Value) -> None:
    """Make what stands at a path say something else, and touch only what differs."""
    now = draft.value(path)
    if isinstance(now, dict) and isinstance(said, dict):
        for key in now:
            if key not in said:
                draft.remove((*path, key))
        for key, one in said.items():
            if key in now:
                set_value(draft, (*path, key), one)
            else:
                draft.put((*path, key), one, list(said))
    elif isinstance(now, list) and isinstance(said, list) and (_in_common(now, said) or not draft.in_brackets(path)):
        steps = SequenceMatcher(None, [*map(_written, now)], [*map(_written, said)], autojunk=False).get_opcodes()
        for _, start, end, first, last in reversed([step for step in steps if step[0] != "equal"]):
            for place, item in enumerate(said[first:last], end):  # first, so that the list is never empty
                draft.insert(path, place, item)
            for place in reversed(range(start, end)):
                draft.remove((*path, place))
    elif now != said:
        draft.put(path, said)


def _in_common(one: list[Value], other: list[Value]) -> bool:
    return not {*map(_written, one)}.isdisjoint(map(_written, other))


def _written(said: Value) -> str:
    return json.dumps(said)


def record_text(draft: Draft, key: str) -> str | None:
    """Return a measure's lines with the comments right above it, or None where there is no such measure."""
    if key not in _ids(draft):
        return None
    return draft.lines(measure_path(draft, key))


def put_text(draft: Draft, key: str, was: str | None, text: str) -> Path:
    """Put a measure's lines as a person has edited them in the place of those that they saw, or of none; return its path.

    Raises CannotEdit where the measure is no longer as they saw it, and where the lines are those of another one.
    """
    if record_text(draft, key) != was:
        raise CannotEdit(f"somebody else has changed `{key}` meanwhile")
    text = text.replace("\r\n", "\n").replace("\n", draft.eol)
    said = draft.item(text)
    if not isinstance(said, dict) or said.get("id") != key:
        raise CannotEdit(f"the id is no longer `{key}`, to which other records and links refer")
    if was is None:
        ids = _ids(draft)
        path: Path = ("measures", sum(1 for one in ids if one < key))
        if ids:
            draft.paste(("measures",), int(path[1]), text if text.endswith("\n") else text + draft.eol)
        else:
            draft.insert(("measures",), 0, said)
            draft.replace_lines(path, text)
    else:
        path = measure_path(draft, key)
        try:
            draft.replace_lines(path, text)
        except CannotEdit:
            raise CannotEdit("the text does not fit in its place; indent it as it was") from None
    return path


def in_table_order(shape: Shape, fields: Fields) -> dict[str, Value]:
    """Return a record's fields in the order of the table, those that say nothing left out."""
    found = {field.name: fields.get(field.name) for field in shape.fields}
    return {name: said for name, said in found.items() if said}


def _ids(draft: Draft) -> list[str]:
    return [str(one.get("id")) for one in _measures(draft) if isinstance(one, dict)]


def _measures(draft: Draft) -> list[Value]:
    registry = draft.value(())
    return _list(registry.get("measures")) if isinstance(registry, dict) else []


def _list(said: Value) -> list[Value]:
    return said if isinstance(said, list) else []


def _letters(records: list[Value]) -> list[str]:
    return [str(one.get("letter")) if isinstance(one, dict) else "" for one in records]
