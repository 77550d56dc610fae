"""Weights learned of a registry's own letters, with what they are worth inside."""

from collections.abc import Sequence
from typing import NamedTuple

from ctmeasures.intake.suggestions.evaluation import Evaluation, evaluate
from ctmeasures.intake.suggestions.model import Model, packed
from ctmeasures.intake.suggestions.teaching import Coded, School
from ctmeasures.model.records import Registry

LEAST = 2  # coded letters: what one teaches can be judged on no other


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
