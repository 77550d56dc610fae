"""What a unit of a letter shows: signs of form for the rules, and words and characters for what is learned."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from ctmeasures.intake.suggestions.dutch import LEAD, SIGNS, SUBHEADING, fired, stems, words
from ctmeasures.intake.suggestions.units import Unit

_KINDS = {"row": 2.5, "item": 0.6, "note": -0.5}
_SHORT = 7  # words up to which a sentence says little
_ALONE = -1.0  # in the place of the sum of a neighbour that there is not
_LONG = 30.0
SUM = "sum"  # the feature that holds the sum of signs
RULE_ODDS = 2.0  # the sum of signs at which an act is as likely as none


def signs(unit: Unit) -> dict[str, float]:
    """Return how often each sign of form stands in a unit."""
    found = {name: float(count) for name, count in fired(SIGNS, unit.text).items()}
    found |= {kind: float(unit.kind == kind) for kind in _KINDS}
    found["short"] = float(len(unit.text.split()) <= _SHORT and unit.kind != "row")
    found["lead"] = float(unit.kind == "item" and LEAD.search(unit.lead) is not None)
    found["subheading"] = float(SUBHEADING.search(unit.heading) is not None)
    return {name: value for name, value in found.items() if value}


_WEIGHTS = {sign.name: sign.weight for sign in SIGNS} | _KINDS | {"short": -0.8, "lead": 0.8, "subheading": -0.5}


def rule_score(found: Mapping[str, float]) -> float:
    """Return the sum of the signs' weights: what the rules alone say."""
    return math.fsum(_WEIGHTS[name] * value for name, value in found.items())


def of_form(letter: Sequence[Unit], likeness: Sequence[Sequence[float]]) -> list[dict[str, float]]:
    """Return the features of form of each unit of a letter: its signs, those around it, its place, and how like known measures it is."""
    shown = [signs(unit) for unit in letter]
    sums = [rule_score(one) for one in shown]
    sizes = Counter(unit.passage for unit in letter)
    found = []
    for place, unit in enumerate(letter):
        one = dict(shown[place])
        one[SUM] = sums[place]
        for name, other in (("sum before", place - 1), ("sum behind", place + 1)):
            beside = 0 <= other < len(letter) and letter[other].passage == unit.passage
            one[name] = sums[other] if beside else _ALONE
        last = max(1, sizes[unit.passage] - 1)
        one["place"] = unit.place / last
        one["last"] = float(unit.place == last)
        one["length"] = min(60, len(unit.text.split())) / _LONG
        if likeness:
            one["likest"], one["like three"] = likeness[place]
        found.append(one)
    return found


def of_words(unit: Unit) -> dict[str, float]:
    """Return the features of words of a unit: stems, pairs of them, and runs of characters of its words, of length one in all of each."""
    found = stems(unit.text)
    pairs = [f"{one} {other}" for one, other in pairwise(found)]
    runs = [run for word in words(unit.text) for run in _marked(word)]
    return _of_length([*found, *pairs]) | _of_length(runs)


def grams(word: str, least: int, most: int) -> list[str]:
    """Return the runs of characters of a word with a space on both sides."""
    text = f" {word} "
    return [text[at : at + size] for size in range(least, most + 1) for at in range(len(text) - size + 1)]


@cache
def _marked(word: str) -> list[str]:
    """Return the runs of characters of a word, as no stem is written."""
    return [f"#{run}" for run in grams(word, 3, 5)]


def _of_length(names: Sequence[str]) -> dict[str, float]:
    counts = {name: 1.0 if count == 1 else 1 + math.log(count) for name, count in Counter(names).items()}
    length = math.sqrt(math.fsum([value * value for value in counts.values()]))
    return {name: value / length for name, value in counts.items()}
