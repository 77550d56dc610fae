"""The texts in which words are looked for: those of a measure, in both languages, and the digests of the paragraphs that gave it."""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from ctmeasures.model.history import State
from ctmeasures.model.records import Allocation, Event, Passage, Registry
from ctmeasures.reports.words import Match, match, pieces, sought


class Field(IntEnum):
    """What a text is, and how much a word of it weighs when answers are ranked."""

    TITLE = 0
    NAME = 1
    NOTE = 2
    QUOTE = 3
    DIGEST = 4
    PARAGRAPH = 5

    @property
    def weight(self) -> float:
        """Return the weight: a title tells most of what a measure is about, the digest of a paragraph that gave several the least."""
        return (10.0, 4.0, 3.0, 3.0, 1.0, 3.0)[self]

    @property
    def label(self) -> str:
        """Return what it is called."""
        return self.name.lower()


class Text(NamedTuple):
    """One text, what it is, and the letter and paragraph that say it, where one does."""

    field: Field
    text: str
    letter: str | None = None
    passage: int | None = None
    quote: str | None = None


def texts(state: State, registry: Registry) -> Iterator[Text]:
    """Yield all texts of a measure as it stands at the moment, the titles first."""
    measure, digests = state.measure, registry.digests
    for title in dict.fromkeys((measure.title, measure.title_nl)):
        if title:
            yield Text(Field.TITLE, title)
    organisations = [registry.organisations[key] for key in dict.fromkeys((measure.owner, *measure.partners))]
    names = [name for one in organisations for name in (one.name, one.name_nl) if name]
    for name in dict.fromkeys([*names, *(one.key for one in organisations), measure.id, *measure.references]):
        yield Text(Field.NAME, name)
    cited: list[Event | Allocation] = [*state.history, *state.budget]
    for money in state.budget:
        if money.line:
            yield Text(Field.NAME, money.line, money.letter, money.passage, money.quote)
    for each in cited:
        place = each.letter, each.passage, each.quote
        for note in (each.note, each.note_nl):
            if note:
                yield Text(Field.NOTE, note, *place)
        if each.quote:
            yield Text(Field.QUOTE, each.quote, *place)
    for letter, passage in dict.fromkeys((each.letter, each.passage) for each in cited):
        found: Passage | None = digests.get((letter, passage))
        for digest in found.digests if found else ():
            yield Text(Field.DIGEST, digest, letter, passage)


def searched(states: Iterable[State], registry: Registry, typed: Iterable[str]) -> Match:
    """Return the ids of the measures in whose texts all is found that was typed."""
    corpus = {state.measure.id: pieces(one.text for one in texts(state, registry)) for state in states}
    return match(corpus, map(sought, typed))
