"""The money: the lines of each package added up by year beside what was announced, and the money outside packages.

Amounts are decimal, in the package's unit. Years are never added to one another here. Money within other money is shown
and not counted; a line without a year is in no year's sum.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import state
from ctmeasures.model.records import Allocation, Measure, Package, Registry, Restatement, Track
from ctmeasures.reports.places import Places, places
from ctmeasures.reports.query import Query, View, any_of

Years = Mapping[int, Decimal]


class Line(NamedTuple):
    """One allocation, the measure that it funds, its unit, and the packages in which it stands, each with its track there."""

    measure: Measure
    allocation: Allocation
    unit: str
    places: Places

    @property
    def counted(self) -> bool:
        """Tell whether its amounts are in the sums of their years."""
        return self.allocation.within is None and self.allocation.amount is None


class Cause(StrEnum):
    """What differs from an announced total."""

    LINES = "lines"  # the lines add up to something else
    TRACKS = "tracks"  # the tracks' announced totals add up to something else
    RESTATED = "restated"  # the same or another letter gives it differently elsewhere


class Discrepancy(NamedTuple):
    """One year in which something is not as announced: in the whole package, or in one `track`; null is not announced."""

    cause: Cause
    track: str | None
    year: int
    announced: Decimal | None
    found: Decimal
    restatement: Restatement | None = None

    @property
    def more(self) -> Decimal:
        """Return how much more than announced it is; less than nothing where it is less."""
        return self.found - (self.announced or Decimal())


class Group(NamedTuple):
    """A part of a package with what its lines add up to: a track, with its announced totals, or the lines of one owner.

    The key is null for lines without a track. Money contained in that of a line stands behind it, uncounted, whether or
    not it names the package itself.
    """

    key: str | None
    track: Track | None
    lines: tuple[Line, ...]
    sums: Years

    @property
    def nested(self) -> Iterator[tuple[Line, bool]]:
        """Yield the lines, each with whether it stands behind that in whose money it is contained; that may be in another group."""
        outer = None
        for line in self.lines:
            if line.allocation.within is None:
                outer = line.measure.id
            yield line, line.allocation.within is not None and line.allocation.within == outer


class PackageBudget(NamedTuple):
    """One package: its lines in groups; `whole` unless a filter left lines out, and then nothing is compared.

    `by` is `track` or `owner`; `years` are all for which there is an amount in its unit, in order; `lines` are those of the groups.
    """

    package: Package
    by: str
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    years: tuple[int, ...]
    sums: Years
    whole: bool
    differences: tuple[Discrepancy, ...]

    def amounts(self, line: Line) -> Years:
        """Return the amounts of a line that can stand in the table: none where they are in another unit."""
        return _in_unit(line, self.package)


class Budget(NamedTuple):
    """All packages, and the money that is in none of them, in the registry's order.

    `beside` are lines that a filter by owner leaves out, although one of those owners takes part in their measures.
    """

    view: View
    packages: tuple[PackageBudget, ...]
    other: tuple[Line, ...]
    beside: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all lines, those of packages first; each once, though what is contained in a measure's money can stand in two packages."""
        every = (*(line for one in self.packages for line in one.lines), *self.other)
        return tuple({id(line): line for line in every}.values())


def budget(registry: Registry, clock: Clock, query: Query, by: str = "track") -> Budget:
    """Return the money of the letters written by then, of the packages, owners and areas asked for; `by` is `track` or `owner`."""
    had = {key for key, letter in registry.letters.items() if clock.had(letter)}
    every = _lines(registry, clock)
    lines = [
        line
        for line in every
        if any_of(query.owner, (line.measure.owner,))
        and any_of(query.area, (line.measure.area,))
        and any_of(query.package, line.places)
    ]
    number = Counter(one.package for one in registry.allocations() if one.letter in had)
    packages = []
    for package in registry.packages.values():
        own = [line for line in lines if package.key in line.places]
        if package.letter in had and any_of(query.package, (package.key,)) and (own or not (query.owner or query.area)):
            funded, there = {line.measure.id for line in own}, {id(line) for line in own}
            own += [line for line in every if line.allocation.within in funded and id(line) not in there
                    and not line.allocation.package]  # fmt: skip
            whole = sum(1 for line in own if line.allocation.package) == number[package.key]
            packages.append(_package(package, own, by, whole, had))
    shown = {id(line) for one in packages for line in one.lines}
    chosen = {id(line) for line in lines} | shown
    wanted = {owner for owner in query.owner if owner in registry.organisations}
    return Budget(
        View(registry, clock),
        tuple(packages),
        other=tuple(line for line in lines if id(line) not in shown),
        beside=tuple(line for line in every if id(line) not in chosen and wanted & {*line.measure.partners}),
    )


