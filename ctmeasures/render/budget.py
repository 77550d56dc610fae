"""What the budget says, row by row and sentence by sentence; the terminal, plain text and Markdown draw the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from ctmeasures.model.links import passage_url
from ctmeasures.render.allocation import amounts_words, contained
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import letter_of, sentence
from ctmeasures.reports.budget import Cause, Discrepancy

if TYPE_CHECKING:
    from ctmeasures.model.records import Measure, Package, Registry, Track
    from ctmeasures.reports.budget import Budget, Group, Line, PackageBudget, Years

NOTHING = "–"  # no amount, which is not an amount of nothing
ALL, NONE = "all", "none"  # the groups of a package that are no track and no owner
SUM, ANNOUNCED = "Lines add up to", "Announced"


class BudgetRow(NamedTuple):
    """One row of a package's table: what kind it is, its group, what stands at its head, its line, its cells by year.

    The remark says why a line is in no sum, its amounts where their unit is another, or what it comes on top of; the address opens
    the letter at the figures. The `amounts` are those that are in a sum, or are one. A line is `inside` where the line above it is that in whose money it is contained.
    """

    kind: Literal["group", "line", "sum", "announced"]
    group: str
    label: str
    line: Line | None
    cells: tuple[str, ...]
    remark: str = ""
    url: str | None = None
    amounts: Years | None = None
    inside: bool = False

    @property
    def measure(self) -> Measure | None:
        """Return the measure that a line funds."""
        return self.line.measure if self.line else None

    @property
    def words(self) -> str:
        """Return the head of the row with its remark."""
        return f"{self.label} ({self.remark})" if self.remark else self.label


def headings(one: PackageBudget, total: bool, look: Look) -> list[str]:
    """Return the years of a package; the one from which its amount recurs has an arrow; last, where asked, all together."""
    years = [f"{year}→" if year == one.package.structural_from else str(year) for year in one.years]
    return [*years, all_years(one, look)] if total and one.years else years


def all_years(one: PackageBudget, look: Look) -> str:
    """Say from when to when there are amounts."""
    first, last = one.years[0], one.years[-1]
    return f"{first}–{last}" if first != last else look.say("all of {year}", year=first)


def rows(one: PackageBudget, look: Look, registry: Registry, total: bool) -> Iterator[BudgetRow]:
    """Yield the rows of a package: each group's lines, their sums and what was announced, and then the whole's."""
    places = decimals(one)  # of the most exact amount, and so of all

    def cells(years: Years, filled: bool = False) -> tuple[str, ...]:
        """Return the cells; with `filled`, what has no amount is an amount of nothing, as in a sum."""
        shown = {year: years.get(year, Decimal()) for year in one.years} if filled else years
        found = [figure(shown[year], places, look) if year in shown else NOTHING for year in one.years]
        if total and one.years:
            found.append(figure(sum(shown.values(), Decimal()), places, look) if shown else NOTHING)
        return tuple(found)

    for group in one.groups:
        key = group.key or NONE
        yield BudgetRow("group", key, group_title(group, one, look, registry), None, ())
        for line, inside in group.nested:
            allocation = line.allocation
            label = clean(allocation.line) if allocation.line else look.title(line.measure)
            if inside:
                label = f"{look.say('of which')}: {label}"
            elsewhere = "" if inside else contained(allocation, registry, look)
            remark = "; ".join(filter(None, [_remark(line, one, look), elsewhere]))
            url = passage_url(registry.letters[allocation.letter], allocation.quote)
            counted = allocation.amounts if line.counted else None
            yield BudgetRow("line", key, label, line, cells(one.amounts(line)), remark, url, counted, inside)
        if len(one.groups) > 1 or group.track:
            yield BudgetRow("sum", key, look.say(SUM), None, cells(group.sums, filled=True), amounts=group.sums)
        if one.whole and group.track and group.track.total:
            url = passage_url(registry.letters[one.package.letter], group.track.quote)
            yield BudgetRow("announced", key, look.say(ANNOUNCED), None, cells(group.track.total), url=url)
    yield BudgetRow("group", ALL, whole_title(one, look), None, ())
    yield BudgetRow("sum", ALL, look.say(SUM), None, cells(one.sums, filled=True), amounts=one.sums)
    if one.whole:
        url = package_url(one, registry)
        yield BudgetRow("announced", ALL, look.say(ANNOUNCED), None, cells(one.package.total), url=url)


def budget_grid(one: PackageBudget, look: Look, registry: Registry, total: bool) -> list[list[str]]:
    """Return the cells of all rows, the headings first: the group, what it is, the measure, its owner, the years."""
    years = headings(one, total, look)
    owner = [look.say("Owner")] if one.by != "owner" else []
    cells = [[look.say(one.by.capitalize()), look.say("What"), look.say("Measure"), *owner, *years]]
    for row in rows(one, look, registry, total):
        whose = [row.measure.id, row.measure.owner] if row.measure else ["", ""]
        group = look.say(row.group) if row.group in (ALL, NONE) else row.group
        cells.append([group, row.words, *whose[: 1 + len(owner)], *(row.cells or [""] * len(years))])
    return cells


def _remark(line: Line, one: PackageBudget, look: Look) -> str:
    """Say why a line of a package is in no sum, its amounts in another unit, or what it comes on top of; and its track where it does not stand under it."""
    allocation = line.allocation
    said = []
    if one.by == "owner" and allocation.track is not None:
        said.append(look.say("track {number}", number=clean(allocation.track)))
    if line.unit != one.package.unit:
        said.append(amounts_words(allocation, line.unit, look))
    elif allocation.amount is not None:
        said.append(look.say("{amount} without a year", amount=look.amount(allocation.amount)))
    if not line.counted:
        said.append(look.say("not added"))
    if allocation.on_top_of:
        said.append(look.say("on top of {measure}", measure=clean(allocation.on_top_of)))
    return "; ".join(said)


def decimals(one: PackageBudget) -> int:
    """Return how many decimals the most exact amount of a package has."""
    parts: list[Package | Track] = [one.package, *one.package.tracks.values()]
    found = [part.total for part in parts] + [again.total for part in parts for again in part.restated]
    found += [one.amounts(line) for line in one.lines]
    exponents = [amount.as_tuple().exponent for years in found for amount in years.values()]
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def figure(amount: Decimal, places: int, look: Look) -> str:
    """Write an amount with so many decimals; there are never more in it."""
    return look.number(f"{amount + 0:,.{places}f}")


def whole_title(one: PackageBudget, look: Look) -> str:
    """Say what the sums of a package are of: all of it, or what a filter left."""
    return look.say("All of it") if one.whole else look.say("What is shown")


def group_title(group: Group, one: PackageBudget, look: Look, registry: Registry) -> str:
    """Say what a group of lines is: `Track 1: Dikes`, or the owner's name."""
    if group.key is None:
        return look.say("Without a track")
    if one.by == "owner":
        return f"{look.name(registry.organisations[group.key])} ({group.key})"
    track = look.say("Track {number}", number=clean(group.key))
    return f"{track}: {look.title(one.package.tracks[group.key])}"


