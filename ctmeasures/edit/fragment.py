"""Changing one measure of a file without looking closely at all of it: a draft of the lines around it, put back in their place.

This way changes a file that was read the quick way, and no other; at the first thing that raises a doubt it gives up, and the
careful way drafts the whole file. Both make the same of it to the last byte, which is proved by tests.
"""

from bisect import bisect_left
from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from ctmeasures.edit.draft import CannotEdit, Draft, Edit, eol_of
from ctmeasures.model.place import Document
from ctmeasures.read.file import PlainFile, encoder
from ctmeasures.read.nodes import Value
from ctmeasures.read.places import Doubt

Spans = Sequence[tuple[int, int]]

_NEAR = 2  # measures on each side that decide how a new one is spelled: as far apart, as deep


def edit_fragment(document: Document, plain: PlainFile, key: str, edit: Edit) -> tuple[str, Value]:
    """Return the text with a measure changed or added, and what the measure then says; raise Doubt.

    `plain` is what the text says now. The draft also holds the first measure, by which all others are indented.
    """
    if not len(plain.ids) == len(plain.spans) == len(plain.measures) > 0 or any(
        one >= other for one, other in pairwise(plain.ids)
    ):
        raise Doubt
    text = document.text
    starts = [start for start, _ in plain.spans] + [len(text)]
    number = bisect_left(plain.ids, key)
    low, high = number - _NEAR, min(number + _NEAR, len(plain.ids))
    beside, start = (text[plain.end : starts[1]], starts[low]) if low > 1 else ("", plain.end)
    end = starts[high]
    try:
        draft = Draft(Document(document.path, beside + text[start:end]))
        if draft.eol != eol_of(text):
            raise Doubt
        edit(draft)
    except CannotEdit:  # the careful way knows in which line of the whole text
        raise Doubt from None
    if not draft.text.startswith(beside):
        raise Doubt
    return text[:start] + draft.text[len(beside) :] + text[end:], _measure(draft, key)


def _measure(draft: Draft, key: str) -> Value:
    """Return what a measure says; raise Doubt where there is none or more than one of this id."""
    measures = draft.value(("measures",))
    found = [one for one in measures if isinstance(one, dict) and one.get("id") == key] if measures else []
    if len(found) != 1:
        raise Doubt
    return found[0]


class Before(NamedTuple):
    """What a file said before a change of one measure: of what its others said, which takes as much room as the file, what tells it from anything else."""

    plain: PlainFile
    told: bytes


def remembered(plain: PlainFile, key: str) -> Before:
    """Return what is to be known of a file to prove later that all but one measure is as it was."""
    return Before(plain._replace(measures=()), _others(plain, key))


def _others(plain: PlainFile, key: str) -> bytes:
    number = bisect_left(plain.ids, key)
    rest = number + (plain.ids[number : number + 1] == [key])
    told = sha256()
    for part in (plain.measures[:number], plain.measures[rest:]):
        for line in part:
            told.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    return told.digest()


def prove(known: Before, after: PlainFile | None, key: str, measure: Value) -> None:
    """Raise Doubt unless a file says what it said before, but for one measure that says this.

    What is `known` may come out of the cache, `after` is what the file itself says. All but that measure's lines are the same, so where
    the one was right about the others, and about where they start, the draft was made of what really stands around it.
    """
    before = known.plain
    number = bisect_left(before.ids, key)
    rest = number + (before.ids[number : number + 1] == [key])
    if (
        after is None
        or len(after.measures) != len(after.ids)
        or after.head != before.head
        or after.end != before.end
        or after.ids != [*before.ids[:number], key, *before.ids[rest:]]
        or not _starts_alike(before.spans, after.spans, number, rest)
        or after.measures[number] != encoder()(measure)
        or _others(after, key) != known.told
    ):
        raise Doubt


def _starts_alike(before: Spans, after: Spans, number: int, rest: int) -> bool:
    """Tell whether measures start where they did before, those from `rest` on by as much later as the last of them."""
    starts, moved = ([start for start, _ in spans] for spans in (before, after))
    later = moved[-1] - starts[-1]
    known = number + 1 if rest > number else number
    return moved[:known] == starts[:known] and moved[number + 1 :] == [start + later for start in starts[rest:]]
