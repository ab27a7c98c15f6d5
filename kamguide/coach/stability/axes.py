"""The two axes of a matrix in plain numbers, and where each dial works on them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED
from kamguide.coach.stability.dials import Dial
from kamguide.coach.stability.totals import (
    SCORE_TIMES,
    Line,
    Scores,
    Weights,
    by_score,
    by_weight,
    can_turn,
    resting,
    weight_times,
    whole,
)


class Slot(Struct, frozen=True):
    """Where on an axis a dial works."""

    dial: Dial
    factor: str
    unit: str = ""
    """On whose axis; empty: on that of all units."""
    who: str = ""
    """Whose score it is; empty: it is a weight."""


class Side(Struct, frozen=True):
    """An axis: weights, and scores by who is scored."""

    weights: Weights
    scores: Mapping[str, Scores]

    def can_turn(self, slot: Slot) -> bool:
        """Whether a dial turns anything: weights against each other, a score that weighs."""
        weight = self.weights.get(slot.factor)
        if slot.who:
            return bool(weight)
        return can_turn(self.weights) and weight != HUNDRED

    def times(self, slot: Slot) -> Decimal:
        """How many times itself each total is told."""
        return SCORE_TIMES if slot.who else weight_times(self.weights, slot.factor)

    def lines(self, slot: Slot) -> dict[str, Line]:
        """Every total while a dial is turned; a score moves that of its own only."""
        if not slot.who:
            return {
                who: by_weight(self.weights, one, slot.factor) for who, one in self.scores.items()
            }
        lines = {who: resting(whole(self.weights, one)) for who, one in self.scores.items()}
        lines[slot.who] = by_score(self.weights, self.scores[slot.who], slot.factor)
        return lines


class Axes(Struct, frozen=True):
    """Both axes of a matrix, with every dial of them."""

    heights: Side
    """The vertical one: units on the factors that they share."""
    strengths: Mapping[str, Side]
    """The horizontal one by unit: suppliers on its success factors."""
    vertical: Sequence[Slot]
    horizontal: Sequence[Slot]
    references: Sequence[str]
    """Competitors that a unit is compared with before the best one, the first that has a total."""
