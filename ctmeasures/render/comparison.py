"""What changed, in words: sections of lines with signs, which all formats draw alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ctmeasures.model.dates import parse_date
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.statements import CHANGED, NEW, REMOVED, REWRITTEN, Speaker, Statement

if TYPE_CHECKING:
    from ctmeasures.disk.git import Commit
    from ctmeasures.reports.comparison import Comparison, Difference
    from ctmeasures.reports.revisions import Diff, Log, LogEntry, Side

NOTHING = "No change in what the registry says."
LAYOUT = "Only comments, order or layout differ."

_CODES = {NEW: "32", CHANGED: "33", REMOVED: "31", REWRITTEN: "1;31"}  # the terminal's own palette
_DIM = "2"


class Chapter(NamedTuple):
    """Lines under a heading."""

    heading: str
    lines: tuple[Statement, ...]


def sections(found: Comparison, look: Look) -> list[Chapter]:
    """Return all that changed, what a reader cares for first; headings without lines are left out."""
    speaker = Speaker(found, look)
    past = [one for one in found.differences if one.rewrites and one.new is not None]
    corrected = [one for one in found.differences if not one.rewrites and one.old is not None and one.new is not None]
    gone = [one for one in found.differences if one.new is None]
    totals: tuple[Difference[Any], ...] = (*found.packages, *found.tracks)
    names: tuple[Difference[Any], ...] = (*found.organisations, *found.areas)
    moved = (one for one in found.deadlines if one.event is None)
    every: tuple[tuple[str, Iterable[Statement]], ...] = (
        (look.say("Rewritten past"), map(speaker.changed, past)),
        (look.say("New letters"), map(speaker.new_letter, (one for one in found.letters if one.old is None))),
        (look.say("New measures"), map(speaker.new_measure, (one for one in found.measures if one.old is None))),
        (look.say("New events"), map(speaker.new_event, found.new_events)),
        (look.say("Moved deadlines"), map(speaker.deadline, moved)),
        (look.say("Money"), (*(speaker.keyed(one) for one in totals), *map(speaker.money, found.money))),
        (look.say("Corrections"), map(speaker.changed, corrected)),
        (look.say("Removed"), map(speaker.removed, gone)),
        (look.say("Organisations and areas"), (speaker.keyed(one) for one in names)),
        (look.say("The registry"), [speaker.fields(CHANGED, look.say("registry"), "", found.own)] if found.own else []),
    )
    drawn = (
        Chapter(heading, tuple(line._replace(key=line.key or look.say("(no id)")) for line in lines))
        for heading, lines in every
    )
    return [section for section in drawn if section.lines]


def counts(found: Comparison, look: Look) -> str:
    """Say in one line how much of everything changed, and how much of it rewrites the past."""
    fields = sum(len(one.changes) for one in found.measures)
    said = [
        *_counted("letter", found.letters, look),
        *_counted("measure", (one for one in found.measures if not one.changes), look),
        *_number(len(found.new_events), "new event", "new events", look),
        *_counted("event", found.events, look, "corrected"),
        *_number(sum(one.shift.moved for one in found.deadlines), "moved deadline", "moved deadlines", look),
        *_number(
            sum(not one.shift.moved for one in found.deadlines),
            "deadline stated otherwise",
            "deadlines stated otherwise",
            look,
        ),
        *_number(fields, "corrected field", "corrected fields", look),
        *_counted("amount", found.money, look),
        *_counted("package", found.packages, look),
        *_counted("track", found.tracks, look),
        *_counted("organisation", found.organisations, look),
        *_counted("area", found.areas, look),
        *_number(len(found.own), "changed field of the registry itself", "changed fields of the registry itself", look),
    ]
    past = look.count(found.rewrites, "rewrites the past", "rewrite the past")
    rewrites = f" ({past})" if found.rewrites else ""
    return f"{', '.join(said)}{rewrites}."


def _counted(noun: str, found: Iterable[Difference[Any]], look: Look, changed: str = "changed") -> Iterator[str]:
    kinds = ["new" if one.old is None else "removed" if one.new is None else changed for one in found]
    for kind in ("new", changed, "removed"):
        yield from _number(kinds.count(kind), f"{kind} {noun}", f"{kind} {noun}s", look)


def _number(number: int, one: str, more: str, look: Look) -> Iterator[str]:
    if number:
        yield look.count(number, one, more)


def side_words(side: Side, look: Look) -> str:
    """Say what was compared: `HEAD~1 (a1b2c3d, 1 March 2018)`, a path, or the files now."""
    name, commit = side.name or look.say("the files now"), side.commit
    if commit is None:
        return clean(name)
    day = day_words(commit, look)
    return f"{commit.short} ({day})" if commit.hash.startswith(name) else f"{clean(name)} ({commit.short}, {day})"


def sides(found: Diff, look: Look) -> str:
    """Say what was compared with what."""
    return f"{side_words(found.old, look)} → {side_words(found.new, look)}"


def nothing(found: Diff, look: Look) -> str:
    """Say that nothing changed, and whether the texts differ all the same."""
    return f"{look.say(NOTHING)} {look.say(LAYOUT)}" if found.texts_differ else look.say(NOTHING)


def entry_words(entry: LogEntry, look: Look) -> list[str]:
    """Return what is said of a commit: its hash, its day, who wrote it, its first line; clean."""
    commit = entry.commit
    if commit is None:
        return [look.say("not committed yet")]
    said = (commit.short, day_words(commit, look), clean(commit.author), clean(commit.subject))
    return [one for one in said if one]


def entry_lines(entry: LogEntry, look: Look) -> list[Statement]:
    """Return what a commit changed of a measure, without headings."""
    found = [line for section in sections(entry.comparison, look) for line in section.lines]
    created = any(one.old is None for one in entry.comparison.measures)
    return [line._replace(text=f"{look.say('new')}: {line.text}") for line in found] if created else found


def log_foot(found: Log, look: Look) -> str:
    """Say how many commits changed a measure, and where the history is cut off."""
    number = sum(1 for entry in found.entries if entry.commit)
    commits = look.count(number, "commit", "commits")
    said = look.say("{id}: changed in {commits}.", id=found.id, commits=commits)
    if not found.cut_off:
        return said
    from ctmeasures.disk.git import UNSHALLOW  # which few of those who draw changes need

    at = ", ".join(f"{one.short} ({day_words(one, look)})" for one in found.cut_off)
    cut = look.say(
        "The history of this clone is cut off at {commits}: what that commit and those before it changed is not known here",
        commits=at,
    )
    return f"{said} {cut}; {look.say(UNSHALLOW)}."


def day_words(commit: Commit, look: Look) -> str:
    """Say the day of a commit; what is no day of our calendar as git says it."""
    try:
        return look.date(parse_date(commit.day))
    except ValueError:
        return clean(commit.day)


def text(found: Comparison, look: Look) -> str:
    """Draw what changed, one line each and more under it, for a command that has just changed it."""
    lines = [line for section in sections(found, look) for line in section.lines]
    return "".join(f"{row}\n" for line in lines for row in rows(line, look)) or f"{look.say(NOTHING)}\n"


def rows(line: Statement, look: Look, keyed: bool = True) -> Iterator[str]:
    """Yield a line and what stands under it as rows of text, with its sign in colour, and details of what is new dimmed, where colours may be used."""

    def paint(words: str, code: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if look.color else words

    yield f"{paint(line.sign, _CODES[line.sign])} {clean(f'{line.key}: {line.text}' if keyed else line.text)}"
    for one in line.under:
        yield f"    {paint(clean(one), _DIM) if line.sign == NEW else clean(one)}"
