"""How far several judges are apart: Tukey's summary, and who stands outside."""

from decimal import Decimal

import pytest

from kamguide.analysis.spread import LEAST, spread
from kamguide.errors import CalculationError


def batch(*values: str) -> dict[str, Decimal]:
    return {chr(97 + at): Decimal(one) for at, one in enumerate(values)}


def test_the_moons_of_the_planets_have_their_published_five_numbers() -> None:
    # https://en.wikipedia.org/wiki/Five-number_summary: 0, 0, 1, 2, 63, 61, 27, 13
    found = spread(batch("0", "0", "1", "2", "63", "61", "27", "13"))
    told = (found.low, found.lower, found.median, found.upper, found.high)
    assert told == (0, Decimal("0.5"), Decimal("7.5"), 44, 63)


def test_the_median_of_an_odd_batch_counts_to_both_halves() -> None:
    found = spread(batch("1", "2", "3", "4", "5"))
    assert (found.lower, found.upper) == (2, 4)


def test_five_together_and_one_far_off_names_the_one() -> None:
    found = spread(batch("30", "32", "30", "28", "31", "10"))
    assert found.outliers == ("f",)
    assert found.fences == (Decimal("23.5"), Decimal("35.5"))


def test_whoever_lies_on_a_fence_is_still_inside() -> None:
    assert spread(batch("0", "2", "2", "4", "4", "7")).outliers == ()


def test_of_fewer_than_four_nobody_is_an_outlier() -> None:
    found = spread(batch("1", "1", "100"))
    assert (found.fences, found.outliers, LEAST) == (None, (), 4)


def test_where_all_but_one_say_the_same_the_one_stands_outside() -> None:
    assert spread(batch("5", "5", "5", "5", "6")).outliers == ("e",)


def test_of_nothing_there_is_no_spread() -> None:
    with pytest.raises(CalculationError):
        spread({})
