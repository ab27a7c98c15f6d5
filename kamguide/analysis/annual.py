"""The annual review: plan against actual. The old plan is read and never changed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, percent, quotient, total, whole_total
from kamguide.analysis.budget import BudgetLine
from kamguide.analysis.directions import ProductDirection
from kamguide.analysis.money import ForecastRow, margin_amount

_AHEAD: Final = Decimal("1.05")
_BEHIND: Final = Decimal("0.90")
_HARVEST_BAND: Final = Decimal(5)
"""Percent of plan within which a harvested product is on track."""


class Actual(Struct, frozen=True):
    """A row of `rev_actuals`: the closed year."""

    product_id: str
    rev_actual: Decimal
    margin_actual_pct: Decimal | None = None


class Spent(Struct, frozen=True):
    """A row of `rev_budget_actuals`."""

    line_id: str
    actual: Decimal


class NewFarYear(Struct, frozen=True):
    """A row of `rev_new_t3`: the year that the roll adds."""

    product_id: str
    rev_t3: Decimal
    margin_t3_pct: Decimal | None = None


class PlannedObjective(Struct, frozen=True):
    """A row of `obj_list`, as far as it is reviewed and rolled."""

    obj_id: str
    type: str = ""
    product_id: str | None = None
    baseline_t0: Decimal | None = None
    target_t1: Decimal | None = None
    target_t2: Decimal | None = None
    target_t3: Decimal | None = None


class ObjectiveActual(Struct, frozen=True):
    """A row of `rev_objective_status`."""

    obj_id: str
    actual: Decimal | None = None
    status: str | None = None


class Variance(Struct, frozen=True):
    """Plan against actual."""

    plan: Decimal
    actual: Decimal
    variance: Decimal
    """Actual less plan."""
    variance_pct: Decimal | None
    """In percent of the plan."""


class MarginVariance(Struct, frozen=True):
    """Why the margin differs; None where a margin rate is not known."""

    plan: Decimal | None
    actual: Decimal | None
    variance: Decimal | None
    quantity: Decimal | None
    """What comes from more or less revenue, at the planned rates."""
    rate: Decimal | None
    """What comes from other rates, on the actual revenue."""


class Review(Struct, frozen=True):
    """The closed year against the plan's first year."""

    products: Mapping[str, Variance]
    account: Variance
    wape_pct: Decimal | None
    """Weighted absolute percentage error of the forecast."""
    accuracy_pct: Decimal | None
    margin: MarginVariance
    budget_lines: Mapping[str, Variance]
    budget: Variance


def review(
    actuals: Sequence[Actual],
    plan: Sequence[ForecastRow],
    budget_lines: Sequence[BudgetLine] = (),
    budget_actuals: Sequence[Spent] = (),
) -> Review:
    """Variances of revenue, margin and budget in the plan's first year.

    Args:
        actuals: What happened.
        plan: The old plan; its T+1 is the closed year. A product that was not planned counts
            as a plan of zero, one without an actual is left out.
        budget_lines: The old budget.
        budget_actuals: What was spent of it; a line without an actual is left out.
    """
    planned = {one.product_id: one for one in plan}
    products = {
        one.product_id: _variance(_planned(planned, one.product_id).rev_t1, one.rev_actual)
        for one in actuals
    }
    account = _sum_of(products)
    error = percent(total(abs(one.variance) for one in products.values()), account.plan)
    lines = {one.line_id: one.t1 for one in budget_lines}
    spending = {
        one.line_id: _variance(lines.get(one.line_id), one.actual) for one in budget_actuals
    }
    return Review(
        products=products,
        account=account,
        wape_pct=error,
        accuracy_pct=None if error is None else HUNDRED - error,
        margin=_margin_variance(actuals, planned),
        budget_lines=spending,
        budget=_sum_of(spending),
    )


def _planned(planned: Mapping[str, ForecastRow], product: str) -> ForecastRow:
    return planned.get(product, ForecastRow(product, rev_t1=ZERO))


