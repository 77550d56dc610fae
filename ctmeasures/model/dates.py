"""Partial dates: EDTF level 0 (ISO 8601-2), the four seasons of level 1, and intervals of them.

`2017`, `2017-09`, `2017-09-01`, `2017-22` (summer), `2017-07-11/2017-07-13`. Seasons are northern and
meteorological; winter is named after the year in which it starts.
Format: https://www.loc.gov/standards/datetime/
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

EXPECTED = "a date like 2017, 2017-09, 2017-09-01, 2017-22 (summer) or an interval like 2018-07/2018-09"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
DUTCH_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DUTCH_SEASONS = {21: "voorjaar", 22: "zomer", 23: "najaar", 24: "winter"}


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What a language calls the months and the seasons, and what it calls the months where there is little room."""

    months: tuple[str, ...]
    seasons: dict[int, str]
    short: tuple[str, ...]


ENGLISH = Names(MONTHS, SEASONS, tuple(month[:3] for month in MONTHS))
DUTCH = Names(DUTCH_MONTHS, DUTCH_SEASONS, tuple("mrt" if month == "maart" else month[:3] for month in DUTCH_MONTHS))

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as its source: the first and the last day that it may mean."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """Say the date for people: `1 March 2017`, `summer 2017`, `11–13 July 2017`."""
        return self.said(ENGLISH)

    @property
    def short(self) -> str:
        """Say the date for people in a narrow column: `1 Mar 2017`, `Jul–Sep 2018`."""
        return self.said(ENGLISH, short=True)

    def said(self, names: Names, short: bool = False) -> str:
        """Say the date for people in a language; the order of its parts is the same in English and Dutch."""
        return _words(self.text, names, short)


def no_later(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether a date neither begins nor ends later than another; a vague one that holds a day is not earlier than that day."""
    return one.first <= other.first and one.last <= other.last


def day(value: date) -> PartialDate:
    """Return the partial date that means exactly one day."""
    return PartialDate(value.isoformat(), value, value)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate:
    """Read a partial date from its EDTF text; raise ValueError where it is none or cannot be."""
    start, slash, end = text.partition("/")
    first, last = _point(start)
    if slash:
        last = _point(end)[1]
        if first > last:
            raise ValueError("an interval that ends before it starts")
    return PartialDate(text, first, last)


def nearest_date(text: str) -> str | None:
    """Guess the EDTF date that a faulty text of figures was meant to be, or None: `2017-9-31` gives `2017-09-30`.

    Every figure of the text is in the guess; what else EDTF can say of a date (`?`, `~`, `%`, quarters and halves of a year
    as months 33 to 41) becomes what this registry holds of it.
    """
    match = re.fullmatch(r"([0-9]{1,4})(?:[-/. ]([0-9]{1,4}))?(?:[-/. ]([0-9]{1,4}))?[?~%]?", text.strip())
    parts = [int(part) for part in match.groups() if part] if match else []
    if len(parts) == 3 and parts[0] <= 31 < parts[2]:
        parts.reverse()
    if not parts or not 1000 <= parts[0] <= 9999 or any(part > 99 for part in parts[1:]):
        return None
    year = parts[0]
    if len(parts) == 1:
        return f"{year:04}"
    if len(parts) == 2:
        return _nearest_part(year, parts[1])
    month, number = parts[1:]
    if month > 12 >= number:
        month, number = number, month
    month = min(max(month, 1), 12)
    return f"{year:04}-{month:02}-{min(max(number, 1), _last_day(year, month).day):02}"


def _nearest_part(year: int, part: int) -> str | None:
    """Return what a year with a second figure was meant to be: a month, a season, quarter or half by EDTF's numbers, or the next year."""
    if part == (year + 1) % 100 and part > 12:
        return f"{year:04}/{year + 1:04}"
    if 33 <= part <= 36 or 40 <= part <= 41:
        months, number = (3, part - 32) if part < 40 else (6, part - 39)
        return f"{year:04}-{months * (number - 1) + 1:02}/{year:04}-{months * number:02}"
    if part in SEASONS and year < date.max.year:
        return f"{year:04}-{part}"
    return f"{year:04}-{min(max(part, 1), 12):02}" if part <= 24 else None


def _point(text: str) -> tuple[date, date]:
    """Return the first and last day of a year, month, season or day."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError("not a date")
    year, month, number = (int(part) if part else 0 for part in match.groups())
    if year == 0:
        raise ValueError("there is no year 0000")
    if match[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    if match[3] is not None:
        try:
            found = date(year, month, number)
        except ValueError:
            raise ValueError("there is no such day") from None
        return found, found
    if month in SEASONS:
        opening = 3 * (month - 20)
        closing_year, closing = (year, opening + 2) if month < 24 else (year + 1, 2)
        if closing_year > date.max.year:
            raise ValueError("a winter that ends after the year 9999")
        return date(year, opening, 1), _last_day(closing_year, closing)
    if not 1 <= month <= 12:
        raise ValueError("there is no such month (21 to 24 are the seasons)")
    return date(year, month, 1), _last_day(year, month)


def months_between(first: date, last: date) -> int:
    """Return how many whole months lie between two days; the last day of a month is as far as any day that it does not have."""
    from dateutil.relativedelta import relativedelta

    found = relativedelta(last, first)
    return 12 * found.years + found.months


def months_before(last: date, months: int) -> date:
    """Return the latest day that is so many whole months before another; raise ValueError or OverflowError where the calendar has none."""
    from dateutil.relativedelta import relativedelta

    ends = last == _last_day(last.year, last.month)
    return last + relativedelta(months=-months, day=31 if ends else None)


def _last_day(year: int, month: int) -> date:
    return date(year, month + 1, 1) - timedelta(days=1) if month < 12 else date(year, 12, 31)


@lru_cache(maxsize=4096)
def _words(text: str, names: Names, short: bool) -> str:
    start, slash, end = text.partition("/")
    if not slash or start == end:
        return " ".join(_parts(start, names, short))
    left, right = _parts(start, names, short), _parts(end, names, short)
    if len(left) != len(right):
        return f"{' '.join(left)} – {' '.join(right)}"
    shared = 0  # the tail that both ends have in common (month, year) is said once
    while left[-1 - shared] == right[-1 - shared]:
        shared += 1
    own = len(left) - shared
    dash = "–" if own == 1 else " – "
    return " ".join([dash.join([" ".join(left[:own]), " ".join(right[:own])]), *left[own:]])


def _parts(point: str, names: Names, short: bool) -> list[str]:
    year, *rest = point.split("-")
    if not rest:
        return [year]
    number = int(rest[0])
    if number == 24:  # it ends in the next year
        year = f"{year}/{int(year) + 1:04}"
    name = names.seasons.get(number) or (names.short if short else names.months)[number - 1]
    return [str(int(part)) for part in rest[1:]] + [name, year]
