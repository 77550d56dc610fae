"""The check that notes and digests are in our own words: a registry does not reproduce the letters."""

from collections.abc import Collection, Iterator, Mapping

from ctmeasures.checks.own_texts import own_texts
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Place, Problem, warning
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Registry

COPIED = QUOTE_WORDS + 1  # words in a row that are no longer a quotation of the length that a quote may have


def copies(registry: Registry, letters: Mapping[str, LetterText], asked: Collection[str]) -> Iterator[Problem]:
    """Yield the notes and digests that repeat words of their letter, of those letters that were asked for and have a text."""
    for one in own_texts(registry):
        (letter, _), text = one.about[0], letters.get(one.about[0][0])
        if one.what != "title" and letter in asked and text:
            words = text.repeated(one.text, COPIED)
            if words:
                yield copied_words(one.place, one.what, letter, words)


def copied_words(place: Place, what: str, letter: str, words: list[str]) -> Problem:
    """A note or a digest repeats nine or more consecutive words of its letter: it is a quotation, longer than a quote may be.

    The letters are not reproduced: what they say is told in our own words. Upper and lower case, punctuation and figures between
    the words make no difference, and figures, which are facts, do not count as words.
    Remedy: say it in other words; of a long name or title, write its short form.
    """
    shown = f"{' '.join(words[:COPIED])}{' …' if len(words) > COPIED else ''}"
    message = f"the {what} repeats {len(words)} words in a row of the letter: {shown}"
    return warning("copied-words", place, message, f"our own words, at most {QUOTE_WORDS} in a row as in {letter}")
