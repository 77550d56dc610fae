"""Dates as people type them. Files are never read this way, there a date is EDTF; but what was meant can be suggested.

Words that make a date vague, such as the end of a year, have no date but those that they may mean.
"""

import re
from datetime import date, timedelta

from ctmeasures.model.dates import PartialDate, nearest_date
from ctmeasures.model.phrases import Reading, edtf, exact, refusal

_LONGEST = 100  # characters of a text that can be a date

_BEGIN = "(?:(?:at |aan )?(?:the |het )?(?:begin|beginning|start)(?: of| van)?|early(?: in)?|vroeg in)"
_MIDDLE = "(?:(?:in )?(?:the |het )?(?:middle|mid|midden)(?: of| van)?|medio|half|halverwege)"
_END = "(?:(?:at |aan |by |towards |tegen )?(?:the |het )?(?:end|eind|einde)(?: of| van)?|late(?: in)?|laat in|ultimo)"
_BEFORE = "(?:before|prior to|v[oó][oó]r|until|till|tot)"
_AFTER = "(?:after|na|later than|later dan)"
_NEAR = "(?:by|no later than|not later than|uiterlijk(?: op| in)?|from|since|vanaf|sinds|per|around|about|circa|ca\\.?|c\\.|omstreeks|rond|approximately|ongeveer)"
_WORDS = {
    name: re.compile(f"{form}[ -](?:the |de |het )?(?P<rest>.+)")
    for name, form in (
        ("begin", _BEGIN), ("middle", _MIDDLE), ("end", _END), ("before", _BEFORE), ("after", _AFTER), ("near", _NEAR),
        ("first half", "(?:the |de )?(?:first|eerste|1st|1e) (?:half|helft)(?: of| van)?"),
        ("second half", "(?:the |de )?(?:second|last|tweede|laatste|2nd|2e) (?:half|helft)(?: of| van)?"),
    )
}  # fmt: skip

# The parts of a year and of a month that vague words may mean.
_OF_YEAR = {
    "begin": ("{0}-01", "{0}-01/{0}-02", "{0}-01/{0}-03"),
    "middle": ("{0}-06", "{0}-06/{0}-07", "{0}-05/{0}-08"),
    "end": ("{0}-12", "{0}-11/{0}-12", "{0}-10/{0}-12"),
}
_OF_MONTH = {
    "begin": ("{0}-01/{0}-10", "{0}-01/{0}-15"),
    "middle": ("{0}-15", "{0}-11/{0}-20"),
    "end": ("{0}-{1:02}", "{0}-21/{0}-{1:02}"),
    "first half": ("{0}-01/{0}-15",),
    "second half": ("{0}-16/{0}-{1:02}",),
}


def reading(text: str) -> Reading:
    """Read EDTF, `15 March 2017`, `1-3-2017` (the day first), `maart 2017`, `summer 2017`, `Q3-Q4 2018`, `1 t/m 5 maart 2018`.

    What is vague or has several readings has no date, but the nearest exact ones. The forms are in the codebook.
    """
    words = " ".join(text.split()).casefold()
    if len(words) > _LONGEST:
        return Reading(None)
    return exact(words) or _hedged(words) or Reading(None, _figures(words))


def _figures(words: str) -> tuple[str, ...]:
    """Return the dates that faulty figures may mean; with a dash or a slash for ranges, the last figure can be a year, a month, or a day."""
    years = re.fullmatch("([0-9]{2})([0-9]{2})[–—]([0-9]{2})", words)
    months = re.fullmatch("([0-9]{4})-([0-9]{2})/([0-9]{2})", words)
    other = edtf(f"{years[1]}{years[2]}/{years[1]}{years[3]}") if years else None
    other = edtf(f"{months[1]}-{months[2]}/{months[1]}-{months[3]}") if months else other
    guesses = (nearest_date(re.sub("[–—]", "-", words)), other.text if other else None)
    return tuple(dict.fromkeys(guess for guess in guesses if guess))


def _hedged(words: str) -> Reading | None:
    """Read a date behind a vague word: the codebook says what `after the summer` is, all else is refused with what it may mean."""
    for name, form in _WORDS.items():
        match = form.fullmatch(words)
        inner = exact(match["rest"]) if match else None
        if inner is None or inner.date is None:
            continue
        found = inner.date
        if name == "after" and re.fullmatch("[0-9]{4}-22", found.text):
            year = found.text[:4]
            autumn = exact(f"{year}-09/{year}-12")
            assert autumn
            return autumn
        return refusal(_may_mean(name, found))
    return None


def _may_mean(name: str, found: PartialDate) -> tuple[str, ...]:
    """Return the exact dates that a vague word with a date may mean, the narrowest first."""
    if name == "before" and found.first > date(1, 1, 1):
        eve = found.first - timedelta(days=1)
        if (found.first.day, found.first.month) == (1, 1):
            return f"{eve.year:04}-12", f"{eve.year:04}"
        year = f"{eve.year:04}"
        if found.first.day == 1:
            return eve.isoformat(), f"{year}-{eve.month:02}", f"{year}-01/{year}-{eve.month:02}"
        return eve.isoformat(), f"{year}-01-01/{eve.isoformat()}"
    if name == "after" and found.last < date.max:
        morrow = found.last + timedelta(days=1)
        year = f"{morrow.year:04}"
        if (morrow.day, morrow.month) == (1, 1):
            return (year,)
        if morrow.day == 1:
            return f"{year}-{morrow.month:02}", f"{year}-{morrow.month:02}/{year}-12"
        return (f"{morrow.isoformat()}/{year}-12-31",)
    if name in _OF_YEAR and len(found.text) == 4:
        return tuple(form.format(found.text) for form in _OF_YEAR[name])
    if name in _OF_MONTH and len(found.text) == 7 and int(found.text[5:]) <= 12:
        return tuple(form.format(found.text, found.last.day) for form in _OF_MONTH[name])
    return (found.text,)
