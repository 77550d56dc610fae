"""Checks of allocations and packages."""

from collections.abc import Iterator
from decimal import Decimal

from ctmeasures.model.figures import figures, in_millions, shortest, thousandfold
from ctmeasures.model.place import Problem, warning
from ctmeasures.model.records import Allocation, Event, Package, Registry, Restatement, Track


def amount_missing(registry: Registry) -> Iterator[Problem]:
    """An allocation has no amount, or both `amount` and `amounts`.

    `amounts` gives money by year; `amount` is for a letter that names no year.
    """
    for allocation in registry.allocations():
        single, yearly = allocation.source.has("amount"), allocation.source.has("amounts")
        if single == yearly:
            message = "both `amount` and `amounts`" if single else "an allocation without an amount"
            place = allocation.source.place("amount" if single else "amounts")
            yield Problem("amount-missing", place, message, "`amounts: {2016: 11.9}`, or `amount: 13` without a year")


def track_without_package(registry: Registry) -> Iterator[Problem]:
    """An allocation names a track or a line, but not the package that it is part of."""
    for allocation in registry.allocations():
        field = "track" if allocation.track is not None else "line"
        if allocation.package is None and (allocation.track is not None or allocation.line is not None):
            place = allocation.source.place(field)
            yield Problem("track-without-package", place, f"a {field} without a package", "`package:` and its key")


def other_unit(registry: Registry) -> Iterator[Problem]:
    """A line of a package has another unit than its package, or money another unit than that in which it is contained.

    The lines of a package are added up against its totals, so that all of them are in one unit. What is contained in other
    money (`within`) is a part of it, so that it has its unit, unless the letter gives it in another: a note says so.
    Remedy: leave the unit out, and write the amounts in the package's; for money within other money, in that money's unit.
    """
    for allocation in registry.allocations():
        package = registry.packages.get(allocation.package or "")
        if package is not None and allocation.unit is not None and allocation.unit != package.unit:
            message = f"a line in {allocation.unit} of a package in {package.unit}"
            expected = "amounts in the package's unit"
            yield Problem("other-unit", allocation.source.place("unit"), message, expected, package.unit)
        elif allocation.within is not None and not (allocation.note or allocation.note_nl):
            yield from _other_than_around(allocation, registry)


def _other_than_around(allocation: Allocation, registry: Registry) -> Iterator[Problem]:
    """Yield a warning where an allocation has another unit than all the money in which it is contained."""
    container = registry.by_id.get(allocation.within or "")
    around = [one for one in container.budget if one.within is None] if container else []
    units = dict.fromkeys(registry.unit(one) for one in around)
    unit = registry.unit(allocation)
    if units and unit not in units:
        place = allocation.source.place("unit" if allocation.unit is not None else "within")
        message = f"money in {unit} within the money of `{allocation.within}` in {' and '.join(units)}"
        expected = f"`unit: {' or '.join(units)}`, or a note that the letter gives it in {unit}"
        yield warning("other-unit", place, message, expected)


def money_before_event(registry: Registry) -> Iterator[Problem]:
    """Money is told by a letter that is older than every letter of its measure's history.

    A measure begins with the first letter that tells of it. What was known before has neither it nor its money.
    Remedy: add an event of the letter that gives the money, or correct the allocation's letter; where the letter names the
    money and not the act, say so in a note on the money.
    """
    letters = registry.letters
    for measure in registry.measures:
        days = [letters[event.letter].date.first for event in measure.history if event.letter in letters]
        for allocation in measure.budget if days else ():
            letter = letters.get(allocation.letter)
            noted = allocation.note or allocation.note_nl
            if letter is not None and letter.date.first < min(days) and not noted:
                message = f"money of `{measure.id}` in a letter of {letter.date.words}, before any letter tells of the measure"
                expected = "an event of that letter, the letter that gives the money, or a note why"
                yield warning("money-before-event", allocation.source.place("letter"), message, expected)


def repeated_line(registry: Registry) -> Iterator[Problem]:
    """The same line of a package stands twice, with the same amounts, so that its money is counted twice.

    Two measures that share a line have a part of its money each.
    """
    seen: dict[tuple[object, ...], Allocation] = {}
    for allocation in registry.allocations():
        if allocation.package is None or allocation.line is None or allocation.within is not None:
            continue
        money = (*sorted(allocation.amounts.items()), allocation.amount)
        line = (allocation.letter, allocation.package, allocation.track, allocation.line, money)
        first = seen.setdefault(line, allocation)
        if first is not allocation:
            place = allocation.source.place("line")
            message = f"the line `{allocation.line}` stands here again"
            expected = f"each line once; {first.source.place('line').told_at(place)} has it"
            yield warning("repeated-line", place, message, expected)


def not_contained(registry: Registry) -> Iterator[Problem]:
    """An allocation is contained in the money of a measure that has no money to contain it.

    `within` names a measure with money of its own; for a line of a package, with money of that package. What is
    contained is not counted, so that it would be lost.
    """
    has = {
        (measure.id, package)
        for measure in registry.measures
        for allocation in measure.budget
        if allocation.within is None
        for package in (None, allocation.package)
    }
    for allocation in registry.allocations():
        container = allocation.within
        if container in registry.by_id and (container, allocation.package) not in has:
            of = f" of the package {allocation.package}" if allocation.package else ""
            message = f"`{container}` has no money{of} of its own"
            expected = "a measure in whose money this is contained"
            yield warning("not-contained", allocation.source.place("within"), message, expected)


def amount_not_quoted(registry: Registry) -> Iterator[Problem]:
    """An amount is none of the figures in the quote beside it.

    A row of a table is quoted by its figures, so that a typing error in an amount is found. A quote without any figure is
    passed over, and so is an amount of nothing, which a table may leave out.
    Remedy: correct the amount, or quote the words that hold it.
    """
    for record, path, amount in _amounts(registry):
        found = figures(record.quote) if record.quote else set()
        if amount and found and amount not in found | in_millions(record.quote or ""):
            expected = f"one of the figures in “{record.quote}”"
            yield warning("amount-not-quoted", record.source.place(*path), f"{amount} is not in the quote", expected)


def ambiguous_amount(registry: Registry) -> Iterator[Problem]:
    """An amount can mean a thousand times more: the point in 1.250 may be a decimal sign, or stand between thousands.

    It does not when the quote shows the same figure with a decimal comma, or other figures that show which sign is which.
    Remedy: write 1250 or 1.25; quote an amount that has three decimals with its figure.
    """
    for record, path, amount in _amounts(registry):
        many = thousandfold(amount, record.quote)
        if many is not None:
            few = shortest(amount)
            known = f"{few}, the one that the letter means" if few != str(amount) else "a quote that shows the figure"
            expected, message = f"{many} or {known}", f"{amount} can also mean {many}"
            yield warning("ambiguous-amount", record.source.place(*path), message, expected)


def _amounts(
    registry: Registry,
) -> Iterator[tuple[Allocation | Package | Restatement | Track, tuple[str, ...], Decimal]]:
    """Yield every amount with the record that gives it, and its path there."""
    for _, record, _ in registry.citations:
        if isinstance(record, Event):
            continue
        field, amounts = ("amounts", record.amounts) if isinstance(record, Allocation) else ("total", record.total)
        yield from ((record, (field, str(year)), amount) for year, amount in amounts.items())
        if isinstance(record, Allocation) and record.amount is not None:
            yield record, ("amount",), record.amount
