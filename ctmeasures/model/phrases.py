"""Dates in words, in English and Dutch, that mean one thing: the grammar accounts for the whole of a text or finds nothing in it.

What the program prints in either language, it reads.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ctmeasures.model.dates import DUTCH_MONTHS, MONTHS, SEASONS, PartialDate, parse_date


class Reading(NamedTuple):
    """What a text means: one date; or none, and the `nearest` exact ones that it may mean."""

    date: PartialDate | None
    nearest: tuple[str, ...] = ()


_SEASONS = {name: number for number, name in SEASONS.items()} | {
    "fall": 23, "lente": 21, "voorjaar": 21, "zomer": 22, "herfst": 23, "najaar": 23,
}  # fmt: skip
_ORDER = (("first", "eerste"), ("second", "tweede"), ("third", "derde"), ("fourth", "vierde"))
_NUMBERS = {name: number for number, names in enumerate(_ORDER, 1) for name in names}
_NAMES = {
    form: number
    for names in (MONTHS, DUTCH_MONTHS)
    for number, name in enumerate(names, 1)
    for form in (name.lower(), name.lower()[:3])
} | {"sept": 9, "mrt": 3}
_DAYS = (
    ("monday", "maandag"), ("tuesday", "dinsdag"), ("wednesday", "woensdag"), ("thursday", "donderdag"),
    ("friday", "vrijdag"), ("saturday", "zaterdag"), ("sunday", "zondag"),
)  # fmt: skip
WEEKDAYS = {form: number for number, names in enumerate(_DAYS) for name in names for form in (name, name[:3])}

_YEAR = "(?P<year>[0-9]{4})"
_OF = "(?: of | van |, ?| )"
_MONTH = r"(?P<name>[a-z]{3,})\.?"
_NUMBER = "(?P<number>[0-9]{1,2})"
_SUFFIX = "(?:st|nd|rd|th|ste|de|e)?"
_GAP = "(?: of | van |[-/., ] ?)"
_DAY_FORMS = [
    re.compile(f"(?:(?P<weekday>[a-z]+),? )?{form}")
    for form in (
        f"(?:the |de )?{_NUMBER}{_SUFFIX}{_GAP}{_MONTH}{_GAP}{_YEAR}",
        f"{_MONTH}[- ](?:the )?{_NUMBER}{_SUFFIX}(?:, ?|[- ]){_YEAR}",
        f"{_YEAR}[-/ ]{_MONTH}[-/ ]{_NUMBER}",
    )
]
_MONTH_FORMS = [
    re.compile(f"(?:the |de )?{_MONTH}(?:{_OF}|[-/]){_YEAR}(?P<next>[-/][0-9]{{2}}(?:[0-9]{{2}})?)?"),
    re.compile(f"{_YEAR}[-/ ]{_MONTH}"),
]
_PART_FORMS = [
    re.compile(form)
    for form in (
        f"(?P<part>[qkh]) ?(?P<number>[1-4])(?:{_OF}|-)?{_YEAR}",
        f"{_YEAR}[- ]?(?P<part>[qkh])(?P<number>[1-4])",
        f"(?:the |het |de )?(?P<number>[1-4]{_SUFFIX}|[a-z]+) (?P<part>half|helft|quarter|kwartaal){_OF}{_YEAR}",
        f"(?P<part>quarter|kwartaal) (?P<number>[1-4]){_OF}{_YEAR}",
    )
]
_WEEK_FORMS = [
    re.compile(f"{_YEAR}-?w(?P<number>[0-9]{{2}})"),
    re.compile(f"week (?P<number>[0-9]{{1,2}}){_OF}{_YEAR}"),
]

# Between two dates: what runs from one to the other, what names both, and what leaves open whether the second belongs to it.
_THROUGH = {"-", "–", "—", "t/m", "tot en met", "through", "to"}
_BOTH = {"/", "&", "en", "and", "of", "or"}
_BETWEEN = re.compile(r" ?([-–—/&]) ?| (t/m|tot en met|tot|through|to|until|till|en|and|of|or) ")


def refusal(nearest: Iterable[str]) -> Reading:
    """Return no date, but those that a text may mean, each once; an interval from a date to itself is that date."""
    ends = ((one, *one.partition("/")) for one in nearest)
    return Reading(None, tuple(dict.fromkeys(start if start == end else one for one, start, _, end in ends)))


def exact(words: str) -> Reading | None:
    """Read a date or an interval in words of lower case; None for what is neither."""
    words = re.sub(r"^(?:in de loop van|in the course of|during|tijdens|in|on|op) (?=\S)", "", words)
    found = edtf(words) or _point(words)
    return Reading(found) if found else _wrong_weekday(words) or _interval(words)


def edtf(text: str) -> PartialDate | None:
    """Return the date of an EDTF text, or None where it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _point(words: str) -> PartialDate | None:
    """Read what is no interval between two dates: a year, month, season, quarter, half, week or day."""
    if "/" not in words and (found := edtf(words)):
        return found
    return _figures(words) or _day(words) or _month(words) or _stretch(words) or _week(words)


def _figures(words: str) -> PartialDate | None:
    """Read a whole day in figures: behind the year stands the month, before the year the day stands first."""
    match = re.fullmatch(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})", words)
    if match:
        return edtf(f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}")
    match = re.fullmatch(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})", words)
    return edtf(f"{match[4]}-{match[3]:0>2}-{match[1]:0>2}") if match else None


def _day(words: str) -> PartialDate | None:
    """Read a whole day with the month's name; a weekday before it must be its own."""
    found = _weekday(words)
    return found[0] if found and found[1] else None


