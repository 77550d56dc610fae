"""The columns of each listing, as values: plain text, Markdown and CSV draw the same ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ctmeasures.render.words import UNSURE, Look, late_words, publication, title

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.reports.coverage import LetterCoverage
    from ctmeasures.reports.timeline import Moment

Row = TypeVar("Row")


class Column(NamedTuple, Generic[Row]):
    """One column: its heading and what it shows of a row."""

    heading: str
    cell: Callable[[Row], str]


def measure_columns(look: Look) -> tuple[Column[State], ...]:
    """Return what a list of measures shows: what it is, how it stands, whose it is, since when, due when."""
    return (
        Column("ID", lambda state: state.measure.id),
        Column("STATUS", lambda state: state.status.value),
        Column("OWNER", lambda state: state.measure.owner),
        Column("SINCE", lambda state: state.since.short + ("" if state.certain else UNSURE)),
        Column("ANNOUNCED", lambda state: state.announced.short),
        Column("HEARD", lambda state: state.updated.short),
        Column("DUE", lambda state: state.due.short if state.due else ""),
        Column("LATE", lambda state: late_words(state) if state.overdue else ""),
        Column("TITLE", lambda state: title(state.measure, look)),
    )


def moment_columns(look: Look) -> tuple[Column[Moment], ...]:
    """Return what a line of time shows of each moment."""
    return (
        Column("DATE", lambda moment: moment.when.short),
        Column("WHAT", what),
        Column("ID", lambda moment: moment.state.measure.id),
        Column("LETTER", lambda moment: moment.event.letter),
        Column("PASSAGE", lambda moment: str(moment.event.passage or "")),
        Column("TITLE", lambda moment: title(moment.state.measure, look)),
    )


def letter_columns(look: Look) -> tuple[Column[LetterCoverage], ...]:
    """Return what a list of letters shows of each."""
    return (
        Column("ID", lambda one: one.letter.id),
        Column("DATE", lambda one: one.letter.date.short),
        Column("SENDER", lambda one: one.letter.sender or ""),
        Column("PUBLICATION", lambda one: publication(one.letter)),
        Column("PARAGRAPHS", lambda one: str(len(one.passages))),
        Column("CITED", lambda one: str(one.cited)),
        Column("CONTEXT", lambda one: str(one.context)),
        Column("UNREAD", lambda one: str(one.open)),
        Column("MEASURES", lambda one: str(one.measures)),
        Column("TITLE", lambda one: title(one.letter, look)),
    )


def what(moment: Moment) -> str:
    """Say in a word or three what a moment is."""
    if not moment.deadline:
        return moment.event.status.value + ("" if moment.certain else UNSURE)
    return f"due, {late_words(moment.state)}" if moment.state.overdue else "due"


def grid(columns: tuple[Column[Row], ...], rows: tuple[Row, ...]) -> list[list[str]]:
    """Return the cells of all rows, the headings first."""
    cells = [column.cell for column in columns]
    return [[column.heading for column in columns], *([cell(row) for cell in cells] for row in rows)]
