"""The figures of a text, however they are written: numbers in digits or words, and months, in English and Dutch.

What we say is read strictly, what a letter holds generously: where a figure of a letter can be read in several ways, it holds them all,
so that what it is said not to hold stands nowhere in it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from ctmeasures.model.dates import DUTCH, DUTCH_MONTHS, ENGLISH, MONTHS
from ctmeasures.model.figures import readings

Figure = Decimal | str
"""A number without its sign, or a month by its English name."""


class Said(NamedTuple):
    """A figure as a text writes it, and what it can mean: several ways, each of one figure or of all that it is made of."""

    written: str
    ways: tuple[tuple[Figure, ...], ...]

    def is_in(self, held: frozenset[Figure]) -> bool:
        """Tell whether the figures of a letter hold it."""
        return any(held.issuperset(way) for way in self.ways)


_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
_TIMES = {
    "hundred": 100, "honderd": 100, "thousand": 1000, "duizend": 1000,
    "million": 10**6, "miljoen": 10**6, "mln": 10**6, "billion": 10**9, "miljard": 10**9, "mld": 10**9,
}  # fmt: skip
_ALSO = {"both": 2, "beide": 2, "dozen": 12, "dozijn": 12, **_TIMES}  # what else a letter can write for a number
_OTHERWISE = ("one", "een", "acht")  # pronoun, article and verb more often than numbers


def _numerals(language: str) -> dict[str, int]:
    """Return the numbers from 1 to 99 by their words, and the hundreds, which are one word in Dutch."""
    units, tens = _UNITS[language].split(), _TENS[language].split()
    words = {word: number for number, word in enumerate(units, 1)} | {ten: 10 * n for n, ten in enumerate(tens, 2)}
    for n, ten in enumerate(tens, 2):
        for unit, word in enumerate(units[:9], 1):
            joined = f"{word}{'ën' if word[-1] == 'e' else 'en'}{ten}" if language == "nl" else f"{ten}-{word}"
            words[joined] = 10 * n + unit
    return words | {f"{word}honderd": 100 * n for n, word in enumerate(units, 1) if language == "nl"}


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_NUMERALS = {language: _numerals(language) for language in _UNITS}
_VALUES = _NUMERALS["en"] | _NUMERALS["nl"] | _ALSO
_MANY = rf"(?: ?(?P<times>{_any(_TIMES)})\b)?"
_LETTERS = {
    0x130: "I",
    0x131: "i",
    0x17F: "s",
    0x212A: "K",
}  # what `re.IGNORECASE` takes for i, s and k, and `lower` does not
_WHOLE = "(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)"
_DIGITS = re.compile(rf"(?<!\w)(?<![0-9][.,])(?P<figure>{_WHOLE}(?:[.,][0-9]+)*){_MANY}", re.IGNORECASE)
_DIGITS_HELD = re.compile(rf"(?P<figure>{_WHOLE}(?:[.,] ?[0-9]+)*){_MANY}", re.IGNORECASE)
_WORDS = {
    language: re.compile(
        rf"\b(?P<word>{_any({word: 0 for word in words if word not in _OTHERWISE})})\b{_MANY}", re.IGNORECASE
    )
    for language, words in _NUMERALS.items()
}
# A Dutch number also begins longer words, as in `vijftal` and `tweedaagse`; an English one stands alone.
_WORDS_HELD = re.compile(
    rf"\b(?P<word>{_any(_NUMERALS['nl'])}|(?:{_any(_NUMERALS['en'] | _ALSO)})\b)(?:[a-z]*\b{_MANY})?", re.IGNORECASE
)
_MONTHS = {
    form.lower(): MONTHS[place]
    for forms in (ENGLISH.months, ENGLISH.short, DUTCH.months, DUTCH.short)
    for place, form in enumerate(forms)
} | {"sept": "September"}
_MONTHS_HELD = re.compile(rf"\b(?:{_any(_MONTHS)})\b", re.IGNORECASE)
_BESIDE = r"(?:(?<=[0-9] ){0}|\b{0}(?= [0-9]))"  # `may` and `march` are words too, also where a sentence begins
_MONTHS_SAID = {
    "en": re.compile("|".join(_BESIDE.format(name) if name in ("March", "May") else rf"\b{name}\b" for name in MONTHS)),
    "nl": re.compile(rf"\b(?:{'|'.join(DUTCH_MONTHS)})\b", re.IGNORECASE),
}
_DATES = (
    re.compile(r"\b(?P<day>[0-9]{1,2})[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<year>[0-9]{4})\b"),
    re.compile(r"\b(?P<year>[0-9]{4})-(?P<month>1[0-2]|0[1-9])-(?P<day>[0-9]{2})\b"),
)
_TWO_YEARS = re.compile(r"\b(?P<first>(?P<century>[0-9]{2})[0-9]{2})[-/–](?P<second>[0-9]{2})\b")
# Numbers that are no figures of a letter's text: of our paragraphs, and of its footnotes, whose digits are raised there.
_NUMBERS = r" ?(?P<numbers>[0-9]+(?:(?:,| and| en| to| tot| t/m|-|–) ?[0-9]+)*)"
_PARAGRAPHS = re.compile(rf"(?:\b(?:paragraphs?|alinea(?:'s)?)|§){_NUMBERS}", re.IGNORECASE)
_FOOTNOTES = re.compile(rf"\b(?:footnotes?|voetno(?:ot|ten)){_NUMBERS}", re.IGNORECASE)


def said(text: str, language: str) -> Iterator[Said]:
    """Yield the figures of a text in `en` or `nl`; the digits in a name such as G4 are none, nor are the numbers of our paragraphs."""
    text, dates = _dated(_FOOTNOTES.sub(" ", _PARAGRAPHS.sub(" ", text.translate(_LETTERS))))
    yield from dates
    for found in _DIGITS.finditer(text):
        yield Said(found[0], _times(_ways(found["figure"]), found["times"]))
    for found in _WORDS[language].finditer(text):
        yield Said(found[0], _times(((Decimal(_VALUES[found["word"].lower()]),),), found["times"]))
    for found in _MONTHS_SAID[language].finditer(text):
        yield Said(found[0], ((_MONTHS[found[0].lower()],),))


def paragraphs(text: str) -> set[int]:
    """Return the numbers of the paragraphs that a text of ours names."""
    return {
        int(number)
        for found in _PARAGRAPHS.finditer(text)
        for number in re.findall(r"\b[0-9]{1,6}\b", found["numbers"])
    }


def held(text: str) -> frozenset[Figure]:
    """Return all figures that a letter's text can be read to hold, in either language."""
    text, dates = _dated(text.translate(_LETTERS))
    ways = [way for date in dates for way in date.ways]
    for found in _DIGITS_HELD.finditer(text):
        ways += _times(_ways(found["figure"]), found["times"])
    for found in _WORDS_HELD.finditer(text):
        ways += _times(((Decimal(_VALUES[found["word"].lower()]),),), found["times"])
    ways += [(_MONTHS[found[0].lower()],) for found in _MONTHS_HELD.finditer(text)]
    return frozenset(figure for way in ways for figure in way)


