"""Calculations are found by name, are imported only when used, and declare all they take."""

import subprocess
import sys
from decimal import Decimal
from inspect import Parameter, signature
from typing import get_type_hints

import pytest

from kamguide.analysis import CALCULATIONS, calculation
from kamguide.errors import CalculationError


@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_calculation_says_what_it_takes_and_gives(name: str) -> None:
    function = calculation(name)
    hints = get_type_hints(function)
    assert "return" in hints
    for one in signature(function).parameters.values():
        assert one.name in hints
        assert one.kind is Parameter.POSITIONAL_OR_KEYWORD
    assert function.__doc__


def test_an_unknown_calculation_is_refused() -> None:
    with pytest.raises(CalculationError) as caught:
        calculation("crystal_ball")
    assert caught.value.values == {"name": "crystal_ball"}


def test_naming_the_calculations_imports_none_of_them() -> None:
    script = (
        "import sys, kamguide.analysis as a; a.CALCULATIONS;"
        "print([name for name in sys.modules if name.startswith('kamguide.analysis.')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_result_is_a_plain_value_that_equals_its_like() -> None:
    quick = calculation("revenue_values")
    assert quick(()) == quick(())
    assert isinstance(quick(()), dict)
    assert Decimal(0) == 0
