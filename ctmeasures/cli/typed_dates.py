"""Dates and spans of time as people type them on the command line."""

import re
from datetime import date, timedelta

from ctmeasures.cli.output import CannotRun, say, shortened
from ctmeasures.model.dates import PartialDate, day, months_before
from ctmeasures.render.safe import clean

_UNITS = {  # in days, or in months
    **dict.fromkeys(("d", "day", "days", "dag", "dagen"), (1, 0)),
    **dict.fromkeys(("w", "week", "weeks", "weken"), (7, 0)),
    **dict.fromkeys(("m", "month", "months", "maand", "maanden"), (0, 1)),
    **dict.fromkeys(("y", "year", "years", "j", "jaar", "jaren"), (0, 12)),
}


def typed_date(text: str, option: str) -> PartialDate:
    """Read a date as people type it; raise CannotRun for what is none, or can be several."""
    from ctmeasures.model.wording import reading

    found = reading(text)
    if found.date is not None:
        return found.date
    said = f"{option}: `{shortened(text)}`"
    if len(found.nearest) > 1:
        *before, last = found.nearest
        raise CannotRun(f"{said} can be {', '.join(before)} or {last}; write the one that is meant")
    if found.nearest:
        raise CannotRun(f"{said} is no exact date; did you mean {found.nearest[0]}?")
    raise CannotRun(
        f"{said} is no date; write 2017-03-15, 2017-03, 2017, 15 March 2017, summer 2017, Q3 2018 or 2018-07/2018-12"
    )


def written_date(text: str, option: str, whole: bool = False) -> str:
    """Read a date that is to be written, and say what it becomes where it was typed otherwise; `whole` asks for one day.

    Raises CannotRun for what is none, can be several, or is no whole day where one is asked for.
    """
    found = typed_date(text, option)
    first, last = day(found.first).words, day(found.last).words
    span = first if first == last else f"{first} to {last}"
    if whole and (first != last or "/" in found.text):
        raise CannotRun(f"{option}: `{shortened(text)}` is an interval, {span}; expected a whole day like 2017-06-19")
    if found.text != text.strip():
        say(f"{option}: `{clean(text.strip())}` is {found.text}{'' if first == last else f', {span}'}\n")
    return found.text


def typed_span(text: str, option: str, before: date) -> date:
    """Read a span such as `90d`, `6 months` or `2 jaar`; return the day that lies so long before the given one."""
    match = re.fullmatch(r"([0-9]{1,7})\s*([a-z]+)", text.strip().casefold())
    unit = _UNITS.get(match[2]) if match else None
    if match is None or unit is None:
        raise CannotRun(f"{option}: `{shortened(text)}` is no span of time; write 90d, 6 months or 2y")
    try:
        days, months = (int(match[1]) * each for each in unit)
        return months_before(before, months) if months else before - timedelta(days)
    except (ValueError, OverflowError):
        raise CannotRun(f"{option}: `{shortened(text)}` is longer than the calendar") from None
