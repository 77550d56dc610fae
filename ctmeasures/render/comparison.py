"""What changed, in words: sections of lines with signs, which all formats draw alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ctmeasures.model.dates import parse_date
from ctmeasures.render.safe import clean
from ctmeasures.render.statements import CHANGED, NEW, REMOVED, REWRITTEN, Speaker, Statement
from ctmeasures.render.words import Look, count_words

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
        ("Rewritten past", map(speaker.changed, past)),
        ("New letters", map(speaker.new_letter, (one for one in found.letters if one.old is None))),
        ("New measures", map(speaker.new_measure, (one for one in found.measures if one.old is None))),
        ("New events", map(speaker.new_event, found.new_events)),
        ("Moved deadlines", map(speaker.deadline, moved)),
        ("Money", (*(speaker.keyed(one) for one in totals), *map(speaker.money, found.money))),
        ("Corrections", map(speaker.changed, corrected)),
        ("Removed", map(speaker.removed, gone)),
        ("Organisations and areas", (speaker.keyed(one) for one in names)),
        ("The registry", [speaker.fields(CHANGED, "registry", "", found.own)] if found.own else []),
    )
    drawn = (
        Chapter(heading, tuple(line._replace(key=line.key or "(no id)") for line in lines)) for heading, lines in every
    )
    return [section for section in drawn if section.lines]


def counts(found: Comparison) -> str:
    """Say in one line how much of everything changed, and how much of it rewrites the past."""
    fields = sum(len(one.changes) for one in found.measures)
    said = [
        *_counted("letter", found.letters),
        *_counted("measure", (one for one in found.measures if not one.changes)),
        *_number(len(found.new_events), "new event"),
        *_counted("event", found.events, "corrected"),
        *_number(sum(one.shift.moved for one in found.deadlines), "moved deadline"),
        *_number(
            sum(not one.shift.moved for one in found.deadlines),
            "deadline stated otherwise",
            "deadlines stated otherwise",
        ),
        *_number(fields, "corrected field"),
        *_counted("amount", found.money),
        *_counted("package", found.packages),
        *_counted("track", found.tracks),
        *_counted("organisation", found.organisations),
        *_counted("area", found.areas),
        *_number(len(found.own), "changed field of the registry itself", "changed fields of the registry itself"),
    ]
    rewrites = f" ({found.rewrites} rewrite{'s' if found.rewrites == 1 else ''} the past)" if found.rewrites else ""
    return f"{', '.join(said)}{rewrites}."


def _counted(noun: str, found: Iterable[Difference[Any]], changed: str = "changed") -> Iterator[str]:
    kinds = ["new" if one.old is None else "removed" if one.new is None else changed for one in found]
    for kind in ("new", changed, "removed"):
        yield from _number(kinds.count(kind), f"{kind} {noun}")


def _number(number: int, noun: str, nouns: str | None = None) -> Iterator[str]:
    if number:
        yield f"{number:,} {nouns}" if nouns and number > 1 else count_words(number, noun)


def side_words(side: Side) -> str:
    """Say what was compared: `HEAD~1 (a1b2c3d, 1 March 2018)`, a path, or the files now."""
    name, commit = side.name or "the files now", side.commit
    if commit is None:
        return clean(name)
    day = day_words(commit)
    return f"{commit.short} ({day})" if commit.hash.startswith(name) else f"{clean(name)} ({commit.short}, {day})"


def sides(found: Diff) -> str:
    """Say what was compared with what."""
    return f"{side_words(found.old)} → {side_words(found.new)}"


def nothing(found: Diff) -> str:
    """Say that nothing changed, and whether the texts differ all the same."""
    return f"{NOTHING} {LAYOUT}" if found.texts_differ else NOTHING


def entry_words(entry: LogEntry) -> list[str]:
    """Return what is said of a commit: its hash, its day, who wrote it, its first line; clean."""
    commit = entry.commit
    if commit is None:
        return ["not committed yet"]
    said = (commit.short, day_words(commit), clean(commit.author), clean(commit.subject))
    return [one for one in said if one]


def entry_lines(entry: LogEntry, look: Look) -> list[Statement]:
    """Return what a commit changed of a measure, without headings."""
    found = [line for section in sections(entry.comparison, look) for line in section.lines]
    created = any(one.old is None for one in entry.comparison.measures)
    return [line._replace(text=f"new: {line.text}") for line in found] if created else found


def log_foot(found: Log) -> str:
    """Say how many commits changed a measure, and where the history is cut off."""
    number = sum(1 for entry in found.entries if entry.commit)
    said = f"{found.id}: changed in {count_words(number, 'commit')}."
    if not found.cut_off:
        return said
    from ctmeasures.disk.git import UNSHALLOW  # which few of those who draw changes need

    at = ", ".join(f"{one.short} ({day_words(one)})" for one in found.cut_off)
    return (
        f"{said} The history of this clone is cut off at {at}: what that commit and those before it changed is not known here; "
        f"{UNSHALLOW}."
    )


def day_words(commit: Commit) -> str:
    """Say the day of a commit; what is no day of our calendar as git says it."""
    try:
        return parse_date(commit.day).words
    except ValueError:
        return clean(commit.day)


def text(found: Comparison, look: Look) -> str:
    """Draw what changed, one line each and more under it, for a command that has just changed it."""
    lines = [line for section in sections(found, look) for line in section.lines]
    return "".join(f"{row}\n" for line in lines for row in rows(line, look)) or f"{NOTHING}\n"


def rows(line: Statement, look: Look, keyed: bool = True) -> Iterator[str]:
    """Yield a line and what stands under it as rows of text, with its sign in colour, and details of what is new dimmed, where colours may be used."""

    def paint(words: str, code: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if look.color else words

    yield f"{paint(line.sign, _CODES[line.sign])} {clean(f'{line.key}: {line.text}' if keyed else line.text)}"
    for one in line.under:
        yield f"    {paint(clean(one), _DIM) if line.sign == NEW else clean(one)}"
