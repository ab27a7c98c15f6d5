"""The account's money: what is missing, shares of wallet, and effects that add up."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from kamguide.analysis.money import (
    PLAN_YEARS,
    T0,
    T1,
    T2,
    T3,
    YEARS,
    ForecastRow,
    HistoryRow,
    Wallet,
    WalletRow,
    forecast,
    history,
    interpolated_wallet,
    quick_directions,
    wallet_today,
)
from kamguide.errors import CalculationError

from . import worked
from .properties import given


def row(name: str, *revenue: int, margin: int | None = 20) -> ForecastRow:
    rate = None if margin is None else Decimal(margin)
    years = (*(Decimal(one) for one in revenue), *[None] * (4 - len(revenue)))
    return ForecastRow(name, *years, rate, rate, rate, rate)


def spent(name: str, first: int | None, last: int | None) -> WalletRow:
    return WalletRow(
        name,
        None if first is None else Decimal(first),
        None if last is None else Decimal(last),
    )


def test_history_totals_count_what_is_known() -> None:
    found = history([HistoryRow("P1", Decimal(5), None, Decimal(8)), HistoryRow("P2")])
    assert found.revenue == {"T-2": 5, "T-1": None, T0: 8}
    assert found.total_t0 == 8
    assert found.margin_t0 is None
    assert worked.history().margin_t0 == 1134
    assert worked.history().revenue["T-2"] == 4800


def test_history_gives_t0_where_the_forecast_leaves_it_out() -> None:
    base = history([HistoryRow("P1", rev_t0=Decimal(10), margin_t0_pct=Decimal(30))])
    found = forecast([ForecastRow("P1", None, *([Decimal(20)] * 3))], history=base)
    assert found.revenue[T0] == 10
    assert found.margin[T0] == 3
    assert found.margin[T1] is None
    assert found.margin_pct[T1] is None


def test_a_product_without_revenue_earns_nothing_whatever_its_rate() -> None:
    found = forecast([row("P1", 0, 0, 0, 0, margin=None), row("P2", 10, 10, 10, 10)])
    assert found.margin[T3] == 2
    assert found.products["P1"].growth_pct is None


def test_an_empty_year_of_one_product_leaves_the_total_open() -> None:
    found = forecast([row("P1", 10, 10, 10), row("P2", 10, 10, 10, 10)])
    assert found.revenue[T3] is None
    assert found.account.growth_pct is None
    assert found.account.change is None
    assert found.revenue[T2] == 20


def test_a_forecast_above_the_wallet_is_named() -> None:
    found = forecast(
        [row("P1", 10, 10, 10, 30), row("P2", 10, 10, 10, 10)],
        [spent("P1", 9, 29), spent("P2", 10, 10)],
    )
    assert found.above_wallet == (("P1", T0), ("P1", T3))


def test_without_a_wallet_there_is_no_share_and_no_effect() -> None:
    for wallets in ([], [spent("P1", 0, 50)], [spent("P1", 50, None)]):
        line = forecast([row("P1", 10, 10, 10, 30)], wallets).products["P1"]
        assert line.wallet_effect is None
        assert line.share_effect is None
    zero = forecast([row("P1", 10, 10, 10, 30)], [spent("P1", 0, 50)]).products["P1"].wallet
    assert zero.share_t0_pct is None
    assert zero.share_t3_pct == 60


def test_an_empty_forecast_is_none() -> None:
    with pytest.raises(CalculationError, match="no_products"):
        forecast([])


def test_what_they_buy_elsewhere_is_the_rest_of_the_wallet() -> None:
    found = worked.wallet()
    assert (found.rest_t0_pct or 0) + (found.account.share_t0_pct or 0) == 100
    assert wallet_today(history([]), []).rest_t0_pct is None


def test_the_wallet_between_the_ends_lies_on_a_line() -> None:
    ends = Wallet(Decimal(300), Decimal(600), None, None, None)
    assert list(interpolated_wallet(ends).values()) == [300, 400, 500, 600]
    assert interpolated_wallet(replace(ends, t3=None))[T1] is None


@pytest.mark.parametrize(
    ("revenue", "wallet", "direction"),
    [
        (0, (50, 90), "enter"),
        (40, (100, 99), "harvest"),
        (40, (100, 100), "maintain"),
        (40, (100, 120), "improve"),
        (10, (100, 120), "maintain"),
        (40, (None, 120), "maintain"),
    ],
)
def test_growth_and_share_give_a_quick_direction(
    revenue: int, wallet: tuple[int | None, int], direction: str
) -> None:
    found = forecast(
        [row("P1", revenue, 9, 9, 9), row("P2", 20, 20, 20, 20)],
        [spent("P1", *wallet), spent("P2", 100, 110)],
    )
    assert quick_directions(found)["P1"] == direction


money = st.integers(0, 10**6)
rates = st.integers(-50, 80)
lines = st.lists(
    st.tuples(money, money, money, money, rates, st.integers(1, 10**6), money),
    min_size=1,
    max_size=8,
)
SLACK = Decimal("1e-15")


def rows_of(
    found: list[tuple[int, ...]], unit: int = 1
) -> tuple[list[ForecastRow], list[WalletRow]]:
    return (
        [
            row(f"P{i}", *(unit * value for value in one[:4]), margin=one[4])
            for i, one in enumerate(found)
        ],
        [spent(f"P{i}", unit * one[5], unit * one[6]) for i, one in enumerate(found)],
    )


@given(lines)
def test_wallet_and_share_effect_add_up_to_the_change(found: list[tuple[int, ...]]) -> None:
    result = forecast(*rows_of(found))
    for line in (result.account, *result.products.values()):
        assert line.wallet_effect is not None
        assert line.share_effect is not None
        assert line.change is not None
        assert abs(line.wallet_effect + line.share_effect - line.change) < SLACK


@given(lines)
def test_products_add_up_to_the_account(found: list[tuple[int, ...]]) -> None:
    result = forecast(*rows_of(found))
    for year in YEARS:
        assert result.revenue[year] == sum(
            one.revenue[year] or 0 for one in result.products.values()
        )
        assert result.margin[year] == sum(one.margin[year] or 0 for one in result.products.values())
        rate = result.margin_pct[year]
        lowest, highest = min(one[4] for one in found), max(one[4] for one in found)
        assert rate is None or lowest - SLACK <= rate <= highest + SLACK


@given(lines, st.integers(1, 10**4))
def test_neither_unit_nor_order_changes_growth_and_shares(
    found: list[tuple[int, ...]], unit: int
) -> None:
    one = forecast(*rows_of(found)).account
    rows, wallets = rows_of(found, unit)
    other = forecast(rows[::-1], wallets[::-1]).account
    assert other.margin_pct == one.margin_pct
    assert other.wallet.share_t0_pct == one.wallet.share_t0_pct
    assert {year: (one.revenue[year] or 0) * unit for year in PLAN_YEARS} == {
        year: other.revenue[year] for year in PLAN_YEARS
    }


@given(lines, st.integers(1, 10**6))
def test_more_revenue_at_t3_means_more_growth_and_a_larger_share(
    found: list[tuple[int, ...]], more: int
) -> None:
    rows, wallets = rows_of(found)
    gained = [replace(rows[0], rev_t3=(rows[0].rev_t3 or 0) + Decimal(more)), *rows[1:]]
    before, after = forecast(rows, wallets).account, forecast(gained, wallets).account
    if before.growth_pct is not None and after.growth_pct is not None:
        assert after.growth_pct >= before.growth_pct
    if before.share_effect is not None and after.share_effect is not None:
        assert after.share_effect > before.share_effect
