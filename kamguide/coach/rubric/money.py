"""What the plan brings and what it costs."""

from typing import TYPE_CHECKING, Final

from kamguide.coach.moneyrules import YEARS
from kamguide.coach.rubric.plan import Ladder, Plan
from kamguide.coach.subject import number

if TYPE_CHECKING:
    from kamguide.analysis.budget import Budget
    from kamguide.analysis.money import Forecast, Line

_AMOUNTS: Final = ("t1", "t2", "t3")


def money(plan: Plan) -> Ladder:
    """Q18: revenue and margin within the wallet, and what the growth comes from."""
    yield any(number(row[one]) is not None for row in plan.rows("fc_products") for one in _REVENUE)
    forecast: Forecast | None = plan.figures.get("forecast")
    lines = list(forecast.products.values()) if forecast else []
    whole = plan.full("fc_products", *_REVENUE[1:]) and all(map(_is_told, lines))
    yield lines and whole and _is_within_wallet(plan, lines)
    shared = all(one.wallet.share_t3_pct is not None and _is_split(one) for one in lines)
    yield plan.has("fc_method") and plan.full("fc_cost_to_serve", "amount") and shared


_REVENUE: Final = ("rev_t0", "rev_t1", "rev_t2", "rev_t3")


def _is_told(line: "Line") -> bool:
    """Whether revenue is known in every year, and margin in every year of the plan."""
    return None not in (
        *(line.revenue[year] for year in YEARS),
        *(line.margin[year] for year in YEARS[1:]),
    )


def _is_within_wallet(plan: Plan, lines: "list[Line]") -> bool:
    """Whether what the customer spends is known, and no product is above it."""
    known = all(one.wallet.t0 is not None and one.wallet.t3 is not None for one in lines)
    return known and plan.free_at("fc_products", "C05", "R24") and plan.free_at("obj_list", "R24")


def _is_split(line: "Line") -> bool:
    """Whether growth is split by cause; of what they never bought before all of it is new."""
    return line.wallet_effect is not None or line.wallet.t0 == 0


def budget(plan: Plan) -> Ladder:
    """Q19: what it costs by strategy and year, whether it pays, what would go first."""
    yield plan.rows("bud_lines")
    strategies = {row.key for row in plan.rows("str_list")}
    linked = all(row["str_id"] in strategies for row in plan.rows("bud_lines"))
    yield plan.full("bud_lines", "str_id", *_AMOUNTS) and (linked or not plan.asks("str_list"))
    figures: Budget | None = plan.figures.get("budget")
    gain = figures.gain.total if figures else None
    pays = gain is not None and gain >= 0 and plan.full("fc_cost_to_serve", "amount")
    yield pays and plan.has("bud_cut_plan")