def _variance(plan: Decimal | None, actual: Decimal) -> Variance:
    expected = ZERO if plan is None else plan
    return Variance(expected, actual, actual - expected, percent(actual - expected, expected))


def _sum_of(parts: Mapping[str, Variance]) -> Variance:
    return _variance(
        total(one.plan for one in parts.values()), total(one.actual for one in parts.values())
    )


def _margin_variance(
    actuals: Sequence[Actual], planned: Mapping[str, ForecastRow]
) -> MarginVariance:
    plans: list[Decimal | None] = []
    earned: list[Decimal | None] = []
    quantities: list[Decimal | None] = []
    for one in actuals:
        expected = _planned(planned, one.product_id)
        plan_revenue = ZERO if expected.rev_t1 is None else expected.rev_t1
        # What was not planned has no planned rate: all of it is then the effect of quantity.
        rate = one.margin_actual_pct if plan_revenue == ZERO else expected.margin_t1_pct
        plans.append(margin_amount(plan_revenue, rate))
        earned.append(margin_amount(one.rev_actual, one.margin_actual_pct))
        quantities.append(margin_amount(one.rev_actual - plan_revenue, rate))
    plan, actual, quantity = whole_total(plans), whole_total(earned), whole_total(quantities)
    if plan is None or actual is None or quantity is None:
        return MarginVariance(plan, actual, None, None, None)
    return MarginVariance(plan, actual, actual - plan, quantity, actual - plan - quantity)


class ObjectiveProgress(Struct, frozen=True):
    """How far one objective has come."""

    obj_id: str
    progress: Decimal | None
    """1 = the year's target reached; None where it cannot be measured so."""
    status: str
    """`ahead`, `on_track` or `behind`."""
    stated: str | None
    """The status that the planner gave."""
    differs: bool
    """Whether that is another one; a closed objective never does."""


def objective_review(
    objectives: Sequence[PlannedObjective],
    actuals: Sequence[ObjectiveActual],
    directions: Sequence[ProductDirection] = (),
) -> Mapping[str, ObjectiveProgress]:
    """Status of each objective from its numbers; those without numbers are left out.

    Progress = (actual - baseline) / (first target - baseline): ahead from 1.05, behind below
    0.90. A revenue objective of a harvested product is held to 5% around its target instead.
    """
    harvested = {one.product_id for one in directions if one.direction == "harvest"}
    planned = {one.obj_id: one for one in objectives}
    found: dict[str, ObjectiveProgress] = {}
    for row in actuals:
        objective = planned.get(row.obj_id)
        if objective is not None and row.actual is not None:
            is_harvest = objective.type == "revenue" and objective.product_id in harvested
            progress = _progress(objective, row, is_harvest=is_harvest)
            found |= {row.obj_id: progress} if progress is not None else {}
    return found


def _progress(
    objective: PlannedObjective, row: ObjectiveActual, *, is_harvest: bool
) -> ObjectiveProgress | None:
    base, target, actual = objective.baseline_t0, objective.target_t1, row.actual
    if base is None or target is None or actual is None:
        return None
    progress = quotient(actual - base, target - base)
    if is_harvest:
        margin = abs(target) * _HARVEST_BAND / HUNDRED
        status = _placed(actual, target - margin, target + margin)
        progress = quotient(actual, target)
    elif progress is None:
        status = "on_track" if actual >= target else "behind"
        progress = Decimal(1) if actual >= target else None
    else:
        status = _share_reached(actual - base, target - base)
    stated = row.status
    return ObjectiveProgress(
        row.obj_id, progress, status, stated, stated not in (None, "closed", status)
    )


def _placed(actual: Decimal, lowest: Decimal, highest: Decimal) -> str:
    if actual < lowest:
        return "behind"
    return "ahead" if actual > highest else "on_track"


def _share_reached(gained: Decimal, wanted: Decimal) -> str:
    """The status of `gained` of `wanted`, compared without dividing."""
    sign = 1 if wanted > ZERO else -1
    if sign * gained >= _AHEAD * abs(wanted):
        return "ahead"
    return "behind" if sign * gained < _BEHIND * abs(wanted) else "on_track"
