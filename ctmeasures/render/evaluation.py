"""What suggestions are worth: a line for each share, as text, Markdown or JSON."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from ctmeasures.render.data.forms import SCHEMA, document
from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.suggestions.evaluation import Evaluation, Figure

WAYS = ("suggestions", "rules alone", "every sentence")
_INDENT = 2


def text(found: Evaluation, look: Look) -> str:
    """Draw what was compared one below the other, each share with what it is of, its interval, and what is aimed at."""
    lines: list[str] = []
    for way, figures in found.figures.items():
        lines.append(_way(way, look))
        names = [look.say(one.name) for one in figures]
        width = max(map(len, names))
        for name, one in zip(names, figures, strict=True):
            counted = look.say("{right} of {of}", right=one.right, of=one.of)
            lines += wrap(
                f"{name:<{width}}  {_share(one, look)} {counted}{_aimed(one, look)}",
                look.width,
                initial_indent=" " * _INDENT,
                subsequent_indent=" " * 2 * _INDENT,
                drop_whitespace=True,
            )
        lines.append("")
    return "\n".join([*lines, *wrap(_foot(found, look), look.width)]) + "\n"


def _way(name: str, look: Look) -> str:
    """Say what was judged: ours in the reader's language, another tool by its name."""
    return look.say(name) if name in WAYS else clean(name)


def _share(one: Figure, look: Look) -> str:
    return look.number(f"{one.share:.2f} ({one.low:.2f}–{one.high:.2f})")


def _aimed(one: Figure, look: Look) -> str:
    if one.aim is None:
        return ""
    aim = look.number(f"{one.aim:.2f}")
    said = look.say("aim {share}", share=aim) if one.share >= one.aim else look.say("aim {share} (missed)", share=aim)
    return f", {said}"


def _foot(found: Evaluation, look: Look) -> str:
    letters = ", ".join(
        f"{clean(key)} ({look.count(units, 'piece', 'pieces')}, {look.count(events, 'event', 'events')})"
        for key, (units, events) in found.letters.items()
    )
    said = "In brackets: what {share} of 1,000 samples of paragraphs give. Letters: {letters}."
    return look.say(said, share="95 %", letters=letters)


def markdown(found: Evaluation, look: Look) -> str:
    """Draw what was compared as one table: a row for each share, a column for each of what was compared."""
    ways = [*found.figures]
    by_name = {way: {one.name: one for one in figures} for way, figures in found.figures.items()}
    first = {name: one for way in reversed(ways) for name, one in by_name[way].items()}
    names = dict.fromkeys(name for way in ways for name in by_name[way])
    rows = [["", look.say("aim"), *(escape(_way(way, look)) for way in ways)], ["---", "---:", *["---:"] * len(ways)]]
    for name in names:
        cells = [by_name[way].get(name) for way in ways]
        aim = "" if first[name].aim is None else look.number(f"{first[name].aim:.2f}")
        rows.append([look.say(name), aim, *(_share(cell, look) if cell else "" for cell in cells)])
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
