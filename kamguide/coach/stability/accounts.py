"""The choice of the account: which candidate comes first, and what would put another there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final

from kamguide.analysis.arithmetic import HUNDRED, ZERO, decimal, natural_order
from kamguide.analysis.selection import Anchor, Candidate, points
from kamguide.coach.stability.dials import (
    DEFAULT_STEP,
    Dial,
    Measured,
    Turnable,
    Unturned,
    Verdict,
    step_of,
)
from kamguide.coach.stability.search import Level
from kamguide.engine.path import Path

LEVEL: Final = "selection"
WINNER: Final = "winner"
WEIGHTS: Final = "sel_weights"
CANDIDATES: Final = "sel_candidates"
COLUMNS: Final[Mapping[str, str]] = {
    "potential_spend": "potential_spend",
    "margin": "margin_pct",
    "growth": "growth_pct",
    "location": "location_score",
    "buying": "buying_score",
    "suppliers": "suppliers_score",
}
"""Where each criterion is asked of a candidate."""

Turned = Callable[[Decimal], Sequence[int | Fraction]]
"""The totals of the candidates by how far a dial is turned, all of them so many times over."""


def account(path: Path) -> Level | None:
    """The first of the candidates; None while there is none."""
    found, inputs = path.figures.get("selection"), path.figures.inputs("selection")
    if found is None or inputs is None or not found.ranking:
        return None
    field = _Field(path, inputs)
    return Level(LEVEL, {WINNER: found.ranking[:1]}, tuple(field.turnables()), field.unturned())


class _Field:
    """The candidates that have a total, in plain numbers."""

    def __init__(self, path: Path, inputs: Mapping[str, Any]) -> None:
        self._path = path
        self._weight_rows = inputs["weights"]
        self._weights = {one.criterion: one.weight for one in inputs["weights"]}
        self._anchors: dict[str, Anchor] = {one.criterion: one for one in inputs["anchors"]}
        scored = {one: points(one, self._anchors) for one in inputs["candidates"]}
        ranked = sorted(scored, key=lambda one: natural_order(one.candidate_id))
        self._scores: dict[Candidate, dict[str, Fraction]] = {
            one: {name: value for name in self._weights if (value := scored[one][name]) is not None}
            for one in ranked
            if all(scored[one].get(name) is not None for name in self._weights)
        }

    def unturned(self) -> tuple[Unturned, ...]:
        """The weights, where they do not sum to 100."""
        total = sum(self._weights.values(), ZERO)
        return () if total == HUNDRED else (Unturned(LEVEL, WEIGHTS, "", total),)

    def turnables(self) -> Iterator[Turnable]:
        """Every weight, then every score that counts, candidate by candidate."""
        if not self.unturned():
            for row in self._weight_rows:
                if row.weight != HUNDRED:
                    dial = Dial(
                        "weight", WEIGHTS, "weight", row, row.weight, DEFAULT_STEP["weight"]
                    )
                    yield self._turnable(dial, self._by_weight(row.criterion))
        for candidate in self._scores:
            for criterion in COLUMNS:
                if self._weights.get(criterion):
                    dial = self._score_dial(candidate, criterion)
                    yield self._turnable(dial, self._by_score(candidate, criterion))

    def _turnable(self, dial: Dial, totals: Turned) -> Turnable:
        names = [one.candidate_id for one in self._scores]

        def verdict(unit: str, by: Decimal) -> Verdict:
            del unit
            turned = totals(by)
            return (names[turned.index(max(turned))],)

        return Turnable(dial, (WINNER,), verdict)

    def _score_dial(self, candidate: Candidate, criterion: str) -> Dial:
        column, score = COLUMNS[criterion], self._scores[candidate][criterion]
        measured, step = None, DEFAULT_STEP["score"]
        if (scale := self._anchors.get(criterion)) is not None:
            now = getattr(candidate, column)
            measured = Measured(now, scale.value_0, scale.value_10)
        else:
            step = step_of(self._path, CANDIDATES, column)
        now = decimal(score) or ZERO
        return Dial("score", CANDIDATES, column, candidate, now, step, measured)

    def _by_score(self, turned: Candidate, criterion: str) -> Turned:
        """One total moves, the others stay."""
        weight = Fraction(self._weights[criterion])
        totals = [
            sum((Fraction(self._weights[name]) * one for name, one in scores.items()), Fraction(0))
            for scores in self._scores.values()
        ]
        at = list(self._scores).index(turned)

        def after(by: Decimal) -> Sequence[int | Fraction]:
            moved = totals[at] + weight * Fraction(by)
            return [*totals[:at], moved, *totals[at + 1 :]]

        return after

    def _by_weight(self, criterion: str) -> Turned:
        """All totals move on straight lines; whole numbers, so many times the totals."""
        weights = {name: Fraction(one) for name, one in self._weights.items()}
        scale = lcm(
            *(one.denominator for scores in self._scores.values() for one in scores.values())
        )
        parts = lcm(*(one.denominator for one in weights.values()))
        full, now = 100 * parts, int(weights[criterion] * parts)
        lines = []
        for scores in self._scores.values():
            rest = int(
                sum(weights[name] * one for name, one in scores.items() if name != criterion)
                * parts
                * scale
            )
            lines.append((int(scores[criterion] * scale) * (full - now), rest))

        def after(by: Decimal) -> Sequence[int | Fraction]:
            value = now + int(by) * parts
            return [value * own + (full - value) * rest for own, rest in lines]

        return after