def package_title(one: PackageBudget, look: Look) -> str:
    """Say what a package is and in which unit."""
    return f"{look.title(one.package)}, {look.unit(one.package.unit)}"


def package_source(one: PackageBudget, registry: Registry, look: Look) -> str:
    """Say where a package was announced."""
    package = look.say("Package {key}", key=clean(one.package.key))
    return f"{package}, {letter_of(registry.letters[one.package.letter], one.package.passage, look)}."


def package_url(one: PackageBudget, registry: Registry) -> str | None:
    """Return the address that opens a package's letter at its totals."""
    return passage_url(registry.letters[one.package.letter], one.package.quote)


def remarks(one: PackageBudget, registry: Registry, total: bool, look: Look, lines: bool = True) -> Iterator[str]:
    """Yield what must be known of a package's figures: what recurs, what was added up, whatever differs, the lines' notes.

    Without its `lines`, where only their sums are shown, nothing stands for an amount that is not given.
    """
    package, places = one.package, decimals(one)
    shown = package.total if one.whole else one.sums
    if package.structural_from and shown and max(shown) >= package.structural_from:
        last = look.money(figure(shown[max(shown)], places, look), package.unit)
        said = "{amount} is structural: it recurs every year from {year} on."
        if not one.whole:
            said = "Of what is shown, {amount} is structural: it recurs every year from {year} on."
        yield look.say(said, amount=last, year=package.structural_from)
    if lines and any(set(one.years) - set(one.amounts(line)) for line in one.lines):
        yield look.say("{nothing} stands where no amount is given.", nothing=NOTHING)
    if total and one.years:
        said = "The last column adds up the years {first} to {last}, each once."
        if package.structural_from:
            said = (
                "The last column adds up the years {first} to {last}, each once; what recurs after {last} is not in it."
            )
        yield look.say(said, first=one.years[0], last=one.years[-1])
    else:
        yield look.say("Each year stands for itself: years are not added up.")
    undated = sum(1 for line in one.lines if line.allocation.amount is not None and not line.allocation.within)
    if undated:
        yield look.say("{lines} without a year: in no sum.", lines=look.count(undated, "line", "lines"))
    if not one.whole:
        yield look.say("Some lines of the package are left out, so the sums are not compared with what was announced.")
    elif all(difference.cause is Cause.RESTATED for difference in one.differences):
        again = f" {look.say('Elsewhere a total is given differently:')}" if one.differences else ""
        yield look.say("Nothing is left over: by year, the lines add up to every announced total.") + again
    for difference in one.differences:
        yield f"≠ {difference_words(difference, places, registry, look)}"
    for line in one.lines:
        remark = look.note(line.allocation)
        if remark:
            number = line.allocation.track
            track = f"{look.say('Track {number}', number=clean(number))}, " if number else ""
            yield f"{track}{clean(line.allocation.line or line.measure.id)}: {clean(remark)}"


