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
    said = "{found} of the {quotes} quotes of {letter} found; {coded} paragraphs as coded, {here} in this form."
    lines = [look.say(said, found=len(found), quotes=len(quotes), letter=clean(letter), coded=coded, here=here)]
    lines += _elsewhere(found, look)
    missing = "paragraph {number}: missing: {quote}"
    lines += [look.say(missing, number=one.coded, quote=clean(one.quote)) for one in quotes if not one.here]
    if same:
        lines.append(look.say("The paragraphs are numbered alike."))
    else:
        lines.append(
            look.say(
                "The numbers of the coded form stay, and this form's paragraphs are not kept: only its text is. "
                "--join and --split can make them alike."
            )
        )
    return "".join(f"{part}\n" for line in lines for part in wrap(line, look.width, subsequent_indent="  "))


def _elsewhere(found: Sequence[Laid], look: Look) -> Iterator[str]:
    """Yield a line for each coded paragraph whose quotes this form holds under other numbers."""
    places: dict[int, set[int]] = {}
    for one in found:
        if one.coded not in one.here:
            places.setdefault(one.coded, set()).update(one.here)
    for coded, here in places.items():
        yield look.say("paragraph {number}: here {others}", number=coded, others=", ".join(map(str, sorted(here))))
