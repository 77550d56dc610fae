"""The brief as Markdown, and as a page made of that Markdown: one sheet before a debate, and on the page the rest behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import letter_url
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import far, moved, silence
from ctmeasures.render.html import NEW_SHEET, anchor, page
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.pieces import DOUBT, command, filters, owner_cell, source_cell
from ctmeasures.render.words import NOT_YET, Look, called, count_words, doubt, due_words, long_day, sentence, title

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import Promise
    from ctmeasures.model.records import Event
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
    pieces = [f"# {escape(heading(found, look))}", f"{sentence(found.view)} {DOUBT}", _counts(found)]
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
        f"nothing heard of {_of_open(found)}",
    )
    only = filters(found.query)
    scope = f" Only the measures of `{only}`." if only else ""
    return f"**{'; '.join(numbers)}.**{scope}"


def _of_open(found: Brief) -> str:
    return f"{len(found.silent)} of the {count_words(found.open, 'open measure')}"


def _letters(found: Brief, look: Look) -> _List:
    items = []
    for letter in found.letters[::-1]:
        titled = linked(title(letter, look), letter_url(letter))
        items.append(f"- {letter.date.words}: {titled}. {escape(citation(letter))}")
    none = "No letter of the registry is dated since then, so that nothing can be new."
    known_by = found.view.clock.known_by
    words = f"ctmeasures letters --known-by {known_by}" if known_by else "ctmeasures letters"
    return _List(f"Letters: {len(items)}", "" if items else none, items, f"all are in `{words}`")


def _new(found: Brief, look: Look) -> _List:
    items = []
    for one in found.new:
        state = one.state
        due = f", due {due_words(state)}" if state.due else ""
        items.append(_item(one, f"{state.status.label}{doubt(state)}{due}", state.history[0], found, look))
    said = "No earlier letter of the registry speaks of them." if items else ""
    whole = _whole(items, "list --sort announced --reverse", found)
    return _List(f"New: {len(items)}", said, items, whole)


def _changed(found: Brief, look: Look) -> _List:
    items = []
    for one in found.moved:
        said = [f"{one.before.label} → {one.event.status.label}"] if one.before else []
        if said and not one.deadline.state.surely(one.event):
            said.append(NOT_YET)
        if one.promise and not one.later:
            said.append(_due(one.promise, one.old))
        items.append(_item(one.deadline, "; ".join(said), one.event, found, look))
    whole = _whole(items, "timeline --by letter", found)
    return _List(f"Status or date changed: {len(items)}", "", items, whole)


def _due(promise: Promise, old: Promise | None) -> str:
    """Say which due date is new, or how it moved."""
    return f"due {old.due.words} → {promise.due.words}{moved(promise)}" if old else f"now due {promise.due.words}"


def _passed(found: Brief, look: Look) -> _List:
    items = []
    for one in found.passed:
        assert one.state.promise
        items.append(_item(one, f"due {due_words(one.state)} ({far(one)})", one.state.promise, found, look))
    whole = _whole(items, "list --overdue", found)
    return _List(f"Due date passed since {long_day(found.since)}, still open: {len(items)}", "", items, whole)


def _later(found: Brief, look: Look) -> _List:
    items = []
    for one in found.later:
        assert one.promise
        items.append(_item(one.deadline, _due(one.promise, one.old), one.event, found, look))
    said = "They are not among the changes above, unless their status changed too." if items else ""
    return _List(f"Due date moved to a later day: {len(items)}", said, items, _whole(items, "due", found))


def _silent(found: Brief, look: Look) -> _List:
    items = []
    for one in found.silent:
        due = f"due {due_words(one.state)}" if one.due else "no deadline"
        items.append(_item(one, f"{due}; last heard {silence(one)} ago", one.heard, found, look))
    days = found.view.clock.reference_day - found.since + timedelta(days=1)
    whole = _whole(items, f"list --silent-for {days.days}d --sort updated", found)
    return _List(f"Nothing heard since {long_day(found.since)}: {_of_open(found)}", "", items, whole)


def _item(one: Deadline, said: str, event: Event, found: Brief, look: Look) -> str:
    """Return what is said of a measure, and the citation of the letter that says so."""
    registry = found.view.registry
    measure = f"**{escape(title(one.state.measure, look))}** ({escape(one.state.measure.id)})"
    return f"- {measure}, {owner_cell(one.state, registry, look)}: {said}. {source_cell(event, registry)}"


def _whole(items: list[str], words: str, found: Brief) -> str:
    """Say which command gives all of a list."""
    return f"all {len(items)} are in {command(words, found.view, found.query)}"
