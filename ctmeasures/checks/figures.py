"""The check that what we say has no figures but those of its paragraph."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from ctmeasures.checks.own_texts import About, own_texts
from ctmeasures.model.dates import DUTCH, ENGLISH, MONTHS
from ctmeasures.model.numerals import Figure, held, paragraphs, said
from ctmeasures.model.phrases import WEEKDAYS
from ctmeasures.model.place import Place, Problem, warning
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Citation, Letter, Registry

# Words of a letter that count from its date.
_TIMES = "jaar|year|maand|month|week|voorjaar|najaar|" + "|".join(
    name.lower() for names in (ENGLISH, DUTCH) for name in (*names.months, *names.seasons.values())
)
_BEFORE = re.compile(rf"\b(?:vorige?|afgelopen|verleden|voorgaande?|last|past|previous) (?:{_TIMES})\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:komende?|volgende?|aanstaande?|coming|next|following) (?:{_TIMES})\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:eergisteren|gisteren|overmorgen|morgen|yesterday|tomorrow)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(name for name in WEEKDAYS if len(name) > 3)})")


class _Paragraphs:
    """What figures the paragraphs of a letter hold, as far as its quotes tell where they stand."""

    def __init__(self, letter: Letter, text: LetterText, citations: Collection[Citation]) -> None:
        self._day = letter.date.first
        self._text = text
        self._quotes: list[tuple[int, int, int]] = []  # each with its paragraph, its begin and its end
        for record in (citation.record for citation in citations):
            places = text.places(record.quote) if record.quote and record.passage else {}
            if len(places) == 1 and record.passage:
                self._quotes += [(record.passage, *place) for place in places.items()]
        self._held = cache(self._read)  # of paragraphs out of order, each can hold the whole letter

    def held(self, number: int | None) -> frozenset[Figure]:
        """Return what a paragraph can hold: all between the quotes of those before and behind it, and in footnotes; without a number, all of the letter.

        So it is where the quotes do not stand in the order of their paragraphs, and where nothing is quoted.
        """
        return self._held(*self._between(number))

    def _read(self, first: int, last: int | None) -> frozenset[Figure]:
        text = f"{self._text.stretch(first, last)} {self._text.footnotes}"
        return held(text) | _from(self._day, text)

    def _between(self, number: int | None) -> tuple[int, int | None]:
        """Return the places of the last quote before a paragraph and of the first one behind it, as far as they are in order."""
        if number is None:
            return 0, None
        first = max((end for other, _, end in self._quotes if other < number), default=0)
        last = min((begin for other, begin, _ in self._quotes if other > number), default=None)
        own = [place for other, *places in self._quotes if other == number for place in places]
        row = [first, *sorted(own), *([] if last is None else [last])]
        return (first, last) if row == sorted(row) else (0, None)


def unsaid(registry: Registry, letters: Mapping[str, LetterText], asked: Collection[str]) -> Iterator[Problem]:
    """Yield the titles, notes and digests with figures that their paragraphs do not hold, of those letters that were asked for and have a text.

    A text about several letters is left alone where one of them has no text. So is one that names another letter, by month and
    year, which has none; where it has one, its figures count too, as do those of a paragraph that is named by its number.
    """
    cited: dict[str, list[Citation]] = {key: [] for key in letters}
    for citation in registry.citations:
        cited.setdefault(citation.letter, []).append(citation)
    known = {key: _Paragraphs(registry.letters[key], text, cited[key]) for key, text in letters.items()}
    for one in own_texts(registry):
        figures = [*said(one.text, one.language)]
        keys = {key for key, _ in one.about}
        if not figures or not keys & set(asked):
            continue
        others = _named(frozenset(figure for each in figures for way in each.ways for figure in way), keys, registry)
        if not keys | others <= known.keys():
            continue
        near = [*one.about, *((key, None) for key in others)]
        near += [(key, number) for key in keys for number in paragraphs(one.text)]
        there = frozenset[Figure]().union(*(known[key].held(number) for key, number in near))
        anywhere = frozenset[Figure]().union(*(known[key].held(None) for key in keys))
        missing = [each for each in figures if not each.is_in(there)]
        for elsewhere in (False, True):
            found = {each.written for each in missing if each.is_in(anywhere) is elsewhere}
            if found:
                yield figure_not_found(one.place, one.what, sorted(found, key=one.text.find), one.about, elsewhere)


def _from(day: date, text: str) -> set[Figure]:
    """Return the figures of the days that follow from a letter's date: its own, and those that its words count from it."""
    days = {day}
    if _YESTERDAY.search(text):
        days |= {day + timedelta(days=number) for number in (-2, -1, 1, 2)}
    for found in _WEEKDAY.findall(text.lower()):
        behind = (day.weekday() - WEEKDAYS[found]) % 7
        days |= {day - timedelta(days=behind), day + timedelta(days=7 - behind)}
    figures: set[Figure] = set()
    for one in days:
        figures |= {Decimal(one.day), MONTHS[one.month - 1], Decimal(one.year)}
    if _BEFORE.search(text):
        figures |= {Decimal(day.year - 1), MONTHS[day.month - 2]}
    if _AFTER.search(text):
        figures |= {Decimal(day.year + 1), MONTHS[day.month % 12]}
    return figures


def _named(figures: frozenset[Figure], own: Collection[str], registry: Registry) -> set[str]:
    """Return the other letters whose month and year are among the figures of a text."""
    days = {key: letter.date.first for key, letter in registry.letters.items() if key not in own}
    return {key for key, day in days.items() if figures.issuperset((Decimal(day.year), MONTHS[day.month - 1]))}


def figure_not_found(place: Place, what: str, figures: list[str], about: About, elsewhere: bool) -> Problem:
    """A title, a note or a digest has a figure that its paragraph in the letter's own text does not hold: a number, a year, a day or a month.

    How it is written makes no difference: 7, seven and zeven are one, and so are 128.8 and 128,8, and 1 July and 1 juli. A day, a month or
    a year that follows from the letter's date is no fault, as where the letter says "last Friday" or "this summer".
    A text has no numbers of paragraphs: a paragraph is what stands between the quotes of those before and behind it, where they stand in order,
    and all footnotes; else it is the whole letter. A title is about all paragraphs that the measure cites.
    Remedy: correct the figure, or the paragraph that is cited. Where it comes from elsewhere, say so: "(paragraph 4)" names a
    paragraph of the same letter, "in February 2015" another letter, whose figures count then.
    """
    keys, (letter, number) = {key for key, _ in about}, about[0]
    its = "the letter" if len(keys) == 1 else "its letters"
    but = f"in {its}, but not in {f'paragraph {number}' if len(about) == 1 else 'the paragraphs that it cites'}"
    message = f"the {what} has {', '.join(figures)}: {but if elsewhere else f'not in {its}'}"
    of = "the paragraphs that it cites" if len(about) > 1 else f"paragraph {number} of {letter}" if number else letter
    return warning("figure-not-found", place, message, f"only figures of {of}")
