"""What was learned of coded letters: weights of form and of words, whose mean with the rules tells how likely a unit speaks of an act."""

import gzip
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeGuard

from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.intake.suggestions.features import RULE_ODDS, SUM, of_form, of_words, rule_score, signs
from ctmeasures.intake.suggestions.learning import BIAS, Weights, score
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.records import Registry

VERSION = "2"  # of the rules, features and weights: the same version makes the same suggestions of the same letter
FILE = "weights.json.gz"
RULES_LIKELY = RULE_ODDS  # sums of signs from which the rules alone count a unit as likely, and as possible
RULES_POSSIBLE = RULE_ODDS / 2
_DIGITS = 4
_LARGEST = 32 * 1024 * 1024  # bytes of an unpacked file: two hundred times those of the package's
_ANEW = "learn anew with `ctmeasures suggest --train`, or delete the file"
_HEAVIEST = 1_000_000  # beyond which sums are no numbers any more


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
    """Return the model of compressed JSON; None for that of other rules, which its weights would not fit.

    Raises ValueError, with what is wrong, where the bytes are none: they may be a stranger's.
    """
    text = _inflated(data)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(said, dict) or "version" not in said:
        raise ValueError("it names no version")
    if said["version"] != VERSION:
        return None
    about = said["about"] if isinstance(said.get("about"), dict) else {}
    letters = about.get("letters")
    if not isinstance(letters, list) or not letters or not all(isinstance(one, str) for one in letters):
        raise ValueError("it does not name the letters that it was learned of")
    form, words = _weights(said.get("form")), _weights(said.get("words"))
    if form is None or words is None:
        raise ValueError(f"`form` and `words` are to be numbers from -{_HEAVIEST:,} to {_HEAVIEST:,} by name")
    possible, likely = said.get("possible"), said.get("likely")
    if not _is_number(possible) or not _is_number(likely) or not 0 <= possible <= likely <= 1:
        raise ValueError("`possible` and `likely` are to be numbers from 0 to 1, the first no larger")
    return Model(form, words, possible, likely, about)


def _inflated(data: bytes) -> bytes:
    """Return compressed bytes as they were, as many as a file of weights may have; raise ValueError for others."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = inflater.decompress(data, _LARGEST)
    except zlib.error:
        raise ValueError("it is not compressed as by gzip") from None
    if not inflater.eof:
        raise ValueError(
            "it is cut off" if len(found) < _LARGEST else f"it has more than {_LARGEST:,} bytes when it is unpacked"
        )
    return found


def _weights(said: object) -> Weights | None:
    if not isinstance(said, dict) or not all(_is_number(one) and abs(one) <= _HEAVIEST for one in said.values()):
        return None
    return said


def _is_number(said: object) -> TypeGuard[float]:
    return isinstance(said, int | float) and not isinstance(said, bool)  # a comparison refuses what is no number, NaN


@cache
def own_model() -> Model | None:
    """Return the model that the package holds, None where it holds none."""
    place = files(__package__) / FILE
    return unpacked(place.read_bytes()) if place.is_file() else None


def weights_path(folder: str) -> str:
    """Return the path of a registry's own weights in its folder of texts."""
    return os.path.join(folder, FILE)


def weights_beside(folder: str, registry: Registry) -> Model | None:
    """Return a registry's own weights, None where it has none; raise Unreadable for those of other rules or letters, and what are none."""
    path = weights_path(folder)
    if not os.path.lexists(path):
        return None
    try:
        model = unpacked(read_bytes(path))
    except ValueError as fault:
        raise Unreadable(f"{path} holds no weights that `ctmeasures suggest --train` wrote: {fault}; {_ANEW}") from None
    if model is None:
        raise Unreadable(f"{path} holds weights of other rules than those of this program, version {VERSION}; {_ANEW}")
    letters = model.about["letters"]
    if not any(one in registry.letters for one in letters):
        raise Unreadable(f"{path} was learned of other letters, such as {letters[0][:60]}; {_ANEW}")
    return model
