"""Published papers in columns, plain text and Markdown: what each is to the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.dates import parse_date
from ctmeasures.render.columns import Column, grid
from ctmeasures.render.look import Look
from ctmeasures.render.markdown import table
from ctmeasures.render.plain import aligned
from ctmeasures.render.safe import clean
from ctmeasures.render.words import sentence

if TYPE_CHECKING:
    from ctmeasures.reports.papers import Paper, Papers


def columns(look: Look) -> tuple[Column[Paper], ...]:
    """Return what is shown of each paper."""
    return (
        Column("Publication", lambda one: clean(one.publication.id)),
        Column("Date", lambda one: day(one, look)),
        Column("What", lambda one: what(one, look)),
        Column("Kind", lambda one: clean(one.publication.kind)),
        Column("Measures", lambda one: ", ".join(one.measures)),
        Column("Title", lambda one: clean(one.publication.subject)),
    )


def day(one: Paper, look: Look) -> str:
    """Say a paper's day; nothing where none is known."""
    try:
        return look.short(parse_date(one.publication.day))
    except ValueError:
        return ""


def what(one: Paper, look: Look) -> str:
    """Say what a paper is to the registry, or how it fits the letter that was asked for."""
    if one.fit is not None:
        days = look.say("the same day") if not one.fit.days else look.say("{days} later", days=look.span(one.fit.days))
        words = look.say("{number} of {of} words of the title", number=one.fit.words, of=one.fit.of)
        return ", ".join([days, words, *([look.say("the same sender")] if one.fit.sender else [])])
    said = {
        "new": look.say("not in the registry"),
        "maybe": look.say("perhaps {letter}", letter=one.letter),
        "known": look.say("in the registry as {letter}", letter=one.letter),
        "passed": look.say("passed over: {reason}", reason=clean(one.reason)),
        "other": look.say("no letter of the government"),
    }
    return said[one.standing.value]


def foot(found: Papers, look: Look) -> str:
    """Say how many papers are shown of how many, what the others are, and what was asked."""
    shown = len(found.papers)
    asked = look.say(
        "Dossiers asked: {dossiers}, since {day}.", dossiers=", ".join(found.dossiers), day=_since(found, look)
    )
    left = [_left(key.value, number, look) for key, number in found.left_out.items()]
    others = f" {look.say('{counts}; --all shows them.', counts=', '.join(left))}" if left else ""
    papers = look.count(found.total, "paper", "papers")
    return (
        f"{look.say('{shown} of {papers}.', shown=shown, papers=papers)}{others} {asked} {sentence(found.view, look)}"
    )


def _left(standing: str, number: int, look: Look) -> str:
    """Say what a number of papers that are left out are."""
    if standing == "known":
        return look.count(number, "is in the registry", "are in the registry")
    if standing == "passed":
        return look.count(number, "was passed over", "were passed over")
    return look.count(number, "is no letter of the government", "are no letters of the government")


def _since(found: Papers, look: Look) -> str:
    return look.date(parse_date(found.since))


def plain(found: Papers, look: Look) -> Iterator[str]:
    """Draw the papers in columns."""
    if found.papers:
        yield from (f"{row}\n" for row in aligned(grid(columns(look), found.papers, look)))
    yield f"# {foot(found, look)}\n"


def markdown(found: Papers, look: Look) -> str:
    """Draw the papers as a table of Markdown."""
    drawn = f"{table(grid(columns(look), found.papers, look))}\n\n" if found.papers else ""
    return f"{drawn}{foot(found, look)}\n"


def ids(found: Papers, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{clean(one.publication.id)}\n" for one in found.papers)