def difference_words(difference: Discrepancy, places: int, registry: Registry, look: Look, noted: bool = True) -> str:
    """Say in which year what differs from what was announced, and by how much; with the note of a restatement, if it is `noted`."""
    where = str(difference.year)
    if difference.track:
        where = f"{where}, {look.say('track {number}', number=clean(difference.track))}"
    than = f", {look.say('while no total is announced')}"
    if difference.announced is not None:
        said = (
            "{more} more than the {total} announced"
            if difference.more > 0
            else "{more} less than the {total} announced"
        )
        more, total = (figure(amount, places, look) for amount in (abs(difference.more), difference.announced))
        than = f" ({look.say(said, more=more, total=total)})"
    restatement = difference.restatement
    if restatement is None:
        tracks = difference.cause is Cause.TRACKS
        said = "the tracks' totals add up to {amount}" if tracks else "the lines add up to {amount}"
        return f"{where}: {look.say(said, amount=figure(difference.found, places, look))}{than}."
    letter, number = look.date(registry.letters[restatement.letter].date), restatement.passage
    said = "the letter of {day}, paragraph {number}, says {amount}" if number else "the letter of {day} says {amount}"
    says = look.say(said, day=letter, number=number, amount=figure(difference.found, places, look))
    remark = look.note(restatement) if noted else None
    return f"{where}: {says}{than}.{f' {clean(remark)}' if remark else ''}"


def feet(found: Budget, look: Look) -> Iterator[str]:
    """Yield the last lines: what a filter by owner leaves out although that owner takes part; how many lines there are, and when."""
    lines = (f"{clean(line.allocation.line or line.measure.id)} ({line.measure.owner})" for line in found.beside)
    named = ", ".join(dict.fromkeys(lines))
    if named:
        yield look.say("Not in it, for others own it, though the owner asked for takes part: {lines}.", lines=named)
    measures = len({line.measure.id for line in found.lines})
    counted = look.count(len(found.lines), "line", "lines")
    of = look.count(measures, "measure", "measures")
    said = look.say("{lines} of money, {measures}.", lines=counted, measures=of)
    yield f"{said} {sentence(found.view, look, money=True)}"


class Bars(NamedTuple):
    """A heading and a bar for each year: the year, what the lines add up to, and what is said beside the bar."""

    heading: str
    years: tuple[tuple[str, Decimal, str], ...]


def bars(one: PackageBudget, look: Look, registry: Registry) -> tuple[list[Bars], Decimal]:
    """Return the bars of a package, of all of it and then of each group, and the amount that the longest stands for."""
    places, years = decimals(one), list(zip(one.years, headings(one, False, look), strict=True))

    def of(heading: str, sums: Years, announced: Years) -> Bars:
        found = []
        for year, label in years:
            amount, total = sums.get(year, Decimal()), announced.get(year)
            differs = total is not None and total != amount
            beside = ""
            if differs and total is not None:
                beside = f" ({look.say('{amount} announced', amount=figure(total, places, look))})"
            found.append((label.ljust(5), amount, figure(amount, places, look) + beside))
        return Bars(heading, tuple(found))

    drawn = [of(whole_title(one, look), one.sums, one.package.total if one.whole else {})]
    for group in one.groups if len(one.groups) > 1 else ():
        announced = group.track.total if one.whole and group.track else {}
        drawn.append(of(group_title(group, one, look, registry), group.sums, announced))
    return drawn, max((amount for each in drawn for _, amount, _ in each.years), default=Decimal())
