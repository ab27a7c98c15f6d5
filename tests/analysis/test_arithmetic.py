"""Rounding, growth, positions and order: exact, and the same for every caller."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from kamguide.analysis.arithmetic import (
    compound_growth,
    decimal,
    log_position,
    natural_order,
    percent,
    quotient,
    rounded,
    total,
    whole_total,
)

from .properties import given

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
some = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("-0.004", 2, "0.00"),
        ("79.995", 2, "80.00"),
        ("12345678901234567890.125", 2, "12345678901234567890.13"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(value), places)) == shown


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.integers(0, 5))
def test_rounding_moves_by_at_most_half_a_step(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    assert abs(rounded(value, places) - value) <= step / 2
    assert rounded(-value, places) == -rounded(value, places)


def test_what_is_empty_is_left_out_of_a_sum_and_undoes_a_whole_one() -> None:
    assert total([Decimal(1), None, Decimal(2)]) == 3
    assert whole_total([Decimal(1), None]) is None
    assert whole_total([]) == 0


@pytest.mark.parametrize("whole", [None, Decimal(0)])
def test_nothing_is_divided_by_zero_or_by_what_is_not_known(whole: Decimal | None) -> None:
    assert quotient(Decimal(1), whole) is None
    assert percent(Decimal(1), whole) is None
    assert percent(None, Decimal(1)) is None


@given(st.integers(-99, 300), st.integers(1, 10**6), st.integers(1, 9))
def test_growth_undoes_compounding_exactly(pct: int, first: int, years: int) -> None:
    start = Decimal(first)
    last = start * (1 + Decimal(pct) / 100) ** years
    assert compound_growth(start, last, years) == pct


@given(some, some, st.integers(1, 1000))
def test_growth_does_not_depend_on_the_money_unit(first: Decimal, last: Decimal, unit: int) -> None:
    before, after = compound_growth(first, last), compound_growth(first * unit, last * unit)
    assert before is not None
    assert after is not None
    assert abs(before - after) < Decimal("1e-18") * max(1, abs(before))


@pytest.mark.parametrize(
    ("first", "last", "growth"),
    [(0, 5, None), (-1, 5, None), (5, -1, None), (5, 0, -100), (5, 5, 0), (None, 5, None)],
)
def test_growth_where_an_end_is_missing_or_zero(
    first: int | None, last: int, growth: int | None
) -> None:
    start = None if first is None else Decimal(first)
    assert compound_growth(start, Decimal(last)) == growth


ratios = st.decimals(min_value=Decimal("0.01"), max_value=100, places=3)


@given(ratios, st.sampled_from([Decimal(2), Decimal(3)]))
def test_a_position_is_between_the_ends_and_turns_with_the_ratio(
    ratio: Decimal, limit: Decimal
) -> None:
    position = log_position(ratio, limit)
    assert -1 <= position <= 1
    assert (position > 0) == (ratio > 1)
    assert (position == 0) == (ratio == 1)
    assert abs(log_position(1 / ratio, limit) + position) < Decimal("1e-20")


@given(ratios, ratios)
def test_a_stronger_ratio_is_never_further_right(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert log_position(low, Decimal(3)) <= log_position(high, Decimal(3))


def test_the_ends_of_the_axis_are_the_limit_and_its_inverse() -> None:
    assert log_position(Decimal(3), Decimal(3)) == 1
    assert log_position(Decimal(1) / 4, Decimal(4)) == -1
    assert log_position(Decimal(0), Decimal(3)) == -1


def test_ids_sort_as_people_count() -> None:
    assert sorted(["C10", "C2", "D1", "C1", "C02", "甲10", "甲9"], key=natural_order) == [
        "C1",
        "C02",
        "C2",
        "C10",
        "D1",
        "甲9",
        "甲10",
    ]


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_ids_at_all_can_be_sorted(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(names, key=natural_order) == sorted(backwards, key=natural_order)


def test_a_fraction_becomes_a_decimal() -> None:
    assert decimal(Fraction(1, 8)) == Decimal("0.125")
    assert decimal(None) is None
