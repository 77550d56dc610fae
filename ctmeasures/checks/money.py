"""Checks of allocations and packages."""

from collections.abc import Iterator

from ctmeasures.model.place import Problem
from ctmeasures.model.records import Registry


def amount_missing(registry: Registry) -> Iterator[Problem]:
    """An allocation has no amount, or both `amount` and `amounts`.

    `amounts` gives money by year; `amount` is for a letter that names no year.
    """
    for measure in registry.measures:
        for allocation in measure.budget:
            single, yearly = allocation.source.has("amount"), allocation.source.has("amounts")
            if single == yearly:
                both = single
                message = "both `amount` and `amounts`" if both else "an allocation without an amount"
                place = allocation.source.place("amount" if both else "amounts")
                yield Problem(
                    "amount-missing", place, message, "`amounts: {2016: 11.9}`, or `amount: 13` without a year"
                )


def track_without_package(registry: Registry) -> Iterator[Problem]:
    """An allocation names a track or a line, but not the package that it is part of."""
    for measure in registry.measures:
        for allocation in measure.budget:
            field = "track" if allocation.track is not None else "line"
            if allocation.package is None and (allocation.track is not None or allocation.line is not None):
                place = allocation.source.place(field)
                yield Problem("track-without-package", place, f"a {field} without a package", "`package:` and its key")
