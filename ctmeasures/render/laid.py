"""Another form of a known letter beside it: which of its quotes it holds, and in which paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.known import Laid


def beside(letter: str, quotes: Sequence[Laid], coded: int, here: int, same: bool, look: Look) -> str:
    """Draw what became of a letter's quotes in another form of it, in the numbering of the coded one."""
    found = [one for one in quotes if one.here]
    lines = [
        f"{len(found)} of the {len(quotes)} quotes of {letter} found; {coded} paragraphs as coded, {here} in this form."
    ]
    lines += _elsewhere(found)
    lines += [f"paragraph {one.coded}: missing: {clean(one.quote)}" for one in quotes if not one.here]
    if same:
        lines.append("The paragraphs are numbered alike.")
    else:
        lines.append(
            "The numbers of the coded form stay, and this form's paragraphs are not kept: only its text is. "
            "--join and --split can make them alike."
        )
    return "".join(f"{part}\n" for line in lines for part in wrap(line, look.width, subsequent_indent="  "))


def _elsewhere(found: Sequence[Laid]) -> Iterator[str]:
    """Yield a line for each coded paragraph whose quotes this form holds under other numbers."""
    places: dict[int, set[int]] = {}
    for one in found:
        if one.coded not in one.here:
            places.setdefault(one.coded, set()).update(one.here)
    for coded, here in places.items():
        yield f"paragraph {coded}: here {', '.join(map(str, sorted(here)))}"
