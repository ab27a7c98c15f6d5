"""The position of key account management: its contribution, lasting advantages, changes ahead."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.analysis.money import T0, T3, Forecast
from kamguide.analysis.pareto import CustomerStanding
from kamguide.errors import CalculationError

TESTS: Final = ("valued", "rare", "hard_to_copy", "sustained")
_NEEDS_CHANGE: Final = 12


class Advantage(Struct, frozen=True):
    """A row of `kam_advantages`; an empty test is not passed."""

    advantage: str
    valued: bool = False
    rare: bool = False
    hard_to_copy: bool = False
    sustained: bool = False
    csf_id: str | None = None


class Trend(Struct, frozen=True):
    """A row of `kam_trends`; likelihood and impact 1 to 5."""

    trend: str
    likelihood: int
    impact: int
    assumption_id: str | None = None


class TestedAdvantage(Struct, frozen=True):
    """An advantage, and whether it lasts."""

    advantage: str
    is_lasting: bool
    """All four tests passed."""
    first_failing: str | None
    """The first test that it does not pass."""
    csf_id: str | None


class WeighedTrend(Struct, frozen=True):
    """A sign of the future, and how much it matters."""

    trend: str
    priority: int
    """Likelihood x impact, 1 to 25."""
    needs_change: bool
    """12 or more."""
    is_assumed: bool
    """Whether it is linked to an assumption."""


class Contribution(Struct, frozen=True):
    """What the account contributes to our company, in percent."""

    revenue_share_pct: Decimal | None
    margin_share_pct: Decimal | None
    margin_t0_pct: Decimal | None
    margin_t3_pct: Decimal | None
    functions_in_contact: int


class Positioning(Struct, frozen=True):
    """The position of key account management."""

    advantages: tuple[TestedAdvantage, ...]
    trends: tuple[WeighedTrend, ...]
    lasting: tuple[str, ...]
    """Advantages that pass all four tests."""
    changes: tuple[str, ...]
    """Trends that need a change, the weightiest first."""
    contribution: Contribution


def positioning(
    advantages: Sequence[Advantage] = (),
    trends: Sequence[Trend] = (),
    account: CustomerStanding | None = None,
    forecast: Forecast | None = None,
    functions_in_contact: tuple[str, ...] = (),
) -> Positioning:
    """Advantages tested, trends weighed, and the account's contribution.

    Args:
        advantages: Lasting only if valued, rare, hard to copy and sustained.
        trends: Signs of where key account management is heading.
        account: The account's place among our customers.
        forecast: The account's margin.
        functions_in_contact: Functions of the customer that somebody of ours is in contact with.

    Raises:
        CalculationError: There is neither an advantage nor a trend.
    """
    if not advantages and not trends:
        raise CalculationError("positioning.nothing")
    weighed = tuple(_weighed(one) for one in trends)
    tested = tuple(_tested(one) for one in advantages)
    margin = forecast.margin_pct if forecast is not None else {}
    pressing = sorted((one for one in weighed if one.needs_change), key=lambda one: -one.priority)
    return Positioning(
        advantages=tested,
        trends=weighed,
        lasting=tuple(one.advantage for one in tested if one.is_lasting),
        changes=tuple(one.trend for one in pressing),
        contribution=Contribution(
            revenue_share_pct=account.revenue_share_pct if account else None,
            margin_share_pct=account.margin_share_pct if account else None,
            margin_t0_pct=margin.get(T0),
            margin_t3_pct=margin.get(T3),
            functions_in_contact=len(set(functions_in_contact)),
        ),
    )


def _tested(row: Advantage) -> TestedAdvantage:
    passed = (row.valued, row.rare, row.hard_to_copy, row.sustained)
    failing = next((name for name, is_yes in zip(TESTS, passed, strict=True) if not is_yes), None)
    return TestedAdvantage(row.advantage, failing is None, failing, row.csf_id)


def _weighed(row: Trend) -> WeighedTrend:
    priority = row.likelihood * row.impact
    return WeighedTrend(
        row.trend, priority, priority >= _NEEDS_CHANGE, row.assumption_id is not None
    )
