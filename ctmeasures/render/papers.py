"""Published papers in columns, plain text and Markdown: what each is to the registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ctmeasures.model.dates import parse_date
from ctmeasures.render.columns import Column, grid
from ctmeasures.render.look import Look
from ctmeasures.render.marked import table
from ctmeasures.render.plain import aligned
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.reports.papers import Fit, Paper, Papers

_CITED = 3  # publications that no letter of the registry is, of which more are counted


def columns(found: Papers, look: Look) -> tuple[Column[Paper], ...]:
    """Return what is shown of each paper; what they cite where some were read."""
    read = any(one.cites is not None for one in found.papers)
    cited: Column[Paper] = Column("Cites", lambda one: cites(one, look))
    return (
        Column("Publication", lambda one: clean(one.publication.id)),
        Column("Date", lambda one: day(one, look)),
        Column("What", lambda one: what(one, look)),
        Column("Kind", lambda one: clean(one.publication.kind)),
        *((cited,) if read else ()),
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
        return fits(one.fit, date.fromisoformat(one.publication.day), look)
    said = {
        "new": look.say("not in the registry"),
        "maybe": look.say("perhaps {letter}", letter=one.letter),
        "known": look.say("in the registry as {letter}", letter=one.letter),
        "passed": look.say("passed over: {reason}", reason=clean(one.reason)),
        "other": look.say("no letter of the government"),
    }
    return said[one.standing.value]


def fits(fit: Fit, day: date, look: Look) -> str:
    """Say how a paper of a day fits the letter that was asked for, what decides most first."""
    span = look.span(abs(fit.days), max(day, day - timedelta(fit.days)))
    days = look.say("the same day") if not fit.days else look.say("{days} later", days=span)
    days = look.say("{days} earlier", days=span) if fit.days < 0 else days
    words = look.say("{number} of {of} words of the title", number=fit.words, of=fit.of)
    quotes = [look.say("{number} of {of} quotes", number=fit.quotes[0], of=fit.quotes[1])] if fit.quotes else []
    return ", ".join([*quotes, days, words, *([look.say("the same sender")] if fit.sender else [])])


def cites(one: Paper, look: Look) -> str:
    """Say which letters a paper cites that the registry has, and what else; nothing where it was not read."""
    if one.cites is None:
        return ""
    others = [clean(each.replace("kst:", "kst-").replace(":", " ")) for each in one.cites.others]
    some = [*one.cites.letters, *others[:_CITED]]
    more = [look.say("{number} more", number=len(others) - _CITED)] if len(others) > _CITED else []
    return ", ".join([*some, *more]) or look.say("nothing")


def foot(found: Papers, look: Look) -> str:
    """Say how many papers are shown of how many, what the others are, and what was asked."""
    shown = len(found.papers)
    asked = look.say(
        "Dossiers asked: {dossiers}, since {day}.", dossiers=", ".join(found.dossiers), day=_since(found, look)
    )
    left = [_left(key.value, number, look) for key, number in found.left_out.items()]
    others = f" {look.say('{counts}; --all shows them.', counts=', '.join(left))}" if left else ""
    papers = look.count(found.total, "paper", "papers")
    return f"{look.say('{shown} of {papers}.', shown=shown, papers=papers)}{others} {asked}{_next(found, look)}"


def _next(found: Papers, look: Look) -> str:
    """Say what can be done with the papers that are shown."""
    if found.of and found.papers:
        said = look.say("`ctmeasures letters add ID --as {letter}` lays one beside the letter.", letter=found.of)
    elif any(one.standing.value in ("new", "maybe") for one in found.papers):
        said = look.say(
            "`ctmeasures letters add ID` takes one, `ctmeasures letters find --pass ID --reason TEXT` passes it over."
        )
    else:
        return ""
    return f" {said}"


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
        yield from (f"{row}\n" for row in aligned(grid(columns(found, look), found.papers, look)))
    yield f"# {foot(found, look)}\n"


def markdown(found: Papers, look: Look) -> str:
    """Draw the papers as a table of Markdown."""
    drawn = f"{table(grid(columns(found, look), found.papers, look))}\n\n" if found.papers else ""
    return f"{drawn}{foot(found, look)}\n"


def ids(found: Papers, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{clean(one.publication.id)}\n" for one in found.papers)
