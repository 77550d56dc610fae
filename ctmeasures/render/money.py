"""What the budget says, row by row and sentence by sentence; the terminal, plain text and Markdown draw the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from ctmeasures.model.links import passage_url
from ctmeasures.render.facts import allocation_words, amounts
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, count_words, name, sentence, title, unit
from ctmeasures.reports.budget import Cause, Difference

if TYPE_CHECKING:
    from ctmeasures.model.records import Measure, Registry
    from ctmeasures.reports.budget import Budget, Group, Line, PackageBudget, Years

NOTHING = "–"  # no amount, which is not an amount of nothing
SUM, ANNOUNCED = "Lines add up to", "Announced"


class Row(NamedTuple):
    """One row of a package's table: what kind it is, its group, what stands at its head, whose it is, its cells by year.

    The remark says why a line is in no sum, or what it comes on top of; the address opens the letter at the figures.
    """

    kind: Literal["group", "line", "sum", "announced"]
    group: str
    label: str
    measure: Measure | None
    cells: tuple[str, ...]
    remark: str = ""
    url: str | None = None

    @property
    def words(self) -> str:
        """Return the head of the row with its remark."""
        return f"{self.label} ({self.remark})" if self.remark else self.label


def headings(one: PackageBudget, total: bool) -> list[str]:
    """Return the years of a package; the one from which its amount recurs has an arrow; last, where asked, all together."""
    years = [f"{year}→" if year == one.package.structural_from else str(year) for year in one.years]
    return [*years, f"{one.years[0]}–{one.years[-1]}"] if total and one.years else years


def rows(one: PackageBudget, look: Look, registry: Registry, total: bool) -> Iterator[Row]:
    """Yield the rows of a package: each group's lines, their sums and what was announced, and then the whole's."""
    for group in one.groups:
        key = group.key or ""
        yield Row("group", key, group_title(group, one, look, registry), None, ())
        for line in group.lines:
            allocation = line.allocation
            label = clean(allocation.line) if allocation.line else title(line.measure, look)
            if allocation.within:
                label = f"of which: {label}"
            values = _cells(allocation.amounts, one, total)
            url = passage_url(registry.letters[allocation.letter], allocation.quote)
            yield Row("line", key, label, line.measure, values, _remark(line, one.by), url)
        yield Row("sum", key, SUM, None, _cells(_every(group.sums, one), one, total))
        if one.whole and group.track and group.track.total:
            url = passage_url(registry.letters[one.package.letter], group.track.quote)
            yield Row("announced", key, ANNOUNCED, None, _cells(group.track.total, one, total), url=url)
    yield Row("group", "", "All of it" if one.whole else "What is shown", None, ())
    yield Row("sum", "", SUM, None, _cells(_every(one.sums, one), one, total))
    if one.whole:
        yield Row(
            "announced", "", ANNOUNCED, None, _cells(one.package.total, one, total), url=package_url(one, registry)
        )


def _remark(line: Line, by: str) -> str:
    """Say why a line of a package is in no sum, or what it comes on top of; and its track where it does not stand under it."""
    allocation = line.allocation
    said = []
    if by == "owner" and allocation.track is not None:
        said.append(f"track {clean(allocation.track)}")
    if allocation.amount is not None:
        said.append(f"{allocation.amount} without a year")
    if not line.counted:
        said.append("not added")
    if allocation.on_top_of:
        said.append(f"on top of {clean(allocation.on_top_of)}")
    return "; ".join(said)


def _cells(years: Years, one: PackageBudget, total: bool) -> tuple[str, ...]:
    places = decimals(one)
    cells = [figure(years[year], places) if year in years else NOTHING for year in one.years]
    return (*cells, figure(sum(years.values(), Decimal()), places)) if total and one.years else tuple(cells)


def _every(sums: Years, one: PackageBudget) -> Years:
    """Return sums with nothing for the years in which there is no line."""
    return {year: sums.get(year, Decimal()) for year in one.years}


def decimals(one: PackageBudget) -> int:
    """Return how many decimals the most exact amount of a package has."""
    found = [one.package.total, *(line.allocation.amounts for line in one.lines)]
    found += [group.track.total for group in one.groups if group.track]
    exponents = [amount.as_tuple().exponent for years in found for amount in years.values()]
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def figure(amount: Decimal, places: int) -> str:
    """Write an amount with so many decimals; there are never more in it."""
    return f"{amount:,.{places}f}"


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


def remarks(one: PackageBudget, registry: Registry, total: bool) -> Iterator[str]:
    """Yield what must be known of a package's figures: what recurs, what was added up, and whatever differs."""
    package, places = one.package, decimals(one)
    amounts_ = package.total if one.whole else one.sums
    recurring = amounts_.get(package.structural_from or 0)
    if recurring is not None:
        whose = "" if one.whole else "Of what is shown, "
        yield (
            f"{whose}{sum_of(figure(recurring, places), package.unit)} is structural: "
            f"the amount of {package.structural_from} recurs every year from then on."
        )
    if any(NOTHING in row.cells for row in rows(one, Look(), registry, total)):
        yield f"{NOTHING} stands where no amount is given."
    if total and one.years:
        again = f"; what recurs after {one.years[-1]} is not in it" if recurring is not None else ""
        yield f"The last column adds up the years {one.years[0]} to {one.years[-1]}, each once{again}."
    else:
        yield "Each year stands for itself: years are not added up."
    if not one.whole:
        yield "Some lines of the package are left out, so the sums are not compared with what was announced."
    elif not one.differences:
        yield "Nothing is left over: the lines add up to every announced total."
    elif all(difference.cause is Cause.RESTATED for difference in one.differences):
        yield "Nothing is left over: the lines add up to every announced total. Elsewhere a total is given differently:"
    for difference in one.differences:
        yield f"≠ {difference_words(difference, places, registry)}"
    for line in one.lines:
        if line.allocation.note:
            track = f"Track {clean(line.allocation.track)}, " if line.allocation.track else ""
            yield f"{track}{clean(line.allocation.line or line.measure.id)}: {clean(line.allocation.note)}"


