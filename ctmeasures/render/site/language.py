"""What the website says in English and Dutch; the data's own words stay in the language in which they were written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from ctmeasures.model.dates import DUTCH, ENGLISH, PartialDate, day
from ctmeasures.model.history import State
from ctmeasures.model.records import (
    Allocation,
    Area,
    Event,
    Letter,
    Measure,
    Organisation,
    Package,
    Passage,
    Restatement,
    Track,
)
from ctmeasures.model.shift import How, Shift
from ctmeasures.model.status import Status
from ctmeasures.render.site.dutch import WORDS
from ctmeasures.render.words import Look, digest, name, note, span_parts, title

_SWAPPED = str.maketrans(".,", ",.")


class Language:
    """One language of the website: its words, its dates, its numbers."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.dutch = code == "nl"
        self.look = Look(dutch=self.dutch)

    def say(self, text: str, **values: object) -> str:
        """Return one of the website's own texts in this language, its places filled in."""
        found = WORDS[text] if self.dutch else text
        return found.format(**values) if values else found

    def count(self, number: int, one: str, more: str) -> str:
        """Say a count with its noun, given in English: `1 measure`, `1,250 measures`."""
        return f"{self.number(f'{number:,}')} {self.say(one if number == 1 else more)}"

    def date(self, when: PartialDate, short: bool = False) -> str:
        """Say a partial date: `summer 2017`, `zomer 2017`."""
        return when.said(DUTCH if self.dutch else ENGLISH, short)

    def day(self, when: dt.date, short: bool = False) -> str:
        """Say a day: `1 March 2017`, `1 maart 2017`."""
        return self.date(day(when), short)

    def span(self, days: int) -> str:
        """Say a number of days as people do: `5 days`, `4 months`, `9 years 5 months`."""
        return " ".join(self.count(number, unit, f"{unit}s") for number, unit in span_parts(days))

    def shift(self, one: Shift) -> str:
        """Say how a due date stands to the one before it: `3 months later`, `5 months to 1 year later`, `more precise`."""
        if one.how is How.SAME:
            return self.say("the same days")
        if one.how is How.PRECISER:
            return self.say("more precise")
        if one.how is How.UNCLEAR:
            return self.say("the dates do not tell whether it moved")
        near, far = (self.span(days) for days in sorted((abs(one.least), abs(one.most))))
        between = near if near == far else self.say("{least} to {most}", least=near, most=far)
        if one.how is How.LATER:
            return self.say("{span} later", span=between)
        return self.say("{span} earlier", span=between)

    def number(self, text: str) -> str:
        """Write a number as this language does: `1,250.5` or `1.250,5`."""
        return text.translate(_SWAPPED) if self.dutch else text

    def amount(self, amount: Decimal) -> str:
        """Write an amount as exactly as it is given."""
        return self.number(f"{amount:,}")

    def status(self, status: Status) -> str:
        """Say a status."""
        return self.say(status.label)

    def title(self, record: Measure | Letter | Package | Track) -> str:
        """Return a record's title, in this language where it has one."""
        return title(record, self.look)

    def name(self, record: Organisation | Area) -> str:
        """Return a record's name, in this language where it has one."""
        return name(record, self.look)

    def note(self, record: Event | Allocation | Restatement) -> str | None:
        """Return a record's note, in this language where it has one."""
        return note(record, self.look)

    def digest(self, passage: Passage) -> str:
        """Return a paragraph's digest, in this language where it has one."""
        return digest(passage, self.look)

    def due(self, state: State) -> str:
        """Say a measure's deadline without a verdict: `September 2017, no later word`."""
        if state.due is None:
            return ""
        return f"{self.date(state.due)}, {self.late(state)}" if state.overdue else self.date(state.due)

    def late(self, state: State) -> str:
        """Say what is known of a measure whose due date has passed: nothing since, or that it was still open then."""
        if state.heard_late:
            return self.say("still open on {day}", day=self.date(state.heard_late))
        return self.say("no word by then") if state.overtaken else self.say("no later word")


LANGUAGES = (Language("en"), Language("nl"))
