"""How far two markers agree about levels that have an order, beyond what chance would bring."""

from collections.abc import Sequence
from typing import Final, Literal

from kamguide.errors import CalculationError

Weights = Literal["linear", "quadratic"]
POWERS: Final[dict[Weights, int]] = {"linear": 1, "quadratic": 2}
"""By how much a disagreement grows with the distance of its two levels."""


def weighted_kappa(
    pairs: Sequence[tuple[int, int]], levels: int, weights: Weights = "quadratic"
) -> float | None:
    """Cohen's kappa, each disagreement weighed by how far the two levels are apart.

    Args:
        pairs: What the first and the second marker gave the same thing, one pair a thing.
        levels: How many levels there are; they are numbered from 0.
        weights: A disagreement of d levels weighs d (linear, Cicchetti and Allison) or d squared
            (quadratic, Fleiss and Cohen).

    Returns:
        1 for full agreement, 0 for what chance would bring, below 0 for less; None where nothing
        is said: there are no pairs, or both gave one and the same level to everything.

    Raises:
        CalculationError: A level is below 0 or not below `levels`.

    Source:
        Cohen, J. (1968), Weighted kappa, Psychological Bulletin 70(4), 213-220.
    """
    if any(not 0 <= level < levels for pair in pairs for level in pair):
        raise CalculationError("calculation.agreement.level")
    power = POWERS[weights]
    observed = sum(abs(one - other) ** power for one, other in pairs)
    by_chance = sum(abs(one - other) ** power for one, _ in pairs for _, other in pairs)
    return 1 - observed * len(pairs) / by_chance if by_chance else None


def exact_agreement(pairs: Sequence[tuple[int, int]]) -> float | None:
    """The share of pairs with one level, 0 to 1; None where there are no pairs."""
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def drift(pairs: Sequence[tuple[int, int]]) -> float | None:
    """By how many levels the second marker is above the first on average; None without pairs."""
    return sum(other - one for one, other in pairs) / len(pairs) if pairs else None
