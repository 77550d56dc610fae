"""What is said of a thread, and the thread as plain text and Markdown: a tree of measures, each with what its letters say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.status import Status
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import SIGNS, letter_of, not_yet, sentence
from ctmeasures.reports.threads import Turn

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.model.records import Event, Registry
    from ctmeasures.reports.threads import Asked, Member, Step, Thread

ASKED = "▶"  # before the measure that was asked for
HANGS = {"part_of": "part of it", "supersedes": "supersedes it", "follows": "follows it"}
RELATED = {"part_of": "part of {measure}", "supersedes": "supersedes {measure}", "follows": "follows {measure}"}
ALSO = {
    "part_of": "also part of {measure}",
    "supersedes": "also supersedes {measure}",
    "follows": "also follows {measure}",
}


class Told(NamedTuple):
    """A letter's word on a measure: the day of the letter, what it says, and what that is beside those before it."""

    day: str
    what: str
    turn: str


def told(member: Member, registry: Registry, look: Look) -> Iterator[Told]:
    """Yield what each letter says of a measure."""
    for step in member.steps:
        letter = registry.letters[step.letter]
        what = "; ".join(_event(event, letter.date.text, member.state, look) for event in step.events)
        yield Told(look.date(letter.date, short=True), what, turn_words(step, look))


def _event(event: Event, day: str, state: State, look: Look) -> str:
    parts = [f"{SIGNS[event.status]} {look.status(event.status)}"]
    if event.date.text != day:
        parts.append(look.say("since {day}", day=look.date(event.date)))
    if not state.surely(event):
        parts.append(not_yet(look))
    if event.due:
        parts.append(look.say("due {date}", date=look.date(event.due)))
    return ", ".join(parts)


def turn_words(step: Step, look: Look) -> str:
    """Say what a letter's word is beside those before it, where that is not seen from its status."""
    match step.turn:
        case Turn.REPEATED:
            return look.say("repeated")
        case Turn.REANNOUNCED:
            return look.say("re-announced")
    return ""


def hanging(member: Member, look: Look) -> str:
    """Say how a measure hangs on the one above it and on others, and what became of it: `part of it; follows gctf; split into 3 parts`."""
    parts = [look.say(HANGS[member.link.relation])] if member.link else []
    said = ALSO if member.link else RELATED
    parts += [look.say(said[link.relation], measure=link.other.id) for link in member.others]
    if member.parts > 1:
        parts.append(look.say("split into {number} parts", number=member.parts))
    parts += [look.say("superseded by {measure}", measure=one.id) for one in member.superseded_by]
    return "; ".join(parts)


def statuses(members: Iterable[Member], look: Look) -> str:
    """Count measures by status: `3 announced, 1 in progress`."""
    many = Counter(one.state.status for one in members)
    return ", ".join(f"{look.number(f'{many[one]:,}')} {look.status(one)}" for one in Status if many[one])


def counted(thread: Thread, look: Look) -> str:
    """Say how many measures a thread has, in how many letters, and how they stand."""
    if len(thread.members) == 1:
        return look.say("No other measure is related to it.")
    return look.say(
        "{measures} in {letters}: {statuses}.",
        measures=look.count(len(thread.members), "measure", "measures"),
        letters=look.count(len(thread.letters), "letter", "letters"),
        statuses=statuses(thread.members, look),
    )


def letters(thread: Thread, look: Look) -> list[tuple[str, str, str]]:
    """Return the letters of a thread, the earliest first: the day, the title, the id."""
    return [(look.date(one.date, short=True), look.title(one), one.id) for one in thread.letters]


def foot(found: Asked, look: Look) -> str:
    """Say what was counted, and when."""
    return f"{counted(found.thread, look)} {sentence(found.view, look)}"


def plain(found: Asked, look: Look) -> Iterator[str]:
    """Draw the whole tree: two spaces a level, under each measure a line for each letter."""
    registry, thread = found.view.registry, found.thread
    for member in thread.members:
        measure, indent = member.state.measure, "  " * member.depth
        mark = f"{ASKED} " if measure is found.measure else ""
        said = hanging(member, look)
        yield f"{indent}{mark}{SIGNS[member.state.status]} {measure.id}  {look.title(measure)}{f'  ({said})' if said else ''}\n"
        for one in told(member, registry, look):
            yield f"{indent}    {one.day}  {one.what}{f' ({one.turn})' if one.turn else ''}\n"
    yield "\n"
    for day, title, key in letters(thread, look):
        yield f"# {day}: {title} ({key})\n"
    yield f"# {foot(found, look)}\n"


def markdown(found: Asked, look: Look) -> str:
    """Draw the tree as nested lists, the asked measure in bold."""
    from ctmeasures.model.links import letter_url
    from ctmeasures.render.marked import escape, linked

    registry, thread = found.view.registry, found.thread
    lines = [f"# {escape(look.title(thread.root))}", ""]
    for member in thread.members:
        measure, indent = member.state.measure, "  " * member.depth
        title, said = f"{escape(look.title(measure))} ({escape(measure.id)})", hanging(member, look)
        named = f"**{title}**" if measure is found.measure else title
        lines.append(f"{indent}- {named}{f', {escape(said)}' if said else ''}")
        lines += [
            f"{indent}  - {one.day}: {escape(one.what)}{f' ({one.turn})' if one.turn else ''}"
            for one in told(member, registry, look)
        ]
    lines += ["", f"## {look.say('Letters')}", ""]
    lines += [
        f"- {linked(f'{look.title(letter)}, {letter_of(letter, None, look)}', letter_url(letter))}"
        for letter in thread.letters
    ]
    return "\n".join([*lines, "", escape(foot(found, look))]) + "\n"


def titled(member: Member, look: Look) -> str:
    """Return a measure's title and id."""
    return f"{look.title(member.state.measure)} ({clean(member.id)})"
