"""The records of a registry. Absent text is None, an absent list is empty; keys refer to other records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from ctmeasures.model.coding import Coding, coding
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.nearest import NO_NAMES, Guesses, Names
from ctmeasures.model.place import NOWHERE, Located
from ctmeasures.model.record import Record, record
from ctmeasures.model.standing import Standing
from ctmeasures.model.status import Status

UNIT = "EUR million"  # of money where nothing is said


@record
class Organisation(Record):
    """A body that can own a measure, take part in it or send a letter."""

    key: str
    name: str
    name_nl: str | None = None
    source: Located = NOWHERE


@record
class Area(Record):
    """An area of work, such as the intervention areas of a national strategy."""

    key: str
    name: str
    name_nl: str | None = None
    source: Located = NOWHERE


@record
class Restatement(Record):
    """A place where a letter gives a total again, in running text or rounded; it is compared and never added."""

    letter: str
    total: Mapping[int, Decimal]
    passage: int | None = None
    quote: str | None = None
    note: str | None = None
    note_nl: str | None = None
    source: Located = NOWHERE


@record
class Track(Record):
    """A part of a package, with its own announced totals; its letter is the package's."""

    key: str
    title: str
    title_nl: str | None = None
    passage: int | None = None
    quote: str | None = None
    total: Mapping[int, Decimal] = field(default_factory=dict)
    restated: tuple[Restatement, ...] = ()
    source: Located = NOWHERE


@record
class Package(Record):
    """Money announced as one whole; from the year `structural_from` on its amount recurs every year."""

    key: str
    title: str
    unit: str
    letter: str
    total: Mapping[int, Decimal]
    title_nl: str | None = None
    passage: int | None = None
    quote: str | None = None
    structural_from: int | None = None
    restated: tuple[Restatement, ...] = ()
    tracks: Mapping[str, Track] = field(default_factory=dict)
    source: Located = NOWHERE

    def citations(self) -> Iterator["Citation"]:
        """Yield every place of a letter that gives its totals or those of its tracks."""
        parts: tuple[Package | Track, ...] = (self, *self.tracks.values())
        for part in parts:
            if part is self or part.total or part.passage or part.quote:
                yield Citation(self.letter, part, self.key)
            for restatement in part.restated:
                yield Citation(restatement.letter, restatement, self.key)


@record
class Allocation(Record):
    """Money for one measure, as one place of one letter gives it: an amount, or amounts by year."""

    letter: str
    passage: int | None = None
    quote: str | None = None
    package: str | None = None
    track: str | None = None
    line: str | None = None
    unit: str | None = None
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    amount: Decimal | None = None
    structural_from: int | None = None
    within: str | None = None
    on_top_of: str | None = None
    note: str | None = None
    note_nl: str | None = None
    source: Located = NOWHERE


@record
class Event(Record):
    """What one letter says of one measure."""

    date: PartialDate
    status: Status
    letter: str
    passage: int | None = None
    quote: str | None = None
    due: PartialDate | None = None
    note: str | None = None
    note_nl: str | None = None
    source: Located = NOWHERE


@record
class Measure(Record):
    """One checkable act with one lead owner: its history of cited events, as written."""

    id: str
    title: str
    owner: str
    history: tuple[Event, ...]
    title_nl: str | None = None
    area: str | None = None
    owner_inferred: bool = False
    partners: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    budget: tuple[Allocation, ...] = ()
    source: Located = NOWHERE

    def citations(self) -> Iterator["Citation"]:
        """Yield every place of a letter that its events and allocations cite."""
        for event in self.history:
            yield Citation(event.letter, event, self.id)
        for allocation in self.budget:
            yield Citation(allocation.letter, allocation, self.id)


class Citation(NamedTuple):
    """A place of a letter, the record that cites it with its `passage` and `quote`, and whose it is: a measure's or package's key."""

    letter: str
    record: Event | Allocation | Package | Track | Restatement
    of: str


# How measures are related: by field, what one says of the other, and the other of it.
RELATIONS = {
    "part_of": ("part of", "has part"),
    "supersedes": ("supersedes", "superseded by"),
    "follows": ("follows", "followed by"),
}


