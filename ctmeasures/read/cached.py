"""A registry out of the cache: what lists show is there at once, the rest of each measure when it is asked for.

There are two kinds of entries. That of a file holds what its head and each of its measures say, a line each. That of a registry
holds its letters, what the checks have found, and of each measure what lists show. Only a registry without errors is kept, of
which every file was read the quick way. Where anything is not as it was kept, the program reads the files themselves.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ctmeasures.disk import cache
from ctmeasures.disk.digests import Digests
from ctmeasures.disk.files import DUTCH, is_dutch
from ctmeasures.model.coding import Coding
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import DECLARED, LETTER, MEASURE, REGISTRY
from ctmeasures.model.history import standing
from ctmeasures.model.order import ordered
from ctmeasures.model.place import NOWHERE, Level, Place, Problem
from ctmeasures.model.record import Record
from ctmeasures.model.records import RELATIONS, Letter, Measure, Passage, Registry
from ctmeasures.model.standing import Standing
from ctmeasures.model.status import Status
from ctmeasures.read.kept_file import FAULTY, encoded
from ctmeasures.read.kept_lines import Lines
from ctmeasures.read.places import Doubt, Inside, SoundDocument, Stretch
from ctmeasures.read.reader import Reader, sound

if TYPE_CHECKING:
    from ctmeasures.read.file import PlainFile

Cached = tuple[Registry, tuple[Problem, ...]]
"""A registry that was kept, and all that the checks had found."""


def store_registry(
    found: Digests, registry: Registry, plains: Sequence["PlainFile"], problems: Sequence[Problem]
) -> None:
    """Store a registry without errors, whose files say this, and what the checks have found."""
    names = {path: number for number, path in enumerate([*found.files, *found.letters])}
    if not registry.measures or not names.keys() >= {problem.place.path for problem in problems}:
        return
    places = {key: (number, line) for number, one in enumerate(plains) for line, key in enumerate(one.ids)}
    about = {
        "heads": [[one.head, one.end] for one in plains],
        "letters": [[one.id, one.date.text] for one in registry.letters.values()],
        "codings": registry.unfinished,
        "problems": [[one.code, names[one.place.path], *one.place[1:], *one[2:]] for one in problems],
    }
    measures = registry.measures
    found_of = [standing(ordered(one, registry), registry) for one in measures]
    columns = [
        [one.id for one in measures],
        [one.owner for one in measures],
        [one.area for one in measures],
        [one.status.value for one in found_of],
        *([date and date.text for date in column] for column in list(zip(*found_of, strict=True))[1:]),
    ]
    files, lines = zip(*[places[one.id] for one in measures], strict=True)
    starts, ends = zip(*[plains[file].spans[line] for file, line in zip(files, lines, strict=True)], strict=True)
    relations = {
        field: {number: said for number, one in enumerate(measures) if (said := getattr(one, field))}
        for field in RELATIONS
    }
    rest = [[one.title for one in measures], [one.title_nl for one in measures], files, lines, starts, ends, relations]
    letters = b"\n".join(encoded(_letter(one)) for one in registry.letters.values())
    cache.store(found.registry, [encoded(about), encoded(columns), encoded(rest), letters])


def _letter(one: Letter) -> Any:
    from ctmeasures.read.nodes import plain_value

    assert isinstance(one.source, Inside)
    stretch = one.source.stretch
    return [plain_value(stretch.node), stretch.start, stretch.end, [_passage(passage) for passage in one.passages]]


def _passage(one: Passage) -> Any:
    assert isinstance(one.source, Stretch)
    dutch = one.source_nl
    where = [dutch.start, dutch.end] if isinstance(dutch, Stretch) else [None, None]
    return [one.number, one.digest, one.source.start, one.source.end, one.digest_nl, *where]


def fetch(path: str, files: Mapping[str, bytes], letters: Mapping[str, bytes], found: Digests) -> Cached | None:
    """Return the registry that was kept of these very files, or None."""
    entry = cache.fetch(found.registry)
    sections = [entry.section(number) for number in range(4)] if entry else [None]
    if None in sections or not all(cache.has(found.file(path)) for path in files):
        return None
    about, columns, rest, lines = (section or b"" for section in sections)
    try:
        kept = _Kept(files, letters, found, rest, lines)
        return _cached(path, kept, json.loads(about), json.loads(columns), [*files, *letters])
    except FAULTY:
        return None


def _cached(path: str, kept: "_Kept", about: Any, columns: Any, names: list[str]) -> Cached:
    values: dict[str, Any] = {}
    for (said, end), file in zip(about["heads"], kept.files, strict=True):
        reader = Reader(Stretch(kept.documents[file], 0, end))
        for field, one in reader.fields(REGISTRY, said).items():
            values[field] = values.get(field, {}) | one if isinstance(one, dict) else one
        if reader.faults:
            raise Doubt
    del values["version"], values["measures"]
    read = {key: kept.letter(number, key, day) for number, (key, day) in enumerate(about["letters"])}
    ids, owners, areas, *standings = columns
    declared = {section: frozenset(values.get(section, ())) for section in DECLARED}
    registry = Registry(
        path, tuple(map(kept.measure, range(len(ids)), ids, owners, areas)), letters=read, **values,
        declared=declared | {"measures": frozenset(ids), "letters": frozenset(read)},
        standings=dict(zip(ids, _standings(standings), strict=True)),
        codings={key: Coding(*said) for key, said in about["codings"].items()},
    )  # fmt: skip
    problems = (
        Problem(code, Place(names[file], *place), message, expected, nearest, Level(level))
        for code, file, *place, message, expected, nearest, level in about["problems"]
    )
    return registry, tuple(problems)


def _standings(columns: Any) -> Iterator[Standing]:
    statuses, *dates = columns
    known = {status.value: status for status in Status}
    days = {text: parse_date(text) for text in set().union(*dates) - {None}} | {None: None}
    return map(Standing, map(known.__getitem__, statuses), *(map(days.__getitem__, column) for column in dates))


class _Kept:
    """What was kept of a registry, opened when a measure or a letter is asked for more than lists show of it."""

    def __init__(
        self, files: Mapping[str, bytes], letters: Mapping[str, bytes], found: Digests, rest: bytes, lines: bytes
    ) -> None:
        self.files = files
        self._letters = letters
        self._letter_lines = lines
        self.digests = found
        self._rest = rest
        self.documents = {path: SoundDocument(path, data) for path, data in files.items()}
        self._lines: dict[str, Lines | None] = {}
        self._first = True

    def measure(self, number: int, key: str, owner: str, area: str | None) -> Measure:
        """Return a measure that has these fields already, and looks up the others."""
        one = _new(_Measure)
        _set_kept(one, self)
        _set_number(one, number)
        _set_id(one, key)
        _set_owner(one, owner)
        _set_area(one, area)
        return one

    def letter(self, number: int, key: str, day: str) -> Letter:
        """Return a letter that has its id and date already, and looks up the rest."""
        one = _new(_Letter)
        object.__setattr__(one, "kept", self)
        object.__setattr__(one, "number", number)
        object.__setattr__(one, "id", key)
        object.__setattr__(one, "date", parse_date(day))
        return one

    @cached_property
    def _told_letters(self) -> list[bytes]:
        return self._letter_lines.split(b"\n")

    def whole_letter(self, number: int, key: str) -> Letter:
        """Return a letter with everything that it says."""
        said, start, end, told = json.loads(self._told_letters[number])
        path = [file for file in self._letters if not is_dutch(file)][number]
        document = SoundDocument(path, self._letters[path])
        beside = path.removesuffix(".md") + DUTCH
        dutch = SoundDocument(beside, self._letters.get(beside, b""))
        passages = [
            Passage(
                number=count, digest=digest, digest_nl=digest_nl,
                source=Stretch(document, first, last), source_nl=NOWHERE if start_nl is None else Stretch(dutch, start_nl, end_nl),
            )
            for count, digest, first, last, digest_nl, start_nl, end_nl in told
        ]  # fmt: skip
        found: Letter = sound(LETTER, said, Stretch(document, start, end), {"id": key, "passages": tuple(passages)})
        return found

    @cached_property
    def rest(self) -> Any:
        """Return, by measure, its titles, its file's number, its line in the entry, and where its lines start and end; then the relations."""
        return json.loads(self._rest)

    def titles(self, number: int) -> tuple[str, str | None]:
        """Return a measure's titles."""
        return self.rest[0][number], self.rest[1][number]

    def related(self, field: str, number: int) -> tuple[str, ...]:
        """Return the measures that stand in a relation's field of a measure; few have any."""
        return tuple(self.rest[6][field].get(str(number), ()))

    def whole(self, number: int) -> Measure:
        """Return a measure with everything that it says."""
        _, _, files, numbers, starts, ends, _ = self.rest
        path = list(self.files)[files[number]]
        stretch = Stretch(self.documents[path], starts[number], ends[number])
        kept = self._line(path, numbers[number])
        if kept is not None:
            said = json.loads(kept)
        else:
            from ctmeasures.read.nodes import plain_value

            said = plain_value(stretch.node)
        found: Measure = sound(MEASURE, said, stretch)
        return found

    def _line(self, path: str, number: int) -> bytes | None:
        """Return what a measure of a file says; None where the entry is gone or damaged. Where one only is asked for, the others are not kept."""
        if path not in self._lines:
            entry = cache.fetch(self.digests.file(path))
            if self._first:
                self._first = False
                return entry.line(1, number) if entry else None
            data = entry.section(1) if entry else None
            self._lines[path] = None if data is None else Lines(data)
        lines = self._lines[path]
        return None if lines is None else lines[number]


