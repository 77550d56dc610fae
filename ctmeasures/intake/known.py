"""Whether a letter is known: the quotes of the registry are a letter's fingerprint.

Of a letter's quotes 0.96 to 1.00 are found in its own text, at most 0.08 in any other (measured on five letters).
"""

from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.intake.blocks import Paragraph, words_of
from ctmeasures.intake.kept import letter_text
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Registry

SHARE = 0.6  # of a letter's quotes, from which a text is the letter
FEWEST = 3  # quotes: fewer prove nothing
_SAMPLE = 40  # quotes of a letter that are looked up first


class KnownLetter(NamedTuple):
    """A letter of the registry, how many of its quotes a text holds, and how many there are."""

    letter: str
    found: int
    quotes: int


class Laid(NamedTuple):
    """A quote of a known letter beside another form of it: its coded paragraph, and the paragraphs of the form that hold it."""

    quote: str
    coded: int
    here: tuple[int, ...]


def likest(registry: Registry, paragraphs: Sequence[Paragraph]) -> KnownLetter | None:
    """Return the letter whose quotes a text holds, where it holds enough of them."""
    quotes: dict[str, list[str]] = {}
    for citation in registry.citations:
        if citation.record.quote:
            quotes.setdefault(citation.letter, []).append(citation.record.quote)
    text = LetterText(letter_text(paragraphs))
    best: KnownLetter | None = None
    for letter, said in quotes.items():
        some = said[:: 1 + len(said) // _SAMPLE]
        if len(said) < FEWEST or _count(text, some) < SHARE * len(some) / 2:
            continue
        found = KnownLetter(letter, _count(text, said), len(said))
        if found.found >= SHARE * found.quotes and (
            best is None or found.found * best.quotes > best.found * found.quotes
        ):
            best = found
    return best


def quotes_in(registry: Registry, letter: str) -> list[str]:
    """Return the quotes that a registry has of a letter."""
    return [one.record.quote for one in registry.citations if one.letter == letter and one.record.quote]


def _count(text: LetterText, quotes: Sequence[str]) -> int:
    return sum(text.times(quote) > 0 for quote in quotes)


def laid_beside(registry: Registry, letter: str, paragraphs: Sequence[Paragraph]) -> tuple[Laid, ...]:
    """Return the quotes of a letter in the order of its paragraphs, each with where another form of the letter holds it."""
    texts = [(paragraph.number, LetterText(words_of(paragraph))) for paragraph in paragraphs]
    found = []
    for citation in registry.citations:
        record = citation.record
        if citation.letter == letter and record.quote and record.passage:
            here = tuple(number for number, text in texts if text.times(record.quote))
            found.append(Laid(record.quote, record.passage, here))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.coded, one.quote)))


def misplaced(registry: Registry, letter: str, paragraphs: Sequence[Paragraph]) -> tuple[Laid, ...]:
    """Return the quotes of a letter that its text holds, but not in the paragraph that they cite."""
    return tuple(one for one in laid_beside(registry, letter, paragraphs) if one.here and one.coded not in one.here)
