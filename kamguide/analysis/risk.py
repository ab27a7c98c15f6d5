"""What the plan's assumptions put at risk at T+3."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import prod

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, natural_order, total
from kamguide.analysis.money import T3, Forecast


class Assumption(Struct, frozen=True):
    """A row of `ass_list`; chance that it holds in percent, impact if not (negative)."""

    assumption_id: str
    probability_pct: Decimal
    impact_t3_revenue: Decimal | None = None


class Risk(Struct, frozen=True):
    """The plan's T+3 revenue against its assumptions, in the plan's unit."""

    shortfalls: Mapping[str, Decimal]
    """Expected shortfall of each assumption, mostly negative."""
    expected_shortfall: Decimal
    risk_adjusted_revenue: Decimal | None
    all_fail_revenue: Decimal | None
    all_hold_probability_pct: Decimal | None
    """Only if the assumptions are independent of each other; None without any."""
    main_risk: str | None
    """The assumption with the largest expected shortfall."""


def risk(forecast: Forecast, assumptions: Sequence[Assumption]) -> Risk:
    """Expected shortfall, and revenue at T+3 adjusted for it.

    Args:
        forecast: Gives the planned revenue at T+3.
        assumptions: One without an impact is left out of the sums.
    """
    shortfalls = {
        one.assumption_id: one.impact_t3_revenue * (HUNDRED - one.probability_pct) / HUNDRED
        for one in assumptions
        if one.impact_t3_revenue is not None
    }
    planned = forecast.revenue[T3]
    expected = total(shortfalls.values())
    worst = total(one.impact_t3_revenue for one in assumptions)
    chances = [one.probability_pct / HUNDRED for one in assumptions]
    losing = [name for name, amount in shortfalls.items() if amount < 0]
    return Risk(
        shortfalls=shortfalls,
        expected_shortfall=expected,
        risk_adjusted_revenue=None if planned is None else planned + expected,
        all_fail_revenue=None if planned is None else planned + worst,
        all_hold_probability_pct=prod(chances, start=HUNDRED) if chances else None,
        main_risk=min(
            losing, key=lambda name: (shortfalls[name], natural_order(name)), default=None
        ),
    )
