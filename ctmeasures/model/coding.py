"""How far a letter is coded: which of its paragraphs are cited or known to hold no measure."""

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Coding(NamedTuple):
    """Of how many of a letter's paragraphs it is known what they give, of how many, and whether anybody has begun."""

    accounted: int
    paragraphs: int
    begun: bool

    @property
    def whole(self) -> bool:
        """Tell whether the letter is coded: each paragraph is cited or context; one without numbered paragraphs, whether anything is of it."""
        return self.begun and self.accounted == self.paragraphs


def coding(paragraphs: Sequence[int], known: Collection[int | None]) -> Coding:
    """Return how far a letter is coded that has these paragraphs, of which those `known` are cited or context."""
    return Coding(sum(1 for number in paragraphs if number in known), len(paragraphs), bool(known))
