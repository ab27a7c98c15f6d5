"""Weighted totals while one weight or one score is turned: straight lines in plain numbers.

Nothing is divided, so that nothing is rounded: a total is told as so many times itself.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from kamguide.analysis.arithmetic import HUNDRED, ZERO

Weights = Mapping[str, Decimal]
Scores = Mapping[str, Decimal]
Line = Callable[[Decimal], Decimal | None]
"""A weighted total by how far a dial is turned, `times` over; None where a score is missing."""

SCORE_TIMES: Final = HUNDRED
"""How many times itself a total is told while scores are turned."""


def can_turn(weights: Weights) -> bool:
    """Whether weights sum to 100, so that one can be turned against the others."""
    return sum(weights.values(), ZERO) == HUNDRED


def weight_times(weights: Weights, turned: str) -> Decimal:
    """How many times itself a total is told while this weight is turned."""
    return HUNDRED * (HUNDRED - weights[turned])


def whole(weights: Weights, scores: Scores) -> Decimal | None:
    """A weighted total, `SCORE_TIMES` over; None where a score is missing."""
    wanted = [name for name, weight in weights.items() if weight]
    if not wanted or any(name not in scores for name in wanted):
        return None
    return sum((weights[name] * scores[name] for name in wanted), ZERO)


def resting(total: Decimal | None) -> Line:
    """A total that a turn leaves as it is."""
    return lambda _: total


def by_score(weights: Weights, scores: Scores, turned: str) -> Line:
    """A weighted total while one of its scores is turned."""
    total, weight = whole(weights, scores), weights[turned]
    return resting(None) if total is None else lambda by: total + weight * by


def by_weight(weights: Weights, scores: Scores, turned: str) -> Line:
    """A weighted total while one weight is turned and the others share what is left.

    A weight of nothing needs no score: so the turned one at 0, and the others at its 100.
    """
    weight, score = weights[turned], scores.get(turned)
    others = {name: one for name, one in weights.items() if one and name != turned}
    rest = whole(others, scores)
    share = HUNDRED - weight

    def at(by: Decimal) -> Decimal | None:
        value = weight + by
        if (value and score is None) or (value != HUNDRED and rest is None):
            return None
        return value * (score or ZERO) * share + (HUNDRED - value) * (rest or ZERO)

    return at
