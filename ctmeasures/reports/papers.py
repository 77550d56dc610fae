"""Published papers beside a registry: which are letters that it does not have, which it has, which were passed over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.links import reference_to
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Letter, Registry
from ctmeasures.reports.query import View
from ctmeasures.reports.words import pieces

WEEKS = 8  # within which a letter is published, behind its own day
_UNREAD = 0.5  # share of quotes as which a paper counts that was not read: a letter has 0.96 of its own, 0.08 of another at most
_LONG = 4  # letters of a word that tells something


class Standing(StrEnum):
    """What a paper is to the registry."""

    NEW = "new"
    MAYBE = "maybe"  # a letter of that day is in the registry without its publication
    KNOWN = "known"
    PASSED = "passed"
    OTHER = "other"  # no letter of the government


WANTED = (Standing.NEW, Standing.MAYBE)  # the letters that a registry may not have


class Fit(NamedTuple):
    """How a paper fits a letter: the days between them, how many words of the letter's title it has, whether a signatory sent it.

    Where it was read, how many of the letter's quotes it holds, and of how many.
    """

    days: int
    words: int
    of: int
    sender: bool
    quotes: tuple[int, int] | None = None


class Cited(NamedTuple):
    """What a paper that was read cites: letters of the registry, and other publications, dossiers and laws as measures refer to them."""

    letters: tuple[str, ...]
    others: tuple[str, ...]


class Paper(NamedTuple):
    """A paper, what it is to the registry, the letter that it is or may be, why it was passed over, the measures that refer to it or its dossier."""

    publication: Publication
    standing: Standing
    letter: str
    reason: str
    measures: tuple[str, ...]
    fit: Fit | None = None
    cites: Cited | None = None  # None where it was not read


class Papers(NamedTuple):
    """Papers, newest first, of how many that were published, how many of those that are left out are what, and which dossiers were asked."""

    view: View
    papers: tuple[Paper, ...]
    total: int
    left_out: Mapping[Standing, int]
    dossiers: tuple[str, ...]
    since: str
    of: str = ""  # the letter that they may be, where one was asked for


def papers(
    registry: Registry,
    clock: Clock,
    published: Iterable[Publication],
    passed: Mapping[str, str],
    asked: tuple[tuple[str, ...], str],
    everything: bool,
) -> Papers:
    """Return papers with what they are to a registry, without `everything` only the letters that it may not have; `asked` are dossiers and a day."""
    referring = _referring(registry)
    found = [_paper(registry, one, passed, referring) for one in {one.id.casefold(): one for one in published}.values()]
    found.sort(key=lambda one: (one.publication.day, _natural(one.publication.id)), reverse=True)
    shown = [one for one in found if everything or one.standing in WANTED]
    left: dict[Standing, int] = {}
    for one in found:
        if not everything and one.standing not in WANTED:
            left[one.standing] = left.get(one.standing, 0) + 1
    return Papers(View(registry, clock), tuple(shown), len(found), left, *asked)


def fitting(found: Papers, letter: Letter) -> Papers:
    """Return the papers that may be a letter, the likeliest first: published within weeks behind its day, and no other letter of the registry."""
    fits = [
        one._replace(fit=fit)
        for one in _of_its_time(found, letter)
        if (fit := _fit(one.publication, letter)) is not None
    ]
    return found._replace(papers=_ranked(fits), left_out={}, of=letter.id)


def worth_a_look(found: Papers, letter: Letter, most: int) -> list[str]:
    """Return the ids of the papers whose own day and sender decide whether they are a letter: those that may be it, then those of the government that follow it."""
    fits = [one.publication.id for one in fitting(found, letter).papers]
    others = [one.publication for one in _of_its_time(found, letter) if one.publication.by_government]
    others.sort(key=lambda one: one.day)
    return [*dict.fromkeys([*fits, *(one.id for one in others)])][:most]


def detailed(found: Papers, letter: Letter, details: Mapping[str, Publication]) -> Papers:
    """Return the papers that may be a letter by what their `details` say, where there are some; an exact day can also lie just before the letter's."""
    fits = []
    for one in _of_its_time(found, letter):
        exact = details.get(one.publication.id)
        fit = _fit(exact or one.publication, letter, before=7 if exact else 0)
        if fit is not None:
            fits.append(one._replace(publication=exact or one.publication, fit=fit))
    return found._replace(papers=_ranked(fits), left_out={}, of=letter.id)


def quoting(found: Papers, quotes: Mapping[str, tuple[int, int]]) -> Papers:
    """Return the papers that may be a letter, those that hold most of its quotes first; `quotes` are by the ids of those that were read."""
    fits = [
        one._replace(fit=one.fit._replace(quotes=quotes.get(one.publication.id))) if one.fit else one
        for one in found.papers
    ]
    return found._replace(papers=_ranked(fits))