def _wrong_weekday(words: str) -> Reading | None:
    """Refuse a day that is another day of the week, and propose it without the weekday."""
    found = _weekday(words)
    return Reading(None, (found[0].text,)) if found and not found[1] else None


def _weekday(words: str) -> tuple[PartialDate, bool] | None:
    """Return a day with the month's name, and whether the weekday before it, if there is one, is its own."""
    for match in filter(None, (form.fullmatch(words) for form in _DAY_FORMS)):
        month, weekday = _NAMES.get(match["name"]), match["weekday"]
        found = edtf(f"{match['year']}-{month:02}-{match['number']:0>2}") if month else None
        if found and (weekday is None or weekday in WEEKDAYS):
            return found, weekday is None or WEEKDAYS[weekday] == found.first.weekday()
    return None


def _month(words: str) -> PartialDate | None:
    """Read a month or season with its year; of a winter also with both years."""
    match = next(filter(None, (form.fullmatch(words) for form in _MONTH_FORMS)), None)
    if match is None:
        return None
    following = match.groupdict().get("next")
    if following and (match["name"] != "winter" or not f"{int(match['year']) + 1:04}".endswith(following[1:])):
        return None
    number = _SEASONS.get(match["name"]) or _NAMES.get(match["name"])
    return edtf(f"{match['year']}-{number:02}") if number else None


def _stretch(words: str) -> PartialDate | None:
    """Read a quarter or half of a year, as the interval of its months."""
    match = next(filter(None, (form.fullmatch(words) for form in _PART_FORMS)), None)
    if match is None:
        return None
    months, said = (6 if match["part"] in ("h", "half", "helft") else 3), match["number"]
    last = 12 // months if said in ("last", "laatste") else 0
    number = int(said[0]) if said[0].isdecimal() else _NUMBERS.get(said, last)
    return (
        edtf(f"{match['year']}-{months * (number - 1) + 1:02}/{match['year']}-{months * number:02}") if number else None
    )


def _week(words: str) -> PartialDate | None:
    """Read a week by its number in ISO 8601, as the interval from Monday to Sunday."""
    match = next(filter(None, (form.fullmatch(words) for form in _WEEK_FORMS)), None)
    try:
        days = [date.fromisocalendar(int(match["year"]), int(match["number"]), day) for day in (1, 7)] if match else []
    except ValueError:
        return None
    return edtf(f"{days[0]}/{days[1]}") if days else None


def _interval(words: str) -> Reading | None:
    """Read two dates and what stands between them; None where there is no such reading."""
    opening = re.match("(?:from|van|between|tussen) ", words)
    whole = words[opening.end() :] if opening else words
    between = opening is not None and opening[0] in ("between ", "tussen ")
    found: dict[str, None] = {}
    refused: dict[str, None] = {}
    for match in _BETWEEN.finditer(whole):
        sign = match[1] or match[2]
        if sign == "of" and re.search(r"(?:half|quarter)$", whole[: match.start()]):
            continue  # `of` means `or` in Dutch only
        for left, right in _ends(whole[: match.start()], whole[match.end() :]):
            one = edtf(f"{_start(left)}/{_end(right)}")
            if one is None:
                refused |= dict.fromkeys(_turned(left, right))
            elif sign in _THROUGH or (sign in _BOTH and (between or _adjacent(left, right))):
                found[one.text] = None
            elif sign in _BOTH:
                refused[one.text] = None
            else:
                refused |= dict.fromkeys((one.text, *_without(left, right)))
    if len(found) == 1 and not refused:
        return Reading(edtf(*found))
    return refusal((*found, *refused)) if found or refused else None


def _ends(left: str, right: str) -> Iterator[tuple[PartialDate, PartialDate]]:
    """Yield the readings of both ends; what they share, such as the year behind `11–13 July 2017`, is said once."""
    heads, tails = left.split(), right.split()
    lefts = (
        [_point(left)] if _point(left) else [_named(f"{left} {' '.join(tails[at:])}") for at in range(1, len(tails))]
    )
    rights = (
        [_point(right)] if _point(right) else [_named(f"{' '.join(heads[:to])} {right}") for to in range(1, len(heads))]
    )
    for one in filter(None, lefts):
        for other in filter(None, rights):
            yield one, other


def _named(words: str) -> PartialDate | None:
    """Read a date that was put together; figures alone are never put together to one."""
    return _point(words) if re.search("[a-z]", words) else None


def _start(one: PartialDate) -> str:
    return one.text.partition("/")[0]


def _end(one: PartialDate) -> str:
    return one.text.rpartition("/")[2]


def _adjacent(left: PartialDate, right: PartialDate) -> bool:
    """Tell whether nothing lies between two dates, so that naming both is the same as naming the interval."""
    return right.first.toordinal() - left.last.toordinal() == 1


def _turned(left: PartialDate, right: PartialDate) -> Iterator[str]:
    """Yield what an interval that ends before it starts may mean: one that starts the year before, or the two turned round."""
    start = _start(left)
    earlier = edtf(f"{int(start[:4]) - 1:04}{start[4:]}/{_end(right)}")
    if len(start) == 7 and earlier:  # a month or season: `November to March 2018`
        yield earlier.text
    elif turned := edtf(f"{_start(right)}/{_end(left)}"):
        yield turned.text


def _without(left: PartialDate, right: PartialDate) -> Iterator[str]:
    """Yield the interval that ends before its second date starts."""
    if right.first.toordinal() > 1:
        eve = edtf(f"{left.first}/{date.fromordinal(right.first.toordinal() - 1)}")
        yield from [eve.text] if eve else []
