"""The columns of each listing, as values: plain text, Markdown and CSV draw the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ctmeasures.render.look import Look
from ctmeasures.render.words import UNSURE, late_words, publication

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.reports.coverage import LetterCoverage
    from ctmeasures.reports.timeline import Moment

Row = TypeVar("Row")


class Column(NamedTuple, Generic[Row]):
    """One column: its heading, in English, and what it shows of a row."""

    heading: str
    cell: Callable[[Row], str]


def measure_columns(look: Look) -> tuple[Column[State], ...]:
    """Return what a list of measures shows: what it is, how it stands, whose it is, since when, due when."""
    return (
        Column("Id", lambda state: state.measure.id),
        Column("Status", lambda state: look.word(state.status)),
        Column("Owner", lambda state: state.measure.owner),
        Column("Since", lambda state: look.short(state.since) + ("" if state.certain else UNSURE)),
        Column("Announced", lambda state: look.short(state.announced)),
        Column("Heard", lambda state: look.short(state.updated)),
        Column("Due", lambda state: look.short(state.due) if state.due else ""),
        Column("Late", lambda state: late_words(state, look) if state.overdue else ""),
        Column("Title", lambda state: look.title(state.measure)),
    )


def moment_columns(look: Look) -> tuple[Column[Moment], ...]:
    """Return what a line of time shows of each moment."""
    return (
        Column("Date", lambda moment: look.short(moment.when)),
        Column("What", lambda moment: what(moment, look)),
        Column("Id", lambda moment: moment.state.measure.id),
        Column("Letter", lambda moment: moment.event.letter),
        Column("Passage", lambda moment: str(moment.event.passage or "")),
        Column("Title", lambda moment: look.title(moment.state.measure)),
    )


def letter_columns(look: Look) -> tuple[Column[LetterCoverage], ...]:
    """Return what a list of letters shows of each."""
    return (
        Column("Id", lambda one: one.letter.id),
        Column("Date", lambda one: look.short(one.letter.date)),
        Column("Sender", lambda one: one.letter.sender or ""),
        Column("Publication", lambda one: publication(one.letter, look)),
        Column("Paragraphs", lambda one: str(len(one.passages))),
        Column("Cited", lambda one: str(one.cited)),
        Column("Context", lambda one: str(one.context)),
        Column("Unread", lambda one: str(one.open)),
        Column("Measures", lambda one: str(one.measures)),
        Column("Title", lambda one: look.title(one.letter)),
    )


def what(moment: Moment, look: Look) -> str:
    """Say in a word or three what a moment is."""
    if not moment.deadline:
        return look.word(moment.event.status) + ("" if moment.certain else UNSURE)
    due = look.say("due")
    return f"{due}, {late_words(moment.state, look)}" if moment.state.overdue else due


def grid(columns: tuple[Column[Row], ...], rows: tuple[Row, ...], look: Look) -> list[list[str]]:
    """Return the cells of all rows, the headings first."""
    cells = [column.cell for column in columns]
    return [[look.say(column.heading).upper() for column in columns], *([cell(row) for cell in cells] for row in rows)]
