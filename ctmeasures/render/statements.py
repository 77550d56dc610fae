"""What changed, one thing at a time: what is said of each new, corrected or removed record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import AREA_KEY, ORGANISATION_KEY, SHAPES, TEXT, ListOf
from ctmeasures.model.records import Allocation, Event, Letter, Measure, Package, Registry, Restatement, Track
from ctmeasures.model.status import Status
from ctmeasures.render.deadlines import shift_words
from ctmeasures.render.facts import allocation_words, amounts
from ctmeasures.render.words import Look, count_words, name, note, span_words, title

if TYPE_CHECKING:
    from ctmeasures.reports.comparison import Change, Comparison, Difference, MovedDeadline, NewEvent
NEW, CHANGED, REMOVED, REWRITTEN = "+", "~", "−", "!"
_INLINE = 60  # characters up to which an old and a new text stand in one line
_TEXTS = frozenset(field.name for shape in SHAPES for field in shape.fields if field.kind is TEXT)
_LANGUAGES = {
    "title_nl": "Dutch title",
    "name_nl": "Dutch name",
    "note_nl": "Dutch note",
    "passages_nl": "Dutch digests",
}


class Statement(NamedTuple):
    """One thing that changed: its sign, whose it is, what is said of it, and lines under it; nothing of it is clean yet."""

    sign: str
    key: str
    text: str
    under: tuple[str, ...] = ()


class Speaker:
    """Says what changed; what is missing in a half-read registry is called by its key."""

    def __init__(self, found: Comparison, look: Look) -> None:
        self.old = found.old
        self.new = found.new
        self.look = look

    def called(self, key: str) -> str:
        """Return a measure's id with its title, which tells a reader more; another key as it is."""
        found = self.new.by_id.get(key) or self.old.by_id.get(key)
        return f"{key}, {title(found, self.look)}" if found and found.title else key

    def new_letter(self, one: Difference[Letter]) -> Statement:
        """Say what a new letter is."""
        letter = one.record
        sender = f", from {self.organisation(letter.sender)}" if letter.sender else ""
        read = count_words(len(letter.passages), "paragraph")
        return Statement(NEW, one.of, f"{title(letter, self.look)}, {letter.date.words}{sender}; {read}")

    def new_measure(self, one: Difference[Measure]) -> Statement:
        """Say what a new measure is, its history and its money under it."""
        measure = one.record
        inferred = ", inferred" if measure.owner_inferred else ""
        area = f"; area: {self.value('area', measure.area)}" if measure.area else ""
        text = f"{title(measure, self.look)} (owner: {self.organisation(measure.owner)}{inferred}{area})"
        events = (
            f"{event.status.label}, {event.date.words}{f', due {event.due.words}' if event.due else ''} ({self.source(event)})"
            + (f": {said}" if (said := note(event, self.look)) else "")
            for event in measure.history
        )
        money = (self.allocation(allocation, self.new) for allocation in measure.budget)
        return Statement(NEW, one.of, text, (*events, *money))

    def new_event(self, one: NewEvent) -> Statement:
        """Say what happened, `in progress → implemented, 1 March 2018 (letter of 1 March 2018, paragraph 7)`, with its quote and note."""
        event = one.event
        status = event.status.label
        if one.before is not None:
            status = f"still {status}" if one.before is event.status else f"{one.before.label} → {status}"
        due = ""
        if one.deadline:
            due = f", due {_moved(one.deadline)}"
        elif event.due:
            due = f", due {event.due.words}"
        text = f"{status}, {event.date.words}{due} ({self.source(event)})"
        quote = f"“{event.quote}”" if event.quote else ""
        return Statement(
            NEW, self.called(one.measure), text, tuple(said for said in (quote, note(event, self.look)) if said)
        )

    def deadline(self, one: MovedDeadline) -> Statement:
        """Say how a deadline moved."""
        return Statement(CHANGED, self.called(one.measure), f"due {_moved(one)}")

    def money(self, one: Difference[Allocation]) -> Statement:
        """Say what money is new, changed or gone."""
        allocation = one.record
        if one.old is not None and one.new is not None:
            what = f"{allocation_words(allocation, self.new, self.look)} ({self.source(allocation)})"
            return self.fields(CHANGED, self.called(one.of), what, one.changes)
        if one.new is None:
            return Statement(REMOVED, self.called(one.of), f"removed: {self.allocation(allocation, self.old)}")
        said = note(allocation, self.look)
        return Statement(
            NEW, self.called(one.of), f"new: {self.allocation(allocation, self.new)}", (said,) if said else ()
        )

    def changed(self, one: Difference[Letter] | Difference[Measure] | Difference[Event]) -> Statement:
        """Say which fields of a letter, measure or event are corrected, or rewritten."""
        what = f"event of {one.old.date.words} ({self.source(one.old)})" if isinstance(one.old, Event) else ""
        return self.fields(REWRITTEN if one.rewrites else CHANGED, self.called(one.of), what, one.changes)

    def removed(self, one: Difference[Letter] | Difference[Measure] | Difference[Event]) -> Statement:
        """Say what is gone."""
        sign = REWRITTEN if one.rewrites else REMOVED
        if isinstance(one.old, Event):
            event = one.old
            return Statement(
                sign,
                self.called(one.of),
                f"event removed: {event.status.label}, {event.date.words} ({self.source(event)})",
            )
        assert one.old is not None
        kind = "letter" if isinstance(one.old, Letter) else "measure"
        return Statement(sign, one.of, f"{kind} removed: {title(one.old, self.look)}")

    def keyed(self, one: Difference[Any]) -> Statement:
        """Say what became of a package, track, organisation or area."""
        record = one.record
        kind = type(record).__name__.lower()
        what = f"{kind} {record.key}" if isinstance(record, Track) else kind
        if one.old is not None and one.new is not None:
            return self.fields(CHANGED, one.of, what, one.changes)
        called = title(record, self.look) if isinstance(record, Package | Track) else name(record, self.look)
        total = getattr(record, "total", None)
        announced = f"; {_by_year(total)} ({self.unit(one.of)})" if total else ""
        sign, became = (NEW, "new") if one.old is None else (REMOVED, "removed")
        return Statement(sign, one.of, f"{became} {what}: {called}{announced}")

    def fields(self, sign: str, key: str, what: str, changes: tuple[Change, ...]) -> Statement:
        """Say which fields of a record changed: a short change in the line itself, all others under it."""
        said = [line for change in changes for line in self.change(change)]
        if len(said) == 1:
            return Statement(sign, key, f"{what}: {said[0]}" if what else said[0])
        names = ", ".join(dict.fromkeys(field_words(change.field) for change in changes))
        return Statement(sign, key, f"{what}: {names}" if what else names, tuple(said))

    def change(self, one: Change) -> Iterator[str]:
        """Say a changed field: `due: September 2017 → December 2017`; long texts stand under one another."""
        field, old, new = field_words(one.field), one.old, one.new
        was, now = self.value(one.field, old), self.value(one.field, new)
        if one.field in ("history", "budget"):
            yield f"the {'events' if one.field == 'history' else 'amounts'} in another order"
        elif one.field in ("passages", "passages_nl") and isinstance(old, dict) and isinstance(new, dict):
            yield from _passages(old, new, "digest" if one.field == "passages" else "Dutch digest")
        elif isinstance(old, dict) and isinstance(new, dict):
            years = [year for year in sorted({*old, *new}) if old.get(year) != new.get(year)]
            moved = (f"{year}: {old.get(year, 'none')} → {new.get(year, 'none')}" for year in years)
            yield f"{field}: {', '.join(moved)}"
        elif isinstance(old, tuple) and isinstance(new, tuple):
            added = [f"{self.value(one.field, each)} (added)" for each in new if each not in old]
            gone = [f"{self.value(one.field, each)} (removed)" for each in old if each not in new]
            yield f"{field}: {', '.join([*added, *gone]) or 'in another order'}"
        elif old is None:
            yield f"{field}: {now} (added)"
        elif new is None:
            yield f"{field}: {was} (removed)"
        elif one.field in _TEXTS and len(was) + len(now) > _INLINE:
            yield f"{field} was: {was}"
            yield f"{field} is: {now}"
        else:
            yield f"{field}: {was} → {now}"

    def value(self, field: str, found: object) -> str:
        """Say a field's value for people."""
        match found:
            case None:
                return "none"
            case bool():
                return "yes" if found else "no"
            case PartialDate():
                return found.words
            case Status():
                return found.label
            case tuple():
                return ", ".join(self.value(field, one) for one in found)
            case Restatement():
                said = note(found, self.look)
                return f"{_by_year(found.total)} ({self.source(found)}{f'; {said}' if said else ''})"
            case dict():
                return _by_year(found)
        text = str(found)
        if field in _ORGANISATIONS:
            return self.organisation(text)
        if field in _AREAS:
            area = self.new.areas.get(text) or self.old.areas.get(text)
            return f"{name(area, self.look)} ({text})" if area else text
        return f"“{text}”" if field in _TEXTS else text

    def source(self, one: Event | Allocation | Restatement) -> str:
        """Say where something stands: `letter of 23 June 2017, paragraph 7`."""
        letter = self.new.letters.get(one.letter) or self.old.letters.get(one.letter)
        which = f"letter of {letter.date.words}" if letter else f"letter {one.letter or 'not named'}"
        return f"{which}, paragraph {one.passage}" if one.passage else which

    def allocation(self, one: Allocation, registry: Registry) -> str:
        """Say an amount of money of a registry, what it is, and where it stands."""
        given = ", ".join(f"{amount} in {year}" if year != "amount" else amount for year, amount in amounts(one))
        what = allocation_words(one, registry, self.look)
        structural = f"; structural, every year from {one.structural_from}" if one.structural_from else ""
        return f"{what}: {given}{structural} ({registry.unit(one)}; {self.source(one)})"

    def organisation(self, key: str) -> str:
        """Say an organisation by its name and key."""
        found = self.new.organisations.get(key) or self.old.organisations.get(key)
        return f"{name(found, self.look)} ({key})" if found else key or "none"

    def unit(self, package: str) -> str:
        """Say the unit of a package's amounts."""
        found = self.new.packages.get(package) or self.old.packages.get(package)
        return found.unit if found else ""


