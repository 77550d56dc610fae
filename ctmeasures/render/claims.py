"""What is said of a measure together with the event that says so: no view chooses a citation by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import passage_url
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import moved
from ctmeasures.render.look import Look
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.words import doubt, late_words, not_yet, paragraph

if TYPE_CHECKING:
    from ctmeasures.model.history import Promise, State
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.reports.brief import Effect


class Claim(NamedTuple):
    """Words about a measure, not yet clean, and the event that says so."""

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


def sentences(claims: Iterable[Claim], registry: Registry, look: Look) -> str:
    """Return claims as Markdown: a sentence for each event, and behind it the citation of that event."""
    said: list[str] = []
    for _, group in groupby(claims, key=lambda claim: id(claim.event)):
        own = list(group)
        words = escape("; ".join(claim.said for claim in own))
        words = f"{words[:1].upper()}{words[1:]}" if said else words
        said.append(f"{words}. {source(own[0].event, registry, look)}")
    return ". ".join(said)


def cell(claims: Iterable[Claim], registry: Registry) -> str:
    """Return claims as the cell of a Markdown table: the words of each open the publication at the words of its event."""
    return ", ".join(linked(claim.said, _url(claim.event, registry)) for claim in claims)


def source(event: Event, registry: Registry, look: Look) -> str:
    """Return the citation of the letter that tells an event, which opens it at the event's words, and the paragraph."""
    cited = linked(citation(registry.letters[event.letter], look), _url(event, registry))
    return cited + paragraph(event.passage, look)


def _url(event: Event, registry: Registry) -> str | None:
    return passage_url(registry.letters[event.letter], event.quote)
