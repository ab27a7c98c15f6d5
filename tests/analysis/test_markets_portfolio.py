"""Units at T+3: what is missing stays open, and totals add up."""

from decimal import Decimal

from kamguide.analysis.markets import ObjectivePosition, Unit, UnitFinancials, market_outlook
from kamguide.analysis.money import HistoryRow, WalletRow, history, wallet_today
from kamguide.analysis.portfolio import Supply, product_outlook, product_standings, products

from . import worked
from .case import agrees


def test_a_unit_without_an_objective_has_no_growth_and_no_total() -> None:
    units = [Unit("S1", Decimal(100), Decimal(10)), Unit("S2", Decimal(50), Decimal(10))]
    wanted = [ObjectivePosition("S1", Decimal(8), Decimal(7), Decimal(120))]
    found = market_outlook(worked.markets_(), units, worked.market_attractiveness(), wanted)
    assert found.units["S2"].objective is None
    assert found.units["S2"].growth_pct is None
    assert found.totals.revenue_t0 == 150
    assert found.totals.objective_t3 is None
    assert found.totals.ros_t0_pct == 10


def test_a_new_unit_earns_nothing_today_and_has_no_return() -> None:
    found = worked.market_outlook().units["S6"]
    assert found.is_new
    assert found.ros_t0_pct is None
    assert found.ros_t3_pct == 25


def test_returns_of_all_units_are_weighted_by_revenue() -> None:
    units = [Unit("S1", Decimal(100), Decimal(10)), Unit("S6", Decimal(0))]
    wanted = [
        ObjectivePosition("S1", Decimal(8), Decimal(7), Decimal(100)),
        ObjectivePosition("S6", Decimal(8), Decimal(7), Decimal(300)),
    ]
    rates = [UnitFinancials("S1", Decimal(10)), UnitFinancials("S6", Decimal(30))]
    totals = market_outlook(
        worked.markets_(), units, worked.market_attractiveness(), wanted, financials=rates
    ).totals
    assert (totals.ros_t0_pct, totals.ros_t3_pct) == (10, 25)


def test_a_jump_of_the_own_score_is_known() -> None:
    assert worked.market_outlook().units["S1"].score_gain == Decimal("0.85")


def test_products_without_a_forecast_have_a_place_but_no_size() -> None:
    found = product_outlook(
        worked.products(), worked.product_attractiveness(), worked.product_strengths()
    )
    assert found["P1"].objective is not None
    assert found["P1"].objective.cell == "cash_cow"
    assert found["P1"].objective.radius is None
    assert found["P1"].growth_pct is None


def test_a_product_with_a_shrinking_category_may_be_harvested() -> None:
    base = history([HistoryRow("P1", rev_t0=Decimal(50))])
    spent = wallet_today(base, [WalletRow("P1", Decimal(100), Decimal(90))])
    found = product_standings(
        spent, [Supply("K1", "P1", Decimal(20)), Supply("K2", "P1", Decimal(30))]
    )["P1"]
    assert found.is_shrinking
    assert found.is_dominant
    assert found.rival_share_pct == 30
    assert spent.rest_t0_pct == 50


def test_a_product_that_has_no_history_is_drawn_without_size() -> None:
    found = products(
        worked.product_attractiveness(), worked.product_strengths(), history([])
    ).units["P1"]
    assert found.circle.revenue is None
    assert found.circle.quadrant == "cash_cow"
    assert agrees(found.circle.ratio, Decimal("1.0588"))