def _fields_of(kind: object) -> frozenset[str]:
    """Return the names of the fields that refer to records of one kind, alone or in a list."""
    return frozenset(
        field.name
        for shape in SHAPES
        for field in shape.fields
        if (field.kind.item if isinstance(field.kind, ListOf) else field.kind) is kind
    )


_ORGANISATIONS, _AREAS = _fields_of(ORGANISATION_KEY), _fields_of(AREA_KEY)


def field_words(field: str) -> str:
    """Say a field's name for people."""
    return _LANGUAGES.get(field, field.replace("_", " "))


def _by_year(found: Mapping[int, Decimal]) -> str:
    return ", ".join(f"{amount} in {year}" for year, amount in sorted(found.items()))


def _moved(one: MovedDeadline) -> str:
    """Say from when to when a deadline moved, and by how much: `2017 → 2018, 1 year later`."""
    by = span_words(abs(one.shift.days)) + f" {one.shift.how.value}" if one.shift.days else shift_words(one.shift)
    return f"{one.old.words} → {one.new.words}, {by}"


def _passages(old: Mapping[int, str], new: Mapping[int, str], kind: str) -> Iterator[str]:
    """Say which paragraphs' digests differ."""
    groups = (
        ("new", [number for number in new if number not in old]),
        ("corrected", [number for number in new if number in old]),
        ("removed", [number for number in old if number not in new]),
    )
    for word, numbers in groups:
        if numbers:
            which = ", ".join(map(str, sorted(numbers)))
            yield f"{count_words(len(numbers), kind)} {word}: paragraph{'' if len(numbers) == 1 else 's'} {which}"
    if not old and not new:
        yield "paragraphs in another order"
