"""The annual review and the roll: variances that add up, statuses, and an old plan left alone."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from kamguide.analysis.annual import (
    Actual,
    NewFarYear,
    ObjectiveActual,
    PlannedObjective,
    Spent,
    objective_review,
    review,
)
from kamguide.analysis.budget import BudgetLine
from kamguide.analysis.directions import ProductDirection
from kamguide.analysis.money import ForecastRow, HistoryRow
from kamguide.analysis.rolling import PreviousPlan, YearReview, roll, rolled_plan

from . import worked
from .case import answers, rows
from .properties import given


def planned(name: str, revenue: int, margin: int | None = 20) -> ForecastRow:
    return ForecastRow(
        name,
        rev_t1=Decimal(revenue),
        margin_t1_pct=None if margin is None else Decimal(margin),
    )


def test_a_product_that_was_not_planned_is_all_quantity() -> None:
    found = review([Actual("P9", Decimal(50), Decimal(10))], [])
    assert (found.products["P9"].plan, found.products["P9"].variance_pct) == (0, None)
    assert (found.margin.quantity, found.margin.rate) == (5, 0)
    assert found.wape_pct is None
    assert found.accuracy_pct is None


def test_an_unknown_margin_leaves_its_variance_open() -> None:
    found = review([Actual("P1", Decimal(50))], [planned("P1", 40)])
    assert (found.margin.plan, found.margin.actual, found.margin.rate) == (8, None, None)
    assert found.accuracy_pct == 75


def test_spending_is_held_against_its_line() -> None:
    found = review(
        [Actual("P1", Decimal(1), Decimal(1))],
        [planned("P1", 1)],
        [BudgetLine("B1", t1=Decimal(50)), BudgetLine("B2", t1=Decimal(9))],
        [Spent("B1", Decimal(60)), Spent("B9", Decimal(1))],
    )
    assert found.budget_lines["B1"].variance_pct == 20
    assert found.budget_lines["B9"].plan == 0
    assert (found.budget.plan, found.budget.actual) == (50, 61)


def status(
    base: object, target: object, actual: object, direction: str = "improve"
) -> tuple[object, ...]:
    objective = PlannedObjective("O1", "revenue", "P1", Decimal(str(base)), Decimal(str(target)))
    found = objective_review(
        [objective],
        [ObjectiveActual("O1", Decimal(str(actual)), "ahead")],
        [ProductDirection("P1", direction)],
    )["O1"]
    return found.status, found.differs


@pytest.mark.parametrize(
    ("base", "target", "actual", "expected"),
    [
        (100, 200, 205, "ahead"),
        (100, 200, "204.9", "on_track"),
        (100, 200, 190, "on_track"),
        (100, 200, "189.9", "behind"),
        (200, 100, 95, "ahead"),
        (200, 100, 120, "behind"),
        (3, 3, 3, "on_track"),
        (3, 3, 4, "on_track"),
        (3, 3, 2, "behind"),
    ],
)
def test_progress_gives_the_status(
    base: object, target: object, actual: object, expected: str
) -> None:
    assert status(base, target, actual) == (expected, expected != "ahead")


@pytest.mark.parametrize(
    ("actual", "expected"),
    [(95, "on_track"), ("94.9", "behind"), (105, "on_track"), ("105.1", "ahead")],
)
def test_a_harvested_product_is_held_to_five_percent_around_its_target(
    actual: object, expected: str
) -> None:
    assert status(120, 100, actual, "harvest")[0] == expected


def test_objectives_without_numbers_are_not_judged() -> None:
    objectives = [PlannedObjective("O1"), PlannedObjective("O2", target_t1=Decimal(1))]
    actuals = [ObjectiveActual("O1", Decimal(1)), ObjectiveActual("O2"), ObjectiveActual("O9")]
    assert objective_review(objectives, actuals) == {}


def test_a_closed_objective_is_neither_judged_wrong_nor_carried_over() -> None:
    objectives = [
        PlannedObjective("O1", "csf", None, *(Decimal(one) for one in (1, 2, 3, 4))),
        PlannedObjective("O2", "csf", None, *(Decimal(one) for one in (1, 2, 3, 4))),
    ]
    actuals = [ObjectiveActual("O1", Decimal(1), "closed"), ObjectiveActual("O2", Decimal(2))]
    assert not objective_review(objectives, actuals)["O1"].differs
    found = roll(PreviousPlan(2026, (), (), objectives), YearReview((), (), (), actuals))
    assert found.closed_objectives == ("O1",)
    assert [one.obj_id for one in found.objectives] == ["O2"]
    carried = found.objectives[0]
    assert (carried.baseline_t0, carried.target_t1, carried.target_t2) == (2, 3, 4)


def test_a_product_new_in_the_review_joins_the_plan_and_a_missing_one_stays_open() -> None:
    plan = [ForecastRow("P1", *(Decimal(one) for one in (1, 2, 3, 4)))]
    found = rolled_plan(2026, plan, [Actual("P2", Decimal(7))], [NewFarYear("P2", Decimal(9))])
    first, second = found.forecast
    assert (first.product_id, first.rev_t0, first.rev_t1, first.rev_t3) == ("P1", None, 3, None)
    assert (second.rev_t0, second.rev_t1, second.rev_t2, second.rev_t3) == (7, 0, 0, 9)
    assert found.totals == {"T0": None, "T+1": 3, "T+2": 4, "T+3": None}
    assert found.history[0].rev_tm1 == 1


def test_the_flat_form_of_the_roll_gives_the_same_money() -> None:
    found = rolled_plan(
        answers()["setup_base_year"],
        rows("fc_products", ForecastRow),
        rows("rev_actuals", Actual),
        rows("rev_new_t3", NewFarYear),
        rows("prof_history", HistoryRow),
    )
    whole = worked.rolled()
    assert (found.forecast, found.history, found.totals) == (
        whole.forecast,
        whole.history,
        whole.totals,
    )


money = st.integers(0, 10**6)
rates = st.integers(-50, 80)
years = st.lists(st.tuples(money, rates, money, rates), min_size=1, max_size=8)


@given(years)
def test_quantity_and_rate_add_up_to_the_margin_variance(found: list[tuple[int, ...]]) -> None:
    plan = [planned(f"P{i}", one[0], one[1]) for i, one in enumerate(found)]
    actuals = [Actual(f"P{i}", Decimal(one[2]), Decimal(one[3])) for i, one in enumerate(found)]
    result = review(actuals, plan)
    margin = result.margin
    assert margin.quantity is not None
    assert margin.rate is not None
    assert margin.quantity + margin.rate == margin.variance
    assert margin.plan is not None
    assert margin.actual == margin.plan + (margin.variance or 0)
    known = [one for one in found if one[0]]
    if len(known) == len(found):
        rate = sum(Decimal(a) * (d - b) / 100 for _, b, a, d in found)
        assert margin.rate == rate


@given(years)
def test_products_add_up_and_errors_do_not_cancel(found: list[tuple[int, ...]]) -> None:
    plan = [planned(f"P{i}", one[0]) for i, one in enumerate(found)]
    actuals = [Actual(f"P{i}", Decimal(one[2])) for i, one in enumerate(found)]
    result = review(actuals, plan)
    assert result.account.variance == sum(one.variance for one in result.products.values())
    if result.wape_pct is not None:
        assert result.wape_pct >= abs(result.account.variance_pct or 0)
    assert review(actuals[::-1], plan[::-1]).account == result.account


@given(st.lists(st.tuples(money, money, money, money, money, money), min_size=1, max_size=6))
def test_the_roll_moves_every_year_by_one_and_leaves_the_old_plan_alone(
    found: list[tuple[int, ...]],
) -> None:
    plan = tuple(
        ForecastRow(f"P{i}", *(Decimal(value) for value in one[:4])) for i, one in enumerate(found)
    )
    before = tuple(plan)
    result = rolled_plan(
        2026,
        plan,
        [Actual(f"P{i}", Decimal(one[4])) for i, one in enumerate(found)],
        [NewFarYear(f"P{i}", Decimal(one[5])) for i, one in enumerate(found)],
    )
    assert plan == before
    for old, new, one in zip(plan, result.forecast, found, strict=True):
        assert new.product_id == old.product_id
        assert (new.rev_t0, new.rev_t1, new.rev_t2, new.rev_t3) == (one[4], one[2], one[3], one[5])
    assert [one.rev_tm1 for one in result.history] == [one.rev_t0 for one in plan]
    assert result.totals["T+3"] == sum(one[5] for one in found)
