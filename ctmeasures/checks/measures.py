"""Checks of measures and their events."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.order import ordered, with_due
from ctmeasures.model.place import Problem, warning
from ctmeasures.model.records import RELATIONS, Event, Measure, Registry
from ctmeasures.model.shift import How, shift
from ctmeasures.model.status import Status


def duplicate_id(registry: Registry) -> Iterator[Problem]:
    """Two measures have the same id.

    Ids are never reused: links and other registries point to them.
    """
    seen: dict[str, Measure] = {}
    for measure in _named(registry):
        first = seen.setdefault(measure.id, measure)
        if first is not measure:
            place = measure.source.place("id")
            expected = f"an id of its own; {first.source.place('id').told_at(place)} has it"
            yield Problem("duplicate-id", place, f"a second measure `{measure.id}`", expected)


def unsorted_id(registry: Registry) -> Iterator[Problem]:
    """A measure does not stand in the byte order of the ids of its file.

    A fixed order keeps two contributors from writing at the same place, and makes a measure easy to find. Of the ways
    to bring the list in order, the one that moves the fewest measures is proposed.
    Remedy: move the record to its place, or correct its id.
    """
    measures = list(_named(registry))
    if all(one.id <= other.id for one, other in pairwise(measures)):
        return  # as nearly always, and then those of each file are, too
    files: dict[str, list[Measure]] = {}
    for measure in measures:
        files.setdefault(measure.source.place().path, []).append(measure)
    for within in files.values():
        yield from _unsorted(within)


def _unsorted(measures: list[Measure]) -> Iterator[Problem]:
    """Yield what is out of order among the measures of one file."""
    in_order = sorted(measure.id for measure in measures)
    kept = _longest_run([measure.id for measure in measures])
    for number, measure in enumerate(measures):
        if number not in kept:
            position = bisect_left(in_order, measure.id)
            where = f"its place after `{in_order[position - 1]}`" if position else "its place at the top of the list"
            yield Problem("unsorted-id", measure.source.place("id"), f"`{measure.id}` stands out of order", where)


def _longest_run(ids: list[str]) -> set[int]:
    """Return the positions of a longest part of the list that is in order: patience sorting, from the end.

    Of two measures that have changed places, the first one counts as in order.
    """
    rank = {key: -number for number, key in enumerate(sorted(ids))}
    tails: list[int] = []
    after: dict[int, int] = {}
    for number in range(len(ids) - 1, -1, -1):
        place = bisect_right(tails, rank[ids[number]], key=lambda tail: rank[ids[tail]])
        if place:
            after[number] = tails[place - 1]
        tails[place : place + 1] = [number]
    kept: set[int] = set()
    following = tails[-1] if tails else None
    while following is not None:
        kept.add(following)
        following = after.get(following)
    return kept


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


def due_before_event(registry: Registry) -> Iterator[Problem]:
    """A due date lies before the event that states it.

    A letter promises for later; a year with a typing error, such as 0217 for 2017, is often the cause.
    """
    for measure in registry.measures:
        for event in measure.history:
            if event.due is not None and event.due.last < event.date.first:
                message = f"due {event.due.words}, before the event of {event.date.words}"
                expected = "a moment after the event; or no `due`"
                yield warning("due-before-event", event.source.place("due"), message, expected)


def repeated_event(registry: Registry) -> Iterator[Problem]:
    """A measure's history holds the same event twice.

    This often happens when a conflict was resolved by hand.
    """
    for measure in registry.measures:
        seen: set[tuple[object, ...]] = set()
        for event in measure.history if len(measure.history) > 1 else ():
            said = (
                event.date,
                event.status,
                event.letter,
                event.passage,
                event.quote,
                event.due,
                event.note or event.note_nl,
            )
            if said in seen:
                message = "the same event stands here again"
                yield warning("repeated-event", event.source.place(), message, "each event once")
            seen.add(said)


def contradicting_events(registry: Registry) -> Iterator[Problem]:
    """Two events of one measure say for the same date, by the same letter, that its status is this and that.

    The later one in the list then decides, by nothing but its place. This happens when two people code the same letter.
    Remedy: keep the event that the letter supports; or give each the date from which it is true.
    """
    for measure in registry.measures:
        seen: dict[tuple[str, str], Status] = {}
        for event in measure.history:
            first = seen.setdefault((event.letter, event.date.text), event.status)
            if first is not event.status:
                message = f"{event.status.label}, but {first.label} for the same date by the same letter"
                expected = "one status for a date; only the order of the list decides now"
                yield warning("contradicting-events", event.source.place("status"), message, expected)


def reopened_without_note(registry: Registry) -> Iterator[Problem]:
    """A closed measure is open again, and no note says why.

    A status may go back, but a reader then wants to know what happened; without a word it looks like a mistake.
    Remedy: `note:` with a sentence that says why it is open again; or correct the status of one of the two events.
    """
    for history in _histories(registry, lambda event: not event.status.open, 1):
        for before, event in pairwise(history):
            if not before.status.open and event.status.open and not (event.note or event.note_nl):
                message = f"{event.status.label} after {before.status.label}, without a note"
                expected = "`note:` and a sentence that says why it is open again"
                yield warning("reopened-without-note", event.source.place("status"), message, expected)


def moved_due_without_note(registry: Registry) -> Iterator[Problem]:
    """A due date has moved, and no note says why.

    A due date stands until a later event states another or the measure closes. One that lies within the date that
    stood, such as 2017-09 after 2017, only makes it more precise, and needs no note.
    Remedy: `note:` with a sentence that says what moved it; or correct the date.
    """
    for history in _histories(registry, lambda event: event.due is not None, 2):
        for event, stands in with_due(history):
            due = event.due
            how = shift(stands, due).how if stands and due else How.SAME
            if stands and due and how not in (How.SAME, How.PRECISER) and not (event.note or event.note_nl):
                message = f"due {due.words} instead of {stands.words}, without a note"
                expected = "`note:` and a sentence that says why the date moved"
                yield warning("moved-due-without-note", event.source.place("due"), message, expected)


def _histories(registry: Registry, tells: Callable[[Event], bool], least: int) -> Iterator[list[Event]]:
    """Yield in order the events of each measure that has several, of which at least so many tell something.

    All their letters must be known, whose dates make the order.
    """
    for measure in registry.measures:
        history = measure.history
        if len(history) < 2 or sum(map(tells, history)) < least:
            continue
        if all(event.letter in registry.letters for event in history):
            yield ordered(measure, registry)


def missing_passage(registry: Registry) -> Iterator[Problem]:
    """An event, allocation or total does not name the paragraph that says so.

    Without it a reader has to search the whole letter.
    """
    for letter, record, _ in registry.citations:
        if record.passage is None and not record.source.has("passage"):
            message = f"no passage is given for the letter {letter}"
            yield warning("missing-passage", record.source.place(), message, "`passage:` and the paragraph's number")


def missing_quote(registry: Registry) -> Iterator[Problem]:
    """An event, allocation or total does not quote the words that say so.

    The quote is what a program can find in the letter, and what a link opens.
    """
    for letter, record, _ in registry.citations:
        if record.quote is None and not record.source.has("quote"):
            message = f"no quote is given for the letter {letter}"
            expected = f"`quote:` and at most {QUOTE_WORDS} consecutive words"
            yield warning("missing-quote", record.source.place(), message, expected)


def long_quote(registry: Registry) -> Iterator[Problem]:
    """A quote has more than eight words.

    A quote finds the place; it does not reproduce the letter.
    """
    for _, record, _ in registry.citations:
        words = record.quote.split() if record.quote else []
        if len(words) > QUOTE_WORDS:
            message = f"a quote of {len(words)} words"
            shorter = " ".join(words[:QUOTE_WORDS])
            yield Problem("long-quote", record.source.place("quote"), message, f"at most {QUOTE_WORDS} words", shorter)


def circular_relation(registry: Registry) -> Iterator[Problem]:
    """A measure is part of itself, or supersedes or follows itself, directly or through others."""
    for field in RELATIONS:
        for circle in _circles(registry, field):
            measure = registry.by_id[circle[0]]
            way = " → ".join(circle if len(circle) < 8 else [*circle[:6], "…", circle[-1]])
            expected = "relations that form no circle"
            yield Problem("circular-relation", measure.source.place(field), f"`{field}` goes round: {way}", expected)


def _circles(registry: Registry, field: str) -> Iterator[list[str]]:
    """Yield circles of a relation, each from a measure back to itself, in one walk over all measures."""
    done: set[str] = set()
    for start, first in registry.by_id.items():
        related = getattr(first, field)
        path = {start: iter(related)} if related and start not in done else {}
        while path:
            here = next(reversed(path))
            for key in path[here]:
                if key in path:
                    way = list(path)
                    yield [*way[way.index(key) :], key]
                elif key not in done and key in registry.by_id:
                    path[key] = iter(getattr(registry.by_id[key], field))
                    break
            else:
                done.add(here)
                del path[here]


def no_successor(registry: Registry) -> Iterator[Problem]:
    """A measure is superseded, but no measure of the registry says that it supersedes it.

    Remedy: name it under `supersedes` of its successor; where there is none, it is `withdrawn` or `lapsed`.
    """
    replaced = {key for measure in registry.measures for key in measure.supersedes}
    for measure in registry.measures:
        for event in measure.history:
            if event.status is Status.SUPERSEDED and measure.id not in replaced:
                expected = f"another measure with `supersedes: [{measure.id}]`"
                yield warning("no-successor", event.source.place("status"), "superseded by no measure", expected)


def _named(registry: Registry) -> Iterator[Measure]:
    """Yield the measures whose id could be read."""
    return (measure for measure in registry.measures if measure.id)
