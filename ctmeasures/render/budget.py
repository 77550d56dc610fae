"""What the budget says, row by row and sentence by sentence; the terminal, plain text and Markdown draw the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from ctmeasures.model.links import passage_url
from ctmeasures.render.facts import allocation_words
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, count_words, name, note, sentence, title
from ctmeasures.reports.budget import Cause, Discrepancy

if TYPE_CHECKING:
    from ctmeasures.model.records import Measure, Package, Registry, Track
    from ctmeasures.reports.budget import Budget, Group, Line, PackageBudget, Years

NOTHING = "–"  # no amount, which is not an amount of nothing
SUM, ANNOUNCED = "Lines add up to", "Announced"


class BudgetRow(NamedTuple):
    """One row of a package's table: what kind it is, its group, what stands at its head, its line, its cells by year.

    The remark says why a line is in no sum, or what it comes on top of; the address opens the letter at the figures.
    """

    kind: Literal["group", "line", "sum", "announced"]
    group: str
    label: str
    line: Line | None
    cells: tuple[str, ...]
    remark: str = ""
    url: str | None = None

    @property
    def measure(self) -> Measure | None:
        """Return the measure that a line funds."""
        return self.line.measure if self.line else None

    @property
    def words(self) -> str:
        """Return the head of the row with its remark."""
        return f"{self.label} ({self.remark})" if self.remark else self.label


def headings(one: PackageBudget, total: bool) -> list[str]:
    """Return the years of a package; the one from which its amount recurs has an arrow; last, where asked, all together."""
    years = [f"{year}→" if year == one.package.structural_from else str(year) for year in one.years]
    return [*years, all_years(one)] if total and one.years else years


def all_years(one: PackageBudget) -> str:
    """Say from when to when there are amounts."""
    first, last = one.years[0], one.years[-1]
    return f"{first}–{last}" if first != last else f"all of {first}"


def rows(one: PackageBudget, look: Look, registry: Registry, total: bool) -> Iterator[BudgetRow]:
    """Yield the rows of a package: each group's lines, their sums and what was announced, and then the whole's."""
    places = decimals(one)  # of the most exact amount, and so of all

    def cells(years: Years, every: bool = False) -> tuple[str, ...]:
        """Return the cells; with `every`, what has no amount is an amount of nothing, as in a sum."""
        shown = {year: years.get(year, Decimal()) for year in one.years} if every else years
        found = [figure(shown[year], places) if year in shown else NOTHING for year in one.years]
        if total and one.years:
            found.append(figure(sum(shown.values(), Decimal()), places) if shown else NOTHING)
        return tuple(found)

    for group in one.groups:
        key = group.key or "none"
        yield BudgetRow("group", key, group_title(group, one, look, registry), None, ())
        for line in group.lines:
            allocation = line.allocation
            label = clean(allocation.line) if allocation.line else title(line.measure, look)
            if allocation.within:
                label = f"of which: {label}"
            url = passage_url(registry.letters[allocation.letter], allocation.quote)
            yield BudgetRow("line", key, label, line, cells(allocation.amounts), _remark(line, one.by), url)
        if len(one.groups) > 1 or group.track:
            yield BudgetRow("sum", key, SUM, None, cells(group.sums, every=True))
        if one.whole and group.track and group.track.total:
            url = passage_url(registry.letters[one.package.letter], group.track.quote)
            yield BudgetRow("announced", key, ANNOUNCED, None, cells(group.track.total), url=url)
    yield BudgetRow("group", "all", "All of it" if one.whole else "What is shown", None, ())
    yield BudgetRow("sum", "all", SUM, None, cells(one.sums, every=True))
    if one.whole:
        url = package_url(one, registry)
        yield BudgetRow("announced", "all", ANNOUNCED, None, cells(one.package.total), url=url)


def budget_grid(one: PackageBudget, look: Look, registry: Registry, total: bool) -> list[list[str]]:
    """Return the cells of all rows, the headings first: the group, what it is, the measure, its owner, the years."""
    years = headings(one, total)
    owner = ["owner"] if one.by != "owner" else []
    cells = [[one.by, "what", "measure", *owner, *years]]
    for row in rows(one, look, registry, total):
        whose = [row.measure.id, row.measure.owner] if row.measure else ["", ""]
        cells.append([row.group, row.words, *whose[: 1 + len(owner)], *(row.cells or [""] * len(years))])
    return cells


def _remark(line: Line, by: str) -> str:
    """Say why a line of a package is in no sum, or what it comes on top of; and its track where it does not stand under it."""
    allocation = line.allocation
    said = []
    if by == "owner" and allocation.track is not None:
        said.append(f"track {clean(allocation.track)}")
    if allocation.amount is not None:
        said.append(f"{allocation.amount:,} without a year")
    if not line.counted:
        said.append("not added")
    if allocation.on_top_of:
        said.append(f"on top of {clean(allocation.on_top_of)}")
    return "; ".join(said)


def decimals(one: PackageBudget) -> int:
    """Return how many decimals the most exact amount of a package has."""
    parts: list[Package | Track] = [one.package, *one.package.tracks.values()]
    found = [part.total for part in parts] + [again.total for part in parts for again in part.restated]
    found += [line.allocation.amounts for line in one.lines]
    exponents = [amount.as_tuple().exponent for years in found for amount in years.values()]
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def figure(amount: Decimal, places: int) -> str:
    """Write an amount with so many decimals; there are never more in it."""
    return f"{amount + 0:,.{places}f}"


def group_title(group: Group, one: PackageBudget, look: Look, registry: Registry) -> str:
    """Say what a group of lines is: `Track 1: Dikes`, or the owner's name."""
    if group.key is None:
        return "Without a track"
    if one.by == "owner":
        return f"{name(registry.organisations[group.key], look)} ({group.key})"
    return f"Track {clean(group.key)}: {title(one.package.tracks[group.key], look)}"


