"""The worked case comes out as stated, number by number."""

from decimal import Decimal

import pytest

from kamguide.analysis.buying import STAGES
from kamguide.analysis.money import PLAN_YEARS, T3, YEARS
from kamguide.analysis.value import ACTIVITIES, KINDS, Amounts

from . import worked
from .case import agrees, expected

UNITS = ("S1", "S2", "S3", "S4", "S5", "S6")
PRODUCTS = ("P1", "P2", "P3", "P4", "P5")


def test_no_part_of_the_expectations_is_left_out() -> None:
    asserted = {
        "pareto",
        "dpm",
        "account_selection",
        "financial_ratios",
        "financial_status",
        "value",
        "coverage",
        "authority",
        "dmu_support_index",
        "pressure",
        "csf",
        "portfolio",
        "forecast",
        "relationship",
        "industry_force_average",
        "review",
    }
    assert set(expected()) == asserted | {"checks", "rubric"}


def test_the_8020_analysis_of_the_case() -> None:
    found, stated = worked.pareto_(), expected()["pareto"]
    margin = found.margin
    assert margin is not None
    assert found.revenue.total == stated["total_revenue"]
    assert margin.total == stated["total_margin"]
    assert (found.revenue.n, found.revenue.top_n) == (stated["n"], stated["top_n"])
    assert agrees(found.revenue.top20_pct, stated["top20_revenue_share_pct"], 2)
    assert agrees(margin.top20_pct, stated["top20_margin_share_pct"], 2)
    assert found.revenue.customers_for_80 == stated["customers_for_80pct_revenue"]
    assert found.revenue.customers_for_80_pct == stated["customers_for_80pct_revenue_pct"]
    assert agrees(found.revenue.gini, stated["gini_revenue"], 4)
    assert margin.gini is stated["gini_margin"]
    assert agrees(found.revenue.hhi, stated["hhi_revenue"], 1)
    assert found.revenue.class_counts == stated["class_counts"]
    assert margin.class_counts == stated["class_counts_by_margin"]
    for name, share in stated["class_revenue_share_pct"].items():
        assert agrees(found.revenue.class_shares_pct[name], share, 2)


def test_the_account_stands_second_by_revenue_and_first_by_margin() -> None:
    found, stated = worked.account(), expected()["pareto"]
    assert found.customer_id == "C02"
    assert found.rank_by_revenue == stated["account_rank_by_revenue"]
    assert found.rank_by_margin == stated["account_rank_by_margin"]
    assert agrees(found.revenue_share_pct, stated["account_revenue_share_pct"], 2)
    assert agrees(found.margin_share_pct, stated["account_margin_share_pct"], 2)


