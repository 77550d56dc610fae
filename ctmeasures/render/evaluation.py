"""What suggestions are worth: a line for each share, as text, Markdown or JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.look import Look
from ctmeasures.render.markdown import escape
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.suggestions.evaluation import Evaluation, Figure

_INDENT = 2


def text(found: Evaluation, look: Look) -> str:
    """Draw what was compared one below the other, each share with what it is of, its interval, and what is aimed at."""
    lines: list[str] = []
    for name, figures in found.figures.items():
        lines.append(clean(name))
        width = max(len(one.name) for one in figures)
        for one in figures:
            said = f"{one.name:<{width}}  {one.share:.2f} ({one.low:.2f}–{one.high:.2f}) {one.right} of {one.of}{_aimed(one)}"
            lines += wrap(
                said,
                look.width,
                initial_indent=" " * _INDENT,
                subsequent_indent=" " * 2 * _INDENT,
                drop_whitespace=True,
            )
        lines.append("")
    return "\n".join([*lines, *wrap(_foot(found), look.width)]) + "\n"


def _aimed(one: Figure) -> str:
    return "" if one.aim is None else f", aim {one.aim:.2f}{'' if one.share >= one.aim else ' (missed)'}"


def _foot(found: Evaluation) -> str:
    letters = ", ".join(
        f"{clean(key)} ({units} pieces, {events} events)" for key, (units, events) in found.letters.items()
    )
    return f"In brackets: what 95 % of 1,000 samples of paragraphs give. Letters: {letters}."


def markdown(found: Evaluation, look: Look) -> str:
    """Draw what was compared as one table: a row for each share, a column for each of what was compared."""
    names = [*found.figures]
    by_name = {way: {one.name: one for one in figures} for way, figures in found.figures.items()}
    first = by_name[names[0]]
    rows = [["", "aim", *map(escape, names)], ["---", "---:", *["---:"] * len(names)]]
    for name, one in first.items():
        cells = [by_name[way].get(name) for way in names]
        aim = "" if one.aim is None else f"{one.aim:.2f}"
        rows.append(
            [name, aim, *(f"{cell.share:.2f} ({cell.low:.2f}–{cell.high:.2f})" if cell else "" for cell in cells)]
        )
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def json(found: Evaluation, look: Look) -> str:
    """Draw what was compared as one JSON document."""
    return document({
        "schema": SCHEMA,
        "kind": "evaluation",
        "letters": [{"id": key, "units": units, "events": events} for key, (units, events) in found.letters.items()],
        "figures": {
            way: [
                {"name": one.name, "share": round(one.share, 4), "right": one.right, "of": one.of, "low": round(one.low, 4), "high": round(one.high, 4), "aim": one.aim and round(one.aim, 4)}
                for one in figures
            ]
            for way, figures in found.figures.items()
        },
    })  # fmt: skip


FORMS = {"text": text, "md": markdown, "json": json}
