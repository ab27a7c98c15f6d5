"""How far several judges are apart on one number, and who stands outside.

The rule is Tukey's: outside are values beyond the inner fences, one and a half times the distance
between the hinges below the lower or above the upper one.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.errors import CalculationError

LEAST: Final = 4
"""Judges from whom on anybody is called an outlier; of three nobody can say who is apart."""
STEP: Final = Decimal("1.5")


class Spread(Struct, frozen=True):
    """Several values of one thing."""

    count: int
    low: Decimal
    lower: Decimal
    """The lower hinge."""
    median: Decimal
    upper: Decimal
    high: Decimal
    fences: tuple[Decimal, Decimal] | None
    """The inner fences; None with fewer values than `LEAST`."""
    outliers: tuple[str, ...]
    """Whose values lie beyond a fence, in the order given."""

    @property
    def range(self) -> Decimal:
        """From the lowest to the highest."""
        return self.high - self.low


def spread(values: Mapping[str, Decimal]) -> Spread:
    """How far values are apart.

    Args:
        values: By whose they are; any unit, the same for all.

    Returns:
        Their median, hinges and fences. Where the hinges are one, whoever differs is outside.

    Raises:
        CalculationError: There are none.

    Source: J. W. Tukey, Exploratory Data Analysis (1977), chapter 2: hinges are the medians of the
        halves, the median of an odd batch counted to both.
    """
    if not values:
        raise CalculationError("calculation.spread.nothing")
    ordered = sorted(values.values())
    half = (len(ordered) + 1) // 2
    lower, upper = median(ordered[:half]), median(ordered[-half:])
    fences = None
    if len(ordered) >= LEAST:
        step = STEP * (upper - lower)
        fences = lower - step, upper + step
    return Spread(
        count=len(ordered),
        low=ordered[0],
        lower=lower,
        median=median(ordered),
        upper=upper,
        high=ordered[-1],
        fences=fences,
        outliers=tuple(
            name
            for name, value in values.items()
            if fences is not None and not fences[0] <= value <= fences[1]
        ),
    )


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle of ordered values; of an even number midway between the two in the middle."""
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