@pytest.mark.parametrize("unit", UNITS)
def test_a_market_lies_where_the_case_says(unit: str) -> None:
    placed, stated = worked.markets_().units[unit], expected()["dpm"][unit]
    strength = worked.market_strengths()[unit]
    assert placed.circle.attractiveness == stated["attractiveness"]
    assert strength.totals == stated["totals"]
    assert strength.best_competitor == stated["best_competitor"]
    assert agrees(placed.circle.ratio, stated["ratio"], 4)
    assert agrees(placed.circle.x, stated["x_log"], 4)
    assert placed.circle.quadrant == stated["quadrant"]
    selective = " (selective)" if placed.is_selective else ""
    assert " or ".join(placed.suggested) + selective == stated["suggestion"]
    assert placed.circle.revenue == stated["revenue_t0"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_market_moves_where_the_case_says(unit: str) -> None:
    outlook, stated = worked.market_outlook().units[unit], expected()["dpm"][unit]
    assert outlook.objective is not None
    assert outlook.no_change is not None
    assert agrees(outlook.objective.ratio, stated["ratio_t3_objective"], 4)
    assert agrees(outlook.no_change.ratio, stated["ratio_t3_no_change"], 4)
    assert outlook.revenue_t3 == stated["revenue_t3_objective"]
    assert agrees(outlook.growth_pct, stated["revenue_cagr_pct"], 2)


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_lies_and_moves_where_the_case_says(product: str) -> None:
    today, stated = worked.products().units[product].circle, expected()["portfolio"][product]
    later = worked.product_outlook()[product].objective
    assert later is not None
    assert today.attractiveness == stated["attractiveness"]
    assert (today.own_total, today.reference_total) == (stated["own_t0"], stated["comp_t0"])
    assert (later.own_total, later.reference_total) == (stated["own_t3"], stated["comp_t3"])
    assert agrees(today.ratio, stated["ratio_t0"], 4)
    assert agrees(later.ratio, stated["ratio_t3"], 4)
    assert (today.quadrant, later.quadrant) == (stated["quadrant_t0"], stated["quadrant_t3"])


def test_candidates_score_and_rank_as_the_case_says() -> None:
    found, stated = worked.selection_(), expected()["account_selection"]
    for name, score in stated["scores"].items():
        assert agrees(found.totals[name], score, 3)
    assert list(found.ranking) == stated["ranking"]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_ratios_of_a_year_come_out_as_the_case_says(year: int) -> None:
    found = worked.ratios().by_year[year]
    for name, stated in expected()["financial_ratios"][year].items():
        places = 1 if name in ("debtor_days", "inventory_turnover") else 2
        assert agrees(found[name.removesuffix("_pct")], stated, places), name
    assert worked.ratios().identity_holds[year]


def test_ratios_are_judged_as_the_case_says() -> None:
    for name, stated in expected()["financial_status"].items():
        found = worked.ratios().judgements[name]
        assert agrees(found.vs_industry_pct, stated["vs_industry_pct"], 1), name
        assert agrees(found.trend_pct, stated["trend_pct"], 1), name
        assert str(found.status).replace("_", " ") == stated["status"]
        assert found.trend == stated["trend"]
        assert worked.ratios().needs_improvement[name] == stated["needs_improvement"]


def amounts(found: Amounts) -> dict[str, Decimal]:
    return {"annual": found.annual, "expected": found.expected}


def test_value_comes_out_as_the_case_says() -> None:
    found, stated = worked.value_(), expected()["value"]
    assert {kind: amounts(found.by_kind[kind]) for kind in KINDS} == stated["by_type"]
    assert {one: amounts(found.by_activity[one]) for one in ACTIVITIES} == stated["by_activity"]
    assert amounts(found.total) == stated["total"]
    assert amounts(found.three_year) == stated["three_year"]
    assert amounts(found.selected) == stated["selected"]
    assert found.intangible_importance == stated["intangible_importance"]


def test_coverage_comes_out_as_the_case_says() -> None:
    found, stated = worked.buying_(), expected()["coverage"]
    opened = [stage for stage in STAGES if found.stages[stage].is_open]
    assert opened == list(stated["per_stage_pct"])
    for stage, share in stated["per_stage_pct"].items():
        assert agrees(found.stages[stage].coverage_pct, share, 1)
    assert agrees(found.coverage_total_pct, stated["total_pct"], 1)
    assert found.weeks_to_contract == stated["weeks_remaining_to_contract"]
    assert agrees(found.support_index, expected()["dmu_support_index"], 3)


def test_authority_comes_out_as_the_case_says() -> None:
    found = {
        name: {"score": one.score, "band": one.band}
        for name, one in worked.purchases().items.items()
    }
    assert found == expected()["authority"]


def test_pressures_and_forces_come_out_as_the_case_says() -> None:
    found = worked.pressures_()
    assert {"external": found.external, "internal": found.internal} == expected()["pressure"]
    assert worked.forces().average == expected()["industry_force_average"]


def test_the_competitive_comparison_comes_out_as_the_case_says() -> None:
    found, later, stated = worked.csf_(), worked.csf_outlook(), expected()["csf"]
    assert found.totals == stated["totals"]
    assert found.best_competitor == stated["best_competitor"]
    assert agrees(found.ratio, stated["ratio"], 4)
    for name, gap in stated["gaps"].items():
        assert found.gaps[name].gap == gap["gap"]
        assert str(found.gaps[name].label).replace("_", " ") == gap["label"]
    assert (later.own_t3, later.competitor_t3) == (stated["own_t3"], stated["competitor_t3"])
    assert agrees(later.ratio_t3, stated["ratio_t3"], 4)


def test_the_money_of_the_account_comes_out_as_the_case_says() -> None:
    found, stated = worked.forecast(), expected()["forecast"]
    assert [found.revenue[year] for year in YEARS] == stated["revenue"]
    assert [found.margin[year] for year in YEARS] == stated["margin"]
    for year, share in zip(YEARS, stated["margin_pct"], strict=True):
        assert agrees(found.margin_pct[year], share, 2)
    account, spent = found.account, found.account.wallet
    assert agrees(account.growth_pct, stated["revenue_cagr_pct"], 2)
    assert (spent.t0, spent.t3) == (stated["wallet_t0"], stated["wallet_t3"])
    assert agrees(spent.growth_pct, stated["wallet_cagr_pct"], 2)
    assert agrees(spent.share_t0_pct, stated["share_of_wallet_t0_pct"], 2)
    assert agrees(spent.share_t3_pct, stated["share_of_wallet_t3_pct"], 2)
    assert agrees(account.wallet_effect, stated["wallet_effect"], 2)
    assert agrees(account.share_effect, stated["share_effect"], 2)


def test_shares_of_wallet_by_product_come_out_as_the_case_says() -> None:
    for name, (first, last) in expected()["forecast"]["product_share_of_wallet_pct"].items():
        spent = worked.forecast().products[name].wallet
        assert agrees(spent.share_t0_pct, first, 1)
        assert agrees(spent.share_t3_pct, last, 1)


def test_the_budget_and_its_return_come_out_as_the_case_says() -> None:
    found, stated = worked.budget_(), expected()["forecast"]
    assert [found.cost_to_serve[year] for year in YEARS] == stated["cost_to_serve"]
    assert [found.by_year[year] for year in PLAN_YEARS] == stated["budget"]
    assert found.total == stated["budget_total"]
    assert found.by_category == stated["budget_by_category"]
    assert [found.net_contribution[year] for year in YEARS] == stated["account_net_contribution"]
    gain = found.gain
    assert [gain.incremental_margin[year] for year in PLAN_YEARS] == stated["incremental_margin"]
    assert [gain.net_incremental[year] for year in PLAN_YEARS] == stated["net_incremental"]
    assert gain.total == stated["net_incremental_total"]
    assert agrees(gain.roi_pct, stated["roi_pct"], 1)
    assert agrees(gain.npv, stated["npv"], 2)
    assert gain.payback_year == stated["payback_year"]


def test_risk_and_scenarios_come_out_as_the_case_says() -> None:
    found, low, stated = worked.risk_(), worked.scenarios()["low"], expected()["forecast"]
    assert found.risk_adjusted_revenue == stated["risk_adjusted_t3_revenue"]
    assert found.expected_shortfall == stated["expected_shortfall"]
    assert found.all_fail_revenue == stated["all_fail_t3_revenue"]
    assert agrees(found.all_hold_probability_pct, stated["all_hold_probability_pct"], 1)
    assert low.revenue[T3] == stated["low_case_t3_revenue"]
    assert low.margin[T3] == stated["low_case_t3_margin"]


def test_the_relationship_comes_out_as_the_case_says() -> None:
    found, stated = worked.relationship_(), expected()["relationship"]
    assert (found.us, found.customer) == (stated["us"], stated["customer"])
    assert (found.stage, found.target) == (stated["stage"], stated["target"])
    assert found.steps == 1


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_is_reviewed_and_rolled_as_the_case_says(product: str) -> None:
    found, stated = worked.review().products[product], expected()["review"]["products"][product]
    assert (found.plan, found.actual) == (stated["plan"], stated["actual"])
    assert found.variance == stated["variance"]
    assert agrees(found.variance_pct, stated["variance_pct"], 1)
    row = next(one for one in worked.rolled().forecast if one.product_id == product)
    assert [row.rev_t0, row.rev_t1, row.rev_t2, row.rev_t3] == expected()["review"][
        "rolled_revenue"
    ][product]


def test_the_review_of_the_year_comes_out_as_the_case_says() -> None:
    found, stated = worked.review(), expected()["review"]
    account, margin = found.account, found.margin
    assert (account.plan, account.actual) == (stated["plan"], stated["actual"])
    assert account.variance == stated["variance"]
    assert agrees(account.variance_pct, stated["variance_pct"], 2)
    assert agrees(found.wape_pct, stated["wape_pct"], 2)
    assert (margin.plan, margin.actual) == (stated["plan_margin"], stated["actual_margin"])
    assert margin.variance == stated["margin_variance"]
    assert margin.quantity == stated["margin_variance_volume"]
    assert margin.rate == stated["margin_variance_rate"]
    assert (found.budget.plan, found.budget.actual) == (
        stated["budget_plan"],
        stated["budget_actual"],
    )


def test_the_rolled_plan_comes_out_as_the_case_says() -> None:
    found, stated = worked.rolled(), expected()["review"]
    assert found.base_year == stated["new_base_year"]
    assert list(found.totals.values()) == stated["rolled_totals"]
