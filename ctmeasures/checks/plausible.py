"""Checks of dates that can be, but hardly are: in the future, or centuries away."""

from collections.abc import Iterator
from datetime import date

from ctmeasures.model.dates import PartialDate
from ctmeasures.model.place import Problem, warning
from ctmeasures.model.records import Allocation, Event, Package, Registry

YEARS = 100  # how far from its letter a date is believed


def future_letter(registry: Registry, today: date) -> Iterator[Problem]:
    """A letter is dated after today.

    A letter is registered after it was sent, so this is a typing error, or the clock of the computer is wrong. Until that day no
    answer calls it the newest letter.
    Remedy: correct the letter's date, also in its file's name and in the events that cite it.
    """
    for letter in registry.letters.values():
        if letter.date.first > today:
            message = f"a letter of {letter.date.words}, which is still to come"
            yield warning(
                "future-letter", letter.source.place("date"), message, "the day of the letter, today or earlier"
            )


def distant_date(registry: Registry) -> Iterator[Problem]:
    """An event, a deadline or a year of money lies more than a hundred years from the letter that gives it.

    It is often a typing error, such as 2108 for 2018. An event or a deadline that is really so far away can stay.
    """
    for key, record, _ in registry.citations:
        letter = registry.letters.get(key)
        if letter is None:
            continue
        written = letter.date.first.year
        if isinstance(record, Event) and record.due is None and abs(record.date.first.year - written) <= YEARS:
            continue  # as nearly all are
        for path, label, given, year in _years(record):
            years = year - written
            if not -YEARS <= years <= YEARS:
                said = label + (str(given) if isinstance(given, int) else given.words)
                message = f"{said} lies {abs(years)} years {'after' if years > 0 else 'before'} its letter"
                expected = f"a date within {YEARS} years of {letter.date.words}"
                yield warning("distant-date", record.source.place(*path), message, expected)


def _years(record: object) -> Iterator[tuple[tuple[str, ...], str, PartialDate | int, int]]:
    """Yield the paths of a record's dates and years, each with what stands before it in words, and with its year; that of a due date is its last."""
    if isinstance(record, Event):
        yield ("date",), "", record.date, record.date.first.year
        if (
            record.due is not None and record.due.last >= record.date.first
        ):  # else it is before the event, which is said
            yield ("due",), "due ", record.due, record.due.last.year
        return
    field = "amounts" if isinstance(record, Allocation) else "total"
    yield from (((field, str(year)), "the amount of ", year, year) for year in getattr(record, field))
    if isinstance(record, Allocation | Package) and record.structural_from is not None:
        yield ("structural_from",), "", record.structural_from, record.structural_from
