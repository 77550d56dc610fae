"""Published papers beside a registry: which are letters that it does not have, which it has, which were passed over."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Letter, Registry
from ctmeasures.reports.query import View
from ctmeasures.reports.words import pieces

WEEKS = 8  # within which a letter is published, behind its own day
_LONG = 4  # letters of a word that tells something


class Standing(StrEnum):
    """What a paper is to the registry."""

    NEW = "new"
    MAYBE = "maybe"  # a letter of that day is in the registry without its publication
    KNOWN = "known"
    PASSED = "passed"
    OTHER = "other"  # no letter of the government


class Fit(NamedTuple):
    """How a paper fits a letter: the days between them, how many words of the letter's title it has, and whether a signatory sent it."""

    days: int
    words: int
    of: int
    sender: bool


class Paper(NamedTuple):
    """A paper, what it is to the registry, the letter that it is or may be, why it was passed over, the measures that refer to it or its dossier."""

    publication: Publication
    standing: Standing
    letter: str
    reason: str
    measures: tuple[str, ...]
    fit: Fit | None = None


class Papers(NamedTuple):
    """Papers, newest first, of how many that were published, how many of those that are left out are what, and which dossiers were asked."""

    view: View
    papers: tuple[Paper, ...]
    total: int
    left_out: Mapping[Standing, int]
    dossiers: tuple[str, ...]
    since: str


def papers(
    registry: Registry,
    clock: Clock,
    published: Iterable[Publication],
    passed: Mapping[str, str],
    asked: tuple[tuple[str, ...], str],
    everything: bool,
) -> Papers:
    """Return papers with what they are to a registry, without `everything` only the letters that it may not have; `asked` are dossiers and a day."""
    found = [_paper(registry, one, passed) for one in {one.id.casefold(): one for one in published}.values()]
    found.sort(key=lambda one: (one.publication.day, _natural(one.publication.id)), reverse=True)
    shown = [one for one in found if everything or one.standing in (Standing.NEW, Standing.MAYBE)]
    left: dict[Standing, int] = {}
    for one in found:
        if one not in shown:
            left[one.standing] = left.get(one.standing, 0) + 1
    return Papers(View(registry, clock), tuple(shown), len(found), left, *asked)


def fitting(found: Papers, letter: Letter) -> Papers:
    """Return the papers that may be a letter, the likeliest first: published within weeks behind its day, and no other letter of the registry."""
    fits = [
        one._replace(fit=fit)
        for one in found.papers
        if one.letter in ("", letter.id) and (fit := _fit(one.publication, letter)) is not None
    ]
    fits.sort(key=lambda one: _rank(one.fit), reverse=True)
    return found._replace(papers=tuple(fits), left_out={})


def _paper(registry: Registry, one: Publication, passed: Mapping[str, str]) -> Paper:
    """Return what a paper is to the registry."""
    key = one.id.casefold()
    measures = tuple(
        measure.id
        for measure in registry.measures
        if {f"kst:{key.removeprefix('kst-')}", *(f"dossier:{dossier}".casefold() for dossier in one.dossiers)}
        & {said.casefold() for said in measure.references}
    )
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


def _fit(one: Publication, letter: Letter) -> Fit | None:
    """Return how a paper fits a letter; None where it is of another time, or nothing but the time fits."""
    from datetime import date

    try:
        days = (date.fromisoformat(one.day) - letter.date.first).days
    except ValueError:
        return None
    titles = letter.title_nl or letter.title
    words, there = _telling(titles), _telling(one.subject)
    names = {said.partition(",")[0].rpartition(" ")[2].casefold() for said in letter.signatories}
    sender = bool(names & {*re.split(r"\W+", one.sender.casefold())})
    found = Fit(days, len(words & there), len(words), sender)
    return found if 0 <= days <= WEEKS * 7 and (found.words or sender or not days) else None


def _rank(fit: Fit | None) -> tuple[float, bool, int]:
    assert fit is not None
    return fit.words / max(fit.of, 1) + (not fit.days), fit.sender, -fit.days


def _telling(title: str) -> set[str]:
    return {word for word in pieces((title,)) if len(word) >= _LONG or word.isdecimal()}


def _natural(identifier: str) -> list[tuple[int, str]]:
    """Return an id as what sorts it by its numbers."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in identifier.split("-")]
