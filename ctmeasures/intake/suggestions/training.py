"""Weights learned of a registry's own letters, with what they are worth inside."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.intake.suggestions.evaluation import Evaluation, evaluate
from ctmeasures.intake.suggestions.model import FILE, VERSION, Model, packed, unpacked
from ctmeasures.intake.suggestions.teaching import Coded, School
from ctmeasures.model.records import Registry

LEAST = 2  # coded letters: what one teaches can be judged on no other
_ANEW = "learn anew with `ctmeasures suggest --train`, or delete the file"


class Learned(NamedTuple):
    """What coded letters teach: a model, the bytes of its file, and what it is worth on each letter when it has learned from the others."""

    model: Model
    data: bytes
    worth: Evaluation


def learned(registry: Registry, letters: Sequence[Coded]) -> Learned:
    """Return what coded letters teach, two at least: the same of the same letters, byte by byte."""
    school = School(registry, letters)
    worth = evaluate(registry, letters, school=school)
    figures = {one.name: round(one.share, 4) for one in worth.figures["suggestions"]}
    model = school.model()
    model = model._replace(about={**model.about, "figures": figures})
    return Learned(model, packed(model), worth)


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
