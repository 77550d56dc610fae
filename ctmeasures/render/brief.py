"""The brief as Markdown, and as a page made of that Markdown: one sheet before a debate, and on the page the rest behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.dates import parse_date
from ctmeasures.model.links import letter_url
from ctmeasures.model.status import Status
from ctmeasures.render import claims
from ctmeasures.render.citation import citation
from ctmeasures.render.claims import Sources
from ctmeasures.render.deadlines import far, silence
from ctmeasures.render.document import Part
from ctmeasures.render.document import markdown as written
from ctmeasures.render.html import NEW_SHEET, anchor, page
from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape, linked
from ctmeasures.render.pieces import command, filters, index, measure_names, opening, owner_names
from ctmeasures.render.words import called, coded_words
from ctmeasures.reports.query import Bound, Query, Span, listing

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import State
    from ctmeasures.reports.brief import Brief

_MOST = 3  # items of each list, so that it all stays on one sheet


class _Item(NamedTuple):
    """What is said of a measure behind its name and owner, or without one, as Markdown."""

    said: str = ""
    state: State | None = None
    told: Sequence[claims.Claim] = ()


class _List(NamedTuple):
    """A list of the brief: its heading, what is to be known of it, its items, and the command that gives all of them."""

    heading: str
    said: str
    items: list[_Item]
    whole: str
    question: bool = False  # one of those to put


def markdown(found: Brief, look: Look) -> str:
    """Draw what is new and what changed since a day, what passed, and of what nothing was heard, each with its source."""
    return written(parts(found, look))


def parts(found: Brief, look: Look) -> list[Part]:
    """Return the same in its parts, to be drawn."""
    return _parts(found, look, full=False)


def html(found: Brief, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere; behind the first sheet, the longer lists are in full."""
    return page(_parts(found, look.unbroken(), full=True), heading(found, look), look)


def docx(found: Brief, look: Look) -> bytes:
    """Draw the same as that page, for a word processor."""
    from ctmeasures.render.docx import document

    whole, day = _parts(found, look.unbroken(), full=True), found.view.clock.reference_day
    return document(whole, heading(found, look), day, look)


def heading(found: Brief, look: Look) -> str:
    """Say what the brief is of."""
    return f"{called(found.view.registry, look)}: {look.say('what is new since {day}', day=look.day(found.since))}"


def _parts(found: Brief, look: Look, full: bool) -> list[Part]:
    """Return the sheet; what is left out of it stands behind it in full, or in the answer of a command."""
    lists = (
        _letters(found, look),
        _new(found, look),
        _changed(found, look),
        _ahead(found, look),
        _unproven(found, look),
        _passed(found, look),
        _later(found, look),
        _silent(found, look),
    )
    pieces: list[Part] = [
        f"# {escape(heading(found, look))}",
        opening(found.view, look, _begins(found, look)),
        _counts(found, look),
    ]
    cut = [one for one in lists if len(one.items) > _MOST]
    sections = [one for one in lists if not one.question]
    drawn = _drawing(found, look)
    for one in lists:
        if one.question and one is lists[len(sections)]:
            pieces.append(f"## {look.say('Questions to put')}")
        pieces += [f"{'###' if one.question else '##'} {one.heading}", *drawn(one, _MOST)]
        if one in cut:
            more = look.say("And {number} more", number=len(one.items) - _MOST)
            place = anchor(len(sections) + 2, cut.index(one) + 1)
            pieces.append(f"[{more}, {look.say('in full below')}](#{place})" if full else f"{more}: {one.whole}")
    if full and cut:
        pieces += [NEW_SHEET, f"## {look.say('In full')}"]
        for one in cut:
            pieces += [f"### {one.heading}", *drawn(one, len(one.items))]
    states = [item.state for one in lists for item in one.items[: None if full else _MOST] if item.state]
    if states:
        pieces += [
            *([NEW_SHEET] if full and not cut else []),
            f"## {look.say('Ids of the measures')}",
            index(states, look),
        ]
    return pieces


def _drawing(found: Brief, look: Look) -> Callable[[_List, int], Iterator[str]]:
    """Return what yields what is said of a list, and the first so many of its items, each sentence with its citation."""
    registry = found.view.registry
    name, owner, sources = measure_names(registry, look), owner_names(registry, look), Sources(registry, look)

    def item(one: _Item) -> str:
        if one.state is None:
            return f"- {one.said}"
        return f"- **{escape(name(one.state))}**, {escape(owner(one.state))}: {sources.sentences(one.told)}"

    def drawn(one: _List, most: int) -> Iterator[str]:
        if one.said:
            yield one.said
        if one.items:
            yield "\n".join(map(item, one.items[:most]))
        elif not one.said:
            yield look.say("None.")

    return drawn


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
    words = f"`ctmeasures letters --known-by {known_by}`" if known_by else "`ctmeasures letters`"
    whole = _where(len(items), len(items) == len(found.view.letters), words, look)
    return _List(look.say("Letters: {number}", number=len(items)), "" if items else none, items, whole)


