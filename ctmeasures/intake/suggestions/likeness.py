"""Which known measures a sentence is like: the cosine of stems and of the beginnings and ends of words, weighted by how rare they are (tf-idf)."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from heapq import nlargest, nsmallest
from typing import NamedTuple

from ctmeasures.intake.suggestions.dutch import telling, words
from ctmeasures.model.records import Measure

_FIELDS = (1.0, 0.7, 0.4)  # what a title, the quotes and the notes of a measure count
_SENTENCE = 0.35  # what the sentence counts beside the clause of the act
_END = 3  # letters at the beginning and end of a word, which most parts of a compound show
_SOME = 20  # measures, the likest by their stems, that are compared by the ends of their words too
_BUDGET = 3000  # measures that are looked at for the stems of one text
_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")

_PIECE = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")

Vector = dict[str, float]


class Aliases:
    """The abbreviations that texts explain, such as `passenger name record (PNR)`: either form stands for both."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.long: dict[str, str] = {}
        for text in texts:
            for found in _ABBREVIATED.finditer(text):
                long = long_form(found[1], text[: found.start()])
                if long:
                    self.long.setdefault(found[1], long)
        self._forms = [(short, long, long.lower()) for short, long in self.long.items()]

    def both(self, text: str) -> str:
        """Return a text with the other form behind it of each abbreviation that it holds in either."""
        low = text.lower()
        held = [(short, long, other in low) for short, long, other in self._forms if short in text or other in low]
        here = {*_PIECE.findall(text)} if held else ()
        more = [long if short in here else short for short, long, both in held if (short in here) != both]
        return " ".join((text, *more))


def long_form(short: str, before: str) -> str:
    """Return the words right before an abbreviation that it stands for: its letters stand in them in their order, the first at a beginning.

    Schwartz and Hearst 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/abstracts/p451.html
    """
    letters = [letter for letter in short.lower() if letter.isalpha()]
    pieces = before.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    text = " ".join(pieces).lower()
    at = len(text)
    for number in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (text[at] != letters[number] or (number == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    found = " ".join(pieces)[at:].strip(" ,;:'\"‘’“”")
    return found if len(found) > len(short) + 1 else ""


class _Known(NamedTuple):
    """What is compared of a measure: its id, and its fields by their weights."""

    id: str
    fields: tuple[str, ...]


class Likeness:
    """Known measures, ready to be compared with sentences; `aliases` are those of the letter and of the measures."""

    def __init__(
        self, measures: Sequence[Measure], texts: Sequence[str] = (), without: frozenset[str] = frozenset()
    ) -> None:
        found = []
        for one in measures:
            history = [event for event in one.history if event.letter not in without]
            if history:
                quotes = " ".join(event.quote or "" for event in history)
                notes = " ".join(event.note_nl or "" for event in history)
                found.append(_Known(one.id, (one.title_nl or one.title, quotes, notes)))
        self.ids = [one.id for one in found]
        self.aliases = Aliases([*texts, *(one.fields[0] for one in found)])
        self._fields = [tuple(map(self.aliases.both, one.fields)) for one in found]
        self._stems = [[telling(text) for text in fields] for fields in self._fields]
        counts = Counter(stem for fields in self._stems for stem in {stem for field in fields for stem in field})
        self._rarity = {stem: 1 + math.log((1 + len(found)) / (1 + count)) for stem, count in counts.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, fields in enumerate(self._stems):
            for weight, field in zip(_FIELDS, fields, strict=True):
                for stem, value in weighted(field, self._rarity).items():
                    self._postings[stem].append((place, weight * value))
        self._vectors: dict[int, Vector] = {}

    def by_stems(self, text: str) -> dict[int, float]:
        """Return how like a text is to each measure that shares a stem with it, by the measure's place."""
        return self._near(weighted(telling(self.aliases.both(text)), self._rarity))

    def _near(self, vector: Vector) -> dict[int, float]:
        """Return how like a vector of stems is to each measure; where very many share a stem, by the rarest ones alone."""
        found: dict[int, float] = defaultdict(float)
        left = _BUDGET
        for stem in sorted(vector, key=lambda one: (len(self._postings.get(one, ())), one)):
            postings = self._postings.get(stem, ())
            if found and len(postings) > left:
                break
            left -= len(postings)
            value = vector[stem]
            for place, other in postings:
                found[place] += value * other
        return found

    def likest(self, text: str) -> tuple[float, float]:
        """Return how like a text is to the measure that it is likest, and to the three likest on average."""
        best = nlargest(3, self.by_stems(text).values())
        return (round(best[0], 9), round(math.fsum(best) / 3, 9)) if best else (0.0, 0.0)

    def ranked(self, clause: str, sentence: str) -> list[str]:
        """Return the ids of known measures, those first that an act is likest."""
        asked = [(self.aliases.both(clause), 1.0), (self.aliases.both(sentence), _SENTENCE)]
        if clause == sentence:
            asked = [(asked[0][0], 1.0 + _SENTENCE)]
        by_stems = self._near(_together([(weighted(telling(text), self._rarity), weight) for text, weight in asked]))
        near = nsmallest(_SOME, by_stems, key=lambda place: (-round(by_stems[place], 9), place))
        ends = _together([(self._ends(text), weight) for text, weight in asked])
        both = {place: round(by_stems[place] + _product(ends, self._ends_of(place)), 9) for place in near}
        return [self.ids[place] for place in sorted(near, key=lambda one: (-both[one], self.ids[one]))]

    def _ends_of(self, place: int) -> Vector:
        """Return the beginnings and ends of a measure's words."""
        if place not in self._vectors:
            self._vectors[place] = _together([*zip(map(self._ends, self._fields[place]), _FIELDS, strict=True)])
        return self._vectors[place]

    def _ends(self, text: str) -> Vector:
        return weighted([end for word in words(text) for end in _ends_of(word)], self._rare_ends, self._rarest)

    @cached_property
    def _rare_ends(self) -> Mapping[str, float]:
        """Return how rare each end is: by the measures in which a word with it stands, a word that several have counted for each."""
        holding: Counter[str] = Counter()
        for fields in self._fields:
            holding.update(set(words(" ".join(fields))))
        counts: Counter[str] = Counter()
        for word, count in holding.items():
            for end in _ends_of(word):
                counts[end] += count
        many = len(self.ids)
        return {end: 1 + math.log((1 + many) / (1 + min(count, many))) for end, count in counts.items()}

    @property
    def _rarest(self) -> float:
        return 1 + math.log(1 + len(self.ids))


@cache
def _ends_of(word: str) -> tuple[str, str]:
    """Return the beginning and the end of a word, each with the space beside it."""
    return f" {word[:_END]}", f"{word[-_END:]} "


def _product(one: Vector, other: Vector) -> float:
    return math.fsum([value * other[name] for name, value in one.items() if name in other])


def _together(vectors: Sequence[tuple[Vector, float]]) -> Vector:
    """Return the sum of vectors, each times its weight."""
    found: Vector = defaultdict(float)
    for vector, weight in vectors:
        for name, value in vector.items():
            found[name] += weight * value
    return found


def weighted(names: Sequence[str], rarity: Mapping[str, float], otherwise: float = 0.0) -> Vector:
    """Return a vector of length one: how often each name occurs, damped, times how rare it is."""
    found = {
        name: rare if count == 1 else (1 + math.log(count)) * rare
        for name, count in Counter(names).items()
        if (rare := rarity.get(name, otherwise))
    }
    length = math.sqrt(math.fsum([value * value for value in found.values()])) or 1.0
    return {name: value / length for name, value in found.items()}
