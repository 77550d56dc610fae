"""Dates and spans of time as people type them on the command line."""

import re
from datetime import date

from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.model.dates import PartialDate
from ctmeasures.model.typed import understood

_UNITS = {
    "d": "days",
    "day": "days",
    "w": "weeks",
    "week": "weeks",
    "m": "months",
    "month": "months",
    "y": "years",
    "year": "years",
}


def typed_date(text: str, option: str) -> PartialDate:
    """Read a date as people type it; raise CannotRun for what is none."""
    found = understood(text)
    if found is None:
        raise CannotRun(
            f"{option}: `{shortened(text)}` is no date; write 2017-03-15, 2017-03, 2017, 15 March 2017, summer 2017, Q3 2018 or 2018-07/2018-12"
        )
    return found


def typed_span(text: str, option: str, before: date) -> date:
    """Read a span such as `90d`, `6 months` or `2y`; return the day that lies so long before the given one."""
    from dateutil.relativedelta import relativedelta

    match = re.fullmatch(r"([0-9]{1,7})\s*([a-z]+?)s?", text.strip().casefold())
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        raise CannotRun(f"{option}: `{shortened(text)}` is no span of time; write 90d, 6 months or 2y")
    try:
        return before - relativedelta(**{unit: int(match[1])})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        raise CannotRun(f"{option}: `{shortened(text)}` is longer than the calendar") from None
