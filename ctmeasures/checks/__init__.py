"""What must hold in a registry. One function each: its name is the code, its docstring the manual page.

A check takes a registry that could be read and yields problems; it never changes or prints anything.
"""

from collections.abc import Callable, Iterator
from datetime import date

from ctmeasures.checks import letters, measures, money, names, plausible
from ctmeasures.model.manual import page
from ctmeasures.model.place import Problem
from ctmeasures.model.records import Registry
from ctmeasures.model.status import Status

Check = Callable[[Registry], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    names.unknown_organisation,
    names.unknown_area,
    names.unknown_letter,
    names.unknown_passage,
    names.unknown_package,
    names.unknown_track,
    names.unknown_measure,
    names.unused_organisation,
    names.unused_area,
    names.unused_package,
    measures.duplicate_id,
    measures.unsorted_id,
    measures.event_after_letter,
    measures.due_before_event,
    measures.repeated_event,
    measures.contradicting_events,
    measures.reopened_without_note,
    measures.moved_due_without_note,
    measures.missing_passage,
    measures.missing_quote,
    measures.long_quote,
    measures.circular_relation,
    measures.no_successor,
    money.amount_missing,
    money.track_without_package,
    money.other_unit,
    money.money_before_event,
    money.repeated_line,
    money.not_contained,
    money.amount_not_quoted,
    money.ambiguous_amount,
    plausible.distant_date,
    letters.letter_date,
    letters.empty_digest,
    letters.missing_translation,
    letters.cited_context,
    letters.uncited_letter,
    letters.coded_in_part,
)

# Checks whose answer changes with the day on which they are asked; it is never kept.
DAILY: tuple[Callable[[Registry, date], Iterator[Problem]], ...] = (plausible.future_letter,)


def check(registry: Registry) -> list[Problem]:
    """Return everything that does not hold, in no particular order."""
    return [problem for one in CHECKS for problem in one(registry)]


def check_on(registry: Registry, today: date) -> list[Problem]:
    """Return what does not hold on a day."""
    return [problem for one in DAILY for problem in one(registry, today)]


def manuals() -> dict[str, str]:
    """Return the manual page of every code: of the faults that reading finds, of the checks, of those of quotes, of addresses, of coding sheets and of what was passed over."""
    from ctmeasures.checks import addresses, coding, passed, quotes
    from ctmeasures.read.faults import FAULTS, OF_SHEETS

    of_texts: tuple[Callable[..., object], ...] = (
        *quotes.CODES,
        *addresses.CODES,
        *OF_SHEETS,
        *coding.CODES,
        *passed.CODES,
    )
    every: tuple[Callable[..., object], ...] = (*FAULTS, *CHECKS, *DAILY, *of_texts)
    groups = {
        group: ", ".join(one for one in Status if one.open is is_open)
        for group, is_open in (("Open", True), ("Closed", False))
    }
    statuses = " ".join(f"{group}: {of_it}." for group, of_it in groups.items())
    return {one.__name__.replace("_", "-"): page(one).replace("{statuses}", statuses) for one in every}
