"""New quotes beside the letters' texts that are at hand: what `verify` would say, before it is written."""

import os
from collections import Counter
from collections.abc import Iterator

from ctmeasures.disk.files import Unreadable
from ctmeasures.disk.texts import read_texts, texts_folder
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Level, Problem
from ctmeasures.model.records import Allocation, Event, Registry


def not_in_texts(old: Registry, new: Registry, key: str | None) -> list[Problem]:
    """Return as warnings the quotes that are new in a measure, in any without `key`, and not once in their letter's text, where that is kept.

    Only the texts of their letters are read; one that cannot be read is passed over, as `verify` tells.
    """
    fresh = [new.by_id[key]] if key else [one for one in new.measures if old.by_id.get(one.id) != one]
    before = Counter(_said(one) for measure in fresh if measure.id in old.by_id for one in _quoted(old, measure.id))
    quoted = [one for measure in fresh for one in _quoted(new, measure.id)]
    added = []
    for one in quoted:
        before[_said(one)] -= 1
        if before[_said(one)] < 0:
            added.append(one)
    folder = texts_folder(new.path, None)
    if not added or not os.path.isdir(folder):
        return []
    from ctmeasures.checks.quotes import quote_not_found, quote_repeated
    from ctmeasures.model.quotes import LetterText

    try:
        kept = read_texts(folder, sorted({one.letter for one in added})).texts
    except Unreadable:
        return []
    texts = {letter: LetterText(text) for letter, text in kept.items()}
    found = []
    for one in added:
        text, quote, place = texts.get(one.letter), one.quote or "", one.source.place("quote")
        times = text.times(quote) if text else 1
        if text and times == 0:
            found.append(quote_not_found(place, one.letter, None, text.nearest(quote, QUOTE_WORDS)))
        elif times > 1:
            found.append(quote_repeated(place, one.letter, times))
    return [one._replace(level=Level.WARNING) for one in found]


def _quoted(registry: Registry, key: str) -> Iterator[Event | Allocation]:
    measure = registry.by_id[key]
    records: tuple[Event | Allocation, ...] = (*measure.history, *measure.budget)
    return (one for one in records if one.quote)


def _said(one: Event | Allocation) -> tuple[str, str | None]:
    return one.letter, one.quote
