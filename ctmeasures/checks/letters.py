"""Checks of letter files."""

from collections.abc import Iterator

from ctmeasures.model.fields import is_letter_id
from ctmeasures.model.place import NOWHERE, Problem, warning
from ctmeasures.model.records import Letter, Passage, Registry

_NAMED = 12  # paragraphs of a letter that one message names


def letter_date(registry: Registry) -> Iterator[Problem]:
    """A letter's date is not the one that its file's name starts with."""
    for letter in registry.letters.values():
        named = letter.id[:10]
        if is_letter_id(letter.id) and named != letter.date.text:
            message = f"the file's name says {named}"
            expected = f"the same date in both, {named} or {letter.date.text}"
            yield Problem("letter-date", letter.source.place("date"), message, expected)


def empty_digest(registry: Registry) -> Iterator[Problem]:
    """A paragraph of a letter has a heading but no digest.

    One or two sentences in own words show that the paragraph was read, and what it says.
    """
    for letter in registry.letters.values():
        for passage in letter.passages:
            if not passage.digest:
                message = f"paragraph {passage.number} has no digest"
                yield warning("empty-digest", passage.source.place(), message, "one or two sentences in own words")


def missing_translation(registry: Registry) -> Iterator[Problem]:
    """A text has no translation.

    By itself, `check` says so only of the paragraphs of a letter that has a file of Dutch digests, `<letter>.nl.md`, and of them
    lacks some. `check --translations nl` says it of every title, name, note and digest that is in English only, and counts those
    that are in both languages; `check --translations en` of those that are in Dutch only.
    Remedy: write it, in own words. A title and a name that are the same in both languages stand twice.
    """
    for letter in registry.letters.values():
        for passage in letter.passages:
            if passage.source_nl is not NOWHERE and passage.digest_nl is None:
                yield warning("missing-translation", passage.source_nl.place(), *no_dutch(letter, passage))


def no_dutch(letter: Letter, passage: Passage) -> tuple[str, str]:
    """Return what is said of a paragraph without a Dutch digest, and what was expected."""
    expected = f"`## {passage.number}` and one or two sentences in {letter.id}.nl.md"
    return f"paragraph {passage.number} has no Dutch digest", expected


def cited_context(registry: Registry) -> Iterator[Problem]:
    """A paragraph counts as context, which gives nothing, and yet an event, allocation or total cites it.

    Remedy: take its number off the letter's `context`, or cite the paragraph that really says so.
    """
    context = {letter.id: frozenset(letter.context) for letter in registry.letters.values()}
    for letter_id, record, _ in registry.citations:
        letter = registry.letters.get(letter_id)
        if letter is not None and record.passage in context[letter.id]:
            message = f"paragraph {record.passage} is marked as context"
            expected = f"a paragraph that is not under `context` in {letter.id}"
            yield warning("cited-context", record.source.place("passage"), message, expected)


def uncited_letter(registry: Registry) -> Iterator[Problem]:
    """A letter has a file, but no event, allocation or package cites it.

    Remedy: add what it says of each measure as an event; or, where it gives nothing, list all its paragraphs under
    `context`, which shows that it was read.
    """
    cited = {letter for letter, _, _ in registry.citations}
    if not registry.whole or not cited <= registry.letters.keys():  # a mistyped id may have been meant for it
        return
    for letter in registry.letters.values():
        numbers = {passage.number for passage in letter.passages}
        if letter.id not in cited and not (numbers and numbers <= set(letter.context)):
            expected = "an event that cites it; or all its paragraphs under `context`"
            message = f"nothing cites the letter {letter.id}"
            yield warning("uncited-letter", letter.source.place(), message, expected)


def coded_in_part(registry: Registry) -> Iterator[Problem]:
    """A letter is coded in part: some of its paragraphs are neither cited nor under `context`.

    Until all of them are, no measure counts as unheard of in it: perhaps an act was missed.
    Remedy: add what they say of a measure as an event; or, where they hold none, put their numbers under `context`.
    """
    cited = {(letter, record.passage) for letter, record, _ in registry.citations}
    if not registry.whole or not {letter for letter, _ in cited} <= registry.letters.keys():
        return
    # A citation without a paragraph, or with one that is not there, may have been meant for any of them.
    astray = {letter for letter, passage in cited if (letter, passage) not in registry.digests}
    for key, coding in registry.unfinished.items():
        if coding.begun and coding.paragraphs and key not in astray:
            letter = registry.letters[key]
            known = frozenset(letter.context)
            numbers = (one.number for one in letter.passages)
            left = [str(number) for number in numbers if number not in known and (key, number) not in cited]
            named = ", ".join([*left[:_NAMED], *(["…"] if len(left) > _NAMED else [])])
            what = f"paragraph {named}" if len(left) == 1 else f"each of the paragraphs {named}"
            expected = f"an event that cites {what}; or its number under `context`"
            yield warning("coded-in-part", letter.source.place("context"), "the letter is coded in part", expected)
