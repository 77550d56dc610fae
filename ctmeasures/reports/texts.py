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
    """One text, what it is, and the letter and paragraph that say it, where one does.

    Where it stands in both languages, `language` is its own, and `other` says the same in the other one.
    """

    field: Field
    text: str
    letter: str | None = None
    passage: int | None = None
    quote: str | None = None
    language: str | None = None
    other: str | None = None


def texts(state: State, registry: Registry) -> Iterator[Text]:
    """Yield all texts of a measure as it stands at the moment, the titles first."""
    measure, digests = state.measure, registry.digests
    yield from both(Text(Field.TITLE, measure.title), measure.title_nl)
    organisations = [registry.organisations[key] for key in dict.fromkeys((measure.owner, *measure.partners))]
    names = [text for one in organisations for text in both(Text(Field.NAME, one.name), one.name_nl)]
    yield from names
    for key in dict.fromkeys((*(one.key for one in organisations), measure.id, *measure.references)):
        if key not in {one.text for one in names}:
            yield Text(Field.NAME, key)
    cited: list[Event | Allocation] = [*state.history, *state.budget]
    for money in state.budget:
        if money.line:
            yield Text(Field.NAME, money.line, money.letter, money.passage, money.quote)
    for each in cited:
        place = each.letter, each.passage, each.quote
        yield from both(Text(Field.NOTE, each.note or "", *place), each.note_nl)
        if each.quote:
            yield Text(Field.QUOTE, each.quote, *place)
    for letter, passage in dict.fromkeys((each.letter, each.passage) for each in cited):
        found: Passage | None = digests.get((letter, passage))
        if found:
            yield from both(Text(Field.DIGEST, found.digest, letter, passage), found.digest_nl)


def both(english: Text, dutch: str | None) -> Iterator[Text]:
    """Yield a text in the languages in which it is there, once where it is the same in both."""
    if english.text and dutch and dutch != english.text:
        yield english._replace(language="en", other=dutch)
        yield english._replace(text=dutch, language="nl", other=english.text)
    elif english.text or dutch:
        yield english._replace(text=english.text or dutch or "")


def searched(states: Iterable[State], registry: Registry, typed: Iterable[str]) -> Match:
    """Return the ids of the measures in whose texts all is found that was typed."""
    corpus = {state.measure.id: pieces(one.text for one in texts(state, registry)) for state in states}
    return match(corpus, map(sought, typed))
