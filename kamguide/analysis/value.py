"""What we can do for the customer in money: by kind, by activity, by year, by certainty.

Intangible value is scored and never added to money.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.arithmetic import HUNDRED, ZERO, percent, total
from kamguide.errors import CalculationError

ACTIVITIES: Final = (
    "inbound",
    "operations",
    "outbound",
    "marketing_sales",
    "service",
    "infrastructure",
    "hr",
    "technology",
    "procurement",
)
KINDS: Final = ("revenue", "displacement", "avoidance")
_YEARS_ACTIVE: Final = {"T+1": 3, "T+2": 2, "T+3": 1}
_VERIFIED: Final = ("customer", "joint")


class RevenueOpportunity(Struct, frozen=True):
    """A row of `vc_revenue_opps`; extra sales of the customer and its margin on them."""

    opp_id: str
    gross_sales: Decimal
    customer_margin_pct: Decimal
    activity: str | None = None
    probability_pct: Decimal | None = None
    start_year: str | None = None
    verified: str | None = None


class CostOpportunity(Struct, frozen=True):
    """A row of `vc_displacement_opps` or `vc_avoidance_opps`; value a year, net of our price."""

    opp_id: str
    annual_value: Decimal
    activity: str | None = None
    probability_pct: Decimal | None = None
    start_year: str | None = None
    verified: str | None = None


class IntangibleOpportunity(Struct, frozen=True):
    """A row of `vc_intangible_opps`; importance 1 to 5."""

    opp_id: str
    importance: int
    activity: str | None = None


class ValueOpportunities(Struct, frozen=True):
    """Every opportunity, as it was answered."""

    revenue: Sequence[RevenueOpportunity]
    displacement: Sequence[CostOpportunity]
    avoidance: Sequence[CostOpportunity]
    intangible: Sequence[IntangibleOpportunity]


class Amounts(Struct, frozen=True):
    """Value, and value x probability, in the plan's unit."""

    annual: Decimal
    expected: Decimal


class Opportunity(Struct, frozen=True):
    """One opportunity in money."""

    opp_id: str
    kind: str
    activity: str | None
    annual: Decimal
    expected: Decimal | None
    """None where the probability is not known."""
    three_year: Decimal | None
    """Over T+1 to T+3, from its start year on; None where that is not known."""
    three_year_expected: Decimal | None
    is_verified: bool
    """Whether the customer worked it out, alone or with us."""


class Value(Struct, frozen=True):
    """The value summary."""

    opportunities: Mapping[str, Opportunity]
    cells: Mapping[str, Mapping[str, Amounts]]
    """By activity, then by kind."""
    by_kind: Mapping[str, Amounts]
    by_activity: Mapping[str, Amounts]
    intangible_by_activity: Mapping[str, int]
    """Sum of importance."""
    total: Amounts
    three_year: Amounts
    selected: Amounts
    """The opportunities chosen for the plan."""
    intangible_importance: int
    verified_pct: Decimal | None
    """Share of the annual value that the customer verified, alone or with us."""
    value_to_spend_pct: Decimal | None
    """Expected annual value in percent of our T0 revenue with the account."""
    best_activity: str | None
    """The activity with the most expected value."""


def revenue_values(opportunities: Sequence[RevenueOpportunity]) -> Mapping[str, Decimal]:
    """What the customer keeps of its extra sales each year, by opportunity."""
    return {one.opp_id: _kept(one) for one in opportunities}


def _kept(row: RevenueOpportunity) -> Decimal:
    return row.gross_sales * row.customer_margin_pct / HUNDRED


def value_opportunities(
    revenue: Sequence[RevenueOpportunity] = (),
    displacement: Sequence[CostOpportunity] = (),
    avoidance: Sequence[CostOpportunity] = (),
    intangible: Sequence[IntangibleOpportunity] = (),
) -> ValueOpportunities:
    """The opportunities of all four kinds together.

    Raises:
        CalculationError: There is none.
    """
    if not (revenue or displacement or avoidance or intangible):
        raise CalculationError("value.no_opportunities")
    return ValueOpportunities(revenue, displacement, avoidance, intangible)


def value(
    opportunities: ValueOpportunities,
    chosen: tuple[str, ...] = (),
    account_revenue: Decimal | None = None,
) -> Value:
    """The value for the customer by kind, activity, time and certainty.

    Args:
        opportunities: Of all kinds.
        chosen: Ids of those that enter the plan.
        account_revenue: Our T0 revenue with the account.

    Source: Porter's value chain; the kinds are those of the course.
    """
    rows = _valued(opportunities)
    by_activity = {
        name: _amounts(one for one in rows if one.activity == name) for name in ACTIVITIES
    }
    whole = _amounts(rows)
    best = max(ACTIVITIES, key=lambda name: by_activity[name].expected)
    return Value(
        opportunities={one.opp_id: one for one in rows},
        cells=_cells(rows),
        by_kind={kind: _amounts(one for one in rows if one.kind == kind) for kind in KINDS},
        by_activity=by_activity,
        intangible_by_activity={
            name: sum(one.importance for one in opportunities.intangible if one.activity == name)
            for name in ACTIVITIES
        },
        total=whole,
        three_year=Amounts(
            total(one.three_year for one in rows), total(one.three_year_expected for one in rows)
        ),
        selected=_amounts(one for one in rows if one.opp_id in chosen),
        intangible_importance=sum(one.importance for one in opportunities.intangible),
        verified_pct=percent(total(one.annual for one in rows if one.is_verified), whole.annual),
        value_to_spend_pct=percent(whole.expected, account_revenue),
        best_activity=best if by_activity[best].expected > ZERO else None,
    )


def _cells(rows: Sequence[Opportunity]) -> dict[str, dict[str, Amounts]]:
    return {
        activity: {
            kind: _amounts(one for one in rows if (one.activity, one.kind) == (activity, kind))
            for kind in KINDS
        }
        for activity in ACTIVITIES
    }


def _valued(opportunities: ValueOpportunities) -> tuple[Opportunity, ...]:
    costs = (
        ("displacement", opportunities.displacement),
        ("avoidance", opportunities.avoidance),
    )
    return (
        *(_opportunity(one, "revenue", _kept(one)) for one in opportunities.revenue),
        *(_opportunity(one, kind, one.annual_value) for kind, rows in costs for one in rows),
    )


def _opportunity(
    row: RevenueOpportunity | CostOpportunity, kind: str, annual: Decimal
) -> Opportunity:
    years = _YEARS_ACTIVE.get(row.start_year or "")
    chance = row.probability_pct
    expected = None if chance is None else annual * chance / HUNDRED
    return Opportunity(
        opp_id=row.opp_id,
        kind=kind,
        activity=row.activity,
        annual=annual,
        expected=expected,
        three_year=None if years is None else annual * years,
        three_year_expected=None if years is None or expected is None else expected * years,
        is_verified=row.verified in _VERIFIED,
    )


def _amounts(rows: Iterable[Opportunity]) -> Amounts:
    found = list(rows)

    def added(read: Callable[[Opportunity], Decimal | None]) -> Decimal:
        return total(read(one) for one in found)

    return Amounts(added(lambda one: one.annual), added(lambda one: one.expected))
