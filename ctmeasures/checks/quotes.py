"""The check of quotes against the letters' own texts, which are no part of a registry.

One function makes each problem: its name is the code, its docstring the manual page.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ctmeasures.checks.copied import copied_words, copies
from ctmeasures.checks.figures import figure_not_found, unsaid
from ctmeasures.checks.measures import long_quote
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Place, Problem
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Citation, Registry

_HELPED = 50  # missing quotes for which the nearest words are looked up; each takes milliseconds


class Result(StrEnum):
    """What became of looking for a quote; of several, the first one here."""

    NO_TEXT = "no text"
    NOT_FOUND = "not found"
    REPEATED = "more than once"
    TOO_LONG = "too long"
    FOUND = "found"


class Sought(NamedTuple):
    """One quote, what became of it, and how often it occurs in its letter."""

    citation: Citation
    result: Result
    times: int


class Verification(NamedTuple):
    """All quotes of a registry in its order, and the problems of those that are not found once, whole and short, and of our own texts.

    `fetched` says of the letters whose text is as it is published now where that is.
    """

    registry: Registry
    quotes: tuple[Sought, ...]
    unquoted: int
    problems: tuple[Problem, ...]
    fetched: Mapping[str, str] = MappingProxyType({})

    @property
    def counts(self) -> Counter[tuple[str, Result]]:
        """Return how many quotes of each letter have each result."""
        return Counter((one.citation.letter, one.result) for one in self.quotes)


def verify(
    registry: Registry,
    texts: Mapping[str, str],
    folder: str,
    unreadable: Mapping[str, str],
    asked: Collection[str],
) -> Verification:
    """Look for every quote of the letters that were `asked` for in its letter's text, and there for the words and figures of our own.

    `texts` holds them by letter id, `unreadable` says why others cannot be read, and `folder` is where they came from.
    """
    letters = {key: LetterText(text) for key, text in texts.items()}
    too_long = {problem.place: problem for problem in long_quote(registry)}
    problems = dict[tuple[str, Place], Problem]()
    quotes: list[Sought] = []
    unquoted = missing = 0
    for citation in registry.citations:
        if citation.letter not in asked:
            continue
        quote, place = citation.record.quote, citation.record.source.place("quote")
        if not quote:
            unquoted += 1
            continue
        text = letters.get(citation.letter)
        times = text.times(quote) if text else 0
        problem = None
        if text is None:
            result = Result.NO_TEXT
            where = registry.letters[citation.letter].source.place()
            why = unreadable.get(citation.letter)
            problem = unreadable_text(where, why) if why else no_text(where, citation.letter, folder)
        elif times == 0:
            result = Result.NOT_FOUND
            missing += 1
            helped = missing <= _HELPED
            elsewhere = next((key for key, other in letters.items() if helped and other.times(quote)), None)
            nearest = text.nearest(quote, QUOTE_WORDS) if helped else None
            problem = quote_not_found(place, citation.letter, elsewhere, nearest)
        elif times > 1:
            result = Result.REPEATED
            problem = quote_repeated(place, citation.letter, times)
        else:
            result = Result.TOO_LONG if place in too_long else Result.FOUND
        quotes.append(Sought(citation, result, times))
        for one in (problem, too_long.get(place)):
            if one is not None:
                problems.setdefault((one.code, one.place), one)
    ours = (*copies(registry, letters, asked), *unsaid(registry, letters, asked))
    ordered = sorted((*problems.values(), *ours), key=lambda problem: problem.sort_key)
    return Verification(registry, tuple(quotes), unquoted, tuple(ordered))


def no_text(place: Place, letter: str, folder: str) -> Problem:
    """A letter is quoted, but its text is not in the folder of texts.

    `ctmeasures verify --texts DIR` looks for the text of the letter `<id>` in the file `DIR/<id>.txt`.
    """
    message = f"the text of {letter} is not in {folder}"
    return Problem("no-text", place, message, f"the letter's text as UTF-8 in {letter}.txt there")


def unreadable_text(place: Place, why: str) -> Problem:
    """The text of a letter that is quoted is in the folder of texts, but cannot be read: it is no file, too large, or not UTF-8.

    Remedy: save it as plain text in UTF-8. The quotes of the other letters are looked up all the same.
    """
    said, _, expected = why.partition("; ")
    return Problem("unreadable-text", place, said, expected)


def quote_not_found(place: Place, letter: str, elsewhere: str | None, nearest: str | None) -> Problem:
    """A quote does not occur in the text of the letter that it cites.

    It is copied exactly, upper and lower case included. How the text was set makes no difference: white space, hyphens at the
    ends of lines, kinds of dashes and quotation marks, ligatures, ellipses, what is spelled as in HTML, and the tags and emphasis
    of tables (CONTRIBUTING.md has all of it in a table). What would make another number does: 1 000 is not 1000.
    Remedy: copy the words again; quote no words that a footnote or a page's header interrupts.
    """
    also = f"; it stands in {elsewhere}" if elsewhere else ""
    expected = f"words copied exactly from {letter}"
    return Problem("quote-not-found", place, f"the quote is not in the letter{also}", expected, nearest)


def quote_repeated(place: Place, letter: str, times: int) -> Problem:
    """A quote occurs more than once in its letter, so that it does not find the place.

    Remedy: quote more words, or others, that stand only there.
    """
    message = f"the quote stands {times} times in the letter"
    return Problem("quote-repeated", place, message, f"words that stand once in {letter}")


CODES: tuple[Callable[..., Problem], ...] = (
    no_text,
    unreadable_text,
    quote_not_found,
    quote_repeated,
    copied_words,
    figure_not_found,
)
