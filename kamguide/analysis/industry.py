"""Profit pressure in the customer's own industry, from the five forces."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import total
from kamguide.errors import CalculationError

_STRONG: Final = 4


class Force(Struct, frozen=True):
    """A row of `ind_forces`; intensity 1 (easy) to 5 (hard on profit)."""

    force: str
    intensity: int


class Forces(Struct, frozen=True):
    """The five forces taken together."""

    average: Decimal
    """1 to 5: profit pressure in the customer's industry."""
    strong: tuple[str, ...]
    """Forces of 4 or more, strongest first."""


def forces(forces: Sequence[Force]) -> Forces:
    """The mean intensity of the forces, and those that threaten.

    Raises:
        CalculationError: There are no forces.

    Source: Porter's five forces.
    """
    if not forces:
        raise CalculationError("industry.no_forces")
    strong = sorted(
        (one for one in forces if one.intensity >= _STRONG), key=lambda one: -one.intensity
    )
    return Forces(
        average=total(one.intensity for one in forces) / len(forces),
        strong=tuple(one.force for one in strong),
    )
