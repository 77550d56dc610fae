"""The brief as Markdown, and as a page made of that Markdown: one sheet before a debate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from ctmeasures.model.links import letter_url
from ctmeasures.render.citation import citation
from ctmeasures.render.deadlines import far, moved, silence
from ctmeasures.render.markdown import escape, linked
from ctmeasures.render.pieces import DOUBT, command, filters, owner_cell, source_cell
from ctmeasures.render.words import Look, called, count_words, due_words, long_day, sentence, title

if TYPE_CHECKING:
    from ctmeasures.model.history import Promise
    from ctmeasures.model.records import Event
    from ctmeasures.reports.brief import Brief, Change
    from ctmeasures.reports.deadlines import Deadline

_MOST = 5  # items of each list, so that it all stays on one sheet

One = TypeVar("One")


def markdown(found: Brief, look: Look) -> str:
    """Draw what is new, moved, slipped and silent since a day, each with its source."""
    parts = [
        f"# {escape(heading(found, look))}",
        f"{sentence(found.view)} {DOUBT}",
        _counts(found),
        *_letters(found, look),
        *_new(found, look),
        *_moved(found, look),
        *_slipped(found, look),
        *_silent(found, look),
    ]
    return "\n\n".join(parts) + "\n"


def html(found: Brief, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere."""
    from ctmeasures.render.html import page

    return page(markdown(found, look), heading(found, look))


def heading(found: Brief, look: Look) -> str:
    """Say what the brief is of."""
    return f"{called(found.view.registry, look)}: what is new since {long_day(found.since)}"


def _counts(found: Brief) -> str:
    """Say everything in one sentence of numbers."""
    only = filters(found.query)
    slipped = f"{count_words(len(found.passed), 'deadline')} passed and {len(found.later)} moved later"
    silent = f"nothing heard of {len(found.silent)} of the {found.open} that are open"
    scope = f" Only the measures of `{only}`." if only else ""
    return f"**{count_words(len(found.new), 'new measure')}; {count_words(len(found.moved), 'change')}; {slipped}; {silent}.**{scope}"


def _letters(found: Brief, look: Look) -> Iterator[str]:
    yield f"## Letters: {len(found.letters)}"
    if not found.letters:
        yield "No letter of the registry is dated since then, so that nothing can be new."
        return
    lines = []
    for letter in found.letters[::-1][:_MOST]:
        titled = linked(title(letter, look), letter_url(letter))
        lines.append(f"- {letter.date.words}: {titled}. {escape(citation(letter))}")
    yield "\n".join(lines)
    if len(found.letters) > _MOST:
        known_by = found.view.clock.known_by
        words = f"ctmeasures letters --known-by {known_by}" if known_by else "ctmeasures letters"
        yield f"And {len(found.letters) - _MOST} older ones: all are in `{words}`"


def _new(found: Brief, look: Look) -> Iterator[str]:
    def words(one: Deadline) -> str:
        state = one.state
        due = f", due {due_words(state)}" if state.due else ""
        return _item(one, f"{state.status.label}{due}", state.history[0], found, look)

    yield f"## New: {len(found.new)}"
    if found.new:
        yield "No earlier letter of the registry speaks of them."
    yield from _list(found.new, words, found, "are in", "list --sort announced --reverse")


def _moved(found: Brief, look: Look) -> Iterator[str]:
    def words(one: Change) -> str:
        said = [f"{one.before.label} → {one.event.status.label}"] if one.before else []
        if one.promise and not one.later:
            said.append(_due(one.promise, one.old))
        return _item(one.deadline, "; ".join(said), one.event, found, look)

    yield f"## Moved: {len(found.moved)}"
    yield from _list(found.moved, words, found, "are in", "timeline --by letter")


def _due(promise: Promise, old: Promise | None) -> str:
    """Say which due date is new, or how it moved."""
    return f"due {old.due.words} → {promise.due.words}{moved(promise)}" if old else f"now due {promise.due.words}"


def _slipped(found: Brief, look: Look) -> Iterator[str]:
    def words(one: Deadline) -> str:
        return _item(one, f"due {due_words(one.state)} ({far(one)})", one.promises[-1].event, found, look)

    def later(one: Change) -> str:
        assert one.promise
        return _item(one.deadline, _due(one.promise, one.old), one.event, found, look)

    yield f"## Slipped: {len(found.passed) + len(found.later)}"
    if found.later:
        yield f"Moved later: {len(found.later)}"
        yield from _list(found.later, later, found, "are in", "due")
    if found.passed:
        yield f"Passed since {long_day(found.since)}, and still open: {len(found.passed)}"
    if found.passed or not found.later:
        yield from _list(found.passed, words, found, "are in", "list --overdue")


def _silent(found: Brief, look: Look) -> Iterator[str]:
    def words(one: Deadline) -> str:
        due = f"due {due_words(one.state)}" if one.due else "no deadline"
        return _item(one, f"{due}; last heard {silence(one)} ago", one.heard, found, look)

    yield f"## Silent: {len(found.silent)} of {found.open} that are open"
    days = found.view.clock.reference_day - found.since + timedelta(days=1)
    yield from _list(found.silent, words, found, "are in", f"list --silent-for {days.days}d --sort updated")


def _item(one: Deadline, said: str, event: Event, found: Brief, look: Look) -> str:
    """Return what is said of a measure, and the citation of the letter that says so."""
    registry = found.view.registry
    measure = f"**{escape(title(one.state.measure, look))}** ({escape(one.state.measure.id)})"
    return f"- {measure}, {owner_cell(one.state, registry, look)}: {said}. {source_cell(event, registry)}"


def _list(
    rows: Sequence[One], words: Callable[[One], str], found: Brief, where: str, command_words: str
) -> Iterator[str]:
    """Yield the first of a list, and the command that gives all of them where there are more."""
    if not rows:
        yield "None."
        return
    yield "\n".join(words(row) for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield f"And {len(rows) - _MOST} more: all {len(rows)} {where} {command(command_words, found.view, found.query)}"