@record
class Passage(Record):
    """One paragraph of a letter: its number in reading order and its digest in our own words.

    `source_nl` is its heading among the Dutch digests, or their file where it has none there.
    """

    number: int
    digest: str
    digest_nl: str | None = None
    source: Located = NOWHERE
    source_nl: Located = NOWHERE

    @property
    def digests(self) -> tuple[str, ...]:
        """Return its digests in all languages; the English one comes first, also where it is still empty."""
        return (self.digest, self.digest_nl) if self.digest_nl else (self.digest,)


@record
class Letter(Record):
    """A letter to parliament: who wrote it, when, where it is published, and a digest of each paragraph."""

    id: str
    date: PartialDate
    title: str
    title_nl: str | None = None
    sender: str | None = None
    signatories: tuple[str, ...] = ()
    reference: str | None = None
    publication: str | None = None
    publication_inferred: bool = False
    links: tuple[str, ...] = ()
    context: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()
    source: Located = NOWHERE


@dataclass(frozen=True)
class Registry:
    """A whole registry with its letters.

    `declared` names, by section, the keys that are written down, also those of records too faulty to be read:
    a reference to such a record is no second fault, nor is one to a section that is `unreadable` as a whole.
    It is `whole` where reading found no error; otherwise what seems to be unused may be used in what could not be read.
    `standings` holds by measure what was worked out of its history already, if anything was; `codings` is `unfinished`, if that was.
    """

    path: str
    measures: tuple[Measure, ...] = ()
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    packages: Mapping[str, Package] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    id: str | None = None
    feed_id: str | None = None
    title: str | None = None
    title_nl: str | None = None
    declared: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    unreadable: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    whole: bool = field(default=True, compare=False, repr=False)
    standings: Mapping[str, Standing] = field(default_factory=dict, compare=False, repr=False)
    codings: Mapping[str, Coding] | None = field(default=None, compare=False, repr=False)
    last_states: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)  # of `states`

    def unit(self, allocation: Allocation) -> str:
        """Return the unit of an allocation: its own, its package's, or `UNIT`."""
        package = self.packages.get(allocation.package or "")
        return allocation.unit or (package.unit if package else UNIT)

    @cached_property
    def by_id(self) -> Mapping[str, Measure]:
        """Return the measures by their ids."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def by_day(self) -> tuple[Letter, ...]:
        """Return the letters, oldest first."""
        return tuple(sorted(self.letters.values(), key=lambda letter: (letter.date.first, letter.id)))

    def allocations(self) -> Iterator[Allocation]:
        """Yield the money of all measures, in the registry's order."""
        for measure in self.measures:
            yield from measure.budget

    @cached_property
    def newest_day(self) -> date | None:
        """Return the day of the newest letter, whether anything cites it or not; None where there is no letter."""
        return max((letter.date.first for letter in self.letters.values()), default=None)

    @cached_property
    def unfinished(self) -> Mapping[str, Coding]:
        """Return the letters that are not coded as a whole, by id, each with how far it is.

        The rest of such a letter may speak of any measure, so that it cannot be said to be silent on one.
        """
        if self.codings is not None:
            return self.codings
        known: dict[str, set[int | None]] = {key: set(each.context) for key, each in self.letters.items()}
        for letter, one, _ in self.citations:
            known.setdefault(letter, set()).add(one.passage)
        letters = self.letters.items()
        found = {key: coding([passage.number for passage in each.passages], known[key]) for key, each in letters}
        return {key: each for key, each in found.items() if not each.whole}

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Return every place of a letter that anything in the registry cites, in the registry's order."""
        found = [citation for package in self.packages.values() for citation in package.citations()]
        found += [citation for measure in self.measures for citation in measure.citations()]
        return tuple(found)

    @cached_property
    def digests(self) -> Mapping[tuple[str, int | None], Passage]:
        """Return the paragraphs of all letters by the letter's id and their number."""
        return {(key, one.number): one for key, letter in self.letters.items() for one in letter.passages}

    @cached_property
    def guesses(self) -> Mapping[str, Guesses]:
        """Return what finds the nearest declared key, by section; an organisation or area also by its names."""
        names = {"organisations": names_of(self.organisations), "areas": names_of(self.areas)}
        return {section: Guesses(keys, names.get(section, NO_NAMES)) for section, keys in self.declared.items()}


def names_of(records: Mapping[str, Organisation | Area]) -> Names:
    """Return what organisations or areas are called in either language, by key."""
    return {key: tuple(name for name in (one.name, one.name_nl) if name) for key, one in records.items()}
