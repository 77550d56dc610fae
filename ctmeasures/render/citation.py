"""Citations of letters in the form that Dutch official texts use: `Kamerstukken II 2016/17, 29754, nr. 421`.

Format: Aanwijzingen voor de regelgeving 3.43, https://wetten.overheid.nl/BWBR0005730 (papers of the Tweede Kamer have a
number; those of the Eerste Kamer a letter, without `nr.`; a chapter of a budget stands behind the dossier).
The parliamentary year begins on the third Tuesday of September, the day of article 65 of the constitution.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import letter_of

if TYPE_CHECKING:
    from ctmeasures.model.records import Letter

# Dossier; part of it: digits, or a budget's chapter or a treaty's number; number, or the Eerste Kamer's letters.
_PAPER = re.compile(r"kst-([0-9]{5})(?:-([0-9]+|[A-Z]+|\(R[0-9]+\)))?-([0-9]+|[A-Z]{1,3})")


def session_year(day: date) -> str:
    """Return the parliamentary year of a day: `2016/17`, and `1999/2000`, which is written in full."""
    first = date(day.year, 9, 1)
    opening = first.replace(day=15 + (1 - first.weekday()) % 7)
    start = day.year if day >= opening else day.year - 1
    return f"{start}/{start + 1 if (start + 1) % 100 == 0 else f'{(start + 1) % 100:02}'}"


def official(letter: Letter) -> str | None:
    """Return the citation of a letter that is published as a paper of parliament, or None."""
    paper = _PAPER.fullmatch(letter.publication or "")
    if paper is None:
        return None
    dossier, part, last = paper.groups()
    whole = f"{dossier}{'-' if part.isdigit() else ' '}{part}" if part else dossier
    house, of = ("II", "nr. ") if last.isdigit() else ("I", "")
    return f"Kamerstukken {house} {session_year(letter.date.first)}, {whole}, {of}{last}"


def citation(letter: Letter, look: Look) -> str:
    """Return the citation of a letter, ready to paste; where its publication is inferred or not established, it says so.

    A letter that is published as something else is cited by its own title, date and reference.
    """
    inferred = f" ({look.say('number inferred')})" if letter.publication_inferred else ""
    paper = official(letter)
    if paper:
        return f"{paper}{inferred}"
    reference = f", {look.say('reference {reference}', reference=clean(letter.reference))}" if letter.reference else ""
    known = f"{clean(letter.publication)}{inferred}" if letter.publication else look.say("no publication established")
    return f"“{clean(letter.title_nl or letter.title)}”, {letter_of(letter, None, look)}{reference} ({known})"