def _dated(text: str) -> tuple[str, list[Said]]:
    """Return a text without its dates in digits and years such as 2018/19, and those."""
    dates = []
    for form in _DATES:
        for found in form.finditer(text):
            day: tuple[Figure, ...] = (Decimal(found["day"]), MONTHS[int(found["month"]) - 1], Decimal(found["year"]))
            dates += [Said(found[0], (day,))]
        text = form.sub(" ", text)
    for found in _TWO_YEARS.finditer(text):
        first, second = Decimal(found["first"]), found["second"]
        month = [(first, name) for name in MONTHS[int(second) - 1 : int(second)]] if second != "00" else []
        dates.append(Said(found[0], ((first, Decimal(second)), (first, Decimal(found["century"] + second)), *month)))
    return _TWO_YEARS.sub(" ", text), dates


def _ways(figure: str) -> tuple[tuple[Figure, ...], ...]:
    """Return what a figure in digits can mean: one number; or those on both sides of a space, or of signs that no number has."""
    whole = readings(figure.replace(" ", ""))
    parts = figure.split() if " " in figure else [] if whole else re.split("[.,]", figure)
    apart = [readings(part.rstrip(".,")) for part in parts]
    return (*((number,) for number in whole), *(product(*apart) if apart else ()))


def _times(ways: tuple[tuple[Figure, ...], ...], word: str | None) -> tuple[tuple[Figure, ...], ...]:
    """Return what a figure can mean before a word such as million: itself, and so many times."""
    times = _TIMES[word.lower()] if word else 1
    many = [(way[0] * times,) for way in ways if len(way) == 1 and isinstance(way[0], Decimal)]
    return (*ways, *many) if word else ways