def package_title(one: PackageBudget, look: Look) -> str:
    """Say what a package is and in which unit."""
    return f"{title(one.package, look)}, {clean(one.package.unit)}"


def package_source(one: PackageBudget, registry: Registry) -> str:
    """Say where a package was announced."""
    paragraph = f", paragraph {one.package.passage}" if one.package.passage else ""
    return f"Package {clean(one.package.key)}, letter of {registry.letters[one.package.letter].date.words}{paragraph}."


def package_url(one: PackageBudget, registry: Registry) -> str | None:
    """Return the address that opens a package's letter at its totals."""
    return passage_url(registry.letters[one.package.letter], one.package.quote)


def remarks(one: PackageBudget, look: Look, registry: Registry, total: bool, lines: bool = True) -> Iterator[str]:
    """Yield what must be known of a package's figures: what recurs, what was added up, whatever differs, the lines' notes.

    Without its `lines`, where only their sums are shown, nothing stands for an amount that is not given.
    """
    package, places = one.package, decimals(one)
    shown = package.total if one.whole else one.sums
    if package.structural_from and shown:
        last = sum_of(figure(shown[max(shown)], places), package.unit)
        whose = "" if one.whole else "Of what is shown, "
        yield f"{whose}{last} is structural: it recurs every year from {package.structural_from} on."
    if lines and any(set(one.years) - set(line.allocation.amounts) for line in one.lines):
        yield f"{NOTHING} stands where no amount is given."
    if total and one.years:
        again = f"; what recurs after {one.years[-1]} is not in it" if package.structural_from else ""
        yield f"The last column adds up the years {one.years[0]} to {one.years[-1]}, each once{again}."
    else:
        yield "Each year stands for itself: years are not added up."
    undated = sum(1 for line in one.lines if line.allocation.amount is not None and not line.allocation.within)
    if undated:
        yield f"{count_words(undated, 'line')} without a year: in no sum."
    if not one.whole:
        yield "Some lines of the package are left out, so the sums are not compared with what was announced."
    elif all(difference.cause is Cause.RESTATED for difference in one.differences):
        again = " Elsewhere a total is given differently:" if one.differences else ""
        yield f"Nothing is left over: by year, the lines add up to every announced total.{again}"
    for difference in one.differences:
        yield f"≠ {difference_words(difference, places, registry, look)}"
    for line in one.lines:
        said = note(line.allocation, look)
        if said:
            track = f"Track {clean(line.allocation.track)}, " if line.allocation.track else ""
            yield f"{track}{clean(line.allocation.line or line.measure.id)}: {clean(said)}"


