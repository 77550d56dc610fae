"""The brief as Markdown, and as a page made of that Markdown: one sheet before a debate, and on the page the rest behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import letter_url
from ctmeasures.render import claims
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import far, silence
from ctmeasures.render.html import NEW_SHEET, anchor, page
from ctmeasures.render.look import Look
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.pieces import command, filters, index, measure_names, opening, owner_cell
from ctmeasures.render.words import called, coded_words

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import State
    from ctmeasures.reports.brief import Brief

_MOST = 3  # items of each list, so that it all stays on one sheet


class _Item(NamedTuple):
    """What is said of a measure behind its name, or without one; it is Markdown already."""

    said: str
    state: State | None = None


class _List(NamedTuple):
    """A list of the brief: its heading, what is to be known of it, its items, and the command that gives all of them."""

    heading: str
    said: str
    items: list[_Item]
    whole: str
    question: bool = False  # one of those to put


def markdown(found: Brief, look: Look) -> str:
    """Draw what is new and what changed since a day, what passed, and of what nothing was heard, each with its source."""
    return _text(found, look, full=False)


def html(found: Brief, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere; behind the first sheet, the longer lists are in full."""
    return page(_text(found, look.unbroken(), full=True), heading(found, look), look)


def docx(found: Brief, look: Look) -> bytes:
    """Draw the same as that page, for a word processor."""
    from ctmeasures.render.docx import document

    text, day = _text(found, look.unbroken(), full=True), found.view.clock.reference_day
    return document(text, heading(found, look), day, look)


def heading(found: Brief, look: Look) -> str:
    """Say what the brief is of."""
    return f"{called(found.view.registry, look)}: {look.say('what is new since {day}', day=look.day(found.since))}"


def _text(found: Brief, look: Look, full: bool) -> str:
    """Return the sheet; what is left out of it stands behind it in full, or in the answer of a command."""
    parts = (
        _letters(found, look),
        _new(found, look),
        _changed(found, look),
        _ahead(found, look),
        _unproven(found, look),
        _passed(found, look),
        _later(found, look),
        _silent(found, look),
    )
    pieces = [
        f"# {escape(heading(found, look))}",
        opening(found.view, look, _begins(found, look)),
        _counts(found, look),
    ]
    cut = [part for part in parts if len(part.items) > _MOST]
    sections = [part for part in parts if not part.question]
    named = measure_names(found.view.registry, look)
    for part in parts:
        if part.question and part is parts[len(sections)]:
            pieces.append(f"## {look.say('Questions to put')}")
        pieces += [f"{'###' if part.question else '##'} {part.heading}", *_drawn(part, _MOST, named, look)]
        if part in cut:
            more = look.say("And {number} more", number=len(part.items) - _MOST)
            place = anchor(len(sections) + 2, cut.index(part) + 1)
            pieces.append(f"[{more}, {look.say('in full below')}](#{place})" if full else f"{more}: {part.whole}")
    if full and cut:
        pieces += [NEW_SHEET, f"## {look.say('In full')}"]
        for part in cut:
            pieces += [f"### {part.heading}", *_drawn(part, len(part.items), named, look)]
    states = [one.state for part in parts for one in part.items[: None if full else _MOST] if one.state]
    if states:
        pieces += [
            *([NEW_SHEET] if full and not cut else []),
            f"## {look.say('Ids of the measures')}",
            index(states, look),
        ]
    return "\n\n".join(pieces) + "\n"


def _drawn(part: _List, most: int, named: Callable[[State], str], look: Look) -> Iterator[str]:
    """Yield what is said of a list, and the first so many of its items."""
    if part.said:
        yield part.said
    if part.items:
        names = (f"**{named(one.state)}**, " if one.state else "" for one in part.items[:most])
        yield "\n".join(f"- {name}{one.said}" for name, one in zip(names, part.items, strict=False))
    elif not part.said:
        yield look.say("None.")


def _counts(found: Brief, look: Look) -> str:
    """Say everything in one sentence of numbers."""
    numbers = (
        look.count(len(found.new), "new measure", "new measures"),
        look.count(len(found.moved), "change of status or date", "changes of status or date"),
        look.count(len(found.passed), "due date passed, still open", "due dates passed, still open"),
        look.count(len(found.later), "due date moved to a later day", "due dates moved to a later day"),
        look.count(len(found.unproven), "implemented by one letter's word", "implemented by one letter's word"),
        look.say("{unheard} of {number}", unheard=_unheard(found, look), number=_of_open(found, look)),
    )
    only = filters(found.query)
    scope = f" {look.say('Only the measures of `{filters}`.', filters=only)}" if only else ""
    return f"**{'; '.join(numbers)}.**{scope}"


def _begins(found: Brief, look: Look) -> str:
    """Say with which letter it begins, where nobody named a day."""
    if found.first is None:
        return ""
    day = look.date(found.first.date)
    if found.first is found.view.newest_letter:
        return look.say("No --since was given: it begins with the one letter there is, of {day}.", day=day)
    return look.say("No --since was given: it begins with the last letter but one, of {day}.", day=day)


