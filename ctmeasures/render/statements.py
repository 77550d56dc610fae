"""What changed, one thing at a time: what is said of each new, corrected or removed record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.fields import AREA_KEY, ORGANISATION_KEY, SHAPES, TEXT, ListOf
from ctmeasures.model.records import Allocation, Event, Letter, Measure, Package, Registry, Restatement, Track
from ctmeasures.model.status import Status
from ctmeasures.render.allocation import allocation_words
from ctmeasures.render.deadlines import shift_words
from ctmeasures.render.look import Look
from ctmeasures.render.words import letter_of, paragraph

if TYPE_CHECKING:
    from ctmeasures.reports.comparison import Change, Comparison, Difference, MovedDeadline, NewEvent
NEW, CHANGED, REMOVED, REWRITTEN = "+", "~", "−", "!"
_INLINE = 60  # characters up to which an old and a new text stand in one line
_TEXTS = frozenset(field.name for shape in SHAPES for field in shape.fields if field.kind is TEXT)
REORDERED = {"history": "the events in another order", "budget": "the amounts in another order"}
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
        return f"{key}, {self.look.title(found)}" if found and found.title else key

    def new_letter(self, one: Difference[Letter]) -> Statement:
        """Say what a new letter is."""
        letter = one.record
        sender = f", {self.say('from {sender}', sender=self.organisation(letter.sender))}" if letter.sender else ""
        read = self.look.count(len(letter.passages), "paragraph", "paragraphs")
        return Statement(NEW, one.of, f"{self.look.title(letter)}, {self.look.date(letter.date)}{sender}; {read}")

    def new_measure(self, one: Difference[Measure]) -> Statement:
        """Say what a new measure is, its history and its money under it."""
        measure = one.record
        inferred = f", {self.say('inferred')}" if measure.owner_inferred else ""
        area = f"; {self.field('area')}: {self.value('area', measure.area)}" if measure.area else ""
        text = f"{self.look.title(measure)} ({self.field('owner')}: {self.organisation(measure.owner)}{inferred}{area})"
        events = (
            f"{self.happened(event)}{self.due(event)} ({self.source(event)})"
            + (f": {said}" if (said := self.look.note(event)) else "")
            for event in measure.history
        )
        money = (self.allocation(allocation, self.new) for allocation in measure.budget)
        return Statement(NEW, one.of, text, (*events, *money))

    def new_event(self, one: NewEvent) -> Statement:
        """Say what happened, `in progress → implemented, 1 March 2018 (letter of 1 March 2018, paragraph 7)`, with its quote and note."""
        event = one.event
        status = self.look.status(event.status)
        if one.before is not None:
            status = (
                self.say("still {status}", status=status)
                if one.before is event.status
                else f"{self.look.status(one.before)} → {status}"
            )
        due = self.due(event)
        if one.deadline:
            due = f", {self.say('due {date}', date=self.moved(one.deadline))}"
        text = f"{status}, {self.look.date(event.date)}{due} ({self.source(event)})"
        quote = f"“{event.quote}”" if event.quote else ""
        return Statement(
            NEW, self.called(one.measure), text, tuple(said for said in (quote, self.look.note(event)) if said)
        )

    def deadline(self, one: MovedDeadline) -> Statement:
        """Say how a deadline moved."""
        return Statement(CHANGED, self.called(one.measure), self.say("due {date}", date=self.moved(one)))

    def money(self, one: Difference[Allocation]) -> Statement:
        """Say what money is new, changed or gone."""
        allocation = one.record
        if one.old is not None and one.new is not None:
            what = f"{allocation_words(allocation, self.new, self.look)} ({self.source(allocation)})"
            return self.fields(CHANGED, self.called(one.of), what, one.changes)
        if one.new is None:
            return Statement(
                REMOVED, self.called(one.of), f"{self.say('removed')}: {self.allocation(allocation, self.old)}"
            )
        said = self.look.note(allocation)
        return Statement(
            NEW,
            self.called(one.of),
            f"{self.say('new')}: {self.allocation(allocation, self.new)}",
            (said,) if said else (),
        )

    def changed(self, one: Difference[Letter] | Difference[Measure] | Difference[Event]) -> Statement:
        """Say which fields of a letter, measure or event are corrected, or rewritten."""
        what = ""
        if isinstance(one.old, Event):
            what = f"{self.say('event of {day}', day=self.look.date(one.old.date))} ({self.source(one.old)})"
        return self.fields(REWRITTEN if one.rewrites else CHANGED, self.called(one.of), what, one.changes)

    def removed(self, one: Difference[Letter] | Difference[Measure] | Difference[Event]) -> Statement:
        """Say what is gone."""
        sign = REWRITTEN if one.rewrites else REMOVED
        if isinstance(one.old, Event):
            event = one.old
            text = f"{self.say('event removed')}: {self.happened(event)} ({self.source(event)})"
            return Statement(sign, self.called(one.of), text)
        assert one.old is not None
        removed = self.say("letter removed") if isinstance(one.old, Letter) else self.say("measure removed")
        return Statement(sign, one.of, f"{removed}: {self.look.title(one.old)}")

    def keyed(self, one: Difference[Any]) -> Statement:
        """Say what became of a package, track, organisation or area."""
        record = one.record
        kind = type(record).__name__.lower()
        number = f" {record.key}" if isinstance(record, Track) else ""
        if one.old is not None and one.new is not None:
            return self.fields(CHANGED, one.of, f"{self.say(kind)}{number}", one.changes)
        called = self.look.title(record) if isinstance(record, Package | Track) else self.look.name(record)
        total = getattr(record, "total", None)
        announced = f"; {self.by_year(total)} ({self.unit(one.of)})" if total else ""
        sign, became = (NEW, "new") if one.old is None else (REMOVED, "removed")
        what = self.say(f"{became} {kind}")  # as one text: what is new takes the ending of what it is
        return Statement(sign, one.of, f"{what}{number}: {called}{announced}")

    def fields(self, sign: str, key: str, what: str, changes: tuple[Change, ...]) -> Statement:
        """Say which fields of a record changed: a short change in the line itself, all others under it."""
        said = [line for change in changes for line in self.change(change)]
        if len(said) == 1:
            return Statement(sign, key, f"{what}: {said[0]}" if what else said[0])
        names = ", ".join(dict.fromkeys(self.field(change.field) for change in changes))
        return Statement(sign, key, f"{what}: {names}" if what else names, tuple(said))

    def change(self, one: Change) -> Iterator[str]:
        """Say a changed field: `due: September 2017 → December 2017`; long texts stand under one another."""
        field, old, new = self.field(one.field), one.old, one.new
        was, now = self.value(one.field, old), self.value(one.field, new)
        if one.field in REORDERED:
            yield self.say(REORDERED[one.field])
        elif one.field in ("passages", "passages_nl") and isinstance(old, dict) and isinstance(new, dict):
            yield from self.passages(old, new, one.field == "passages_nl")
        elif isinstance(old, dict) and isinstance(new, dict):
            years = [year for year in sorted({*old, *new}) if old.get(year) != new.get(year)]
            moved = (f"{year}: {self.amount(old.get(year))} → {self.amount(new.get(year))}" for year in years)
            yield f"{field}: {', '.join(moved)}"
        elif isinstance(old, tuple) and isinstance(new, tuple):
            added = [f"{self.value(one.field, each)} ({self.say('added')})" for each in new if each not in old]
            gone = [f"{self.value(one.field, each)} ({self.say('removed')})" for each in old if each not in new]
            yield f"{field}: {', '.join([*added, *gone]) or self.say('in another order')}"
        elif old is None:
            yield f"{field}: {now} ({self.say('added')})"
        elif new is None:
            yield f"{field}: {was} ({self.say('removed')})"
        elif one.field in _TEXTS and len(was) + len(now) > _INLINE:
            yield self.say("{field} was: {said}", field=field, said=was)
            yield self.say("{field} is: {said}", field=field, said=now)
        else:
            yield f"{field}: {was} → {now}"

    def value(self, field: str, found: object) -> str:
        """Say a field's value for people."""
        match found:
            case None:
                return self.say("none")
            case bool():
                return self.say("yes") if found else self.say("no")
            case PartialDate():
                return self.look.date(found)
            case Status():
                return self.look.status(found)
            case tuple():
                return ", ".join(self.value(field, one) for one in found)
            case Restatement():
                said = self.look.note(found)
                return f"{self.by_year(found.total)} ({self.source(found)}{f'; {said}' if said else ''})"
            case dict():
                return self.by_year(found)
        text = str(found)
        if field in _ORGANISATIONS:
            return self.organisation(text)
        if field in _AREAS:
            area = self.new.areas.get(text) or self.old.areas.get(text)
            return f"{self.look.name(area)} ({text})" if area else text
        return f"“{text}”" if field in _TEXTS else text

    def source(self, one: Event | Allocation | Restatement) -> str:
        """Say where something stands: `letter of 23 June 2017, paragraph 7`."""
        letter = self.new.letters.get(one.letter) or self.old.letters.get(one.letter)
        if letter:
            return letter_of(letter, one.passage, self.look)
        which = self.say("letter {id}", id=one.letter) if one.letter else self.say("letter not named")
        return which + paragraph(one.passage, self.look)

    def allocation(self, one: Allocation, registry: Registry) -> str:
        """Say an amount of money of a registry, what it is, and where it stands."""
        given = self.by_year(one.amounts) if one.amount is None else self.amount(one.amount)
        what = allocation_words(one, registry, self.look)
        recurs = self.say("structural, every year from {year}", year=one.structural_from)
        structural = f"; {recurs}" if one.structural_from else ""
        return f"{what}: {given}{structural} ({self.look.unit(registry.unit(one))}; {self.source(one)})"

    def organisation(self, key: str) -> str:
        """Say an organisation by its name and key."""
        found = self.new.organisations.get(key) or self.old.organisations.get(key)
        return f"{self.look.name(found)} ({key})" if found else key or self.say("none")

    def unit(self, package: str) -> str:
        """Say the unit of a package's amounts."""
        found = self.new.packages.get(package) or self.old.packages.get(package)
        return self.look.unit(found.unit) if found else ""

    def say(self, text: str, **values: object) -> str:
        """Return one of our own texts in the reader's language."""
        return self.look.say(text, **values)

    def field(self, field: str) -> str:
        """Say a field's name for people."""
        return self.say(field_words(field))

    def happened(self, event: Event) -> str:
        """Say what an event is: `in progress, 1 March 2018`."""
        return f"{self.look.status(event.status)}, {self.look.date(event.date)}"

    def due(self, event: Event) -> str:
        """Say behind an event which due date it states; nothing where it states none."""
        return f", {self.say('due {date}', date=self.look.date(event.due))}" if event.due else ""

    def amount(self, amount: Decimal | str | None) -> str:
        """Say an amount as exactly as it is given, or that there is none; a text by number, such as a digest, is said as it is."""
        if amount is None:
            return self.say("none")
        return self.look.amount(amount) if isinstance(amount, Decimal) else amount

    def by_year(self, found: Mapping[int, Decimal]) -> str:
        """Say amounts by year: `24.9 in 2016, 60.1 in 2017`."""
        said = (self.say("{amount} in {year}", amount=self.amount(found[year]), year=year) for year in sorted(found))
        return ", ".join(said)

    def moved(self, one: MovedDeadline) -> str:
        """Say from when to when a deadline moved, and by how much: `2017 → 2018, 1 year later`."""
        by = shift_words(one.shift, self.look, one.new if one.shift.days else None)
        return f"{self.look.date(one.old)} → {self.look.date(one.new)}, {by}"

    def passages(self, old: Mapping[int, str], new: Mapping[int, str], dutch: bool) -> Iterator[str]:
        """Say which paragraphs' digests differ, or their `dutch` ones."""
        groups = (
            ("new", [number for number in new if number not in old]),
            ("corrected", [number for number in new if number in old]),
            ("removed", [number for number in old if number not in new]),
        )
        for kind, numbers in groups:
            if numbers:
                which = ", ".join(map(str, sorted(numbers)))
                said = "paragraph {numbers}" if len(numbers) == 1 else "paragraphs {numbers}"
                what = "Dutch digest" if dutch else "digest"
                digests = self.look.count(len(numbers), f"{what} {kind}", f"{what}s {kind}")
                yield f"{digests}: {self.say(said, numbers=which)}"
        if not old and not new:
            yield self.say("paragraphs in another order")


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
