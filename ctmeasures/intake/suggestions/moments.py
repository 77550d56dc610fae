"""The moment that a sentence names for delivery, read by the grammar of dates in words; a year that it leaves out is counted from the letter."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ctmeasures.intake.suggestions.dutch import BACK, FORWARD, MOMENT, MONEY, NAME, NAMING
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.dates import DUTCH_MONTHS, PartialDate
from ctmeasures.model.phrases import edtf
from ctmeasures.model.wording import reading

_SEASON_END = {"voorjaar": 5, "lente": 5, "zomer": 8, "najaar": 11, "herfst": 11, "winter": 12}
_PART = ("begin", "eind", "einde van", "medio", "halverwege")
_BEFORE = ("voor", "vóór", "tot", "na")
_THIS = (
    "deze",
    "dit",
    "komend",
    "komende",
    "volgend",
    "volgende",
    "aanstaande",
    "in",
    "vanaf",
    "per",
    "uiterlijk",
    "van",
    "op",
    "",
)


class Moment(NamedTuple):
    """A moment of a sentence: its words, the date that they mean, None where they leave it open."""

    words: str
    date: PartialDate | None


def due(text: str, day: date) -> Moment | None:
    """Return the first moment behind the letter's day that a sentence promises something for; None where it names none.

    Where words leave open which moment is meant (`eind 2018`, `voor 1 juli`), it is the whole month or year that is named, or no date at all.
    """
    if not FORWARD.search(text):
        return None
    for found in _moments(text, day):
        if found.date is None or found.date.last > day:
            return found
    return None


class Moments:
    """The moments of a letter's units: also of one that goes back to something named by a name and a moment before, such as `deze JBZ-Raad`."""

    def __init__(self, letter: Sequence[Unit], day: date) -> None:
        self._day = day
        self._named: list[dict[str, Moment]] = []
        known: dict[str, Moment] = {}
        for unit in letter:
            self._named.append(dict(known))
            if found := due(unit.text, day):
                known |= dict.fromkeys(NAME.findall(unit.text), found)

    def of(self, place: int, clause: str, text: str) -> Moment | None:
        """Return the moment of an act: that of its clause, else of its sentences, else of what its clause goes back to."""
        found = due(clause, self._day) or due(text, self._day)
        back = BACK.search(text) if found is None else None
        return self._named[place].get(back["name"]) if back else found


def _moments(text: str, day: date) -> Iterator[Moment]:
    for found in MOMENT.finditer(text):
        when = (found["when"] or "").lower()
        if found["past"] or text[max(0, found.start() - 1) : found.start()] in ("-", "–", "/"):
            continue
        if found["alone"]:
            before = text[: found.start()].split()[-1:]
            named = bool(before and NAMING.fullmatch(before[0])) or not when or when in ("deze", "dit")
            if named or MONEY.search(text) or int(found["alone"]) < day.year:
                continue
        year = found["year"] or found["of"] or found["alone"] or _year(found, day)
        part = re.sub(r" (?:van )?20\d\d$", "", found["part"], flags=re.IGNORECASE)
        part = (
            re.sub(r" ?(?:van )?(?:het jaar)? ?20\d\d$", "", part, flags=re.IGNORECASE)
            if found["of"] or found["alone"]
            else part
        )
        bare = " ".join(piece for piece in (found["days"], part if not found["alone"] else "", year) if piece)
        yield Moment(found[0].strip(), _date(when, bare.replace(" -", "-").replace("- ", "-")))


def _date(when: str, bare: str) -> PartialDate | None:
    """Return what words and the date behind them mean, a part of a month or year being the whole of it; None where that is open."""
    inner = reading(bare).date
    if inner is None or when in _THIS:
        return inner
    if when in _PART:
        return edtf(inner.text)
    if when in _BEFORE:
        return reading(f"{'voor' if when == 'vóór' else when} {bare}").date
    return inner


def _year(found: re.Match[str], day: date) -> str:
    """Return the year of a month or season that stands without one: the next one behind the letter's day."""
    name = found["named"].lower()
    month = _SEASON_END.get(name) or [*DUTCH_MONTHS].index(name) + 1
    number = found["days"]
    if number and month == day.month:
        last = int(re.findall(r"\d+", number)[-1])
        return str(day.year if last >= day.day else day.year + 1)
    return str(day.year if month >= day.month else day.year + 1)
