"""The plan rolled forward by one year: the closed year becomes the base, a far year is added.

The old plan is read and never changed; row ids survive the roll.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kamguide.analysis.annual import Actual, NewFarYear, ObjectiveActual, PlannedObjective
from kamguide.analysis.arithmetic import ZERO, whole_total
from kamguide.analysis.budget import BudgetLine, ServiceCost
from kamguide.analysis.csf import FactorScore
from kamguide.analysis.money import YEARS, ForecastRow, HistoryRow

_YEAR_BEFORE: Final = dict(zip(YEARS[1:], YEARS[:-1], strict=True))


class PreviousPlan(Struct, frozen=True):
    """What the roll reads of the old plan."""

    base_year: int
    forecast: Sequence[ForecastRow]
    history: Sequence[HistoryRow] = ()
    objectives: Sequence[PlannedObjective] = ()
    budget: Sequence[BudgetLine] = ()
    service: Sequence[ServiceCost] = ()


class YearReview(Struct, frozen=True):
    """What the roll reads of the review."""

    actuals: Sequence[Actual]
    new_t3: Sequence[NewFarYear]
    csf_scores: Sequence[FactorScore] = ()
    objectives: Sequence[ObjectiveActual] = ()


class RolledPlan(Struct, frozen=True):
    """The values of the new plan that follow from the old one; all others are asked again."""

    base_year: int
    history: tuple[HistoryRow, ...]
    forecast: tuple[ForecastRow, ...]
    objectives: tuple[PlannedObjective, ...]
    """Those carried over: actual as baseline, targets moved up, the far one to be set."""
    closed_objectives: tuple[str, ...]
    csf_scores: tuple[FactorScore, ...]
    budget: tuple[BudgetLine, ...]
    """Amounts moved up; those of the far year to be set."""
    service: tuple[ServiceCost, ...]
    """The same; T0 is what was planned for the closed year, until somebody says better."""
    totals: Mapping[str, Decimal | None]
    """Revenue of the account by year, T0 to T+3 of the new plan."""


def roll(previous: PreviousPlan, review: YearReview) -> RolledPlan:
    """The plan moved forward by one year.

    The base year rises by one; the old T0 becomes T-1, the actuals T0, the old T+2 and T+3
    become T+1 and T+2, and the new far year T+3. What the review leaves out stays empty.
    """
    forecast = _rolled_forecast(previous.forecast, review)
    closed = tuple(one.obj_id for one in review.objectives if one.status == "closed")
    return RolledPlan(
        base_year=previous.base_year + 1,
        history=tuple(_rolled_histories(previous, forecast)),
        forecast=forecast,
        objectives=tuple(_carried_objectives(previous.objectives, review.objectives, closed)),
        closed_objectives=closed,
        csf_scores=tuple(review.csf_scores),
        budget=tuple(replace(one, t1=one.t2, t2=one.t3, t3=None) for one in previous.budget),
        service=tuple(
            replace(one, year=_YEAR_BEFORE[one.year])
            for one in previous.service
            if one.year in _YEAR_BEFORE
        ),
        totals=_totals(forecast),
    )


def _rolled_forecast(old: Sequence[ForecastRow], review: YearReview) -> tuple[ForecastRow, ...]:
    actuals = {one.product_id: one for one in review.actuals}
    far = {one.product_id: one for one in review.new_t3}
    return tuple(
        _rolled_row(one, actuals.get(one.product_id), far.get(one.product_id))
        for one in _with_new(old, (*actuals, *far))
    )


def _with_new(rows: Sequence[ForecastRow], products: Sequence[str]) -> list[ForecastRow]:
    known = {one.product_id for one in rows}
    added = dict.fromkeys(name for name in products if name not in known)
    return [*rows, *(ForecastRow(name, rev_t2=ZERO, rev_t3=ZERO) for name in added)]


def _rolled_row(old: ForecastRow, actual: Actual | None, far: NewFarYear | None) -> ForecastRow:
    return ForecastRow(
        product_id=old.product_id,
        rev_t0=actual.rev_actual if actual else None,
        rev_t1=old.rev_t2,
        rev_t2=old.rev_t3,
        rev_t3=far.rev_t3 if far else None,
        margin_t0_pct=actual.margin_actual_pct if actual else None,
        margin_t1_pct=old.margin_t2_pct,
        margin_t2_pct=old.margin_t3_pct,
        margin_t3_pct=far.margin_t3_pct if far else None,
    )


def _rolled_histories(
    previous: PreviousPlan, forecast: Iterable[ForecastRow]
) -> Iterable[HistoryRow]:
    history = {one.product_id: one for one in previous.history}
    old_t0 = {one.product_id: one.rev_t0 for one in previous.forecast}
    for one in forecast:
        yield _rolled_history(one, history.get(one.product_id), old_t0.get(one.product_id))


def _rolled_history(new: ForecastRow, old: HistoryRow | None, old_t0: Decimal | None) -> HistoryRow:
    return HistoryRow(
        product_id=new.product_id,
        rev_tm2=old.rev_tm1 if old else None,
        rev_tm1=old.rev_t0 if old and old.rev_t0 is not None else old_t0,
        rev_t0=new.rev_t0,
        margin_t0_pct=new.margin_t0_pct,
    )


def _carried_objectives(
    objectives: Iterable[PlannedObjective],
    actuals: Iterable[ObjectiveActual],
    closed: Sequence[str],
) -> Iterable[PlannedObjective]:
    reached = {one.obj_id: one.actual for one in actuals}
    for one in objectives:
        if one.obj_id not in closed:
            yield replace(
                one,
                baseline_t0=reached.get(one.obj_id),
                target_t1=one.target_t2,
                target_t2=one.target_t3,
                target_t3=None,
            )


def _totals(forecast: Sequence[ForecastRow]) -> Mapping[str, Decimal | None]:
    every = zip(
        *((one.rev_t0, one.rev_t1, one.rev_t2, one.rev_t3) for one in forecast), strict=True
    )
    by_year = list(every) or [()] * len(YEARS)
    return {year: whole_total(values) for year, values in zip(YEARS, by_year, strict=True)}


def rolled_plan(
    base_year: int,
    plan: Sequence[ForecastRow],
    actuals: Sequence[Actual],
    new_t3: Sequence[NewFarYear],
    history: Sequence[HistoryRow] = (),
) -> RolledPlan:
    """The rolled money of the plan, for showing what the new plan will start from.

    Args:
        base_year: T0 of the old plan.
        plan: Its forecast.
        actuals: The closed year.
        new_t3: The year that is added.
        history: Its past.
    """
    return roll(PreviousPlan(base_year, plan, history), YearReview(actuals, new_t3))