def _unheard(found: Brief, look: Look) -> str:
    """Say that nothing was heard, and where there are later letters, up to when."""
    if found.view.overtaken:
        return look.say("no word by {day}", day=look.day(found.view.clock.horizon))
    return look.say("nothing heard")


def _of_open(found: Brief, look: Look) -> str:
    measures = look.count(found.open, "open measure", "open measures")
    return look.say("{number} of the {measures}", number=len(found.silent), measures=measures)


def _letters(found: Brief, look: Look) -> _List:
    items = []
    for letter in found.letters[::-1]:
        titled = linked(look.title(letter), letter_url(letter))
        said = coded_words(letter, found.view, look)
        coded = f"; {said}" if said else ""
        items.append(_Item(f"{look.date(letter.date)}: {titled}. {escape(citation(letter, look))}{coded}"))
    none = look.say("No letter of the registry is dated since then, so that nothing can be new.")
    known_by = found.view.clock.known_by
    words = f"ctmeasures letters --known-by {known_by}" if known_by else "ctmeasures letters"
    return _List(
        look.say("Letters: {number}", number=len(items)),
        "" if items else none,
        items,
        look.say("all are in {command}", command=f"`{words}`"),
    )


def _new(found: Brief, look: Look) -> _List:
    items = []
    for one in found.new:
        first, now = claims.announced(one.state, look), claims.status(one.state, look)
        told = [first] if first.said == now.said else [first, now]
        items.append(_item(one, [*told, *claims.due(one.state, look)], found, look))
    said = look.say("No earlier letter of the registry speaks of them.") if items else ""
    whole = _whole(items, "list --sort announced --reverse", found, look)
    return _List(look.say("New: {number}", number=len(items)), said, items, whole)


def _changed(found: Brief, look: Look) -> _List:
    items = [_item(one.deadline, claims.changed(one, look), found, look) for one in found.moved]
    whole = _whole(items, "timeline --by letter", found, look)
    return _List(look.say("Status or date changed: {number}", number=len(items)), "", items, whole)


def _ahead(found: Brief, look: Look) -> _List:
    items = [_item(one, claims.due(one.state, look, far=far(one, look)), found, look) for one in found.ahead]
    heading = look.say("Coming deadlines: {number}", number=len(items))
    return _List(heading, "", items, _whole(items, "due --only next", found, look))


def _unproven(found: Brief, look: Look) -> _List:
    items = [_item(one, [claims.status(one.state, look)], found, look) for one in found.unproven]
    said = look.say(
        "No other letter speaks of the measure, or no words of the letter are quoted for it. What shows that it is done?"
    )
    heading = look.say("Implemented by one letter's word: {number}", number=len(items))
    whole = _whole(items, "list --status implemented", found, look)
    return _List(heading, said if items else "", items, whole, question=True)


def _passed(found: Brief, look: Look) -> _List:
    items = [_item(one, claims.due(one.state, look, far=far(one, look)), found, look) for one in found.passed]
    whole = _whole(items, "list --overdue", found, look)
    day = look.day(found.since)
    heading = look.say("Due date passed since {day}, still open: {number}", day=day, number=len(items))
    said = look.say("What became of them, and when will they be done?") if items else ""
    return _List(heading, said, items, whole, question=True)


def _later(found: Brief, look: Look) -> _List:
    items = []
    for one in found.later:
        assert one.promise
        items.append(_item(one.deadline, [claims.promised(one.promise, one.old, look)], found, look))
    said = " ".join(
        (
            look.say("They are not among the changes above, unless their status changed too."),
            look.say("Why did they move?"),
        )
    )
    heading = look.say("Due date moved to a later day: {number}", number=len(items))
    return _List(heading, said if items else "", items, _whole(items, "due", found, look), question=True)


def _silent(found: Brief, look: Look) -> _List:
    items = []
    for one in found.silent:
        told = claims.heard(one.state, look.say("last heard {span} ago", span=silence(one, look)))
        if one.due is None:
            told = told._replace(said=f"{look.say('no deadline')}; {told.said}")
        items.append(_item(one, [*claims.due(one.state, look), told], found, look))
    day = found.view.clock.reference_day
    whole = _whole(
        items, f"list --silent-for {(day - found.since + timedelta(days=1)).days}d --sort updated", found, look
    )
    since = look.say("Nothing heard since {day}", day=look.day(found.since))
    if found.view.overtaken:
        first, last = look.day(found.since), look.day(found.view.clock.horizon)
        since = look.say("No word from {first} to {last}", first=first, last=last)
    said = look.say("Announced or due before, and none of the letters speaks of them. What became of them?")
    return _List(f"{since}: {_of_open(found, look)}", said if items else "", items, whole, question=True)


def _item(one: Deadline, told: Iterable[claims.Claim], found: Brief, look: Look) -> _Item:
    """Return what is said of a measure, each sentence with the citation of the event that says so."""
    registry = found.view.registry
    said = f"{owner_cell(one.state, registry, look)}: {claims.sentences(told, registry, look)}"
    return _Item(said, one.state)


def _whole(items: list[_Item], words: str, found: Brief, look: Look) -> str:
    """Say which command gives all of a list."""
    whole = command(words, found.view, found.query)
    return look.say("all {number} are in {command}", number=len(items), command=whole)
