"""Logistic regression on sparse features in plain Python, the same on every machine: examples in a fixed order, sums without rounding.

Trained by coordinate descent on the dual (Yu, Huang and Lin 2011, https://doi.org/10.1007/s10994-010-5221-8), in which each step can be solved exactly.
"""

import math
from collections.abc import Mapping, Sequence
from operator import mul

Features = Mapping[str, float]
Weights = dict[str, float]

BIAS = ""  # the feature that every example has
_ROUNDS = 60
_SETTLED = 2e-3  # changes, as shares of what they can be at most, below which training ends
_STILL = 1e-5  # and below which none is made
_DIGITS = 9  # to which a probability is rounded: sums differ behind them from one machine to the next


def score(weights: Mapping[str, float], features: Features) -> float:
    """Return the probability that weights give an example."""
    products = [weight * value for name, value in features.items() if (weight := weights.get(name))]
    total = math.fsum([weights.get(BIAS, 0.0), *products])
    return round(1 / (1 + math.exp(-max(-500.0, min(500.0, total)))), _DIGITS)


def trained(examples: Sequence[Features], wanted: Sequence[bool], strength: float) -> Weights:
    """Return the weights that tell the wanted examples from the others; `strength` is how much an error costs beside large weights.

    Both kinds count the same together, however many there are of each.
    """
    count = len(examples)
    right = max(1, sum(wanted))
    costs = [strength * count / (2 * (right if one else max(1, count - right))) for one in wanted]
    sides = [1.0 if one else -1.0 for one in wanted]
    names = [BIAS, *sorted({name for one in examples for name in one})]
    numbers = {name: number for number, name in enumerate(names)}
    rows = [((0, *(numbers[name] for name in one)), (1.0, *one.values())) for one in examples]
    squares = [math.fsum(map(mul, values, values)) for _, values in rows]
    weights = [0.0] * len(names)
    alphas = [0.001 * cost for cost in costs]
    for (places, values), side, alpha in zip(rows, sides, alphas, strict=True):
        _move(weights, places, values, side * alpha)
    for _ in range(_ROUNDS):
        most = 0.0
        for at, (places, values) in enumerate(rows):
            margin = sides[at] * math.fsum(map(mul, map(weights.__getitem__, places), values))
            new = _step(alphas[at], costs[at], squares[at], margin)
            change = (new - alphas[at]) / costs[at]
            if abs(change) > _STILL:
                _move(weights, places, values, sides[at] * (new - alphas[at]))
                alphas[at] = new
                most = max(most, abs(change))
        if most < _SETTLED:
            break
    return dict(zip(names, weights, strict=True))


def _move(weights: list[float], places: Sequence[int], values: Sequence[float], by: float) -> None:
    for place, value in zip(places, values, strict=True):
        weights[place] += by * value


def _step(alpha: float, cost: float, square: float, margin: float) -> float:
    """Return the best dual value of one example, the others as they are: the root of log(z / (cost - z)) + square (z - alpha) + margin."""
    low, high = 0.0, cost
    found = min(max(alpha, 1e-12 * cost), cost * (1 - 1e-12))
    for _ in range(100):
        slope = math.log(found / (cost - found)) + square * (found - alpha) + margin
        if slope > 0:
            high = found
        else:
            low = found
        step = slope / (cost / (found * (cost - found)) + square)
        new = found - step
        if not low < new < high:
            new = (low + high) / 2
        if abs(new - found) <= 1e-10 * cost:
            return new
        found = new
    return found
