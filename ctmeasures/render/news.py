"""Published letters that a registry does not have, as the text of one issue that is kept up to date.

The same papers give the same text on any day, so that an issue changes only where there is something new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape
from ctmeasures.render.papers import day
from ctmeasures.render.safe import clean
from ctmeasures.reports.papers import Standing

if TYPE_CHECKING:
    from ctmeasures.reports.papers import Paper, Papers

MARK = "<!-- ctmeasures: new papers -->"  # by which the workflow `letters` knows its issue
_MOST = 60_000  # characters; GitHub takes 65,536 of an issue


def issue(found: Papers, look: Look) -> str:
    """Draw each paper that is new, or perhaps a letter of the registry, with the command that takes it."""
    papers = [one for one in found.papers if one.standing in (Standing.NEW, Standing.MAYBE)]
    dossiers = ", ".join(found.dossiers)
    if not papers:
        none = look.say(
            "The registry has every letter of the government in the dossiers {dossiers}.", dossiers=dossiers
        )
        return f"{MARK}\n\n{escape(none)}\n"
    head = look.say(
        "Letters of the government in the dossiers {dossiers} that the registry does not have:", dossiers=dossiers
    )
    lines, room = [], _MOST
    for one in papers:
        line = _item(one, look)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if left := len(papers) - len(lines):
        lines.append(look.say("- and {number} more: `ctmeasures letters find`", number=left))
    foot = look.say(
        "What is no letter for the registry is noted with `ctmeasures letters find --pass ID --reason TEXT`, and not told again."
    )
    return "\n".join([MARK, "", escape(head), "", *lines, "", foot]) + "\n"


def _item(one: Paper, look: Look) -> str:
    """Draw a paper as an item of a list; its title is cut where it is a page long."""
    paper = one.publication
    title = clean(paper.subject) or clean(paper.id)
    title = title if len(title) <= 300 else f"{title[:299]}…"
    known = [look.say("perhaps {letter}", letter=one.letter)] if one.standing is Standing.MAYBE else []
    about = ", ".join(filter(None, (clean(paper.id), day(one, look), *known)))
    taken = f"ctmeasures letters add {clean(paper.id)}{f' --as {one.letter}' if known else ''}".replace("`", "")
    return f"- **{escape(title)}** ({escape(about)}): `{taken}`"