def difference_words(difference: Difference, places: int, registry: Registry) -> str:
    """Say in which year what differs from what was announced, and by how much."""
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
    note = f" {clean(restatement.note)}" if restatement.note else ""
    return f"{where}: the letter of {letter}{paragraph} says {difference.found}, {than}.{note}"


def sum_of(amount: str, unit: str) -> str:
    """Say an amount in its unit: `EUR 128.8 million` in the unit `EUR million`, `40 posts` in the unit `posts`."""
    currency, _, scale = clean(unit).partition(" ")
    return f"{currency} {amount} {scale}".rstrip() if currency.isupper() else f"{amount} {clean(unit)}"


def other_words(line: Line, registry: Registry, look: Look) -> str:
    """Say what money outside the packages is: its unit, its amounts, and how it stands to other money."""
    allocation = line.allocation
    in_unit = unit(allocation, registry)
    given = [
        f"{sum_of(amount, in_unit)} {'' if year == 'amount' else f'in {year}'}".rstrip()
        for year, amount in amounts(allocation)
    ]
    said = ", ".join(given) + ("" if allocation.amounts else ", no year named")
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
    yield f"{counted} of money, {count_words(measures, 'measure')}. {sentence(found.view)}"


class Bars(NamedTuple):
    """A heading and a bar for each year: the year, what the lines add up to, and what is said beside the bar."""

    heading: str
    years: tuple[tuple[str, Decimal, str], ...]


def bars(one: PackageBudget, look: Look, registry: Registry) -> Iterator[Bars]:
    """Yield the bars of a package: of all of it, then of each group; all have one scale."""
    yield _bars("All of it" if one.whole else "What is shown", one, one.sums, one.package.total if one.whole else {})
    for group in one.groups:
        announced = group.track.total if one.whole and group.track else {}
        yield _bars(group_title(group, one, look, registry), one, group.sums, announced)


def _bars(heading: str, one: PackageBudget, sums: Years, announced: Years) -> Bars:
    places, years = decimals(one), []
    for label, year in zip(headings(one, total=False), one.years, strict=True):
        amount, total = sums.get(year, Decimal()), announced.get(year)
        differs = total is not None and total != amount
        beside = f" ({figure(total, places)} announced)" if differs and total is not None else ""
        years.append((label.ljust(5), amount, figure(amount, places) + beside))
    return Bars(heading, tuple(years))


def scale(one: PackageBudget) -> Decimal:
    """Return the amount that a bar of full length stands for."""
    return max(
        (amount for group in (one.sums, *(group.sums for group in one.groups)) for amount in group.values()),
        default=Decimal(),
    )
