"""The brief as Markdown, and as a page made of that Markdown: one sheet before a debate, and on the page the rest behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import letter_url
from ctmeasures.render import claims
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import far, silence
from ctmeasures.render.html import NEW_SHEET, anchor, page
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.pieces import command, filters, opening, owner_cell
from ctmeasures.render.words import Look, called, count_words, long_day, title

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.reports.brief import Brief

_MOST = 5  # items of each list, so that it all stays on one sheet


class _List(NamedTuple):
    """A list of the brief: its heading, what is to be known of it, its items, and the command that gives all of them."""

    heading: str
    said: str
    items: list[str]
    whole: str


def markdown(found: Brief, look: Look) -> str:
    """Draw what is new and what changed since a day, what passed, and of what nothing was heard, each with its source."""
    return _text(found, look, full=False)


def html(found: Brief, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere; behind the first sheet, the longer lists are in full."""
    return page(_text(found, look, full=True), heading(found, look))


def heading(found: Brief, look: Look) -> str:
    """Say what the brief is of."""
    return f"{called(found.view.registry, look)}: what is new since {long_day(found.since)}"


def _text(found: Brief, look: Look, full: bool) -> str:
    """Return the sheet; what is left out of it stands behind it in full, or in the answer of a command."""
    parts = (
        _letters(found, look),
        _new(found, look),
        _changed(found, look),
        _passed(found, look),
        _later(found, look),
        _silent(found, look),
    )
    pieces = [f"# {escape(heading(found, look))}", opening(found.view), _counts(found)]
    cut = [part for part in parts if len(part.items) > _MOST]
    for part in parts:
        pieces += [f"## {part.heading}", *_drawn(part, _MOST)]
        if part in cut:
            more = f"And {len(part.items) - _MOST} more"
            place = anchor(len(parts) + 1, cut.index(part) + 1)
            pieces.append(f"[{more}, in full below](#{place})" if full else f"{more}: {part.whole}")
    if full and cut:
        pieces += [NEW_SHEET, "## In full"]
        for part in cut:
            pieces += [f"### {part.heading}", *_drawn(part, len(part.items))]
    return "\n\n".join(pieces) + "\n"


def _drawn(part: _List, most: int) -> Iterator[str]:
    """Yield what is said of a list, and the first so many of its items."""
    if part.said:
        yield part.said
    if part.items:
        yield "\n".join(part.items[:most])
    elif not part.said:
        yield "None."


def _counts(found: Brief) -> str:
    """Say everything in one sentence of numbers."""
    numbers = (
        count_words(len(found.new), "new measure"),
        f"{count_words(len(found.moved), 'change')} of status or date",
        f"{count_words(len(found.passed), 'due date')} passed, still open",
        f"{count_words(len(found.later), 'due date')} moved to a later day",
        f"{_unheard(found)} of {_of_open(found)}",
    )
    only = filters(found.query)
    scope = f" Only the measures of `{only}`." if only else ""
    return f"**{'; '.join(numbers)}.**{scope}"


def _unheard(found: Brief) -> str:
    """Say that nothing was heard, and where there are later letters, up to when."""
    return f"no word by {long_day(found.view.clock.horizon)}" if found.view.overtaken else "nothing heard"


def _of_open(found: Brief) -> str:
    return f"{len(found.silent)} of the {count_words(found.open, 'open measure')}"


def _letters(found: Brief, look: Look) -> _List:
    items = []
    for letter in found.letters[::-1]:
        titled = linked(title(letter, look), letter_url(letter))
        coded = "; not coded yet" if letter in found.view.uncoded else ""
        items.append(f"- {letter.date.words}: {titled}. {escape(citation(letter))}{coded}")
    none = "No letter of the registry is dated since then, so that nothing can be new."
    known_by = found.view.clock.known_by
    words = f"ctmeasures letters --known-by {known_by}" if known_by else "ctmeasures letters"
    return _List(f"Letters: {len(items)}", "" if items else none, items, f"all are in `{words}`")


def _new(found: Brief, look: Look) -> _List:
    items = []
    for one in found.new:
        first, now = claims.announced(one.state), claims.status(one.state)
        told = [first] if first.said == now.said else [first, now]
        items.append(_item(one, [*told, *claims.due(one.state)], found, look))
    said = "No earlier letter of the registry speaks of them." if items else ""
    whole = _whole(items, "list --sort announced --reverse", found)
    return _List(f"New: {len(items)}", said, items, whole)


def _changed(found: Brief, look: Look) -> _List:
    items = [_item(one.deadline, claims.changed(one), found, look) for one in found.moved]
    whole = _whole(items, "timeline --by letter", found)
    return _List(f"Status or date changed: {len(items)}", "", items, whole)


def _passed(found: Brief, look: Look) -> _List:
    items = [_item(one, claims.due(one.state, far=far(one)), found, look) for one in found.passed]
    whole = _whole(items, "list --overdue", found)
    return _List(f"Due date passed since {long_day(found.since)}, still open: {len(items)}", "", items, whole)


def _later(found: Brief, look: Look) -> _List:
    items = []
    for one in found.later:
        assert one.promise
        items.append(_item(one.deadline, [claims.promised(one.promise, one.old)], found, look))
    said = "They are not among the changes above, unless their status changed too." if items else ""
    return _List(f"Due date moved to a later day: {len(items)}", said, items, _whole(items, "due", found))


def _silent(found: Brief, look: Look) -> _List:
    items = []
    for one in found.silent:
        told = claims.heard(one.state, f"last heard {silence(one)} ago")
        if one.due is None:
            told = told._replace(said=f"no deadline; {told.said}")
        items.append(_item(one, [*claims.due(one.state), told], found, look))
    day = found.view.clock.reference_day
    whole = _whole(items, f"list --silent-for {(day - found.since + timedelta(days=1)).days}d --sort updated", found)
    since = f"Nothing heard since {long_day(found.since)}"
    if found.view.overtaken:
        since = f"No word from {long_day(found.since)} to {long_day(found.view.clock.horizon)}"
    return _List(f"{since}: {_of_open(found)}", "", items, whole)


def _item(one: Deadline, told: Iterable[claims.Claim], found: Brief, look: Look) -> str:
    """Return what is said of a measure, each sentence with the citation of the event that says so."""
    registry = found.view.registry
    measure = f"**{escape(title(one.state.measure, look))}** ({escape(one.state.measure.id)})"
    return f"- {measure}, {owner_cell(one.state, registry, look)}: {claims.sentences(told, registry)}"


def _whole(items: list[str], words: str, found: Brief) -> str:
    """Say which command gives all of a list."""
    return f"all {len(items)} are in {command(words, found.view, found.query)}"