def added(amounts: Iterable[Years]) -> Years:
    """Return the amounts of each year added up, in the order of the years."""
    sums: dict[int, Decimal] = {}
    for one in amounts:
        for year, amount in one.items():
            sums[year] = sums.get(year, Decimal()) + amount
    return dict(sorted(sums.items()))


def _sums(lines: Iterable[Line]) -> Years:
    return added(line.allocation.amounts for line in lines if line.counted)


def _lines(registry: Registry, clock: Clock) -> list[Line]:
    """Return the money that counts at the moment, of the measures that existed then."""
    funded = (state(measure, registry, clock) for measure in registry.measures if measure.budget)
    money = [(found.measure, one) for found in funded if found for one in found.budget]
    stands = places((measure.id, one) for measure, one in money)
    return [Line(measure, one, registry.unit(one), stands(one)) for measure, one in money]


def _in_unit(line: Line, package: Package) -> Years:
    return line.allocation.amounts if line.unit == package.unit else {}


def _package(package: Package, lines: list[Line], by: str, whole: bool, had: set[str]) -> PackageBudget:
    tracks = _grouped(lines, lambda line: line.places[package.key], package.tracks)
    groups: list[Group] = []
    if by == "owner":
        for key, own in _grouped(lines, lambda line: line.measure.owner).items():
            groups.append(Group(key, None, _nested(own), _sums(own)))
    else:
        for key, own in tracks.items():
            if own or whole:
                groups.append(Group(key, package.tracks.get(key or ""), _nested(own), _sums(own)))
    totals = [package.total, *(one.total for one in package.tracks.values())] if whole else []
    amounts = (_in_unit(line, package) for line in lines)
    return PackageBudget(
        package,
        by,
        tuple(groups),
        lines=tuple(line for group in groups for line in group.lines),
        years=tuple(sorted({year for years in (*amounts, *totals) for year in years})),
        sums=_sums(lines),
        whole=whole,
        differences=tuple(_differences(package, tracks, had)) if whole else (),
    )


def _nested(lines: list[Line]) -> tuple[Line, ...]:
    """Return the lines with those that are contained in another behind it, or at the end where it stands elsewhere."""
    inside = _grouped((line for line in lines if line.allocation.within), lambda line: line.allocation.within)
    found: list[Line] = []
    outer = [line for line in lines if not line.allocation.within]
    last = {line.measure.id: place for place, line in enumerate(outer)}
    for place, line in enumerate(outer):
        found.append(line)
        if last[line.measure.id] == place:
            found += inside.pop(line.measure.id, [])
    return (*found, *(line for rest in inside.values() for line in rest))


def _grouped(
    lines: Iterable[Line], key: Callable[[Line], str | None], first: Iterable[str] = ()
) -> dict[str | None, list[Line]]:
    """Return the lines by their key: those that come `first` also where they have none, then the others sorted, then no key."""
    groups: dict[str | None, list[Line]] = {one: [] for one in first}
    for line in sorted(lines, key=lambda line: (key(line) is None, key(line) or "")):
        groups.setdefault(key(line), []).append(line)
    return groups


def _differences(package: Package, tracks: Mapping[str | None, list[Line]], had: set[str]) -> Iterator[Discrepancy]:
    """Yield whatever is not as announced: first in the whole package, then in its tracks.

    The tracks' totals are held against the package's only where every track has one and no line is outside the tracks.
    """
    yield from _compared(Cause.LINES, None, package.total, _sums(line for lines in tracks.values() for line in lines))
    parts = package.tracks.values()
    if parts and all(track.total for track in parts) and not _sums(tracks.get(None, [])):
        yield from _compared(Cause.TRACKS, None, package.total, added(track.total for track in parts))
    yield from _restated(None, package, had)
    for track in parts:
        if track.total:
            yield from _compared(Cause.LINES, track.key, track.total, _sums(tracks[track.key]))
        yield from _restated(track.key, track, had)


def _compared(cause: Cause, track: str | None, announced: Years, found: Years) -> Iterator[Discrepancy]:
    for year in sorted({*announced, *found}):
        total, value = announced.get(year), found.get(year, Decimal())
        if value != (total or 0):
            yield Discrepancy(cause, track, year, total, value)


def _restated(track: str | None, part: Package | Track, had: set[str]) -> Iterator[Discrepancy]:
    for restatement in part.restated:
        for year, value in sorted(restatement.total.items()) if restatement.letter in had else ():
            total = part.total.get(year)
            if value != total:
                yield Discrepancy(Cause.RESTATED, track, year, total, value, restatement)
