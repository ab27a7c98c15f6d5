"""What the method shows of the worked case, beyond the list of what is expected of it."""

from decimal import Decimal

from kamguide.analysis.arithmetic import rounded
from kamguide.analysis.money import T0, quick_directions

from . import worked
from .case import agrees


def test_effort_and_moves_follow_the_worked_table() -> None:
    found = worked.pareto_()
    effort = {name: rounded(one.now or Decimal(0), 2) for name, one in found.effort.items()}
    assert effort == {"A": Decimal("2.37"), "B": Decimal("0.41"), "C": Decimal("0.13")}
    moves = {name: one.move for name, one in found.customers.items()}
    assert moves["C01"] == -2
    assert moves["C10"] == 2
    assert moves["C19"] == 3
    assert found.customers["C07"].class_by_margin == "B"
    assert found.revenue.reading == "concentrated"


def test_segments_follow_the_worked_numbers() -> None:
    found = worked.segments_()
    assert agrees(found.segments["S1"].share_pct, Decimal("6.9"))
    assert agrees(found.share_pct, Decimal("4.85"))
    assert agrees(found.weighted_growth_pct, Decimal("4.79"))
    assert found.growth_differs is False
    results = {name: one.test.result for name, one in found.segments.items() if one.test}
    assert results["S6"] == "watch"
    assert {results[name] for name in ("S1", "S2", "S3", "S4", "S5")} == {"pass"}
    assert worked.segment_sales().revenue["S6"] == 0
    returns = worked.segment_sales().ros_pct
    assert [agrees(returns["S1"], Decimal("18.2")), agrees(returns["S4"], Decimal("22.9"))] == [
        True,
        True,
    ]


def test_borderline_units_of_the_case_are_named() -> None:
    assert worked.markets_().borderline == ("S4", "S6")
    assert worked.products().borderline == ("P5",)
    assert worked.markets_().units["S4"].circle.borderline == ("attractiveness",)


def test_totals_of_the_market_matrix_follow_the_worked_numbers() -> None:
    totals = worked.market_outlook().totals
    assert (totals.revenue_t0, totals.no_change_t3, totals.objective_t3) == (32600, 33700, 39100)
    radii = {name: one.circle.radius for name, one in worked.markets_().units.items()}
    assert agrees(radii["S3"], Decimal("0.69"))
    assert agrees(radii["S5"], Decimal("0.30"))


def test_account_types_follow_the_worked_table() -> None:
    types = {name: one.account_type for name, one in worked.selection_().candidates.items()}
    assert types == {
        "X1": "streamline",
        "X2": "strategic",
        "X3": "status",
        "X4": "streamline",
        "X5": "streamline",
        "X6": "star",
    }


def test_amounts_raise_authority_as_the_case_tells() -> None:
    items = worked.purchases().items
    assert (items["I1"].level, items["I1"].result) == ("Management committee", "committee")
    assert (items["I3"].level, items["I3"].result) == ("Chief operating officer", "head")
    assert (items["I5"].level, items["I5"].result) == ("Management committee", "committee")


def test_verified_share_and_value_to_spend_follow_the_worked_numbers() -> None:
    assert agrees(worked.value_().verified_pct, Decimal("60.8"))
    assert agrees(worked.value_().value_to_spend_pct, Decimal("14.9"))


def test_growth_by_ansoff_cell_follows_the_worked_numbers() -> None:
    cells = worked.ansoff_growth().cells
    assert worked.ansoff_().cell == {
        "P1": "penetration",
        "P2": "penetration",
        "P3": "market_development",
        "P4": "market_development",
        "P5": "product_development",
    }
    assert {name: one.change for name, one in cells.items()} == {
        "penetration": 50,
        "market_development": 1250,
        "product_development": 1200,
        "diversification": 0,
    }
    assert worked.ansoff_growth().diversification_heavy is False


def test_advantages_and_trends_follow_the_worked_numbers() -> None:
    found = worked.positioning_()
    assert [one.first_failing for one in found.advantages] == [None, None, "rare"]
    assert [one.priority for one in found.trends] == [20, 20, 12]
    assert agrees(found.contribution.revenue_share_pct, Decimal("16.6"))
    assert agrees(found.contribution.margin_t3_pct, Decimal("23.7"))


def test_statuses_of_objectives_agree_with_those_given_in_the_case() -> None:
    found = worked.objective_review()
    assert set(found) == {f"O{number}" for number in range(1, 9)}
    assert [name for name, one in found.items() if one.differs] == []


def test_directions_of_the_case_need_no_override() -> None:
    assert worked.market_directions().overrides == ()
    assert worked.product_directions().overrides == ()
    assert worked.market_directions().undecided == ()
    assert not worked.market_directions().all_the_same


def test_the_roll_shifts_history_and_objectives() -> None:
    first = worked.rolled().history[0]
    assert (first.rev_tm2, first.rev_tm1, first.rev_t0) == (2530, 2600, 2740)
    carried = worked.rolled().objectives[0]
    assert (carried.baseline_t0, carried.target_t1, carried.target_t2) == (2740, 2800, 2900)
    assert carried.target_t3 is None
    assert len(worked.rolled().csf_scores) == 15


def test_the_quick_plan_would_direct_the_products_of_the_case_so() -> None:
    assert quick_directions(worked.forecast()) == {
        "P1": "maintain",
        "P2": "harvest",
        "P3": "improve",
        "P4": "improve",
        "P5": "enter",
    }
    assert worked.forecast().account.revenue[T0] == 5400
