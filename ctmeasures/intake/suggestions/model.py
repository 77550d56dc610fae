"""What was learned of coded letters: weights of form and of words, whose mean with the rules tells how likely a unit speaks of an act."""

import gzip
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ctmeasures.intake.suggestions.features import RULE_ODDS, SUM, of_form, of_words, rule_score, signs
from ctmeasures.intake.suggestions.learning import BIAS, Weights, score
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.units import Unit

VERSION = "1"  # of the rules, features and weights: the same version makes the same suggestions of the same letter
FILE = "weights.json.gz"
RULES_LIKELY = RULE_ODDS  # sums of signs from which the rules alone count a unit as likely, and as possible
RULES_POSSIBLE = RULE_ODDS / 2
_DIGITS = 4


class Model(NamedTuple):
    """Weights of form and of words, the probabilities from which a unit is possible and likely, and what was learned from: `about`."""

    form: Mapping[str, float]
    words: Mapping[str, float]
    possible: float
    likely: float
    about: Mapping[str, Any]


class Scored(NamedTuple):
    """How likely each unit of a letter speaks of an act, and from where on that is possible and likely."""

    scores: tuple[float, ...]
    possible: float
    likely: float
    learned: bool


def scored(letter: Sequence[Unit], known: Likeness, model: Model | None) -> Scored:
    """Return how likely each unit of a letter speaks of an act; by the rules alone where there is no model."""
    if model is None:
        return Scored(tuple(round(rule_score(signs(unit)), 9) for unit in letter), RULES_POSSIBLE, RULES_LIKELY, False)
    form = of_form(letter, [known.likest(unit.text) for unit in letter])
    found = (mean(model.form, model.words, one, of_words(unit)) for one, unit in zip(form, letter, strict=True))
    return Scored(tuple(found), model.possible, model.likely, True)


def mean(
    form: Mapping[str, float], words: Mapping[str, float], one: Mapping[str, float], other: Mapping[str, float]
) -> float:
    """Return the mean of what the rules, weights of form and weights of words say."""
    rules = score({SUM: 1.0, BIAS: -RULE_ODDS}, one)
    return round((rules + score(form, one) + score(words, other)) / 3, 9)


def packed(model: Model) -> bytes:
    """Return a model as the compressed JSON that the package holds; weights that change nothing are left out."""
    said = {
        "version": VERSION,
        "about": dict(model.about),
        "possible": model.possible,
        "likely": model.likely,
        "form": _rounded(model.form),
        "words": _rounded(model.words),
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), 9, mtime=0)


def rounded(model: Model) -> Model:
    """Return a model with its weights as they are kept."""
    return model._replace(form=_rounded(model.form), words=_rounded(model.words))


def _rounded(weights: Mapping[str, float]) -> Weights:
    found = {name: round(value, _DIGITS) for name, value in weights.items()}
    return {name: value for name, value in found.items() if value}


def unpacked(data: bytes) -> Model | None:
    """Return the model of compressed JSON; None for that of other rules, which its weights would not fit."""
    said = json.loads(gzip.decompress(data))
    if said["version"] != VERSION:
        return None
    return Model(said["form"], said["words"], said["possible"], said["likely"], said["about"])


@cache
def own_model() -> Model | None:
    """Return the model that the package holds, None where it holds none."""
    place = files(__package__) / FILE
    return unpacked(place.read_bytes()) if place.is_file() else None
