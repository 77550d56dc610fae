"""From units to acts: neighbours that speak of one act are one, a sentence with several is split, and each gets a quote that proves its place."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ctmeasures.intake.blocks import Paragraph, words_of
from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.prose import RAISED
from ctmeasures.intake.suggestions.dutch import CLAUSE, COMMON, FINITE, GOES_ON, PARTICIPLE, SIGNS, telling
from ctmeasures.intake.suggestions.model import Scored
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.quotes import LetterText

_CLAUSE_WORDS = 6  # of a clause that is an act of its own
_SHARED = 2  # stems in which a sentence that goes on about an act and the one before it agree
_MARKED = re.compile(r"[a-z][.,;]?\d{1,2}$")  # a note's number set as any other
_STOP = re.compile(r"[a-z]{3,}[.!?]$")
_MARKS = "\"“”„‘’'«»"


class Act(NamedTuple):
    """One act: the units that speak of it, the first of which holds it; its clause, whether the unit holds others, and its score."""

    places: tuple[int, ...]
    clause: str
    several: bool
    score: float


def acts(letter: Sequence[Unit], scored: Scored) -> list[Act]:
    """Return the acts of a letter in its order: of each unit that is possible at least, but of those that go on about the one before."""
    found: list[Act] = []
    for place, unit in enumerate(letter):
        score = scored.scores[place]
        if score < scored.possible:
            continue
        last = found[-1] if found else None
        if last and not last.several and last.places[-1] == place - 1 and _goes_on(letter[place - 1], unit):
            found[-1] = last._replace(places=(*last.places, place), score=max(last.score, score))
            continue
        clauses = own_clauses(unit)
        found += [Act((place,), clause, len(clauses) > 1, score) for clause in clauses]
    return found


def _goes_on(before: Unit, unit: Unit) -> bool:
    """Tell whether a sentence goes on about the act of the sentence before it."""
    if unit.passage != before.passage or unit.kind != "sentence" or before.kind != "sentence":
        return False
    if not GOES_ON.match(unit.text) or PARTICIPLE.search(unit.text):
        return False
    return len({*telling(unit.text)} & {*telling(before.text)}) >= _SHARED


def own_clauses(unit: Unit) -> list[str]:
    """Return the clauses of a unit that are acts of their own: each has a verb; one without goes with the one before it."""
    if unit.kind in ("row", "note"):
        return [unit.text]
    parts: list[str] = []
    cuts = [0, *(found.end() for found in CLAUSE.finditer(unit.text)), len(unit.text)]
    for start, end in pairwise(cuts):
        piece = unit.text[start:end]
        own = len(piece.split()) >= _CLAUSE_WORDS and FINITE.search(piece) and PARTICIPLE.search(piece)
        if parts and not (own and _is_act(parts[-1])):
            parts[-1] += piece
        else:
            parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def _is_act(text: str) -> bool:
    return len(text.split()) >= _CLAUSE_WORDS and bool(FINITE.search(text) and PARTICIPLE.search(text))


class Quotes:
    """Finds words of a letter that stand in it once, and may be quoted."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._whole = LetterText(letter_text(paragraphs))
        self._of = {one.number: LetterText(words_of(one)) for one in paragraphs}

    def quote(self, unit: Unit, clause: str, taken: set[str]) -> str | None:
        """Return the most telling words of a clause that stand in the letter once and are not taken; None where there are none."""
        candidates = _row(unit) if unit.kind == "row" else _stretches(clause)
        for words in candidates:
            if words not in taken and self._whole.times(words) == 1 and self._of[unit.passage].times(words) == 1:
                return words
        return None


def _row(unit: Unit) -> Iterator[str]:
    """Yield the figures of a row, with and without its name, then fewer of them."""
    cells = [cell for cell in unit.cells[1:] if cell and any(map(str.isdecimal, cell))]
    name = unit.cells[0]
    for text in (" ".join(cells), f"{name} {' '.join(cells)}", unit.text):
        if len(text.split()) <= QUOTE_WORDS:
            yield text
    for size in range(len(cells), 0, -1):
        text = f"{name} {' '.join(cells[:size])}"
        if len(text.split()) <= QUOTE_WORDS:
            yield text


def _stretches(clause: str) -> Iterator[str]:
    """Yield the runs of words of a clause that may be quoted, the most telling first."""
    words = clause.split()
    values = [_value(word) for word in words]
    found = []
    for start in range(len(words)):
        if not values[start]:
            continue
        total = 0.0
        for end in range(start, min(start + QUOTE_WORDS, len(words))):
            if _unquotable(words[end]) or (end > start and _closes(words[end - 1])):
                break
            total += values[end]
            if values[end] and not _MARKED.search(words[end]):
                text = " ".join(words[start : end + 1]).rstrip(".,;:")
                if text.count("(") == text.count(")"):
                    found.append((-total, end - start, start, text))
    found.sort()
    return (text for _, _, _, text in found)


@cache
def _value(word: str) -> float:
    """Return how much a word tells: a common one nothing."""
    bare = word.strip(".,;:()").lower()
    if not bare or bare in COMMON or not any(map(str.isalnum, bare)):
        return 0.0
    return 1.0 + 0.5 * any(sign.shown and sign.pattern.search(word) for sign in SIGNS) + 0.05 * min(len(bare), 10)


@cache
def _unquotable(word: str) -> bool:
    return any(mark in word.strip(".,;:()") for mark in _MARKS) or any(letter in RAISED for letter in word)


@cache
def _closes(word: str) -> bool:
    """Tell whether a sentence or a part in brackets ends with a word, so that a quote does not go on behind it."""
    return word.endswith((";", ":")) or _STOP.search(word) is not None