def citing(found: Papers, cited: Mapping[str, Sequence[str]]) -> Papers:
    """Return papers with what they cite, and the measures that refer to it; `cited` are references by the ids of those that were read."""
    registry = found.view.registry
    letters = {reference_to(one.publication or "").casefold(): one.id for one in registry.letters.values()}
    referring = _referring(registry)
    papers = []
    for one in found.papers:
        if one.publication.id not in cited:
            papers.append(one)
            continue
        said = cited[one.publication.id]
        known = tuple(letters[each.casefold()] for each in said if each.casefold() in letters)
        others = tuple(each for each in said if each.casefold() not in letters)
        named = {each.casefold() for each in others}
        measures = tuple(dict.fromkeys([*one.measures, *_measures(registry, referring, named)]))
        papers.append(one._replace(cites=Cited(known, others), measures=measures))
    return found._replace(papers=tuple(papers))


def _referring(registry: Registry) -> Mapping[str, Sequence[int]]:
    """Return the places of the measures that refer to something, by what that is, folded."""
    found: dict[str, list[int]] = {}
    for place, measure in enumerate(registry.measures):
        for said in measure.references:
            found.setdefault(said.casefold(), []).append(place)
    return found


def _measures(registry: Registry, referring: Mapping[str, Sequence[int]], named: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the measures that refer to any of what is named, in the order of the registry."""
    places = {place for one in named for place in referring.get(one, ())}
    return tuple(registry.measures[place].id for place in sorted(places))


def _paper(
    registry: Registry, one: Publication, passed: Mapping[str, str], referring: Mapping[str, Sequence[int]]
) -> Paper:
    """Return what a paper is to the registry."""
    key = one.id.casefold()
    named = [reference_to(key), *(f"dossier:{dossier}".casefold() for dossier in one.dossiers)]
    measures = _measures(registry, referring, named)
    known = next((each.id for each in registry.letters.values() if (each.publication or "").casefold() == key), "")
    maybe = "" if known else _without_publication(registry, one)
    reason = passed.get(key, "")
    standing = (
        Standing.KNOWN if known else Standing.PASSED if reason else Standing.OTHER if not one.by_government
        else Standing.MAYBE if maybe else Standing.NEW
    )  # fmt: skip
    return Paper(one, standing, known or (maybe if standing is Standing.MAYBE else ""), reason, measures)


def _without_publication(registry: Registry, one: Publication) -> str:
    """Return the letter of that day, or just before it, that has no publication yet and shares words with the paper; nothing where none has."""
    for letter in registry.letters.values():
        if not letter.publication:
            fit = _fit(one, letter)
            if fit is not None and fit.days <= 7 and 2 * fit.words >= fit.of:
                return letter.id
    return ""


def _of_its_time(found: Papers, letter: Letter) -> list[Paper]:
    """Return the papers that were published within weeks behind a letter, and are no other letter."""
    last = (letter.date.first + timedelta(weeks=WEEKS)).isoformat()
    return [
        one
        for one in found.papers
        if one.letter in ("", letter.id) and letter.date.first.isoformat() <= one.publication.day <= last
    ]


def _ranked(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    return tuple(sorted(papers, key=lambda one: _rank(one.fit), reverse=True))


def _fit(one: Publication, letter: Letter, before: int = 0) -> Fit | None:
    """Return how a paper fits a letter; None where it is of another time, or nothing but the time fits."""
    try:
        days = (date.fromisoformat(one.day) - letter.date.first).days
    except ValueError:
        return None
    titles = letter.title_nl or letter.title
    words, there = _telling(titles), _telling(one.subject)
    names = {said.partition(",")[0].rpartition(" ")[2].casefold() for said in letter.signatories}
    sender = bool(names & {*re.split(r"\W+", one.sender.casefold())})
    found = Fit(days, len(words & there), len(words), sender)
    return found if -before <= days <= WEEKS * 7 and (found.words or sender or not days) else None


def _rank(fit: Fit | None) -> tuple[float, float, bool, int]:
    """Return what sorts papers by how they fit: the words of a text decide more than its title and day."""
    assert fit is not None
    held = fit.quotes[0] / max(fit.quotes[1], 1) if fit.quotes else _UNREAD
    return held, fit.words / max(fit.of, 1) + (not fit.days), fit.sender, -abs(fit.days)


def _telling(title: str) -> set[str]:
    return {word for word in pieces((title,)) if len(word) >= _LONG or word.isdecimal()}


def _natural(identifier: str) -> list[tuple[int, str]]:
    """Return an id as what sorts it by its numbers."""
    return [(len(part), part) if part.isdecimal() else (0, part) for part in identifier.split("-")]
