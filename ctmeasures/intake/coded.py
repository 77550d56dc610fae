"""What a registry becomes with a coding sheet: its accepted items as records, which stand in the sheet, and as changes to be written.

What the registry holds already is not added again, so that a sheet that was written in part can be written anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ctmeasures.edit.changes import Fields, place_of
from ctmeasures.intake.sheet import Read
from ctmeasures.intake.sheet_fields import EVENT_FIELDS, MEASURE_FIELDS, NEW, Decision, Item, Sheet, Total
from ctmeasures.model.fields import DECLARED
from ctmeasures.model.place import Located, Place
from ctmeasures.model.record import Record
from ctmeasures.model.records import Allocation, Event, Letter, Measure, Package, Registry, Restatement, Track
from ctmeasures.read.letters import digest_of
from ctmeasures.read.nodes import Value
from ctmeasures.read.places import Inside, Path


class Change:
    """What a sheet changes of one measure, or a whole new one: own fields, events, money, each as it is to be written."""

    def __init__(self, new: bool) -> None:
        self.new = new
        self.fields: dict[str, Value] = {}
        self.events: list[Fields] = []
        self.lines: list[Fields] = []


class Restated(NamedTuple):
    """A total that a sheet adds to a package, or to a track of it, as it is to be written."""

    package: str
    track: str | None
    said: Fields


class Coding(NamedTuple):
    """A registry as a sheet makes it, and what has to be written for that.

    The measures by id, new keys by section, totals in their order; digests in both languages and the context of the sheet's letter
    are in the registry. `held` are the paths of the items whose event the registry holds already.
    """

    registry: Registry
    changes: Mapping[str, Change]
    declared: Mapping[str, Mapping[str, Value]]
    totals: tuple[Restated, ...]
    held: frozenset[Path]


class _Over(NamedTuple):
    """Where a measure of the registry stands some fields of which a sheet sets."""

    under: Located
    sheet: Mapping[str, Located]

    def has(self, field: str) -> bool:
        """Tell whether the field is written, in the registry or the sheet."""
        return field in self.sheet or self.under.has(field)

    def place(self, *path: str | int) -> Place:
        """Return the place of a field: in the sheet, if that sets it."""
        found = self.sheet.get(str(path[0])) if path else None
        return (found or self.under).place(*path)


def accepted(sheet: Sheet) -> list[Item]:
    """Return the items of a sheet that are to be written, or may be: with those that are undecided nothing is, but their faults are told."""
    return [item for item in sheet.items if item.decision in (Decision.ACCEPT, None)]


def path_of(item: Item) -> Path:
    """Return where in its sheet an item stands."""
    assert isinstance(item.source, Inside)
    return item.source.path


def key_of(item: Item) -> str | None:
    """Return the id of the measure that an item is about, None where it does not say."""
    return item.id if item.measure == NEW else item.measure


def with_sheet(registry: Registry, read: Read) -> Coding:
    """Return what a registry becomes with a sheet that was read, as far as its items fit.

    What does not fit (an item of an unknown measure, an id that is taken) is left out; `intake/sheet_checks.py` tells of it.
    """
    assert read.sheet is not None
    coder = _Coder(registry, read)
    for item in accepted(read.sheet):
        coder.add(item)
    return coder.coding()


class There:
    """What a registry holds of each measure and package, each record once: what has been asked for is there no more."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._left: dict[str, Counter[str]] = {}

    def holds(self, key: str, one: Record) -> bool:
        """Tell whether a record of a measure or package is there already."""
        if key not in self._left:
            measure, package = self._registry.by_id.get(key), self._registry.packages.get(key)
            own: list[Record] = [*measure.history, *measure.budget] if measure else []
            parts: tuple[Package | Track, ...] = (package, *package.tracks.values()) if package else ()
            for part in parts:
                own += part.restated
            self._left[key] = Counter(map(repr, own))
        left = self._left[key]
        left[repr(one)] -= 1
        return left[repr(one)] >= 0


def made_of(registry: Registry, measures: Iterable[Measure]) -> Registry:
    """Return a registry with other measures, and without what was worked out of those that it had."""
    found = tuple(measures)
    names = registry.declared.get("measures", frozenset()) | {one.id for one in found}
    declared = {**registry.declared, "measures": names}
    return replace(registry, measures=found, declared=declared, standings={}, codings=None)


