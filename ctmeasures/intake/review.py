"""A coding sheet under review: its items and paragraphs as they stand, what of them is still open, and the edits that decide them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from ctmeasures.edit.draft import Draft
from ctmeasures.intake.coded import path_of, with_sheet
from ctmeasures.intake.covered import Row, rows
from ctmeasures.intake.sheet import Read, quoted_marks, read_sheet
from ctmeasures.intake.sheet_fields import (
    EVENT_FIELDS,
    ITEM,
    MEASURE_FIELDS,
    PARAGRAPH,
    SHEET,
    UNDECIDED,
    Decision,
)
from ctmeasures.intake.sheet_text import Fields, put_first
from ctmeasures.model.figures import whole
from ctmeasures.model.records import Letter, Registry
from ctmeasures.read.nodes import Value
from ctmeasures.read.text import decode

CHOICES = 3  # known measures that one key takes
OF_MEASURE = frozenset(MEASURE_FIELDS)
OWN = (*EVENT_FIELDS, *MEASURE_FIELDS)  # what an item gives the registry, but for money and totals

_FIRST = ("passage", "quote", "text", "decision", "tier", "why", "tool", "confidence", "measure", "candidates")
_ORDER = tuple(dict.fromkeys((*_FIRST, *(one.name for one in ITEM.fields))))
_ROWS = tuple(one.name for one in PARAGRAPH.fields)
_TOP = tuple(one.name for one in SHEET.fields)


class Moved(Exception):
    """What was to be decided is not in the sheet any more as it was shown: another program has changed it."""


class Item(NamedTuple):
    """An item as it stands: its position, its fields without question marks, the names of those that are guesses, and as it is written."""

    place: int
    said: Fields
    guesses: frozenset[str]
    written: Fields

    @property
    def passage(self) -> int:
        """Return the number of its paragraph, 0 where it says none."""
        return _number(self.said.get("passage"))

    @property
    def decision(self) -> str | None:
        """Return what was decided, None where nothing is yet."""
        found = self.said.get("decision")
        return str(found) if found else None

    @property
    def open(self) -> bool:
        """Tell whether it is not decided, or accepted with guesses."""
        return self.decision is None or (self.decision == Decision.ACCEPT and bool(self.guesses))

    def text(self, name: str) -> str:
        """Return a field as it is typed, nothing where it says nothing."""
        found = self.said.get(name)
        return ", ".join(map(str, found)) if isinstance(found, list) else str(found or "")


class Lack(NamedTuple):
    """What a paragraph lacks: items that are `undecided`, so many, or `guessed`, what makes it not `uncited`, a `digest`."""

    what: Literal["undecided", "guessed", "uncited", "digest"]
    number: int = 1


class SheetStanding(NamedTuple):
    """A sheet as it stands, as far as it can be read."""

    read: Read
    items: tuple[Item, ...]
    rows: Mapping[int, Row]

    def of(self, number: int) -> list[Item]:
        """Return the items of a paragraph."""
        return [one for one in self.items if one.passage == number]

    def open(self) -> list[int]:
        """Return the numbers of the paragraphs that are not done."""
        return [number for number in self.rows if self.lacks(number)]

    def lacks(self, number: int) -> list[Lack]:
        """Return what a paragraph lacks: decisions of items, what cites it or that it is context, a digest."""
        row, items = self.rows[number], self.of(number)
        undecided = sum(one.decision is None for one in items)
        guessed = sum(one.open and one.decision is not None for one in items)
        found = [Lack("undecided", undecided)] if undecided else []
        found += [Lack("guessed", guessed)] if guessed else []
        found += [Lack("uncited")] if not (row.covered or undecided) else []
        return [*found, *([] if row.digest else [Lack("digest")])]


def standing(path: str, data: bytes, registry: Registry, letter: Letter) -> SheetStanding:
    """Return how a sheet stands; where `read.sheet` is None it could not be read, and its problems say why."""
    read = read_sheet(path, data)
    if read.sheet is None or read.problems:
        return SheetStanding(read, (), {})
    written = _list(Draft(quoted_marks(decode(path, data)[0])), "items")
    items = []
    for one in read.sheet.items:
        where = path_of(one)
        place = int(where[1])
        guesses = {str(path[2]) for path in read.guesses if path[:2] == where and len(path) > 2}
        items.append(Item(place, read.item(where), frozenset(guesses - {"decision"}), written[place]))
    return SheetStanding(read, tuple(items), {row.number: row for row in rows(registry, letter, read.sheet)})


def around(registry: Registry, standing: SheetStanding, but: Item | None = None) -> Registry:
    """Return a registry with what a sheet declares and its accepted items, `but` for one that is being decided."""
    read = standing.read
    assert read.sheet is not None
    items = tuple(
        one
        for one in read.sheet.items
        if one.decision is Decision.ACCEPT and (but is None or path_of(one) != ("items", but.place))
    )
    return with_sheet(registry, read._replace(sheet=replace(read.sheet, items=items))).registry


def choices(item: Item, registry: Registry, likely: Callable[[], Sequence[str]]) -> list[str]:
    """Return the known measures that an item may be about: its own, its candidates, else those that are `likely`."""
    candidates = item.said.get("candidates")
    named = [item.said.get("measure"), *(candidates if isinstance(candidates, list) else [])]
    known = [str(one) for one in dict.fromkeys(map(str, named)) if one in registry.by_id]
    return (known or [*likely()])[:CHOICES]


Change = Callable[[Draft], None]


def setting(item: Item, fields: Mapping[str, Value | None]) -> Change:
    """Return what sets fields of an item, or removes those that are None; the comments around them stay."""

    def change(draft: Draft) -> None:
        path = ("items", _place(draft, item))
        for name, said in fields.items():
            now = draft.value(path)
            assert isinstance(now, dict)
            if said:
                draft.put((*path, name), said, _ORDER)
            elif name in now:
                draft.remove((*path, name))

    return change


def adding(fields: Fields, behind: Item | None = None) -> Change:
    """Return what adds an item: right behind another one, else behind all of its paragraph and those before."""
    row: dict[str, Value] = {name: fields[name] for name in _ORDER if fields.get(name)}

    def change(draft: Draft) -> None:
        rows = _list(draft, "items")
        if not rows:
            put_first(draft, "items", row)
            return
        number = _number(row.get("passage"))
        place = next((at for at, one in enumerate(rows) if _number(one.get("passage")) > number), len(rows))
        draft.insert(("items",), place if behind is None else _place(draft, behind) + 1, row)

    return change


def marking(row: Row, name: str, said: str | None) -> Change:
    """Return what gives a paragraph a digest, or makes it context or none; raises Moved where it has another digest meanwhile."""

    def change(draft: Draft) -> None:
        rows = _list(draft, "paragraphs")
        place = next((at for at, one in enumerate(rows) if _number(one.get("number")) == row.number), None)
        if place is None:
            fields: dict[str, Value] = {"number": str(row.number), name: said}
            if not said:
                return
            if not rows:
                put_first(draft, "paragraphs", fields)
                return
            before = sum(_number(one.get("number")) < row.number for one in rows)
            draft.insert(("paragraphs",), before, fields)
            return
        shown = {"digest": row.digest, "digest_nl": row.digest_nl}
        now = rows[place].get(name)
        if name in shown and now and str(now) != shown[name]:
            raise Moved
        if said:
            draft.put(("paragraphs", place, name), said, _ROWS)
        elif name in rows[place]:
            draft.remove(("paragraphs", place, name))

    return change


def declaring(section: str, key: str, record: Fields) -> Change:
    """Return what declares a new organisation, area or package in the sheet."""

    def change(draft: Draft) -> None:
        top = draft.value(())
        known = top.get(section) if isinstance(top, dict) else None
        said: dict[str, Value] = {name: one for name, one in record.items() if one}
        if isinstance(known, dict) and known:
            draft.put((section, key), said)
        else:
            draft.put((section,), {key: said}, _TOP)

    return change


def together(changes: Sequence[Change]) -> Change:
    """Return several changes as one, which is saved and undone as a whole."""

    def change(draft: Draft) -> None:
        for one in changes:
            one(draft)

    return change


def copied(item: Item) -> dict[str, Value]:
    """Return an item as another one, undecided, all that it would give the registry a guess."""
    fields: dict[str, Value] = dict(item.written)
    for name in (*OWN, "measure"):
        said = fields.get(name)
        if name not in ("passage", "quote") and isinstance(said, str) and not said.endswith(UNDECIDED):
            fields[name] = said + UNDECIDED
    left = {"decision": UNDECIDED, "id": None}
    return {name: one for name, one in (fields | left).items() if one and name not in ("budget", "restates")}


def without_measure(item: Item, known: str) -> dict[str, Value]:
    """Return as nothing what an item says of a measure and is not to be written of a `known` one.

    Its guesses; and all of it where the item was about another one, or a new one.
    """
    other = item.said.get("measure") != known
    return {name: None for name in item.said if name in OF_MEASURE and (other or name in item.guesses)}


def without_event(item: Item) -> dict[str, Value]:
    """Return as nothing what is guessed of an event or a measure, where an item gives neither."""
    return {name: None for name in item.guesses if name in (*OWN, "measure") and name not in ("passage", "quote")}


def _place(draft: Draft, item: Item) -> int:
    """Return where an item stands now; raise Moved where it is not there as it was shown."""
    rows = _list(draft, "items")
    if item.place < len(rows) and rows[item.place] == item.written:
        return item.place
    same = [place for place, one in enumerate(rows) if one == item.written]
    if len(same) != 1:
        raise Moved
    return same[0]


def _list(draft: Draft, name: str) -> list[dict[str, Value]]:
    top = draft.value(())
    found = top.get(name) if isinstance(top, dict) else None
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def _number(said: Value | None) -> int:
    text = str(said or "").removesuffix(UNDECIDED)
    return whole(text) or 0
