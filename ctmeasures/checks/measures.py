"""Checks of measures and their events."""

from bisect import bisect_left
from collections.abc import Iterator

from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Measure, Registry
from ctmeasures.model.status import Status


def duplicate_id(registry: Registry) -> Iterator[Problem]:
    """Two measures have the same id.

    Ids are never reused: links and other registries point to them.
    """
    seen: dict[str, Measure] = {}
    for measure in _named(registry):
        first = seen.setdefault(measure.id, measure)
        if first is not measure:
            line = first.source.place("id").line
            place = measure.source.place("id")
            yield Problem(
                "duplicate-id", place, f"a second measure `{measure.id}`", f"an id of its own; line {line} has it"
            )


def unsorted_id(registry: Registry) -> Iterator[Problem]:
    """Measures do not stand in the byte order of their ids.

    A fixed order keeps two contributors from writing at the same place, and makes a measure easy to find.
    Remedy: move the record up to its place.
    """
    highest = ""
    in_order = sorted(measure.id for measure in _named(registry))
    for measure in _named(registry):
        if measure.id < highest:
            position = bisect_left(in_order, measure.id)
            where = f"its place after `{in_order[position - 1]}`" if position else "its place at the top of the list"
            yield Problem("unsorted-id", measure.source.place("id"), f"`{measure.id}` stands after `{highest}`", where)
        highest = max(highest, measure.id)


def event_after_letter(registry: Registry) -> Iterator[Problem]:
    """An event is dated after the letter that reports it.

    A letter can report what has happened, not what will: what it promises for later is a `due` date.
    """
    for measure in registry.measures:
        for event in measure.history:
            letter = registry.letters.get(event.letter)
            if letter is not None and event.date.first > letter.date.last:
                message = f"{event.date.words} is after the letter's date"
                expected = f"a date up to {letter.date.words}; write a promised moment as `due`"
                yield Problem("event-after-letter", event.source.place("date"), message, expected, letter.date.text)


def missing_passage(registry: Registry) -> Iterator[Problem]:
    """An event or allocation does not name the paragraph that says so.

    Without it a reader has to search the whole letter.
    """
    for record in registry.citations():
        if record.passage is None and not record.source.has("passage"):
            message = f"no passage is given for the letter {record.letter}"
            yield Problem(
                "missing-passage",
                record.source.place(),
                message,
                "`passage:` and the paragraph's number",
                None,
                Level.WARNING,
            )


def missing_quote(registry: Registry) -> Iterator[Problem]:
    """An event or allocation does not quote the words that say so.

    The quote is what a program can find in the letter, and what a link opens.
    """
    for record in registry.citations():
        if record.quote is None and not record.source.has("quote"):
            message = f"no quote is given for the letter {record.letter}"
            expected = f"`quote:` and at most {QUOTE_WORDS} consecutive words"
            yield Problem("missing-quote", record.source.place(), message, expected, None, Level.WARNING)


def long_quote(registry: Registry) -> Iterator[Problem]:
    """A quote has more than eight words.

    A quote finds the place; it does not reproduce the letter.
    """
    for record in registry.citations():
        words = record.quote.split() if record.quote else []
        if len(words) > QUOTE_WORDS:
            message = f"a quote of {len(words)} words"
            shorter = " ".join(words[:QUOTE_WORDS])
            yield Problem("long-quote", record.source.place("quote"), message, f"at most {QUOTE_WORDS} words", shorter)


def circular_relation(registry: Registry) -> Iterator[Problem]:
    """A measure is part of itself, or supersedes or follows itself, directly or through others."""
    for field in ("part_of", "supersedes", "follows"):
        for measure in registry.measures:
            if measure.id in _reachable(registry, measure, field):
                message = f"`{field}` leads from `{measure.id}` back to itself"
                yield Problem(
                    "circular-relation", measure.source.place(field), message, "relations that do not form a circle"
                )


def no_successor(registry: Registry) -> Iterator[Problem]:
    """A measure is superseded, but no measure of the registry says that it supersedes it.

    Remedy: name it under `supersedes` of its successor; where there is none, it is `withdrawn` or `lapsed`.
    """
    replaced = {key for measure in registry.measures for key in measure.supersedes}
    for measure in registry.measures:
        for event in measure.history:
            if event.status is Status.SUPERSEDED and measure.id not in replaced:
                expected = f"another measure with `supersedes: [{measure.id}]`"
                yield Problem(
                    "no-successor",
                    event.source.place("status"),
                    "superseded by no measure",
                    expected,
                    None,
                    Level.WARNING,
                )


def _named(registry: Registry) -> Iterator[Measure]:
    """Yield the measures whose id could be read."""
    return (measure for measure in registry.measures if measure.id)


def _reachable(registry: Registry, measure: Measure, field: str) -> set[str]:
    """Return the ids of all measures to which a relation leads."""
    found: set[str] = set()
    todo = list(getattr(measure, field))
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            following = registry.by_id.get(key)
            todo += getattr(following, field) if following else ()
    return found