def difference_words(difference: Discrepancy, places: int, registry: Registry, look: Look | None = None) -> str:
    """Say in which year what differs from what was announced, and by how much; with the note for a reader, if one is told."""
    where = f"{difference.year}, track {clean(difference.track)}" if difference.track else str(difference.year)
    more = figure(abs(difference.more), places) + (" more" if difference.more > 0 else " less")
    than = "while no total is announced"
    if difference.announced is not None:
        than = f"{more} than the {figure(difference.announced, places)} announced"
    restatement = difference.restatement
    if restatement is None:
        what = "the tracks' totals add up" if difference.cause is Cause.TRACKS else "the lines add up"
        return f"{where}: {what} to {figure(difference.found, places)}, {than}."
    letter = registry.letters[restatement.letter].date.words
    paragraph = f", paragraph {restatement.passage}," if restatement.passage else ""
    said = note(restatement, look) if look else None
    return f"{where}: the letter of {letter}{paragraph} says {difference.found:,}, {than}.{f' {clean(said)}' if said else ''}"


def sum_of(amount: str, unit: str) -> str:
    """Say an amount in its unit: `EUR 128.8 million` in the unit `EUR million`, `40 posts` in the unit `posts`."""
    currency, _, scale = clean(unit).partition(" ")
    before = (len(currency) == 3 and currency.isupper()) or not currency.isalnum()
    return f"{currency} {amount} {scale}".rstrip() if before else f"{amount} {clean(unit)}"


def other_words(line: Line, registry: Registry, look: Look) -> str:
    """Say what money outside the packages is: its unit, its amounts, and how it stands to other money."""
    allocation = line.allocation
    in_unit = registry.unit(allocation)
    given = [f"{sum_of(str(amount), in_unit)} in {year}" for year, amount in sorted(allocation.amounts.items())]
    said = ", ".join(given) or f"{sum_of(str(allocation.amount), in_unit)}, no year named"
    if allocation.structural_from:
        said += f"; structural, every year from {allocation.structural_from}"
    relation = allocation_words(allocation, registry, look)
    return f"{said}; {relation}" if allocation.within or allocation.on_top_of else said


def feet(found: Budget) -> Iterator[str]:
    """Yield the last lines: what a filter by owner leaves out although that owner takes part; how many lines there are, and when."""
    lines = (f"{clean(line.allocation.line or line.measure.id)} ({line.measure.owner})" for line in found.beside)
    named = ", ".join(dict.fromkeys(lines))
    if named:
        yield f"Not in it, for others own it, though the owner asked for takes part: {named}."
    measures = len({line.measure.id for line in found.lines})
    counted = count_words(len(found.lines), "line")
    yield f"{counted} of money, {count_words(measures, 'measure')}. {sentence(found.view, money=True)}"


class Bars(NamedTuple):
    """A heading and a bar for each year: the year, what the lines add up to, and what is said beside the bar."""

    heading: str
    years: tuple[tuple[str, Decimal, str], ...]


def bars(one: PackageBudget, look: Look, registry: Registry) -> tuple[list[Bars], Decimal]:
    """Return the bars of a package, of all of it and then of each group, and the amount that the longest stands for."""
    places, years = decimals(one), list(zip(one.years, headings(one, total=False), strict=True))

    def of(heading: str, sums: Years, announced: Years) -> Bars:
        found = []
        for year, label in years:
            amount, total = sums.get(year, Decimal()), announced.get(year)
            differs = total is not None and total != amount
            beside = f" ({figure(total, places)} announced)" if differs and total is not None else ""
            found.append((label.ljust(5), amount, figure(amount, places) + beside))
        return Bars(heading, tuple(found))

    drawn = [of("All of it" if one.whole else "What is shown", one.sums, one.package.total if one.whole else {})]
    for group in one.groups if len(one.groups) > 1 else ():
        announced = group.track.total if one.whole and group.track else {}
        drawn.append(of(group_title(group, one, look, registry), group.sums, announced))
    return drawn, max((amount for each in drawn for _, amount, _ in each.years), default=Decimal())
