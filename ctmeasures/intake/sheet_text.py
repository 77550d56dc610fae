"""The text of a coding sheet, as people edit it: of a letter's paragraphs, of suggested items, or of what a registry says of the letter."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ctmeasures.edit.changes import in_table_order
from ctmeasures.edit.draft import Draft
from ctmeasures.edit.spelling import entry, item
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.sheet_fields import (
    EVENT_FIELDS,
    ITEM,
    MEASURE_FIELDS,
    NEW,
    PARAGRAPH,
    SHEET,
    UNDECIDED,
    Decision,
)
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.record import Record
from ctmeasures.model.records import Allocation, Event, Letter, Measure, Package, Registry, Track
from ctmeasures.read.nodes import Value

Fields = Mapping[str, Value]

_DO = """\
# Coding sheet of the letter below; it is not part of the registry. For each item: compare it with the letter, delete the `?` behind
# what is right or write what is, and put accept, drop or context behind `decision`. A measure is `new` or the id of a known one.
# Each paragraph is cited by an accepted item, or has `context: true`; each has a digest in your own words.
# Then: ctmeasures accept {letter}. The last line, `end: true`, stays: it shows that nothing was cut off.
"""


def sheet_text(
    letter: Letter,
    paragraphs: Sequence[Paragraph],
    items: Iterable[Fields] = (),
    declared: Mapping[str, Fields] | None = None,
    schema: str | None = None,
) -> str:
    """Return the text of a new coding sheet: the paragraphs, with the digests that the letter has already, and suggested items.

    Values are as they are to be written, a guess with its question mark; an item without a decision is undecided. `declared` are new
    keys by section, `schema` names the file of the JSON Schema to editors.
    """
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    head = ["version: 1", *entry("letter", letter.id, 0)]
    for section, records in (declared or {}).items():
        if records:
            head += entry(section, dict(records), 0)
    texts = {one.number: one for one in paragraphs}
    rows = [_row(letter, one.number, texts.get(one.number)) for one in letter.passages]
    parts = [first + _DO.format(letter=letter.id) + "\n".join(head) + "\n"]
    parts += _listed("paragraphs", rows) + _listed("items", [item_fields(one) for one in items])
    return "".join([*parts, "end: true\n"])


def item_fields(said: Fields) -> dict[str, Value]:
    """Return the fields of an item in the order of the sheet; an item without a decision is undecided."""
    first = ("passage", "quote", "text", "decision", "tier", "why", "tool", "confidence", "measure", "candidates")
    fields = in_table_order(ITEM, {"decision": UNDECIDED, **said})
    return {name: fields[name] for name in (*first, *fields) if name in fields}


def put_first(draft: Draft, name: str, fields: Fields) -> None:
    """Put the first record into a list of a sheet that is empty or not there: in lines of its own, unless a comment stands at `[]`."""
    top = draft.value(())
    if isinstance(top, dict) and name in top:
        line = draft.text.count("\n", 0, draft.node((name,)).start)
        around = draft.text.split("\n")[max(line - 1, 0) : line + 1]
        if not any("#" in one for one in around):
            draft.remove((name,))
    draft.put((name,), [dict(fields)], [field.name for field in SHEET.fields])


def _row(letter: Letter, number: int, text: Paragraph | None) -> dict[str, Value]:
    passage = next(one for one in letter.passages if one.number == number)
    said: Fields = {
        "number": str(number),
        "heading": text.heading if text else None,
        "text": text.text if text else None,
        "context": "true" if number in letter.context else None,
        "digest": passage.digest,
        "digest_nl": passage.digest_nl,
    }
    return in_table_order(PARAGRAPH, said)


def _listed(name: str, rows: Sequence[dict[str, Value]]) -> list[str]:
    """Return the lines of a list of records, with an empty line between them."""
    if not rows:
        return [f"{name}: []\n"]
    return [f"{name}:\n", "\n".join("".join(line + "\n" for line in item(row, 2)) for row in rows)]


def sheet_of(registry: Registry, letter: str, paragraphs: Sequence[Paragraph] = ()) -> str:
    """Return the sheet that gives a registry what it says of a letter: all that cites it, its packages, digests and context.

    A measure of which no other letter speaks is new.
    """
    found: list[tuple[int, dict[str, Value]]] = []
    for measure in registry.measures:
        found += _acts(measure, letter)
    for key, package in registry.packages.items():
        if package.letter != letter:
            found += _totals(key, package, letter)
    packages = {key: plain_of(one) for key, one in registry.packages.items() if one.letter == letter}
    found.sort(key=lambda one: one[0])
    return sheet_text(registry.letters[letter], paragraphs, [one for _, one in found], {"packages": packages})


def _acts(measure: Measure, letter: str) -> list[tuple[int, dict[str, Value]]]:
    """Return the items of what a letter says of a measure, each with its paragraph, but none before one that it must follow."""
    events = [one for one in measure.history if one.letter == letter]
    lines = [one for one in measure.budget if one.letter == letter]
    new = len(events) == len(measure.history)
    found = []
    last = 0
    both: tuple[Event | Allocation, ...] = (*events, *lines)
    for number, one in enumerate(both):
        of_measure = {name: getattr(measure, name) for name in MEASURE_FIELDS} if new and number == 0 else {}
        said: dict[str, Value] = {"measure": NEW if new and number == 0 else measure.id, **_said(of_measure)}
        last = max(last, one.passage or 0)
        said |= _cited(one)
        if isinstance(one, Allocation):
            line = {name: value for name, value in plain_of(one).items() if name not in ("letter", "passage", "quote")}
            said["budget"] = [line]
        else:
            said |= _said({name: getattr(one, name) for name in EVENT_FIELDS})
            elsewhere: list[Value] = [plain_of(line) for line in measure.budget if line.letter != letter]
            if elsewhere and new and number == 0:  # of a letter that gave money before anything was announced
                said["budget"] = elsewhere
        found.append((last, {"decision": Decision.ACCEPT.value, **said}))
    return found


def _totals(key: str, package: Package, letter: str) -> list[tuple[int, dict[str, Value]]]:
    """Return the items of the totals of another letter's package that a letter gives again."""
    found = []
    parts: tuple[Package | Track, ...] = (package, *package.tracks.values())
    for part in parts:
        for one in part.restated:
            if one.letter == letter:
                track: Fields = {"track": part.key} if isinstance(part, Track) else {}
                rest = {
                    name: said for name, said in plain_of(one).items() if name not in ("letter", "passage", "quote")
                }
                total: Value = {"package": key, **track, **rest}
                found.append((one.passage or 0, {"decision": "accept", **_cited(one), "restates": total}))
    return found


def _cited(one: Any) -> dict[str, Value]:
    return _said({name: getattr(one, name) for name in ("passage", "quote")})


def plain_of(one: Record) -> dict[str, Value]:
    """Return a record as it is written, but for its own key."""
    return _said({slot.name: getattr(one, slot.name) for slot in one.spec if slot.name not in ("key", "source")})


def _said(fields: Mapping[str, object]) -> dict[str, Value]:
    """Return fields as they are written, those that say nothing left out; an amount of nothing says something."""
    found = {name: _value(one) for name, one in fields.items() if one or isinstance(one, int | Decimal)}
    return {name: one for name, one in found.items() if one != "false"}


def _value(one: object) -> Value:
    if isinstance(one, Record):
        return plain_of(one)
    if isinstance(one, Mapping):
        return {str(key): _value(each) for key, each in one.items()}
    if isinstance(one, tuple):
        return [_value(each) for each in one]
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, PartialDate):
        return one.text
    return one.value if isinstance(one, StrEnum) else str(one)
