"""The stage of the relationship, judged from behaviour on both sides.

The side that sees less decides: a relationship is as developed as its less committed party.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from kamguide.errors import CalculationError

STAGES: Final = ("exploratory", "basic", "cooperative", "interdependent", "integrated")
"""Levels 1 to 5."""


class Indicator(Struct, frozen=True):
    """A row of `rel_indicators_us` or `rel_indicators_customer`; level 1 to 5."""

    indicator: str
    level: int


class Relationship(Struct, frozen=True):
    """Where the relationship stands, and where it is to be."""

    us: int
    customer: int | None
    level: int
    """1 to 5."""
    stage: str
    our_view_only: bool
    target: str | None
    steps: int | None
    """Stages from today to the target."""
    lowest: tuple[str, ...]
    """The indicators with the lowest level of either side."""
    seen_differently: tuple[str, ...]
    """Indicators that the two sides rate two or more levels apart."""


_APART: Final = 2


def relationship(
    us: Sequence[Indicator],
    customer: Sequence[Indicator] = (),
    target: str | None = None,
    trade_t0: Decimal | None = None,
) -> Relationship:
    """The stage of the relationship: the lower of the two sides' medians, rounded down.

    Args:
        us: The eight indicators as we see them.
        customer: The same as the customer sees them.
        target: The stage wanted at T+3.
        trade_t0: Our revenue with the account; without any trade the stage is exploratory.

    Raises:
        CalculationError: There are no indicators, or the target is no stage.
    """
    if not us:
        raise CalculationError("relationship.no_indicators")
    if target is not None and target not in STAGES:
        raise CalculationError("relationship.target", target=target)
    ours, theirs = _median(us), _median(customer) if customer else None
    level = 1 if trade_t0 == 0 else min(ours, ours if theirs is None else theirs)
    return Relationship(
        us=ours,
        customer=theirs,
        level=level,
        stage=STAGES[level - 1],
        our_view_only=theirs is None,
        target=target,
        steps=None if target is None else STAGES.index(target) + 1 - level,
        lowest=_lowest((*us, *customer)),
        seen_differently=_seen_differently(us, customer),
    )


def _lowest(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    lowest = min(one.level for one in indicators)
    return tuple(dict.fromkeys(one.indicator for one in indicators if one.level == lowest))


def _seen_differently(us: Sequence[Indicator], customer: Sequence[Indicator]) -> tuple[str, ...]:
    levels = {one.indicator: one.level for one in us}
    return tuple(
        one.indicator
        for one in customer
        if abs(levels.get(one.indicator, one.level) - one.level) >= _APART
    )


def _median(indicators: Sequence[Indicator]) -> int:
    """The median level, rounded down, and never outside the five stages."""
    levels = sorted(one.level for one in indicators)
    middle = levels[(len(levels) - 1) // 2] + levels[len(levels) // 2]
    return min(len(STAGES), max(1, middle // 2))
