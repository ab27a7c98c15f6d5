"""The plan's budget and what it brings: contribution, return, payback, present value, scenarios.

Budgets come on top of the cost of serving the account as usual.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, percent, total, whole_total
from kamguide.analysis.money import PLAN_YEARS, T0, T1, T2, T3, YEARS, Forecast
from kamguide.errors import CalculationError

DISCOUNT_RATE: Final = Decimal(10)


class BudgetLine(Struct, frozen=True):
    """A row of `bud_lines`; money in the plan's unit."""

    line_id: str
    category: str | None = None
    str_id: str | None = None
    t1: Decimal | None = None
    t2: Decimal | None = None
    t3: Decimal | None = None


class ServiceCost(Struct, frozen=True):
    """A row of `fc_cost_to_serve`: `year` is T0 to T+3."""

    year: str
    amount: Decimal


class Scenario(Struct, frozen=True):
    """A row of `fc_scenarios`: percent of the planned revenue."""

    scenario: str
    factor_t1_pct: Decimal
    factor_t2_pct: Decimal
    factor_t3_pct: Decimal


_Yearly = Mapping[str, Decimal | None]


class Return(Struct, frozen=True):
    """What the plan brings over and above T0."""

    incremental_margin: _Yearly
    net_incremental: _Yearly
    """Margin gained less cost to serve added less budget, by plan year."""
    running: _Yearly
    """Net incremental added up."""
    total: Decimal | None
    roi_pct: Decimal | None
    """Net gain in percent of the budget."""
    payback_year: str | None
    """First plan year in which the running sum is not negative; None: not within the plan."""
    npv: Decimal | None
    """Net incremental discounted to T0."""


class Budget(Struct, frozen=True):
    """The budget, and the account's money after it."""

    by_year: Mapping[str, Decimal]
    by_category: Mapping[str, Decimal]
    by_strategy: Mapping[str, Decimal]
    lines: Mapping[str, Decimal]
    """Three-year sum of each line."""
    total: Decimal
    of_revenue_pct: _Yearly
    cost_to_serve: _Yearly
    net_contribution: _Yearly
    """Margin less cost to serve less budget, T0 to T+3; unknown costs are left out."""
    gain: Return
    discount_rate: Decimal


class ScenarioMoney(Struct, frozen=True):
    """The account's money in one scenario, at the planned margin rates."""

    revenue: _Yearly
    margin: _Yearly
    gain: Return


def budget(
    forecast: Forecast,
    lines: Sequence[BudgetLine],
    cost_to_serve: Sequence[ServiceCost] = (),
    discount_rate: Decimal = DISCOUNT_RATE,
) -> Budget:
    """The budget by year, category and strategy, and the plan's return on it.

    Args:
        forecast: Revenue and margin of the account.
        lines: An empty cell costs nothing.
        cost_to_serve: Yearly costs that the margin does not hold.
        discount_rate: Percent a year, above -100.

    Raises:
        CalculationError: The discount rate is -100 or less.
    """
    if discount_rate <= -HUNDRED:
        raise CalculationError("budget.discount_rate", rate=discount_rate)
    by_year = _spent(lines)
    given = {one.year: one.amount for one in cost_to_serve}
    service = {year: given.get(year) for year in YEARS}
    return Budget(
        by_year=by_year,
        by_category=_grouped(lines, lambda one: one.category),
        by_strategy=_grouped(lines, lambda one: one.str_id),
        lines=_grouped(lines, lambda one: one.line_id),
        total=total(by_year.values()),
        of_revenue_pct={
            year: percent(by_year[year], forecast.revenue[year]) for year in PLAN_YEARS
        },
        cost_to_serve=service,
        net_contribution={
            year: _less(forecast.margin[year], service[year], by_year.get(year)) for year in YEARS
        },
        gain=_gain(forecast.margin, service, by_year, discount_rate),
        discount_rate=discount_rate,
    )


def _spent(lines: Sequence[BudgetLine]) -> dict[str, Decimal]:
    return {
        T1: total(one.t1 for one in lines),
        T2: total(one.t2 for one in lines),
        T3: total(one.t3 for one in lines),
    }


def _grouped(
    lines: Sequence[BudgetLine], group: Callable[[BudgetLine], str | None]
) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in lines:
        name = group(one)
        if name:
            sums[name] = sums.get(name, ZERO) + total((one.t1, one.t2, one.t3))
    return sums


def _less(amount: Decimal | None, *costs: Decimal | None) -> Decimal | None:
    return None if amount is None else amount - total(costs)


def _gain(margin: _Yearly, service: _Yearly, spent: Mapping[str, Decimal], rate: Decimal) -> Return:
    base, service_base = margin[T0], service[T0]
    gained = {year: _less(margin[year], base) if base is not None else None for year in PLAN_YEARS}
    net = {
        year: _less(gained[year], _added(service[year], service_base), spent[year])
        for year in PLAN_YEARS
    }
    whole = whole_total(net.values())
    known = [value for value in net.values() if value is not None]
    running = dict(zip(PLAN_YEARS, accumulate(known), strict=False)) if whole is not None else {}
    growth = 1 + rate / HUNDRED
    return Return(
        incremental_margin=gained,
        net_incremental=net,
        running={year: running.get(year) for year in PLAN_YEARS},
        total=whole,
        roi_pct=percent(whole, total(spent.values())),
        payback_year=next((year for year, reached in running.items() if reached >= ZERO), None),
        npv=None
        if whole is None
        else total(value / growth**place for place, value in enumerate(known, start=1)),
    )


def _added(cost: Decimal | None, base: Decimal | None) -> Decimal | None:
    return None if cost is None or base is None else cost - base


def scenarios(
    forecast: Forecast, budget: Budget, scenarios: Sequence[Scenario]
) -> Mapping[str, ScenarioMoney]:
    """The account's money if revenue differs from the plan, costs and margin rates unchanged."""
    return {one.scenario: _scenario(forecast, budget, one) for one in scenarios}


def _scenario(forecast: Forecast, budget: Budget, row: Scenario) -> ScenarioMoney:
    factors = {T0: HUNDRED, T1: row.factor_t1_pct, T2: row.factor_t2_pct, T3: row.factor_t3_pct}

    def scaled(planned: _Yearly) -> dict[str, Decimal | None]:
        return {
            year: None if (amount := planned[year]) is None else amount * factors[year] / HUNDRED
            for year in YEARS
        }

    margin = scaled(forecast.margin)
    return ScenarioMoney(
        revenue=scaled(forecast.revenue),
        margin=margin,
        gain=_gain(margin, budget.cost_to_serve, budget.by_year, budget.discount_rate),
    )
