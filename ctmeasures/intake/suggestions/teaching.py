"""Training: what a registry says of letters whose texts are at hand is what suggestions are learned from."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.suggestions.features import of_form, of_words
from ctmeasures.intake.suggestions.learning import Weights, trained
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.model import Model, mean, rounded
from ctmeasures.intake.suggestions.units import Unit, units
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Allocation, Citation, Event, Package, Registry, Restatement, Track

_FORM_STRENGTH = 0.1
_WORDS_STRENGTH = 0.3
_LEAST = 3  # units in which a feature of words stands, or it teaches nothing
RECALL = 0.96  # of the events of letters that were not learned from: what the possible ones must find there
PRECISION = 0.75  # what of the likely ones must be acts there


class Coded(NamedTuple):
    """A coded letter: its paragraphs and units, by unit the events that quote it, and the units that only money or totals quote."""

    letter: str
    paragraphs: tuple[Paragraph, ...]
    units: tuple[Unit, ...]
    events: Mapping[int, tuple[Citation, ...]]
    money: frozenset[int]

    def wanted(self, place: int) -> bool:
        """Tell whether anything in the registry quotes a unit."""
        return place in self.events or place in self.money


def coded(registry: Registry, letter: str, paragraphs: Sequence[Paragraph]) -> Coded:
    """Return what a registry says of each unit of a letter; a quote over the end of a unit counts where it begins."""
    found = units(paragraphs)
    texts = [LetterText(unit.text) for unit in found]
    events: dict[int, list[Citation]] = {}
    money: set[int] = set()
    for one in registry.citations:
        record = one.record
        if one.letter != letter or not record.quote:
            continue
        own = [place for place, unit in enumerate(found) if unit.passage == record.passage]
        hit = [place for place in own if texts[place].times(record.quote)]
        hit = hit or [
            place
            for place in own[:-1]
            if LetterText(f"{found[place].text} {found[place + 1].text}").times(record.quote)
        ]
        if hit and isinstance(record, Event):
            events.setdefault(hit[0], []).append(one)
        elif hit and isinstance(record, Allocation | Package | Track | Restatement):
            money.add(hit[0])
    held = {place: tuple(each) for place, each in events.items()}
    return Coded(letter, tuple(paragraphs), tuple(found), held, frozenset(money - held.keys()))


class School:
    """Coded letters to learn from; what is worked out of them once is kept."""

    def __init__(self, registry: Registry, letters: Sequence[Coded]) -> None:
        self.registry = registry
        self.letters = {one.letter: one for one in letters}
        self._form: dict[tuple[str, frozenset[str]], list[dict[str, float]]] = {}
        self._weights: dict[frozenset[str], tuple[Weights, Weights]] = {}

    def model(self, without: frozenset[str] = frozenset()) -> Model:
        """Return what all letters teach but those left out; the bounds are such that they hold on letters that were not learned from."""
        form, words = self.weights(without)
        others = [key for key in self.letters if key not in without]
        rows = [row for key in others for row in self._judged(key, without | {key})] if len(others) > 1 else []
        possible, likely = bounds(rows)
        units = sum(len(self.letters[key].units) for key in others)
        about: dict[str, Any] = {"letters": others, "units": units}
        return rounded(Model(form, words, possible, likely, about))

    def scores(self, key: str, model: Model, without: frozenset[str]) -> list[float]:
        """Return what a model says of a letter, the measures of letters left out not being known."""
        form, words = self.form(key, without), self._words[key]
        return [mean(model.form, model.words, one, other) for one, other in zip(form, words, strict=True)]

    def weights(self, without: frozenset[str]) -> tuple[Weights, Weights]:
        """Return the weights of form and words that all letters teach but those left out."""
        if without not in self._weights:
            others = [one for key, one in self.letters.items() if key not in without]
            wanted = [one.wanted(place) for one in others for place in range(len(one.units))]
            form = [each for one in others for each in self.form(one.letter, without | {one.letter})]
            titles = [one for key, one in self._titles if key not in without]
            words = [*(each for one in others for each in self._words[one.letter]), *titles]
            learned = _of_words(words, [*wanted, *(True for _ in titles)])
            self._weights[without] = trained(form, wanted, _FORM_STRENGTH), learned
        return self._weights[without]

    def form(self, key: str, without: frozenset[str]) -> list[dict[str, float]]:
        """Return the features of form of a letter, the measures of letters left out not being known."""
        known = without & frozenset(self.letters)
        if (key, known) not in self._form:
            like = Likeness(self.registry.measures, without=known)
            letter = self.letters[key].units
            self._form[key, known] = of_form(letter, [like.likest(unit.text) for unit in letter])
        return self._form[key, known]

    @cached_property
    def _words(self) -> dict[str, list[dict[str, float]]]:
        return {key: [of_words(unit) for unit in one.units] for key, one in self.letters.items()}

    @cached_property
    def _titles(self) -> list[tuple[str, dict[str, float]]]:
        """Return the words of the Dutch titles of measures, which name acts as the letters do, each with the letter that first spoke of it."""
        titled = [one for one in self.registry.measures if one.title_nl and one.history]
        return [(one.history[0].letter, of_words(Unit(0, 0, "sentence", one.title_nl or ""))) for one in titled]

    def _judged(self, key: str, without: frozenset[str]) -> list[tuple[float, bool, int]]:
        """Return of each unit of a letter what the others say of it, whether it is wanted, and how many events it has."""
        form, words = self.weights(without)
        one = self.letters[key]
        said = zip(self.form(key, without), self._words[key], strict=True)
        return [
            (mean(form, words, *each), one.wanted(place), len(one.events.get(place, ())))
            for place, each in enumerate(said)
        ]


def _of_words(examples: Sequence[Mapping[str, float]], wanted: Sequence[bool]) -> Weights:
    """Return the weights of words; how rare a word is counts while they are learned, and is in them then."""
    counts = Counter(name for one in examples for name in one)
    rare = {name: 1 + math.log(len(examples) / count) for name, count in counts.items() if count >= _LEAST}
    scaled = [{name: value * rare[name] for name, value in one.items() if name in rare} for one in examples]
    return {name: value * rare.get(name, 1.0) for name, value in trained(scaled, wanted, _WORDS_STRENGTH).items()}


def bounds(rows: Sequence[tuple[float, bool, int]]) -> tuple[float, float]:
    """Return the probabilities from which a unit is possible and likely: one finds RECALL of the events, the other is right in PRECISION."""
    ordered = sorted(rows, key=lambda row: -row[0])
    events = sum(row[2] for row in ordered)
    possible, likely = 0.3, 0.5
    found = right = 0
    reached = False
    for count, (probability, wanted, held) in enumerate(ordered, 1):
        right += wanted
        found += held
        if right >= PRECISION * count:
            likely = probability
        if events and not reached and found >= RECALL * events:
            possible, reached = probability, True
    return min(possible, likely), likely