class _Coder:
    """Puts the items of a sheet into a registry, one after the other."""

    def __init__(self, registry: Registry, read: Read) -> None:
        assert read.sheet is not None
        self.before, self.read, self.sheet = registry, read, read.sheet
        self.measures = dict(registry.by_id)
        self.packages: dict[str, Package] = {**self.sheet.packages, **registry.packages}
        self.changes: dict[str, Change] = {}
        self.totals: list[Restated] = []
        self.held: set[Path] = set()
        self.there = There(registry)

    def add(self, item: Item) -> None:
        """Put an item in, unless it does not fit."""
        said = self.read.item(path_of(item))
        key = key_of(item)
        if item.restates is not None:
            total = said["restates"]
            assert isinstance(total, dict)
            self._restate(item.restates, total)
        if key is None or (key not in self.measures and item.measure != NEW):
            return
        change = self.changes.setdefault(key, Change(key not in self.measures))
        self._own_fields(key, item, said, change)
        if item.status is not None:
            self._event(key, item, said, change)
        lines = said.get("budget")
        for number, line in enumerate(item.budget):
            given = lines[number] if isinstance(lines, list) else None
            if isinstance(given, dict):
                self._line(key, line, given, change)

    def _own_fields(self, key: str, item: Item, said: Mapping[str, Value], change: Change) -> None:
        """Set the fields of the measure itself, or make it."""
        given = {name: getattr(item, name) for name in MEASURE_FIELDS if name != "id" and item.source.has(name)}
        fields = {name: said.get(name) for name in given}
        if key not in self.measures:
            whole = {"id": key, "title": item.title or "", "owner": item.owner or "", "history": ()}
            self.measures[key] = Measure(**{**given, **whole}, source=item.source)
            change.fields = {"id": key, **fields}
            return
        now = self.measures[key]
        differs = {name: one for name, one in given.items() if getattr(now, name) != one}
        if differs and item.measure != NEW:
            where = now.source.sheet if isinstance(now.source, _Over) else {}
            under = now.source.under if isinstance(now.source, _Over) else now.source
            source = _Over(under, {**where, **dict.fromkeys(differs, item.source)})
            self.measures[key] = replace(now, **differs, source=source)
            change.fields |= {name: fields[name] for name in differs}

    def _event(self, key: str, item: Item, said: Mapping[str, Value], change: Change) -> None:
        letter = self.before.letters[self.sheet.letter]
        given = {name: getattr(item, name) for name in EVENT_FIELDS if getattr(item, name) is not None}
        event = Event(**{"date": letter.date, **given}, letter=letter.id, source=item.source)
        if self.there.holds(key, event):
            self.held.add(path_of(item))
            return
        plain = {"date": letter.date.text, **{name: said.get(name) for name in given}, "letter": letter.id}
        change.events.append(plain)
        now = self.measures[key]
        self.measures[key] = replace(now, history=in_place(now.history, event))

    def _line(self, key: str, line: Allocation, said: Fields, change: Change) -> None:
        if self.there.holds(key, line):
            return
        change.lines.append(said)
        change.lines.sort(key=lambda one: str(one.get("letter"))[:10])  # as `in_place` has them
        now = self.measures[key]
        self.measures[key] = replace(now, budget=in_place(now.budget, line))

    def _restate(self, total: Total, said: Fields) -> None:
        package = self.packages.get(total.package)
        part: Package | Track | None = package
        if package is not None and total.track is not None:
            part = package.tracks.get(total.track)
        if package is None or part is None:
            return
        fields = {slot.name: getattr(total, slot.name) for slot in total.spec if slot.name not in ("package", "track")}
        one = Restatement(**fields, letter=self.sheet.letter)
        if self.there.holds(total.package, one):
            return
        part = replace(part, restated=in_place(part.restated, one))
        if isinstance(part, Track):
            part = replace(package, tracks={**package.tracks, part.key: part})
        assert isinstance(part, Package)
        self.packages[total.package] = part
        plain = {name: value for name, value in said.items() if name not in ("package", "track")}
        self.totals.append(Restated(total.package, total.track, {"letter": self.sheet.letter, **plain}))

    def coding(self) -> Coding:
        """Return the registry as it has become."""
        before, sheet = self.before, self.sheet
        new = [key for key in self.measures if key not in before.by_id]
        measures = [self.measures[one.id] for one in before.measures]
        for key in sorted(new):
            measures.insert(sum(one.id < key for one in measures), self.measures[key])
        declared: dict[str, dict[str, Value]] = {}
        for section in DECLARED:
            said = self.read.said.get(section)
            known = getattr(before, section)
            if isinstance(said, dict):
                read = getattr(sheet, section)
                declared[section] = {key: one for key, one in said.items() if key in read and key not in known}
        names = {
            section: before.declared.get(section, frozenset()) | declared.get(section, {}).keys()
            for section in DECLARED
        }
        after = made_of(before, measures)
        registry = replace(
            after,
            packages=self.packages,
            letters={**before.letters, sheet.letter: with_paragraphs(before.letters[sheet.letter], sheet)},
            declared={**after.declared, **names},
            organisations={**sheet.organisations, **before.organisations},
            areas={**sheet.areas, **before.areas},
        )
        return Coding(registry, self.changes, declared, tuple(self.totals), frozenset(self.held))


def in_place(records: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    """Return a history, or money, with a new record behind all of letters that are not newer."""
    place = place_of([each.letter for each in records], one.letter)
    return (*records[:place], one, *records[place:])


def with_paragraphs(letter: Letter, sheet: Sheet) -> Letter:
    """Return a letter with the digests and the context that a sheet gives it; what the sheet does not speak of stays."""
    said = {one.number: one for one in sheet.paragraphs}
    passages = []
    for one in letter.passages:
        given = said.get(one.number)
        if given is not None:
            digest = digest_of(given.digest or "") or one.digest
            digest_nl = digest_of(given.digest_nl or "") or one.digest_nl
            one = replace(one, digest=digest, digest_nl=digest_nl)  # noqa: PLW2901
        passages.append(one)
    return replace(letter, passages=tuple(passages), context=context_of(letter, sheet))


def context_of(letter: Letter, sheet: Sheet) -> tuple[int, ...]:
    """Return the paragraphs of a letter that hold no measure, as it says itself or a sheet says, in their order."""
    found = {one.number for one in sheet.paragraphs if one.context}
    found |= {one.passage for one in sheet.items if one.decision is Decision.CONTEXT and one.passage is not None}
    found &= {one.number for one in letter.passages}
    return letter.context if found <= {*letter.context} else tuple(sorted({*letter.context, *found}))
