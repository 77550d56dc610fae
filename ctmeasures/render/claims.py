"""What is said of a measure together with the event that says so: no view chooses a citation by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import passage_url
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import moved
from ctmeasures.render.document import Cell, Words, in_markdown
from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape
from ctmeasures.render.safe import clean
from ctmeasures.render.words import doubt, late_words, not_yet, paragraph

if TYPE_CHECKING:
    from ctmeasures.model.history import Promise, State
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.reports.brief import Effect


class Claim(NamedTuple):
    """Words about a measure, of our own and dates alone, and the event that says so."""

    said: str
    event: Event


def status(state: State, look: Look) -> Claim:
    """Say the present status, by the event that gave it."""
    return Claim(f"{look.status(state.status)}{doubt(state, look)}", state.giving)


def announced(state: State, look: Look) -> Claim:
    """Say the first status, by the first event."""
    first = state.history[0]
    return Claim(look.status(first.status) + ("" if state.surely(first) else f", {not_yet(look)}"), first)


def due(state: State, look: Look, labelled: bool = True, far: str = "") -> Iterator[Claim]:
    """Yield the due date, `labelled` or alone, by the event that promises it, how `far` it is, and by another event that it was still open after that."""
    if state.due is None or state.promise is None:
        return
    unheard = f", {late_words(state, look)}" if state.overdue and not state.late_word else ""
    day = look.date(state.due)
    said = look.say("due {date}", date=day) if labelled else day
    yield Claim(f"{said}{unheard}{f' ({far})' if far else ''}", state.promise)
    if state.late_word:
        yield Claim(late_words(state, look), state.late_word)


def heard(state: State, said: str) -> Claim:
    """Say when the measure was last heard of, by the event of that letter."""
    return Claim(said, state.heard)


def changed(one: Effect, look: Look) -> Iterator[Claim]:
    """Yield what an event changed: the status, and the due date unless it moved it to a later day."""
    if one.before:
        unsure = "" if one.deadline.state.surely(one.event) else f", {not_yet(look)}"
        yield Claim(f"{look.status(one.before)} → {look.status(one.event.status)}{unsure}", one.event)
    if one.promise and not one.later:
        yield promised(one.promise, one.old, look)


def promised(promise: Promise, old: Promise | None, look: Look) -> Claim:
    """Say which due date an event promises, or how it moved the one before."""
    new = look.date(promise.due)
    if old is None:
        return Claim(look.say("now due {date}", date=new), promise.event)
    moves = look.say("due {old} → {new}", old=look.date(old.due), new=new)
    return Claim(moves + moved(promise, look), promise.event)


class Sources:
    """The letters behind what is said: how each is cited, and the address that opens it at an event's words.

    Each is worked out once, for a document names most of them many times.
    """

    def __init__(self, registry: Registry, look: Look) -> None:
        self._letters = registry.letters
        self._look = look
        self._cited: dict[str, str] = {}
        self._opened: dict[tuple[str, str | None], str | None] = {}

    def cell(self, claims: Iterable[Claim]) -> Cell:
        """Return claims as the cell of a table: the words of each open the publication at the words of its event."""
        found: list[Words] = []
        for one in claims:
            if found:
                found.append(_COMMA)
            found.append(Words(one.said, self._url(one.event)))
        return found

    def source(self, event: Event) -> list[Words]:
        """Return the citation of the letter that tells an event, which opens it at the event's words, and the paragraph."""
        key = event.letter
        cited = self._cited.get(key)
        if cited is None:
            cited = self._cited[key] = clean(citation(self._letters[key], self._look))
        return [Words(cited, self._url(event)), Words(paragraph(event.passage, self._look))]

    def sentences(self, claims: Iterable[Claim]) -> str:
        """Return claims as Markdown: a sentence for each event, and behind it the citation of that event."""
        said: list[str] = []
        for _, group in groupby(claims, key=lambda claim: id(claim.event)):
            own = list(group)
            words = escape("; ".join(claim.said for claim in own))
            words = f"{words[:1].upper()}{words[1:]}" if said else words
            said.append(f"{words}. {in_markdown(self.source(own[0].event))}")
        return ". ".join(said)

    def _url(self, event: Event) -> str | None:
        at = event.letter, event.quote
        if at not in self._opened:
            self._opened[at] = passage_url(self._letters[event.letter], event.quote)
        return self._opened[at]


_COMMA = Words(", ")
