"""Forces and pressures: means, sums, and what stands out."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.industry import Force, forces
from kamguide.analysis.pressures import Pressure, pressures
from kamguide.errors import CalculationError

from . import worked
from .properties import given


def test_strong_forces_are_named_strongest_first() -> None:
    assert worked.forces().strong == ("rivalry", "buyers")


def test_high_pressures_are_named_strongest_first() -> None:
    assert worked.pressures_().high == (
        "environmental",
        "business_climate",
        "mixed_information",
        "personal",
    )


def test_without_forces_there_is_no_pressure_on_profit() -> None:
    with pytest.raises(CalculationError, match="no_forces"):
        forces([])


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_the_average_force_lies_among_the_forces(levels: list[int]) -> None:
    found = forces([Force(f"f{i}", level) for i, level in enumerate(levels)])
    assert min(levels) <= found.average <= max(levels)
    assert found.average * len(levels) - sum(levels) < Decimal("1e-20")


@given(st.lists(st.integers(0, 5), max_size=5), st.lists(st.integers(0, 5), max_size=4))
def test_pressures_add_up(outside: list[int], inside: list[int]) -> None:
    found = pressures(
        [Pressure(f"e{i}", one) for i, one in enumerate(outside)],
        [Pressure(f"i{i}", one) for i, one in enumerate(inside)],
    )
    assert (found.external, found.internal) == (sum(outside), sum(inside))
    assert len(found.high) == sum(one >= 4 for one in outside + inside)
