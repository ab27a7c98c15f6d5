"""Budget, return, scenarios and risk: what is missing, thresholds, and sums that agree."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.budget import Budget, BudgetLine, Scenario, ServiceCost, budget, scenarios
from kamguide.analysis.money import PLAN_YEARS, T0, T1, T3, YEARS, Forecast, ForecastRow, forecast
from kamguide.analysis.risk import Assumption, risk
from kamguide.errors import CalculationError

from . import worked
from .properties import given


def plan(*revenue: int, margin: int | None = 10) -> Forecast:
    rate = None if margin is None else Decimal(margin)
    known = [Decimal(one) for one in revenue]
    years = (*known, *[None] * (4 - len(known)))
    return forecast([ForecastRow("P1", *years, rate, rate, rate, rate)])


def spending(*amounts: int) -> list[BudgetLine]:
    return [BudgetLine("B1", "people", "ST1", *(Decimal(one) for one in amounts))]


@pytest.mark.parametrize(
    ("spent", "payback"),
    [((10, 0, 0), "T+1"), ((30, 0, 0), "T+2"), ((60, 0, 0), "T+3"), ((61, 0, 0), None)],
)
def test_payback_is_the_first_year_whose_running_sum_is_not_negative(
    spent: tuple[int, ...], payback: str | None
) -> None:
    assert budget(plan(100, 200, 300, 400), spending(*spent)).gain.payback_year == payback


def test_unknown_cost_to_serve_is_left_out() -> None:
    found = budget(plan(100, 200, 300, 400), spending(1, 1, 1), [ServiceCost(T0, Decimal(5))])
    assert found.net_contribution[T0] == 5
    assert found.net_contribution[T1] == 19
    assert found.gain.net_incremental[T1] == 9


def test_an_unknown_margin_leaves_the_return_open() -> None:
    found = budget(plan(100, 200, 300, 400, margin=None), spending(1, 1, 1))
    assert found.gain.total is None
    assert found.gain.npv is None
    assert found.gain.roi_pct is None
    assert found.gain.payback_year is None
    assert found.net_contribution[T1] is None
    assert found.total == 3


def test_without_spending_there_is_no_return_on_it() -> None:
    found = budget(plan(100, 200, 300, 400), [])
    assert found.gain.roi_pct is None
    assert found.gain.payback_year == "T+1"
    assert (found.by_category, found.by_strategy) == ({}, {})


def test_a_line_without_strategy_or_amount_is_kept_apart() -> None:
    found = budget(plan(1, 1, 1, 1), [BudgetLine("B1", t1=Decimal(4)), BudgetLine("B2")])
    assert found.by_strategy == {}
    assert found.lines == {"B1": 4, "B2": 0}
    assert found.of_revenue_pct[T1] == 400


def test_a_discount_rate_of_minus_100_has_no_meaning() -> None:
    with pytest.raises(CalculationError, match="discount_rate"):
        budget(plan(1, 1, 1, 1), [], discount_rate=Decimal(-100))


def test_the_low_case_of_the_case_keeps_costs_and_still_pays() -> None:
    found = worked.scenarios()
    assert found["low"].gain.total is not None
    assert found["low"].gain.total < (worked.budget_().gain.total or 0)
    assert found["high"].revenue[T0] == 5400
    assert worked.budget_().by_strategy["ST1"] == 105


years = st.integers(0, 10**6)
revenues = st.tuples(years, years, years, years)
budgets = st.lists(
    st.builds(
        BudgetLine,
        st.uuids().map(str),
        st.sampled_from(["people", "service"]),
        st.sampled_from(["ST1", "ST2"]),
        years.map(Decimal),
        years.map(Decimal),
        years.map(Decimal),
    ),
    max_size=6,
)


def worked_out(revenue: tuple[int, ...], lines: list[BudgetLine], rate: int = 10) -> Budget:
    return budget(plan(*revenue), lines, discount_rate=Decimal(rate))


@given(revenues, budgets)
def test_years_categories_and_strategies_add_up(
    revenue: tuple[int, ...], lines: list[BudgetLine]
) -> None:
    found = worked_out(revenue, lines)
    for parts in (found.by_year, found.by_category, found.by_strategy, found.lines):
        assert sum(parts.values()) == found.total


@given(revenues, budgets)
def test_net_incremental_is_the_contribution_gained(
    revenue: tuple[int, ...], lines: list[BudgetLine]
) -> None:
    found = worked_out(revenue, lines)
    base = found.net_contribution[T0]
    assert base is not None
    for year in PLAN_YEARS:
        after = found.net_contribution[year]
        assert after is not None
        assert found.gain.net_incremental[year] == after - base
    assert found.gain.running[T3] == found.gain.total


@given(revenues, budgets)
def test_without_discount_the_present_value_is_the_sum(
    revenue: tuple[int, ...], lines: list[BudgetLine]
) -> None:
    found = worked_out(revenue, lines, rate=0)
    assert found.gain.npv == found.gain.total
    repaid = found.gain.payback_year is not None
    assert repaid or (found.gain.total or 0) < 0


@given(revenues, budgets, st.integers(0, 150), st.integers(0, 150))
def test_a_better_scenario_never_brings_less(
    revenue: tuple[int, ...], lines: list[BudgetLine], one: int, other: int
) -> None:
    low, high = sorted((Decimal(one), Decimal(other)))
    base = plan(*revenue)
    found = scenarios(
        base,
        budget(base, lines),
        [Scenario("low", low, low, low), Scenario("high", high, high, high)],
    )
    assert (found["low"].gain.total or 0) <= (found["high"].gain.total or 0)
    same = scenarios(base, budget(base, lines), [Scenario("low", *([Decimal(100)] * 3))])["low"]
    assert same.gain == budget(base, lines).gain
    assert [same.revenue[year] for year in YEARS] == list(revenue)


def test_the_main_risk_has_the_largest_expected_shortfall() -> None:
    found = worked.risk_()
    assert found.main_risk == "AS1"
    assert found.shortfalls["AS1"] == -150
    assert worked.risk_().shortfalls["AS4"] == -140


def test_an_assumption_without_an_impact_counts_in_the_chance_only() -> None:
    found = risk(plan(1, 1, 1, 100), [Assumption("AS1", Decimal(50))])
    assert found.expected_shortfall == 0
    assert found.all_hold_probability_pct == 50
    assert found.main_risk is None


def test_without_assumptions_nothing_is_at_risk() -> None:
    found = risk(plan(1, 1, 1, 100), [])
    assert found.risk_adjusted_revenue == 100
    assert found.all_hold_probability_pct is None
    assert risk(plan(1, 1, 1), []).risk_adjusted_revenue is None


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(-(10**5), 0)), min_size=1, max_size=8))
def test_risk_lies_between_the_plan_and_failure(pairs: list[tuple[int, int]]) -> None:
    rows = [
        Assumption(f"AS{i}", Decimal(chance), Decimal(impact))
        for i, (chance, impact) in enumerate(pairs)
    ]
    found = risk(plan(1, 1, 1, 10**6), rows)
    assert found.risk_adjusted_revenue is not None
    assert found.all_fail_revenue is not None
    assert found.all_fail_revenue <= found.risk_adjusted_revenue <= 10**6
    assert found.all_hold_probability_pct is not None
    assert 0 < found.all_hold_probability_pct <= min(chance for chance, _ in pairs)
