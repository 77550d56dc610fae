"""Dates as people type them. Files are never read this way, there a date is EDTF; but what was meant can be suggested."""

import re
from datetime import datetime

from ctmeasures.model.dates import DUTCH_MONTHS, MONTHS, SEASONS, PartialDate, day, parse_date

_SEASONS = {name: number for number, name in SEASONS.items()} | {
    "fall": 23, "lente": 21, "voorjaar": 21, "zomer": 22, "herfst": 23, "najaar": 23,
}  # fmt: skip
_ORDER = (("first", "eerste"), ("second", "tweede"), ("third", "derde"), ("fourth", "vierde", "last", "laatste"))
_NAMES = {
    form: number
    for names in (MONTHS, DUTCH_MONTHS)
    for number, name in enumerate(names, 1)
    for form in (name.lower(), name.lower()[:3])
} | {"sept": 9, "mrt": 3}


def understood(text: str) -> PartialDate | None:
    """Read EDTF, `15 March 2017`, `1-3-2017` (the day first), `maart 2017`, `summer 2017`, `Q3 2018`, `first half of 2019`; None for all else."""
    words = text.strip().casefold()
    return _edtf(words) or _quarter(words) or _named(words) or _whole(words)


def _edtf(words: str) -> PartialDate | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _quarter(words: str) -> PartialDate | None:
    match = re.fullmatch(r"([qkh])([1-4])[ -]?([0-9]{4})|([0-9]{4})[ -]?([qkh])([1-4])", words)
    if match is None:
        return _part(words)
    return _months(match[3] or match[4], int(match[2] or match[6]), 6 if (match[1] or match[5]) == "h" else 3)


def _part(words: str) -> PartialDate | None:
    """Read `first half of 2019`, `third quarter of 2018`, `eerste helft van 2019`."""
    match = re.fullmatch(r"(?:the |de |het )?([a-z]+) (half|helft|quarter|kwartaal) (?:of |van )?([0-9]{4})", words)
    number = next((place for place, names in enumerate(_ORDER, 1) if match and match[1] in names), 0)
    if match is None or not number:
        return None
    return _months(match[3], number, 6 if match[2] in ("half", "helft") else 3)


def _months(year: str, number: int, months: int) -> PartialDate | None:
    """Return the so manieth stretch of so many months of a year."""
    return _edtf(f"{year}-{months * (number - 1) + 1:02}/{year}-{months * number:02}")


def _named(words: str) -> PartialDate | None:
    """Read a season or month with its year."""
    match = re.fullmatch(r"([a-z]+)\.? ([0-9]{4})", words)
    if match is None:
        return None
    number = _SEASONS.get(match[1]) or _NAMES.get(match[1])
    return _edtf(f"{match[2]}-{number:02}") if number else None


def _whole(words: str) -> PartialDate | None:
    """Read a whole day; in figures the day comes before the month; what dateutil would fill in is refused."""
    year_first = re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", words)
    if year_first:
        return _edtf(f"{year_first[1]}-{int(year_first[2]):02}-{int(year_first[3]):02}")
    day_first = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", words)
    if day_first:
        return _edtf(f"{day_first[3]}-{int(day_first[2]):02}-{int(day_first[1]):02}")
    if re.fullmatch(r"(?=.*[a-z])[a-z0-9 ,./-]*[ ,./-][1-9][0-9]{3}", words) is None:
        return None
    from dateutil import parser

    english = re.sub(r"[a-z]+", lambda match: MONTHS[_NAMES[match[0]] - 1] if match[0] in _NAMES else match[0], words)
    try:
        found = [
            parser.parse(english, dayfirst=True, default=datetime(year, month, number)).date()  # noqa: DTZ001
            for year, month, number in ((2000, 1, 1), (2004, 3, 31))
        ]
    except (ValueError, ArithmeticError):
        return None
    return day(found[0]) if found[0] == found[1] else None
