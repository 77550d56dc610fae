"""The one door through which every output speaks: English as it is written in the program, or Dutch out of the catalogue.

The catalogue is gettext's: `locale/nl/LC_MESSAGES/ctmeasures.po` is what translators edit, the `.mo` beside it what is read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ctmeasures
from ctmeasures.model.dates import DUTCH, ENGLISH, PartialDate, day, months_between
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from gettext import GNUTranslations

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
    from ctmeasures.model.status import Status

_SWAPPED = str.maketrans(".,", ",.")
_SIGNS = {"EUR": "€"}  # by which the Dutch write a currency
SCALES = ("thousand", "million", "billion")  # of a unit, with Dutch words


@dataclass(frozen=True, slots=True)
class Look:
    """How the reader will see it: the terminal's width in columns, whether colours may be used, the language, whether dates break at line ends."""

    width: int = 80
    color: bool = False
    dutch: bool = False
    breaking: bool = True

    @property
    def code(self) -> str:
        """Return the code of the language."""
        return "nl" if self.dutch else "en"

    def say(self, text: str, **values: object) -> str:
        """Return one of our own texts in this language, its places filled in."""
        found = _catalogue().gettext(text) if self.dutch else text
        if self.dutch and found == text:
            # it may have a plural too: early Pythons 3.11 do not find one without its number
            found = _catalogue().ngettext(text, text, 1)
        return found.format(**values) if values else found

    def count(self, number: int, one: str, more: str) -> str:
        """Say a count with its noun, given in English: `1 measure`, `1,250 measures`."""
        noun = _catalogue().ngettext(one, more, number) if self.dutch else one if number == 1 else more
        return f"{self.number(f'{number:,}')} {noun}"

    def date(self, when: PartialDate, short: bool = False) -> str:
        """Say a partial date: `summer 2017`, `zomer 2017`."""
        return self._kept(when.said(DUTCH if self.dutch else ENGLISH, short))

    def _kept(self, said: str) -> str:
        """Return a date or span, on a page without spaces where a line can end; HTML sees to its dashes."""
        return said if self.breaking else said.replace(" ", "\u00a0")

    def unbroken(self) -> Look:
        """Return the same for a page, on which no date is to be broken over two lines."""
        return replace(self, breaking=False)

    def short(self, when: PartialDate) -> str:
        """Say a partial date in a narrow column: `1 Mar 2017`, `1 mrt 2017`."""
        return self.date(when, short=True)

    def day(self, when: dt.date, short: bool = False) -> str:
        """Say a day: `1 March 2017`, `1 maart 2017`."""
        return self.date(day(when), short)

    def span(self, days: int, last: dt.date) -> str:
        """Say the days up to the `last` as people do, in whole months of the calendar: `5 days`, `4 months`, `9 years 5 months`."""
        return self._kept(_span(days, last, LANGUAGES[self.dutch]))

    def number(self, text: str) -> str:
        """Write a number as this language does: `1,250.5` or `1.250,5`."""
        return text.translate(_SWAPPED) if self.dutch else text

    def amount(self, amount: Decimal) -> str:
        """Write an amount as exactly as it is given."""
        return self.number(f"{amount:,}")

    def unit(self, unit: str) -> str:
        """Say a unit of money: `EUR million`, `€ miljoen`; any other as it is written."""
        currency, _, scale = clean(unit).partition(" ")
        if not self.dutch or currency not in _SIGNS:
            return clean(unit)
        return f"{_SIGNS[currency]} {self.say(scale) if scale in SCALES else scale}".rstrip()

    def money(self, amount: str, unit: str) -> str:
        """Say an amount in its unit: `EUR 128.8 million` in the unit `EUR million`, `40 posts` in the unit `posts`."""
        currency, _, scale = self.unit(unit).partition(" ")
        before = (len(currency) == 3 and currency.isupper()) or not currency.isalnum()
        return f"{currency} {amount} {scale}".rstrip() if before else f"{amount} {self.unit(unit)}"

    def status(self, status: Status) -> str:
        """Say a status: `in progress`, `in uitvoering`."""
        return self.say(status.label)

    def word(self, status: Status) -> str:
        """Say a status in one word, as the columns of plain text have it: `in-progress`, `in-uitvoering`."""
        return self.status(status).replace(" ", "-")

    def title(self, record: Measure | Letter | Package | Track) -> str:
        """Return a record's title, in this language where it has one, clean."""
        return clean((self.dutch and record.title_nl) or record.title)

    def name(self, record: Organisation | Area) -> str:
        """Return a record's name, in this language where it has one, clean."""
        return clean((self.dutch and record.name_nl) or record.name)

    def note(self, record: Event | Allocation | Restatement) -> str | None:
        """Return a record's note in this language, else in the other; not yet clean, and None where it has none."""
        return (self.dutch and record.note_nl) or record.note or record.note_nl

    def digest(self, passage: Passage) -> str:
        """Return a paragraph's digest in this language, else in the other; not yet clean."""
        return (self.dutch and passage.digest_nl) or passage.digest or passage.digest_nl or ""


LANGUAGES = (Look(), Look(dutch=True))


@lru_cache(maxsize=4096)
def _span(days: int, last: dt.date, look: Look) -> str:
    if days < 60:
        return look.count(days, "day", "days")
    years, months = divmod(months_between(last - dt.timedelta(days), last), 12)
    said = [look.count(years, "year", "years")] if years else []
    return " ".join([*said, *([look.count(months, "month", "months")] if months else [])])


@cache
def _catalogue() -> GNUTranslations:
    """Read the Dutch catalogue; nothing of it is loaded before Dutch is asked for."""
    import io
    from gettext import GNUTranslations

    # as importlib.resources would, also in a zip file, without the time that it takes to import
    path = f"{ctmeasures.__path__[0]}/locale/nl/LC_MESSAGES/ctmeasures.mo"
    data: bytes = ctmeasures.__spec__.loader.get_data(path)  # type: ignore[union-attr]  # every loader of packages has it
    return GNUTranslations(io.BytesIO(data))