def _new(found: Brief, look: Look) -> _List:
    items = []
    for one in found.new:
        first, now = claims.announced(one.state, look), claims.status(one.state, look)
        told = [first] if first.said == now.said else [first, now]
        items.append(_Item(state=one.state, told=[*told, *claims.due(one.state, look)]))
    said = look.say("No earlier letter of the registry speaks of them.") if items else ""
    last = found.view.clock.reference_day
    span = f"{found.since}/{last}" if found.since < last else str(last)
    whole = _whole(
        items, f"list --announced {span}", found, look, found.query._replace(announced=(Span(parse_date(span)),))
    )
    return _List(look.say("New: {number}", number=len(items)), said, items, whole)


def _changed(found: Brief, look: Look) -> _List:
    items = [_Item(state=one.deadline.state, told=[*claims.changed(one, look)]) for one in found.moved]
    whole = _whole(items, "timeline --by letter", found, look, None)
    return _List(look.say("Status or date changed: {number}", number=len(items)), "", items, whole)


def _ahead(found: Brief, look: Look) -> _List:
    items = [_item_due(one, look) for one in found.ahead]
    heading = look.say("Coming deadlines: {number}", number=len(items))
    return _List(
        heading, "", items, _where(len(items), True, command("due --only next", found.view, found.query), look)
    )


def _unproven(found: Brief, look: Look) -> _List:
    items = [_Item(state=one.state, told=[claims.status(one.state, look)]) for one in found.unproven]
    said = look.say(
        "No other letter speaks of the measure, or no words of the letter are quoted for it. What shows that it is done?"
    )
    heading = look.say("Implemented by one letter's word: {number}", number=len(items))
    whole = _whole(
        items, "list --status implemented", found, look, found.query._replace(status=(Status.IMPLEMENTED.value,))
    )
    return _List(heading, said if items else "", items, whole, question=True)


def _passed(found: Brief, look: Look) -> _List:
    items = [_item_due(one, look) for one in found.passed]
    before = _eve(found.since)
    wanted = found.query._replace(overdue=True, due_before=(Bound(before, excluded=True),))
    whole = _whole(items, f"list --overdue --due-before not:{before}", found, look, wanted)
    day = look.day(found.since)
    heading = look.say("Due date passed since {day}, still open: {number}", day=day, number=len(items))
    said = look.say("What became of them, and when will they be done?") if items else ""
    return _List(heading, said, items, whole, question=True)


def _later(found: Brief, look: Look) -> _List:
    items = []
    for one in found.later:
        assert one.promise
        items.append(_Item(state=one.deadline.state, told=[claims.promised(one.promise, one.old, look)]))
    apart = look.say("They are not among the changes above, unless their status changed too.")
    said = f"{apart} {look.say('Why did they move?')}"
    heading = look.say("Due date moved to a later day: {number}", number=len(items))
    return _List(heading, said if items else "", items, _whole(items, "due", found, look, None), question=True)


def _silent(found: Brief, look: Look) -> _List:
    items = []
    for one in found.silent:
        told = claims.heard(one.state, look.say("last heard {span} ago", span=silence(one.state, look)))
        if one.due is None:
            told = told._replace(said=f"{look.say('no deadline')}; {told.said}")
        items.append(_Item(state=one.state, told=[*claims.due(one.state, look), told]))
    days = (found.view.clock.reference_day - found.since).days + 1
    wanted = found.query._replace(silent_since=(Bound(_eve(found.since)),))
    whole = _whole(items, f"list --silent-for {days}d --sort updated", found, look, wanted)
    since = look.say("Nothing heard since {day}", day=look.day(found.since))
    if found.view.overtaken:
        first, last = look.day(found.since), look.day(found.view.clock.horizon)
        since = look.say("No word from {first} to {last}", first=first, last=last)
    said = look.say("Announced or due before, and none of the letters speaks of them. What became of them?")
    if found.unread:
        said = look.say(
            "Announced or due before. No letter since then is coded as a whole yet: what is said of them is not known."
        )
    return _List(f"{since}: {_of_open(found, look)}", said if items else "", items, whole, question=True)


def _item_due(one: Deadline, look: Look) -> _Item:
    """Return when a measure is due, and how far that is."""
    return _Item(state=one.state, told=[*claims.due(one.state, look, far=far(one, look))])


def _whole(items: list[_Item], words: str, found: Brief, look: Look, query: Query | None) -> str:
    """Say which command gives all of a list, where it asks a query that gives nothing else; else that it gives them too."""
    exact = False
    if query is not None and len(items) > _MOST:
        answer = listing(found.view.registry, found.view.clock, query).states
        exact = {one.measure.id for one in answer} == {one.state.measure.id for one in items if one.state}
    return _where(len(items), exact, command(words, found.view, found.query), look)


def _eve(day: date) -> date:
    """Return the day before, if there is one."""
    return day - timedelta(days=1) if day > date.min else day


def _where(number: int, exact: bool, command: str, look: Look) -> str:
    if exact:
        return look.say("all {number} are in {command}", number=number, command=command)
    return look.say("they are among others in {command}", command=command)