class _Measure(Measure):
    """A measure out of the cache: a field that it does not have yet is looked up."""

    __slots__ = ("kept", "number")
    kept: _Kept
    number: int

    def __getattr__(self, name: str) -> Any:
        if name in ("title", "title_nl"):
            for field, said in zip(("title", "title_nl"), self.kept.titles(self.number), strict=True):
                object.__setattr__(self, field, said)
        elif name in RELATIONS:
            object.__setattr__(self, name, self.kept.related(name, self.number))
        else:
            _fill(self, name, lambda: self.kept.whole(self.number))
        return getattr(self, name)


class _Letter(Letter):
    """A letter out of the cache: a field that it does not have yet is looked up."""

    __slots__ = ("kept", "number")
    kept: _Kept
    number: int

    def __getattr__(self, name: str) -> Any:
        _fill(self, name, lambda: self.kept.whole_letter(self.number, self.id))
        return getattr(self, name)


def files_behind(registry: Registry) -> Mapping[str, bytes]:
    """Return the files that a registry out of the cache looks its measures up in; none for one that was read anew."""
    one = next(iter(registry.measures), None)
    return one.kept.files if isinstance(one, _Measure) else {}


def _fill(record: Record, name: str, whole: Callable[[], Record]) -> None:
    """Give a record all its fields, if what is asked for is one of them."""
    if name not in {slot.name for slot in record.spec}:
        raise AttributeError(name)
    found = whole()
    for slot in record.spec:
        slot.put(record, getattr(found, slot.name))


_new = object.__new__
# The slots' own setters: a record is frozen, and there are many.
_set_kept, _set_number = (vars(_Measure)[name].__set__ for name in ("kept", "number"))
_set_id, _set_owner, _set_area = (vars(Measure)[name].__set__ for name in ("id", "owner", "area"))
